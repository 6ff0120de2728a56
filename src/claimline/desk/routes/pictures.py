"""Pictures: who holds what, people, aid, coverage; on any day, as known on any day."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Annotated, Any, TextIO

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Format, Route, serve
from claimline.desk.columns import CHANGES, STATES
from claimline.desk.errors import BadRequest
from claimline.desk.geo import feature
from claimline.desk.picturing import once, pictured
from claimline.desk.queries import ControlQuery, CoverageQuery, PeriodQuery
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table, plainly
from claimline.model.record import Record
from claimline.pipeline.picture import Picture
from claimline.publishing.aid import aid_csv, aid_record
from claimline.publishing.control import Shown, changes_record, control_record, state_words
from claimline.publishing.coverage import coverage_csv, coverage_record
from claimline.publishing.tolls import people_csv, people_record


def add(app: FastAPI, desk: Desk) -> None:
    tables: tuple[Format, ...] = ("json", "csv")
    serve(app, Route("/control", "control.html", "Who holds what", (*tables, "geojson"), "pictures"), control)
    serve(app, Route("/people", "people.html", "Casualties, displacement, damage", tables, "pictures"), people)
    serve(app, Route("/aid", "aid.html", "Aid promised, approved, delivered, blocked", tables, "pictures"), aid)
    serve(app, Route("/coverage", "coverage.html", "Reports by outlet and day, gaps", tables, "pictures"), coverage)


def control(request: Request, query: Annotated[ControlQuery, Parameters()]) -> Answer:
    """What `claimline control --format json` prints: states with reasons and claims; with `since` what changed."""
    desk = desk_of(request)
    make = _changes if query.since else _states
    return once(desk, ("control", query), lambda: make(desk, query))


def _states(desk: Desk, query: ControlQuery) -> Answer:
    picture = pictured(desk, on=query.on, known=query.known)
    where: dict[str, Any] = {"place": query.place, "area": query.area}
    states, wider = picture.control(**where), picture.control_wider(**where)
    steps = picture.control_history(**where) if query.place else ()
    doc = control_record(states, steps, wider, Shown(picture.on, picture.known, picture.gaps(**where)))
    for record, state in zip(doc["states"], states, strict=True):
        record["words"] = state_words(state)
    features = tuple(
        feature(record["place"]["lat"], record["place"]["lon"], _on_map(record)) for record in doc["states"]
    )
    return Answer({**_head(picture), **doc}, "Control", Table(STATES, doc["states"]), features)


def _on_map(record: Record) -> Record:
    """A state for a map: counts in place of the claims, which `/places/ID` has."""
    told = ("claims_for", "claims_against", "listed")
    short = {name: value for name, value in record.items() if name not in (*told, "reasons", "before")}
    return {**short, **{name: len(record[name]) for name in told}}


def _changes(desk: Desk, query: ControlQuery) -> Answer:
    picture, since = pictured(desk, on=query.on, known=query.known), str(query.since)
    if since > picture.on:
        raise BadRequest(
            f"{since} is after {picture.on}, the day of the picture", where="since", then="Give it earlier."
        )
    found = picture.control(place=query.place, area=query.area, since=since)
    doc = changes_record(found, picture.on, picture.known, since)
    features = tuple(
        feature(change.after.lat, change.after.lon, {**record, "words": state_words(change.after), "steps": None})
        for change, record in zip(found, doc["changes"], strict=True)
    )
    return Answer({**_head(picture), **doc}, "What changed", Table(CHANGES, doc["changes"]), features)


def people(request: Request, query: Annotated[PeriodQuery, Parameters()]) -> Answer:
    """What `claimline people --format json` prints: ranges, and who says so; no verdict."""
    return _tolls(request, query, "People", lambda p, w: p.people(**w), people_record, people_csv)


def aid(request: Request, query: Annotated[PeriodQuery, Parameters()]) -> Answer:
    """What `claimline aid --format json` prints."""
    return _tolls(request, query, "Aid", lambda p, w: p.aid(**w), aid_record, aid_csv)


def _tolls(
    request: Request,
    query: PeriodQuery,
    title: str,
    found: Callable[[Picture, dict[str, Any]], Any],
    record: Callable[[Any], Record],
    write: Callable[[Any, TextIO], None],
) -> Answer:
    desk = desk_of(request)

    def make() -> Answer:
        picture = pictured(desk, on=query.on, known=query.known)
        days = {"since": _iso(query.since), "until": _iso(query.until)}
        shown = found(picture, {"place": query.place, "area": query.area, **days})
        return Answer({**_head(picture), **record(shown)}, title, _written(write, shown))

    return once(desk, (title, query), make)


def coverage(request: Request, query: Annotated[CoverageQuery, Parameters()]) -> Answer:
    """What `claimline coverage --format json` prints."""
    desk = desk_of(request)

    def make() -> Answer:
        picture = pictured(desk, known=query.known)
        shown = picture.coverage(outlet=query.outlet, since=_iso(query.since), until=_iso(query.until))
        return Answer({**_head(picture), **coverage_record(shown)}, "Coverage", _written(coverage_csv, shown))

    return once(desk, ("coverage", query), make)


def _head(picture: Picture) -> Record:
    """The days of a picture, and how many reports are not in it yet."""
    return {"on": picture.on, "known": picture.known, "waiting": picture.waiting}


def _written(write: Callable[[Any, TextIO], None], shown: Any) -> Table:
    """The table that a format of `publishing` writes."""
    out = io.StringIO()
    write(shown, out)
    out.seek(0)
    rows = list(csv.DictReader(out))
    out.seek(0)
    return Table(plainly(*next(csv.reader(out), [])), rows)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
