"""What stands around every request: the name it is asked by, the headers it gets, HEAD, and what may never leave.

The policy lets a page load scripts, styles, pictures and data from the desk alone; nothing inline runs, so a report
that carries a script stays words. After OWASP's cheat sheets on headers and on content security policies.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import time
from typing import ClassVar
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimline.desk.config import LOOPBACK, DeskConfig
from claimline.desk.errors import answer, defect, error_doc
from claimline.errors import ClaimlineError

_log = logging.getLogger("claimline.desk")
MOST_BODY = 20_000_000  # bytes of a request: judgements of a large ledger, brought in on one page
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})


def policy(tiles: str | None) -> str:
    """The Content-Security-Policy; the host of map tiles is the only other one, and only where there is one."""
    parts = urlsplit(tiles or "")
    host = f" {parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data:{host}",
            "font-src 'self'",
            f"connect-src 'self'{host}",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def headers_of(config: DeskConfig) -> dict[str, str]:
    return {
        "content-security-policy": policy(config.tiles),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }


class Shell:
    """ASGI middleware around the whole desk.

    A request that asks for a host that this desk is not called is refused (another site's name may be made to point at
    this machine: DNS rebinding). A failure inside becomes an answer without a traceback. Slow requests are logged.
    """

    def __init__(self, app: ASGIApp, config: DeskConfig) -> None:
        self.app, self.config = app, config
        self._headers = [(name.encode(), value.encode()) for name, value in headers_of(config).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, head, started = time.perf_counter(), scope["method"] == "HEAD", False

        async def out(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                have = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((n, v) for n, v in self._headers if n not in have)]
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner: Scope = {**scope, "method": "GET"} if head else scope
        receive = _limited(receive)
        request = Request(inner, receive)
        try:
            if not known_host(request.headers.get("host", ""), self.config):
                await _stranger(request)(inner, receive, out)
            else:
                await self.app(inner, receive, out)
        except TooLarge as error:
            if started:
                raise
            doc = error_doc(413, error.what, where=scope["path"], then=error.then)
            await answer(request, 413, doc, page=False)(inner, receive, out)
        except Exception as error:
            response = defect(request, error)
            if started:  # half an answer is out: only breaking it off shows that it is not whole
                raise
            await response(inner, receive, out)
        finally:
            took = time.perf_counter() - began
            if took > self.config.slow_seconds:
                _log.warning("slow: %s %s took %.1f s", scope["method"], scope["path"], took)


class TooLarge(ClaimlineError):
    """A form or a body that no page of the desk sends."""

    http_status: ClassVar[int] = 413


def _limited(receive: Receive) -> Receive:
    """`receive`, which gives up on a body that is too large, whatever length it says it has."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BODY:
            megabytes = MOST_BODY // 1_000_000
            raise TooLarge(f"a request may have {megabytes} MB", then="Send judgements in several parts.")
        return message

    return limited


def known_host(header: str, config: DeskConfig) -> bool:
    """Whether the desk goes by this name: the loopback names, the host that it listens on, and the names it was given.

    A desk that listens everywhere also goes by any address in numbers, and by the machine's own name.
    """
    name = _host(header)
    own = {config.host.lower(), *(given.lower() for given in config.names)}
    if name in LOOPBACK or (name in own and name not in _EVERYWHERE):
        return True
    return config.host in _EVERYWHERE and (_is_address(name) or name == socket.gethostname().lower())


def _host(header: str) -> str:
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _stranger(request: Request) -> Response:
    doc = error_doc(
        421,
        "this desk does not go by that name",
        code="wrong_host",
        where=_host(request.headers.get("host", "")) or None,
        then="Use the address that claimline desk printed, or name this one with --name.",
    )
    return answer(request, 421, doc, page=False)
