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
from claimline.ledger import Beside, Facet, Part
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
    doc: Record = {}
    if name not in ("html", "json"):
        page = _page(desk, kind, filters, query, after=query.after, limit=limit)
    elif kind.facets:
        page, doc = _with_facets(desk, kind, query, Part(filters, _order(query)["sort"], query.after, limit))
    else:
        page = _page(desk, kind, filters, query, after=query.after, limit=limit)
        doc = _doc(kind, page, _count(desk, filters, query, page))
    return Answer(
        doc,
        kind.title,
        Table(kind.columns, page.rows),
        features_of(kind.name, page.rows) if name == "geojson" else (),
        page.next,
    )


def filters_of(query: Listed, kind: List) -> Any:
    return kind.filters(**query.model_dump(exclude=_HANDLING, exclude_none=True))


def facets_of(desk: Desk, filters: Any, names: tuple[str, ...]) -> list[Record]:
    """Counts by property, as far as the time goes; `complete` false where it was up."""
    return _told(desk.browse().facets(filters, _of_ledger(names), seconds=desk.config.facet_seconds), names)


def _of_ledger(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(FACETS[name] for name in names)


def _told(facets: tuple[Facet, ...], names: tuple[str, ...]) -> list[Record]:
    return [{**asdict(facet), "name": name} for facet, name in zip(facets, names, strict=True)]


def _page(desk: Desk, kind: List, filters: Any, query: Listed, **part: Any) -> _Rows:
    page: _Rows = getattr(desk.browse(), kind.name)(filters, **_order(query), **part)
    return page


def _order(query: Listed) -> dict[str, Any]:
    return {"sort": query.sort} if hasattr(query, "sort") else {}  # voices have one order: that of their names


def _with_facets(desk: Desk, kind: List, query: Listed, part: Part) -> tuple[_Rows, Record]:
    """A part of the claims; on the first one the facets count the claims too, so that it is done once."""
    names = kind.facets if query.after is None else ()
    config = desk.config
    beside = Beside(_of_ledger(names), facet_seconds=config.facet_seconds, count_seconds=config.count_seconds)
    found = desk.browse().listed(part, beside)
    doc = _doc(kind, found.page, asdict(found.count))
    return found.page, {**doc, "facets": _told(found.facets, names)} if names else doc


def _doc(kind: List, page: _Rows, count: Record) -> Record:
    return {kind.name: list(page.rows), "count": count, "next": page.next}


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
