"""What a desk is measured by: requests by route, method and status, and how long they took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
_METHODS = frozenset({"GET", "HEAD", "POST"})


class Measured:
    """ASGI middleware. A request that no route takes is of the route "none", however its address was made up."""

    def __init__(self, app: ASGIApp, into: CollectorRegistry) -> None:
        from prometheus_client import Counter, Histogram

        self.app = app
        self._requests = Counter(
            "claimline_desk_requests", "Requests that were answered.", ["route", "method", "status"], registry=into
        )
        self._seconds = Histogram(
            "claimline_desk_request_seconds", "How long answers took.", ["route"], buckets=BUCKETS, registry=into
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def out(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, out)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._requests.labels(route, method, f"{status // 100}xx").inc()
            self._seconds.labels(route).observe(time.perf_counter() - began)
