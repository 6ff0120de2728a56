"""A page: a template that gets `doc`, the same as the `.json` of its address, and `page`, how it was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from claimline import __version__
from claimline.desk.access import visitor_of
from claimline.desk.state import Desk, desk_of
from claimline.publishing.html.clean import clean


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter that narrows this page. `without`: the same page without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a template may know of its page beside `doc`.

    path: without a format. query: the parameters as they were given. filters: those of them that narrow the list.
    links: the other formats of this address, by name. next: the address of the list's next part; prev: of its
    beginning, from a later part (a cursor only goes forward). lang, dir: of the page itself; a report's words have
    their own. local: only this machine can reach the desk. read_only: nobody may judge here. tiles: see DeskConfig.
    account: the name of who has signed in, on a desk that wants accounts.
    """

    path: str
    title: str
    query: Mapping[str, str] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    next: str | None = None
    prev: str | None = None
    site: str = "Claimline"
    lang: str = "en"
    dir: str = "ltr"
    version: str = __version__
    local: bool = True
    read_only: bool = False
    tiles: str | None = None
    token: str = ""
    account: str | None = None
    _static: str = ""

    def static(self, name: str) -> str:
        """The address of a static file, which a browser may keep for good."""
        return f"{self._static}{quote(name)}"

    def url(self, path: str, **query: Any) -> str:
        """An address in the desk: `page.url("/claims", kind="control.taken")`. Empty parameters are left out."""
        return address(path, query)

    def to(self, *parts: str) -> str:
        """The address of one thing: `page.to("outlets", "AP / Reuters")`; its parts are escaped."""
        return path_to(*parts)

    def having(self, **query: Any) -> str:
        """This page with other parameters (None takes one away), from the beginning of its list."""
        return address(self.path, {**self.query, "after": None, **query})


_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Text as UTF-8 can send it: U+FFFD for half a character, as the ledger finds it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def path_to(*parts: str) -> str:
    """The path of one thing; whatever its names hold, they are escaped."""
    return "/" + "/".join(quote(whole(str(part)), safe="") for part in parts)


#: Parameters that mean something when they are empty; others are as if they were not there.
MAY_BE_EMPTY = frozenset({"speaker_key"})


def address(path: str, query: Mapping[str, Any]) -> str:
    given = {
        whole(name): whole(str(value))
        for name, value in query.items()
        if value is not None and (value != "" or name in MAY_BE_EMPTY)
    }
    return f"{path}?{urlencode(given)}" if given else path


_PATH = "/:@!$&'()*+,;=~"  # what stands in a path as it is (RFC 3986); marks that turn the direction do not
_NO_FILTERS = frozenset({"after", "limit", "sort"})


def page_of(request: Request, title: str, formats: tuple[str, ...] = (), after: str | None = None) -> Page:
    """The page that a request asks for. `after`: the cursor of the list's next part."""
    desk = desk_of(request)
    path = quote(whole(getattr(request.state, "path", request.url.path)), safe=_PATH)
    query = dict(request.query_params)
    narrowed = {
        name: value for name, value in query.items() if name not in _NO_FILTERS and (value or name in MAY_BE_EMPTY)
    }
    without = ({k: v for k, v in query.items() if k not in (name, "after")} for name in narrowed)
    return Page(
        path=path,
        title=clean(title),
        query=query,
        filters=tuple(
            Filter(name, value, address(path, rest))
            for (name, value), rest in zip(narrowed.items(), without, strict=True)
        ),
        links={name: address(f"{'/index' if path == '/' else path}.{name}", query) for name in formats},
        next=address(path, {**query, "after": after}) if after else None,
        prev=address(path, {**query, "after": None}) if "after" in query else None,
        token=desk.guard.token(request),
        account=_account(request),
        **_of_desk(desk),
    )


def _account(request: Request) -> str | None:
    """The name of who has signed in; for a shared link nothing is theirs."""
    visitor = visitor_of(request)
    return visitor.name if visitor is not None and visitor.path is None else None


def _of_desk(desk: Desk) -> dict[str, Any]:
    config = desk.config
    return {
        "site": config.title,
        "local": config.local,
        "read_only": config.read_only,
        "tiles": config.tiles,
        "_static": desk.statics.url(""),
    }


def render(
    request: Request,
    template: str,
    doc: Any,
    page: Page | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page `template` of `doc`. Without `page` one is made from the request."""
    desk = desk_of(request)
    page = page or page_of(request, desk.config.title)
    found = whole(desk.templates.get_template(template).render(doc=doc, page=page))
    response = HTMLResponse(found, status, dict(headers or {}))
    desk.guard.remember(request, response)
    return response
