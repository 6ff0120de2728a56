"""The first page, and the feeds of what is new."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request
from starlette.responses import Response

from claimline.desk import feeds
from claimline.desk.answers import Answer, Route, serve
from claimline.desk.picturing import once, pictured
from claimline.desk.queries import ChangesQuery, NoQuery
from claimline.desk.records import judgement_record
from claimline.desk.state import Desk, desk_of
from claimline.errors import LedgerError
from claimline.ledger import ClaimFilter, EventFilter, OutletFilter, PlaceFilter, ReportFilter, SpeakerFilter, Wanted
from claimline.model.record import Record
from claimline.publishing.control import changes_record

_NEWEST = 8
_LATELY = 14  # days before the last report in which a change is new
_PLACES = 12  # settlements with new claims on control that are looked at
_DECIDED = 5
_COUNTED = (
    ("reports", ReportFilter()),
    ("outlets", OutletFilter()),
    ("claims", ClaimFilter()),
    ("speakers", SpeakerFilter()),
    ("events", EventFilter()),
    ("places", PlaceFilter()),
)


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/", "overview.html", "What the ledger holds, what is new, what waits", tag="desk"), overview)
    serve(app, Route("/changes", "changes.html", "What came in since a moment", tag="desk"), changes)
    app.add_api_route(
        "/changes.atom",
        atom,
        summary="What came in, as an Atom feed (RFC 4287)",
        tags=["desk"],
        response_class=Response,
        responses={200: {"content": {"application/atom+xml": {}}}},
    )


def overview(request: Request, query: Annotated[NoQuery, Parameters()]) -> Answer:
    """Counts, the newest claims, reports and events, settlements whose state changed lately, and what waits."""
    desk = desk_of(request)
    return Answer(once(desk, "overview", lambda: _overview(desk)), "Overview")


def _overview(desk: Desk) -> Record:
    browse = desk.browse()
    families = browse.facets(ClaimFilter(), ("family",), seconds=desk.config.facet_seconds)
    counts = {name: asdict(browse.count(filters)) for name, filters in _COUNTED}
    return {
        "counts": {**counts, "families": {one.value: one.count for facet in families for one in facet.values}},
        "claims": list(browse.claims(ClaimFilter(), limit=_NEWEST).rows),
        "reports": list(browse.reports(ReportFilter(), limit=_NEWEST).rows),
        "events": list(browse.events(EventFilter(), limit=_NEWEST).rows),
        "changed": _changed(desk),
        "decided": [judgement_record(one) for one in desk.ledger.judge().last(_DECIDED)],
        "waiting": desk.ledger.weighing().waiting(),
    }


def _changed(desk: Desk) -> Record | None:
    """What `claimline control --since` tells of the settlements with the newest claims on control; None where nothing
    was weighed. To look at every settlement takes long in a large ledger: `/control?since=` does."""
    with suppress(LedgerError):
        picture = pictured(desk)
        if picture.empty:
            return None
        on = date.fromisoformat(picture.on)
        since = (on - min(timedelta(days=_LATELY), on - date.min)).isoformat()
        with desk.ledger.scopes().look() as look:
            told = look.tellings(look.keys(Wanted(kinds=("control",), since=since, until=picture.on))).values()
        newest = sorted(told, key=lambda telling: (telling.known, telling.key), reverse=True)
        spots = (spot.id for telling in newest for spot in telling.places if spot.precision == "settlement" and spot.id)
        places = list(dict.fromkeys(spots))[:_PLACES]
        found = [change for place in places for change in picture.control(place=place, since=since)]
        return changes_record(found, picture.on, picture.known, since)
    return None


def changes(request: Request, query: Annotated[ChangesQuery, Parameters()]) -> Answer:
    """The newest reports with the claims of each, as a JSON Feed 1.1 (`.json`) or an Atom feed (`.atom`).

    With `since` only reports that came in at that moment or later.
    """
    return Answer(feeds.json_feed(request, feeds.entries(desk_of(request), query)), "What is new")


def atom(request: Request, query: Annotated[ChangesQuery, Parameters()]) -> Response:
    """The same as `/changes.json`."""
    feed = feeds.atom_feed(request, feeds.entries(desk_of(request), query))
    return Response(feed, media_type="application/atom+xml")
