"""The gate before a desk that wants accounts: nothing behind it answers who is not let in.

Somebody is let in by a session (cookie, after signing in), by a token of a program (`Authorization: Bearer`), or by a
shared link, which opens one address with its formats, or the desk, for looking only. A reader looks; judging needs a
reviewer. Sign-in, static files and the answer whether the desk is alive stand outside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qsl, quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimline.desk.access.limits import Limits
from claimline.desk.errors import answer, error_doc, wants_page
from claimline.ledger import Access, Role
from claimline.ledger.access import may

SESSION, SHARE = "claimline-session", "claimline-share"
SIGN_IN = "/signin"
_OUTSIDE = ("/static/", "/healthz", SIGN_IN)
_NOT_SHARED = ("/review", "/access", "/metrics")
_LOOKING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. name: of the account. path: the one address that a shared link opens, None for no link, "" for all.
    token: the hash's beginning, to sign out by."""

    name: str
    role: Role
    path: str | None = None
    token: str = ""


def visitor_of(request: Request) -> Visitor | None:
    """Who asks, on a desk that wants accounts; None on another one."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return found


class Gate:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, access: Access, limits: Limits) -> None:
        self.app, self._access, self._limits = app, access, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        refused = await self._refused(request)
        if refused is not None:
            await refused(scope, receive, send)
            return

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start" and not request.url.path.startswith("/static/"):
                _private(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, out)

    async def _refused(self, request: Request) -> Response | None:
        """The answer for who is not let in, or asks too often; None for who may pass."""
        outside = request.url.path.startswith(_OUTSIDE)
        visitor = None if outside else await run_in_threadpool(self._visitor, request)
        seconds = self._limits.wait(visitor.name if visitor and visitor.path is None else _address(request))
        if seconds:
            return too_often(request, seconds)
        if outside:
            return None
        if "share" in request.query_params and request.method in _LOOKING:
            return _shared(request)
        if visitor is None:
            return _stranger(request)
        request.state.visitor = visitor
        return _forbidden(request, visitor)

    def _visitor(self, request: Request) -> Visitor | None:
        bearer = request.headers.get("authorization", "")
        if bearer.lower().startswith("bearer "):
            grant = self._access.find(bearer[7:].strip(), "token")
            return Visitor(grant.account, grant.role) if grant else None
        if session := request.cookies.get(SESSION):
            grant = self._access.find(session, "session")
            if grant:
                return Visitor(grant.account, grant.role, token=grant.id)
        if share := request.cookies.get(SHARE):
            grant = self._access.find(share, "share")
            if grant:
                return Visitor(grant.account, "reader", grant.path)
        return None


def _shared(request: Request) -> Response:
    """The token of a shared link goes into a cookie and out of the address, where others might read it."""
    kept = [(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True) if name != "share"]
    response = RedirectResponse(f"{request.url.path}{'?' if kept else ''}{urlencode(kept)}", 303)
    keep(request, response, SHARE, request.query_params["share"])
    response.headers["cache-control"] = "no-store"
    return response


def keep(request: Request, response: Response, name: str, value: str) -> None:
    """Put a token into a cookie that no script and no other site's form can use."""
    secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    response.set_cookie(name, value, httponly=True, secure=secure, samesite="lax", path="/")


def _stranger(request: Request) -> Response:
    if wants_page(request) and request.method in _LOOKING:
        there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{SIGN_IN}?next={quote(there, safe='')}", 303, {"cache-control": "no-store"})
    then = "Sign in at /signin, or send a token: Authorization: Bearer … (claimline account token)."
    doc = error_doc(401, "this desk wants to know who asks", code="sign_in", then=then)
    return answer(request, 401, doc, {"WWW-Authenticate": "Bearer"}, page=False)


def _forbidden(request: Request, visitor: Visitor) -> Response | None:
    path, looks = request.url.path, request.method in _LOOKING
    if visitor.path is not None and not (looks and _opens(visitor.path, request)):
        what, then = "a shared link does not open this", "Ask for another link, or sign in at /signin."
    elif (
        (path.startswith("/review") or not looks)
        and not path.startswith("/access")
        and not may(visitor.role, "reviewer")
    ):
        what, then = "a reader may look, and not judge", "Ask an admin: claimline account role NAME reviewer"
    else:
        return None
    return answer(request, 403, error_doc(403, what, code="not_allowed", where=path, then=then), page=False)


def _opens(shared: str, request: Request) -> bool:
    """Whether a link to the address `shared` opens what is asked: the same parameters, in any of its formats."""
    asked = _without_format(request.url.path)
    if any(asked == other or asked.startswith(f"{other}/") for other in _NOT_SHARED):
        return False
    if not shared:
        return True
    path, _, query = shared.partition("?")
    same = sorted(parse_qsl(query)) == sorted(parse_qsl(request.url.query))
    return asked == _without_format(path) and same


def _without_format(path: str) -> str:
    for ending in (".json", ".csv", ".geojson", ".atom"):
        if path.endswith(ending):
            path = path[: -len(ending)]
            break
    return "/" if path == "/index" else path.rstrip("/") or "/"


def too_often(request: Request, seconds: float) -> Response:
    wait = max(1, math.ceil(seconds))
    doc = error_doc(429, "too many requests", code="too_many", then=f"Try again in {wait} seconds.")
    return answer(request, 429, doc, {"Retry-After": str(wait)}, page=False)


def _private(headers: MutableHeaders) -> None:
    """No cache that several people share keeps what one of them was shown; no page is taken for another account's."""
    headers.add_vary_header("Cookie")
    if headers.get("content-type", "").startswith("text/html"):
        del headers["etag"]
        headers["cache-control"] = "no-store"
    elif "no-store" not in headers.get("cache-control", ""):
        headers["cache-control"] = "private, no-cache"


def _address(request: Request) -> str:
    return cast("tuple[str, int]", request.scope.get("client") or ("", 0))[0]
