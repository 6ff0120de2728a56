"""Against requests that another site makes a reader's browser send (CSRF), for every route that changes something.

Two locks, after OWASP's advice on cross-site request forgery:

1. The request comes from this desk's own pages: its `Sec-Fetch-Site` is `same-origin`, or, from a browser that does not
   send it, its `Origin` names the host that was asked. A request with neither comes from no browser, and needs only 2.
2. It repeats, in the header `X-Claimline-Token` or the form field `token`, the token of the cookie `claimline-token`
   (SameSite=Strict). Another site can read neither.

A page gives the token to its scripts in `<meta name="claimline-token" content="{{ page.token }}">`.
A route takes both locks with `Depends(guarded)`.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from claimline.desk.errors import Refused

COOKIE, HEADER, FIELD = "claimline-token", "x-claimline-token", "token"
_LENGTH = 32  # bytes


@dataclass(frozen=True, slots=True)
class Guard:
    """Gives tokens and checks them. A token is a random number that lives in the reader's browser alone."""

    def token(self, request: Request) -> str:
        """The token of this browser: that of its cookie, or a new one, which `remember` puts into the answer."""
        kept = request.cookies.get(COOKIE)
        if kept and _is_token(kept):
            return kept
        if not hasattr(request.state, "token"):
            request.state.token = secrets.token_urlsafe(_LENGTH)
        return str(request.state.token)

    def remember(self, request: Request, response: Response) -> None:
        """Give the browser the cookie, where a page was made with a new token."""
        made = getattr(request.state, "token", None)
        if made is not None:
            response.set_cookie(COOKIE, made, samesite="strict", httponly=True, secure=request.url.scheme == "https")

    def check(self, request: Request, field: str | None = None) -> None:
        """Raises Refused for what did not come from this desk's own pages. `field`: the form's token, if it has one."""
        if not _same_origin(request):
            raise Refused("this request comes from another site", then="Use the desk's own pages.")
        kept = request.cookies.get(COOKIE, "")
        given = request.headers.get(HEADER) or field or ""
        if not _is_token(kept) or not hmac.compare_digest(kept.encode(), given.encode()):
            raise Refused("the token of this page is missing or old", then="Load the page again, then repeat this.")


async def guarded(request: Request) -> None:
    """Both locks, as a dependency of a route: `dependencies=[Depends(guarded)]`."""
    field = None
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        body = (await request.body()).decode("utf-8", "replace")
        field = next(iter(parse_qs(body).get(FIELD, [])), None)
    request.app.state.desk.guard.check(request, field)


def _same_origin(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
    except ValueError:  # "http://[" is no address at all
        return False


def _is_token(text: str) -> bool:
    return len(text) >= _LENGTH and all(c.isascii() and (c.isalnum() or c in "-_") for c in text)
