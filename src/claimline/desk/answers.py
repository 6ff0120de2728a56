"""One address, several formats: a route says what there is, and this module gives it as page, JSON, CSV or GeoJSON."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from claimline.desk import caching
from claimline.desk.errors import BadRequest
from claimline.desk.pages import page_of, render
from claimline.desk.state import at_one_moment
from claimline.desk.tables import Table, lines
from claimline.model.record import Record

Format = Literal["html", "json", "csv", "geojson"]
_TYPES: dict[str, str] = {
    "html": "text/html",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route found.

    doc: what `.json` gives and the template shows. title: of the page. table: what `.csv` gives; None where there is
    none. places: GeoJSON features. next: the cursor of the list's next part.
    """

    doc: Record
    title: str
    table: Table | None = None
    places: Iterable[Record] = ()
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What is asked for goes by another address now. why: for who reads the JSON."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Route:
    """One address. path: with parameters as FastAPI writes them. summary: its line in the API's description.

    formats: beside the page, in the order in which links name them.
    """

    path: str
    template: str
    summary: str
    formats: tuple[Format, ...] = ("json",)
    tag: str = "browse"
    errors: Mapping[int, str] = field(default_factory=dict)

    def address(self, name: Format) -> str:
        if name == "html":
            return self.path
        return f"{'/index' if self.path == '/' else self.path}.{name}"


Endpoint = Callable[..., Answer | Moved]


def serve(app: FastAPI, route: Route, endpoint: Endpoint) -> None:
    """Register `endpoint` for the page and each format of a route.

    endpoint: a plain function (it runs in a thread), whose first parameter is `request`; the others are FastAPI's.
    """
    for name in (*route.formats, "html"):  # `/claims/{id}` would also match `/claims/1.json`: the longer ones first
        app.add_api_route(
            route.address(name),
            _endpoint(route, name, endpoint),
            methods=["GET"],
            summary=route.summary,
            description=endpoint.__doc__ or "",
            tags=[route.tag],
            response_model=None,
            response_class=Response,
            include_in_schema=name != "html",
            name=f"{endpoint.__name__}.{name}",
            operation_id=f"{endpoint.__name__}_{name}",
            responses={200: {"content": {_TYPES[name].partition(";")[0]: {}}, "description": "Found."}},
        )


def _endpoint(route: Route, name: Format, endpoint: Endpoint) -> Callable[..., Response]:
    @functools.wraps(endpoint)
    def answer(request: Request, **given: Any) -> Response:
        path = request.url.path
        if name != "html":
            path = path.removesuffix(f".{name}")
            path = "/" if route.path == "/" else path
        request.state.path, request.state.format = path, name
        _refuse_twice(request)
        with at_one_moment(request):
            tag = caching.tag_of(request)
            if caching.is_known(request, tag):
                return caching.unchanged(tag)
            found = endpoint(request=request, **given)
            response = _redirect(found, request) if isinstance(found, Moved) else _give(request, route, found)
        caching.mark(response, tag)
        return response

    return answer


def _refuse_twice(request: Request) -> None:
    """A parameter that is given twice would be taken once, and nobody would know which."""
    names = [name for name, _ in request.query_params.multi_items()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadRequest("this parameter is given twice", where=twice, then="Give it once.")


def format_of(request: Request) -> Format:
    """The format that a request asks for."""
    name: Format = request.state.format
    return name


def _give(request: Request, route: Route, found: Answer) -> Response:
    name = format_of(request)
    if name == "html":
        return render(request, route.template, found.doc, page_of(request, found.title, route.formats, found.next))
    if name == "json":
        return JSON(found.doc)
    if name == "csv":
        table = found.table or Table((), ())
        return StreamingResponse(lines(table), media_type=_TYPES["csv"], headers=_file(request, "csv"))
    features = {"type": "FeatureCollection", "features": list(found.places)}
    return JSON(features, media_type=_TYPES["geojson"])


def _redirect(moved: Moved, request: Request) -> Response:
    """308 to the same format of the other address, with where and why as JSON for who does not follow."""
    suffix = "" if format_of(request) == "html" else f".{format_of(request)}"
    query = f"?{request.url.query}" if request.url.query else ""
    there = f"{moved.path}{suffix}{query}"
    return JSON({"ok": True, "moved": there, "why": moved.why}, 308, {"Location": there})


def _file(request: Request, suffix: str) -> dict[str, str]:
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in request.state.path).strip("-") or "overview"
    return {"Content-Disposition": f'inline; filename="claimline-{name}.{suffix}"'}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date) else sorted(value)


class JSON(Response):
    """JSON as UTF-8, without escapes that nobody needs; a lone surrogate is escaped, since UTF-8 has none."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        try:
            return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()
        except UnicodeEncodeError:
            return json.dumps(content, separators=(",", ":"), default=_plain).encode()
