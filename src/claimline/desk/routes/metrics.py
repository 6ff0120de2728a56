"""What Prometheus asks a desk for. Not on a desk that anybody can reach without an account."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from claimline.desk.state import Desk


def add(app: FastAPI, desk: Desk) -> None:
    if app.state.metrics is not None:
        app.add_api_route("/metrics", metrics, summary="Figures for Prometheus", tags=["desk"], response_model=None)


def metrics(request: Request) -> Response:
    """Requests by route and status, how long they took, and how large the ledger is; text in Prometheus' format."""
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    found = generate_latest(request.app.state.metrics)
    return Response(found, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})
