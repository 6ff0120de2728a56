"""Pictures: who holds what, people, aid, coverage; on any day, as known on any day."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any, TextIO, TypeVar

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Format, Route, format_of, serve
from claimline.desk.columns import CHANGES, STATES
from claimline.desk.errors import BadRequest
from claimline.desk.geo import feature
from claimline.desk.picturing import PATIENCE, lately
from claimline.desk.queries import PART, ControlQuery, CoverageQuery, PeriodQuery
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table, plainly
from claimline.model.control import ControlState, ControlStep, WiderClaim
from claimline.model.record import Record
from claimline.pipeline.picture import Picture
from claimline.publishing.aid import aid_csv, aid_record
from claimline.publishing.control import Shown, changes_record, control_record, state_record, state_words
from claimline.publishing.coverage import coverage_csv, coverage_record, coverage_rows
from claimline.publishing.tolls import people_csv, people_record

_MONTH, _YEAR = 30, 366  # days of a picture that is asked for without a period
_MOST_ROWS = 150_000  # of a table of outlets and days
_PATIENCE = 0.02  # seconds that the gaps of everywhere, or the coverage of all outlets, may take beside a request
T = TypeVar("T")


def add(app: FastAPI, desk: Desk) -> None:
    tables: tuple[Format, ...] = ("json", "csv")
    serve(app, Route("/control", "control.html", "Who holds what", (*tables, "geojson"), "pictures"), control)
    serve(app, Route("/people", "people.html", "Casualties, displacement, damage", tables, "pictures"), people)
    serve(app, Route("/aid", "aid.html", "Aid promised, approved, delivered, blocked", tables, "pictures"), aid)
    serve(app, Route("/coverage", "coverage.html", "Reports by outlet and day, gaps", tables, "pictures"), coverage)


def control(request: Request, query: Annotated[ControlQuery, Parameters()]) -> Answer:
    """What `claimline control --format json` prints: states with reasons and claims; with `since` what changed."""
    desk, name = desk_of(request), format_of(request)
    if query.since:
        found = _with_waiting(desk, _whole(desk, query, _changes))
        return _part(found, query) if name in ("html", "json") else found
    now = (query.place, query.area, query.on, query.known) == (None,) * 4
    told = _standing(desk) if now else _whole(desk, query, _told)
    return _with_waiting(desk, _states(told, query, name))


@dataclass(frozen=True, slots=True)
class _Told:
    """A picture of control that is not written out yet."""

    shown: Shown
    states: Sequence[ControlState]
    wider: Sequence[WiderClaim]
    steps: Sequence[ControlStep] = ()


def _standing(desk: Desk) -> _Told:
    """Who holds what now, everywhere: what the desk keeps."""
    stands = desk.keeper.shown(desk)
    gaps = lately(desk, "gaps", (None, None), lambda picture: picture.gaps(), patience=_PATIENCE)
    return _Told(Shown(stands.on, stands.known, gaps), tuple(stands.states.values()), stands.wider)


def _told(picture: Picture, query: ControlQuery) -> _Told:
    where: dict[str, Any] = {"place": query.place, "area": query.area}
    return _Told(
        Shown(picture.on, picture.known, picture.gaps(**where)),
        picture.control(**where),
        picture.control_wider(**where),
        picture.control_history(**where) if query.place else (),
    )


def _whole(desk: Desk, query: ControlQuery, make: Callable[[Picture, ControlQuery], T]) -> T:
    """All settlements of the picture that is asked for."""
    whole = query.model_copy(update={"after": None, "limit": PART})
    return lately(desk, "control", (query.on, query.known), lambda picture: make(picture, whole), whole)


def _states(told: _Told, query: ControlQuery, name: Format) -> Answer:
    """Some of the settlements as page and JSON; a table and a map have all of them."""
    if name in ("csv", "geojson"):
        records = (_state(state) for state in told.states)
        points = (feature(one["place"]["lat"], one["place"]["lon"], _on_map(one)) for one in map(_state, told.states))
        return Answer({}, "Control", Table(STATES, records), points)
    start = _after([state.place for state in told.states], query.after)
    part = told.states[start : start + query.limit]
    more = part[-1].place if len(told.states) > start + query.limit else None
    doc = {
        **_head(told.shown),
        **control_record((), told.steps, told.wider[: query.limit], told.shown),
        "states": [_state(state) for state in part],
        "wider_count": len(told.wider),
        "count": {"number": len(told.states), "exact": True},
        "next": more,
    }
    return Answer(doc, "Control", next=more)


def _state(state: ControlState) -> Record:
    return {**state_record(state), "words": state_words(state)}


def _part(found: Answer, query: ControlQuery) -> Answer:
    """Some of what changed; the other formats, which are smaller, have all of it."""
    rows = found.doc["changes"]
    start = _after([str(row["place"]) for row in rows], query.after)
    part = rows[start : start + query.limit]
    more = str(part[-1]["place"]) if len(rows) > start + query.limit else None
    doc = {**found.doc, "changes": part, "count": {"number": len(rows), "exact": True}, "next": more}
    return replace(found, doc=doc, next=more)


def _after(ids: list[str], after: str | None) -> int:
    if after is None:
        return 0
    if after not in ids:
        raise BadRequest("no settlement of this list has that id", where="after", then="Take it from its beginning.")
    return ids.index(after) + 1


def _on_map(record: Record) -> Record:
    """A state for a map: counts in place of the claims, which `/places/ID` has."""
    told = ("claims_for", "claims_against", "listed")
    short = {name: value for name, value in record.items() if name not in (*told, "reasons", "before")}
    return {**short, **{name: len(record[name]) for name in told}}


def _changes(picture: Picture, query: ControlQuery) -> Answer:
    since = str(query.since)
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
    """What `claimline people --format json` prints: ranges, and who says so; no verdict. Of the last 30 days where no
    period is given."""
    return _tolls(request, query, "People", lambda p, w: p.people(**w), people_record, people_csv)


def aid(request: Request, query: Annotated[PeriodQuery, Parameters()]) -> Answer:
    """What `claimline aid --format json` prints; of the last 30 days where no period is given."""
    return _tolls(request, query, "Aid", lambda p, w: p.aid(**w), aid_record, aid_csv)


def _tolls(
    request: Request,
    query: PeriodQuery,
    title: str,
    found: Callable[[Picture, dict[str, Any]], Any],
    record: Callable[[Any], Record],
    write: Callable[[Any, TextIO], None],
) -> Answer:
    def make(picture: Picture) -> Answer:
        days = {"since": _since(query, picture, _MONTH), "until": _iso(query.until)}
        shown = found(picture, {"place": query.place, "area": query.area, **days})
        return Answer({**_head(picture), **record(shown)}, title, _written(write, shown) if table else None)

    desk, table = desk_of(request), format_of(request) == "csv"
    return _with_waiting(desk, lately(desk, title, (query.on, query.known), make, query, table))


def coverage(request: Request, query: Annotated[CoverageQuery, Parameters()]) -> Answer:
    """What `claimline coverage --format json` prints; of the last year where no period is given."""
    desk, table = desk_of(request), format_of(request) == "csv"
    return _with_waiting(desk, whole_coverage(desk, query, table))


def whole_coverage(desk: Desk, query: CoverageQuery, table: bool) -> Answer:
    """That of a moment ago while a new one is made, where it is of all outlets. table: as one too."""

    def make(picture: Picture) -> Answer:
        since = _since(query, picture, _YEAR)
        shown = picture.coverage(outlet=query.outlet, since=since, until=_iso(query.until))
        doc = {**_head(picture), **coverage_record(shown)}
        if table and coverage_rows(shown) > _MOST_ROWS:
            raise BadRequest(
                f"this table has more than {_MOST_ROWS:,} rows",
                then="Name an outlet or a shorter period, or take .json.",
            )
        return Answer(doc, "Coverage", _written(coverage_csv, shown) if table else None)

    patience = PATIENCE if query.outlet else _PATIENCE
    return lately(desk, "coverage", (None, query.known), make, query, table, patience=patience)


def _since(query: PeriodQuery | CoverageQuery, picture: Picture, days: int) -> str | None:
    """The first day that is asked for; without a period that of the last days: all of a large ledger takes long."""
    if query.since or query.until:
        return _iso(query.since)
    return days_before(picture.on, days)


def days_before(day: str, days: int = _YEAR) -> str:
    """The first of so many days that end with this ISO day."""
    last = date.fromisoformat(day)
    return (last - min(timedelta(days=days - 1), last - date.min)).isoformat()


def _head(picture: Picture | Shown) -> Record:
    """The days of a picture, and how many reports are not in it yet (see `_with_waiting`)."""
    return {"on": picture.on, "known": picture.known, "waiting": 0}


def _with_waiting(desk: Desk, found: Answer) -> Answer:
    """A picture stays what it is while reports come in: how many wait is not kept with it."""
    return replace(found, doc={**found.doc, "waiting": desk.ledger.weighing().waiting()})


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
