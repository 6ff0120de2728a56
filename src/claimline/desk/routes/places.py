"""Places: the list, and each with who held it since when, what is claimed of it, and what happened there."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Moved, Route, serve
from claimline.desk.columns import CLAIMS, PLACES
from claimline.desk.geo import feature
from claimline.desk.lists import List, listed
from claimline.desk.pages import path_to
from claimline.desk.picturing import lately
from claimline.desk.queries import Known, PlaceQuery
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table
from claimline.errors import LedgerError, NotFound
from claimline.ledger import ClaimFilter, EventFilter, PlaceFilter
from claimline.model.record import Record
from claimline.pipeline.picture import Picture
from claimline.publishing.control import Shown, control_record

PLACE_LIST = List("places", "Places", PlaceFilter, PLACES)
_NEWEST = 20


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/places", "places.html", "Places that claims name", ("json", "csv", "geojson")), places)
    serve(app, Route("/places/{name:path}", "place.html", "One place", ("json", "csv", "geojson")), place)


def places(request: Request, query: Annotated[PlaceQuery, Parameters()]) -> Answer:
    """Places by name. Only a settlement has a point."""
    return listed(request, query, PLACE_LIST)


def place(request: Request, name: str, query: Annotated[Known, Parameters()]) -> Answer | Moved:
    """The place, who held it since when according to whom (`control`), its newest claims and events, and the outlets
    that told of it and have fallen silent."""
    desk = desk_of(request)
    browse = desk.browse()
    found = browse.place(name)
    if found["id"] not in (name, None):
        return Moved(path_to("places", found["id"]), "this is the place's id")
    claims = browse.claims(ClaimFilter(place=name, known=query.known), limit=_NEWEST)
    events = browse.events(EventFilter(place=name, known=query.known), limit=_NEWEST)
    doc: Record = {
        "place": found,
        "control": _control(desk, name, query) if found["id"] else None,
        "claims": list(claims.rows),
        "claims_next": claims.next,
        "events": list(events.rows),
        "events_next": events.next,
    }
    return Answer(doc, found["name"], Table(CLAIMS, claims.rows), (feature(found.get("lat"), found.get("lon"), found),))


def _control(desk: Desk, name: str, query: Known) -> Record | None:
    """What `claimline control PLACE --format json` prints; None for a place that weighing does not know.

    A name that no gazetteer has is no place of anybody's control."""
    with suppress(NotFound, LedgerError):
        return lately(desk, "place", (None, query.known), lambda picture: _held(picture, name), name)
    return None


def _held(picture: Picture, name: str) -> Record:
    states, steps = picture.control(place=name), picture.control_history(place=name)
    shown = Shown(picture.on, picture.known, picture.gaps(place=name))
    return control_record(states, steps, picture.control_wider(place=name), shown)
