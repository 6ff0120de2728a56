"""Lists: what all of them share, from the parameters of the address to the rows of its formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from starlette.requests import Request

from claimline.desk.answers import Answer, format_of
from claimline.desk.columns import Columns
from claimline.desk.errors import BadRequest
from claimline.desk.geo import features_of
from claimline.desk.queries import Listed
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table
from claimline.model.record import Record

#: Facets of claims by the parameter that takes their values, with the ledger's name where that is another.
FACETS = {
    "family": "family",
    "kind": "kind",
    "speaker_key": "speaker",
    "speaker_side": "speaker_side",
    "outlet": "outlet",
    "place": "place",
    "precision": "precision",
    "modality": "modality",
    "polarity": "polarity",
    "framing": "framing",
    "status": "status",
}
#: Facets of a page of claims: what it is narrowed by most.
SHOWN = ("family", "kind", "speaker_side", "outlet", "place", "speaker_key", "modality", "status")
_HANDLING = {"after", "limit", "all", "sort", "names"}


class _Rows(Protocol):
    """A page of `Ledger.browse()`."""

    @property
    def rows(self) -> tuple[Record, ...]: ...
    @property
    def next(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class List:
    """One sort of list. name: of the rows in `doc`, and of the method of `Browse`. filters: their class."""

    name: str
    title: str
    filters: Callable[..., Any]
    columns: Columns
    facets: tuple[str, ...] = ()


def listed(request: Request, query: Listed, kind: List) -> Answer:
    """A part of a list: its rows, how many there are in all, facets on its first part, and the cursor of the next."""
    desk, name = desk_of(request), format_of(request)
    whole: Desk = request.app.state.desk  # a stream goes on after the request's own moment of the ledger
    filters = filters_of(query, kind)
    if query.all and name != "csv":
        raise BadRequest("only a table has a whole list", where="all", then="Take .csv?all=1, or follow the cursors.")
    if query.all:
        return Answer({}, kind.title, Table(kind.columns, _every(whole, kind, filters, query)))
    limit = query.limit if "limit" in query.model_fields_set else desk.config.page_size
    page = _page(desk, kind, filters, query, after=query.after, limit=limit)
    return Answer(
        _doc(desk, kind, filters, query, page) if name in ("html", "json") else {},
        kind.title,
        Table(kind.columns, page.rows),
        features_of(kind.name, page.rows) if name == "geojson" else (),
        page.next,
    )


def filters_of(query: Listed, kind: List) -> Any:
    return kind.filters(**query.model_dump(exclude=_HANDLING, exclude_none=True))


def facets_of(desk: Desk, filters: Any, names: tuple[str, ...]) -> list[Record]:
    """Counts by property, as far as the time goes; `complete` false where it was up."""
    found = desk.browse().facets(filters, [FACETS[name] for name in names], seconds=desk.config.facet_seconds)
    return [{**asdict(facet), "name": name} for facet, name in zip(found, names, strict=True)]


def _page(desk: Desk, kind: List, filters: Any, query: Listed, **part: Any) -> _Rows:
    order = {"sort": query.sort} if hasattr(query, "sort") else {}  # voices have one order: that of their names
    page: _Rows = getattr(desk.browse(), kind.name)(filters, **order, **part)
    return page


def _doc(desk: Desk, kind: List, filters: Any, query: Listed, page: _Rows) -> Record:
    doc: Record = {kind.name: list(page.rows), "count": _count(desk, filters, query, page), "next": page.next}
    if kind.facets and query.after is None:
        doc["facets"] = facets_of(desk, filters, kind.facets)
    return doc


def _count(desk: Desk, filters: Any, query: Listed, page: _Rows) -> Record:
    if query.after is None and page.next is None:  # these are all: to look for more once more could take long
        return {"number": len(page.rows), "exact": True}
    return asdict(desk.browse().count(filters, seconds=desk.config.count_seconds))


def _every(desk: Desk, kind: List, filters: Any, query: Listed) -> Iterator[Record]:
    """All rows, some at a time. The first ones are read at once, so that a bad request is still answered as one."""
    page = _page(desk, kind, filters, query, after=query.after, limit=desk.config.most)
    return _following(desk, kind, filters, query, page)


def _following(desk: Desk, kind: List, filters: Any, query: Listed, page: _Rows) -> Iterator[Record]:
    yield from page.rows
    while page.next is not None:
        page = _page(desk, kind, filters, query, after=page.next, limit=desk.config.most)
        yield from page.rows
