"""One shape for everything that goes wrong, as JSON or, for a browser, as a page.

    {"ok": false, "error": {"code": "not_found", "message": "there is no claim 'x' in this ledger", "where": null,
                            "then": "See them with: claimline list"}}

`code` is a word that programs may rely on, `message` one sentence, `where` names the parameter or id, `then` says what
to do next. No traceback leaves the desk; what should not happen is logged with it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from claimline.errors import ClaimlineError

_log = logging.getLogger("claimline.desk")
_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 410: "gone", 413: "too_large",
          422: "unprocessable", 500: "internal"}  # fmt: skip
_THEN = {404: "See what there is at /api.", 405: "This address only answers GET and HEAD."}


class BadRequest(ClaimlineError):
    """A parameter that is not known, or has a value that makes no sense."""

    http_status: ClassVar[int] = 400


class Refused(ClaimlineError):
    """A request that may not be made from where it comes."""

    http_status: ClassVar[int] = 403


class Gone(ClaimlineError):
    """What once was here, and has no successor."""

    http_status: ClassVar[int] = 410


def error_doc(status: int, message: str, *, code: str = "", where: str | None = None, then: str | None = None) -> Any:
    found = code or _CODES.get(status, f"http_{status}")
    return {"ok": False, "error": {"code": found, "message": message, "where": where, "then": then}}


def handle_errors(app: FastAPI) -> None:
    """Answer every failure in the one shape."""
    app.add_exception_handler(ClaimlineError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, ClaimlineError)
    doc = error_doc(error.http_status, error.what, code=_code(type(error)), where=error.where, then=error.then)
    return answer(request, error.http_status, doc)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = "there is no such page" if error.status_code == 404 else str(error.detail).lower()
    doc = error_doc(error.status_code, message, where=request.url.path, then=_THEN.get(error.status_code))
    return answer(request, error.status_code, doc, error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    """A bad parameter is 400, a body that does not fit is 422."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place, *rest = [str(part) for part in first["loc"]] or ["query"]
    name = ".".join(rest) or None
    status = 422 if place == "body" else 400
    if first["type"] == "extra_forbidden":
        doc = error_doc(
            status, "there is no such parameter", code="unknown_parameter", where=name, then=_known(request)
        )
    else:
        doc = error_doc(status, _said(first), code="bad_value", where=name, then=_known(request))
    return answer(request, status, doc)


def _said(fault: Mapping[str, Any]) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}"


def _known(request: Request) -> str:
    return "The parameters of this address are listed at /api."


def defect(request: Request, error: Exception) -> Response:
    """What should not happen: logged with its traceback, told without."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    doc = error_doc(
        500, "something went wrong here", then="It is a defect of Claimline; the log says where it happened."
    )
    return answer(request, 500, doc)


def answer(
    request: Request, status: int, doc: Any, headers: Mapping[str, str] | None = None, *, page: bool = True
) -> Response:
    """The error as a page for browsers (not with `page` False), else as JSON; never kept by a cache."""
    from claimline.desk.pages import render

    given = {**(headers or {}), "Cache-Control": "no-store"}
    if page and wants_page(request):
        return render(request, "error.html", {**doc, "status": status}, status=status, headers=given)
    return JSONResponse(doc, status, given)


def wants_page(request: Request) -> bool:
    data = request.url.path.endswith((".json", ".csv", ".geojson", ".atom"))
    return not data and "text/html" in request.headers.get("accept", "")


def _code(kind: type[ClaimlineError]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
