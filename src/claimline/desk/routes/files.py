"""Static files, and what machines ask: is it alive, which version is it."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from claimline import __version__
from claimline.desk.answers import JSON
from claimline.desk.state import Desk, desk_of
from claimline.desk.statics import CHECK, KEEP


def add(app: FastAPI, desk: Desk) -> None:
    app.add_api_route("/static/{digest}/{name:path}", static, include_in_schema=False, response_model=None)
    app.add_api_route("/healthz", healthz, summary="Whether the desk can read its ledger", tags=["desk"])
    app.add_api_route("/version", version, summary="Versions of the program and of the ledger", tags=["desk"])


def static(request: Request, digest: str, name: str) -> Response:
    """A file of the desk's own; kept for good where the address has the hash of what is there now."""
    statics = desk_of(request).statics
    path = statics.find(name)
    if path is None:
        raise HTTPException(404)
    return FileResponse(path, headers={"Cache-Control": KEEP if digest == statics.digest else CHECK})


def healthz(request: Request) -> Response:
    """`{"ok": true}`, or the error that keeps it from answering, with status 503."""
    _ = desk_of(request).ledger.schema
    return JSON({"ok": True})


def version(request: Request) -> Response:
    ledger = desk_of(request).ledger
    return JSON({"claimline": __version__, "schema": ledger.schema})
