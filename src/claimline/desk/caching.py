"""What a browser may keep: every page of the ledger must be asked about again, and is not sent twice."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from claimline import __version__
from claimline.desk.state import desk_of

_ASK_AGAIN = "private, no-cache"


def tag_of(request: Request) -> str:
    """The ETag of this address as the ledger is now. Weak: gzip may stand between."""
    desk = desk_of(request)
    told = "\n".join(
        (
            desk.version(),
            __version__,
            f"{desk.memory.renewed}.{desk.keeper.renewed}",
            desk.statics.digest,
            desk.guard.token(request) if request.state.format == "html" else "",  # a page holds it
            request.cookies.get("claimline-who", ""),  # the name that a review page shows
            request.url.path,
            request.url.query,
        )
    )
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the browser has this already (RFC 9110, section 13.1.2: weak comparison)."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in (one.strip() for one in given.split(","))


def unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": _ASK_AGAIN})


def mark(response: Response, tag: str) -> None:
    response.headers.setdefault("ETag", tag)
    response.headers.setdefault("Cache-Control", _ASK_AGAIN)
    response.headers.setdefault("Vary", "Accept-Encoding, Cookie")
