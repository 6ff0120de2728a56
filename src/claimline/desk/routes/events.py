"""Events: the list, and each weighed: slot by slot, who says the same and who otherwise, and how far to trust it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Moved, Route, serve
from claimline.desk.columns import EVENTS, TELLINGS
from claimline.desk.geo import feature
from claimline.desk.lists import List, listed
from claimline.desk.pages import path_to
from claimline.desk.picturing import pictured
from claimline.desk.queries import EventQuery, Known
from claimline.desk.records import event_record, judgement_record
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table
from claimline.ledger import EventFilter
from claimline.model.record import Record
from claimline.model.weighed import weighed_record
from claimline.publishing.stories import story_record

EVENT_LIST = List("events", "Events", EventFilter, EVENTS)


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/events", "events.html", "Events, the newest first", ("json", "csv", "geojson")), events)
    serve(app, Route("/events/{name}", "event.html", "One event, weighed", ("json", "csv", "geojson")), event)


def events(request: Request, query: Annotated[EventQuery, Parameters()]) -> Answer:
    """What claims of several reports are about, as it was weighed last."""
    return listed(request, query, EVENT_LIST)


def event(request: Request, name: str, query: Annotated[Known, Parameters()]) -> Answer | Moved:
    """The event with its claims, `weighed` (slots with positions, grades with reasons), `story` (whose words the
    reports have) and `history`: what people decided about its claims."""
    desk = desk_of(request)
    with desk.ledger.scopes().look() as look:
        now = look.event(name)
    if now.id != name:
        return Moved(path_to("events", now.id), "this is the event that the name means today")
    picture = pictured(desk, known=query.known)
    (found, tellings), weighed = picture.event_case(name)
    refs = {telling.report for telling in tellings}
    doc: Record = {
        "event": event_record(found, tellings),
        "known": picture.known,
        "weighed": weighed_record(weighed),
        "story": story_record(picture.story(*sorted(refs)), refs),
        "history": _history(desk, found.members),
    }
    rows = doc["event"]["tellings"]
    place = found.place
    where = feature(place.lat, place.lon, _where(doc["event"])) if place else feature(None, None, _where(doc["event"]))
    return Answer(doc, _title(doc["event"]), Table(TELLINGS, rows), (where,))


def _history(desk: Desk, members: Iterable[str]) -> list[Record]:
    """The judgements on any of these claims, oldest first."""
    return [judgement_record(one) for one in desk.ledger.judge().about(list(members))]


def _where(event: Record) -> Record:
    return {name: value for name, value in event.items() if name not in ("tellings", "members", "joins")}


def _title(event: Record) -> str:
    place = f" at {event['place']['name']}" if event["place"] else ""
    return f"{event['kind']}{place}{', ' + event['first_day'] if event['first_day'] else ''}"
