"""The map and its timeline: settlements by who holds them, and claims by place and day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Route, serve
from claimline.desk.geo import feature
from claimline.desk.picturing import lately, once, pictured
from claimline.desk.queries import MapQuery
from claimline.desk.regions import key_of
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table, plainly
from claimline.ledger import ClaimFilter, ClaimMap, EventClaims, PlaceClaims
from claimline.model.control import ControlState
from claimline.model.record import Record
from claimline.pipeline.picture import Picture
from claimline.publishing.control import state_words
from claimline.publishing.sides import tones_of

_WEEK = timedelta(days=6)  # before the day of the map: what is shown unless told
_MOST_DAYS = 400  # of the timeline
_MOST_PLACES = 1500
_MOST_AREAS = 100
_MOST_GAPS = 20
_MOST_EVENTS = 300
_MOST_GRADED = 150
_COLUMNS = ("id", "name", "lat", "lon", "state", "by", "since", "stale", "why")


def add(app: FastAPI, desk: Desk) -> None:
    route = Route("/map", "map.html", "The map and its timeline", ("json", "csv", "geojson"), "pictures")
    serve(app, route, the_map)


def the_map(request: Request, query: Annotated[MapQuery, Parameters()]) -> Answer:
    """Settlements with their state on the day `on`, as known on the day `known`, and the claims about the days up to it
    by place. A place that is an area is no point: `drawn` says so. What has no coordinates is listed and counted."""
    desk = desk_of(request)
    shown = pictured(desk, on=query.on, known=query.known)
    area = _area(desk, query.area)
    settlements, gaps = lately(
        desk, "map", (query.on, query.known), lambda picture: (_settlements(picture, area), _gaps(picture, area)), area
    )
    doc = {
        "on": shown.on,
        "known": shown.known,
        "area": area,
        "families": [],
        "ground": _ground(desk, request),
        "settlements": settlements,
        "gaps": gaps[:_MOST_GAPS],
        **_claims(desk, query, shown, area),
    }
    doc["families"] = sorted({family for day in doc["days"] for family in day["families"]})
    tones = {one["by"]: one["tone"] for one in settlements if one["by"]}
    doc["parties"] = [{"name": name, "tone": tones[name]} for name in sorted(tones)]
    features = tuple(feature(one["lat"], one["lon"], one) for one in settlements)
    return Answer(doc, "Map", Table(plainly(*_COLUMNS), settlements), features)


def _area(desk: Desk, name: str | None) -> str | None:
    """The id of the area with this id or name. Raises NotFound."""
    if name is None:
        return None
    with desk.ledger.scopes().look() as look:
        return look.place(name).id


def _settlements(picture: Picture, area: str | None) -> list[Record]:
    states = picture.control(area=area)
    tones = tones_of(state.by for state in states if state.by)
    placed = [state for state in states if state.lat is not None and (area is None or area in state.inside)]
    return [_settlement(state, tones) for state in placed]


def _settlement(state: ControlState, tones: dict[str, int]) -> Record:
    return {
        "id": state.place,
        "name": state.name,
        "lat": state.lat,
        "lon": state.lon,
        "state": state.status,
        "by": state.by_name or state.by,
        "tone": tones.get(state.by) if state.by else None,
        "since": state.since,
        "stale": state.stale,
        "why": state_words(state),
    }


def _gaps(picture: Picture, area: str | None) -> list[Record]:
    found = picture.gaps(area=area)
    return [{"outlet": gap.outlet, "since": gap.since, "until": gap.until} for gap in found]


def _claims(desk: Desk, query: MapQuery, shown: Picture, area: str | None) -> Record:
    """Claims about the days from `since` to `on`, by place, and the timeline of all days."""
    on, browse = date.fromisoformat(shown.on), desk.browse()
    since = query.since or on - min(_WEEK, on - date.min)
    taken = query.model_dump(exclude={"on", "known", "since", "area", "credibility", "reliability"}, exclude_none=True)
    wanted: dict[str, Any] = {**taken, "area": area, "known": date.fromisoformat(shown.known)}
    found = browse.map(ClaimFilter(**wanted, since=since, until=on), limit=_MOST_PLACES)
    grades: dict[str, str] = {}
    if query.credibility or query.reliability:
        # Of the day `known` alone: a track record of each day `on` would be worked out from the whole ledger.
        found, grades = graded_map(desk, found, query, pictured(desk, known=query.known))
    days = browse.days(ClaimFilter(**wanted))
    timeline = [
        {"day": day, "claims": sum(families.values()), "families": families}
        for day, families in list(days.items())[-_MOST_DAYS:]
    ]
    return {
        "since": since.isoformat(),
        "first": min([*days, shown.on]) if len(days) <= _MOST_DAYS else timeline[0]["day"],
        "last": max([*days, shown.on]),
        "days": timeline,
        "places": [_place(place) for place in found.places],
        "areas": [
            {"id": one.id, "name": one.name, "key": key_of(one.name), "precision": one.precision, "claims": one.claims}
            for one in found.areas[:_MOST_AREAS]
        ],
        "events": _events(found, grades),
        "grouped": found.events is not None,
        "claims": found.claims,
        "placed": found.claims - found.unplaced,
        "unplaced": found.unplaced,
        "complete": found.complete and len(found.areas) <= _MOST_AREAS,
    }


def _events(found: ClaimMap, grades: Mapping[str, str]) -> list[Record]:
    """Events of the claims that are shown; a place of theirs that has coordinates is among `places`."""
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "place": one.place,
            "claims": len(one.keys),
            "first_day": one.first_day,
            "last_day": one.last_day,
            "grade": grades.get(one.id),
        }
        for one in (found.events or ())[:_MOST_EVENTS]
    ]


def graded_map(desk: Desk, found: ClaimMap, query: MapQuery, shown: Picture) -> tuple[ClaimMap, dict[str, str]]:
    """The map of the events that are well enough graded, and their grades; of those with most claims, at most 150."""
    asked = [event.id for event in (found.events or ())[:_MOST_GRADED]]
    key = ("map grades", shown.on, shown.known, tuple(asked))
    grades = once(desk, key, lambda: shown.grades(asked))
    kept = {
        name
        for name, grade in grades.items()
        if grade.credibility <= (query.credibility or 6) and grade.reliability <= (query.reliability or "F")
    }
    events = tuple(event for event in found.events or () if event.id in kept)
    whole = found.complete and found.events is not None and len(found.events) <= _MOST_GRADED
    return of_events(found, events, complete=whole), {name: grades[name].code for name in kept}


def of_events(found: ClaimMap, events: tuple[EventClaims, ...], *, complete: bool) -> ClaimMap:
    """A map of these events alone: places with the claims that are theirs."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        if event.place is not None:
            counted[event.place][event.kind.partition(".")[0]] += len(event.keys)

    def kept(places: tuple[PlaceClaims, ...]) -> tuple[PlaceClaims, ...]:
        some = [replace(place, families=dict(counted[place.id])) for place in places if place.id in counted]
        return tuple(sorted(some, key=lambda place: (-place.claims, place.id)))

    places = kept(found.places)
    claims, placed = sum(len(event.keys) for event in events), sum(place.claims for place in places)
    return ClaimMap(places, kept(found.areas), claims, claims - placed, complete, events)


def _ground(desk: Desk, request: Request) -> Record:
    """What the map lies on beside the desk's own outlines: addresses of region outlines and tiles, null where none."""
    tiles = getattr(request.app.state, "tiles", None)
    return {
        "regions": "/map/regions.json" if desk.config.boundaries else None,
        "tiles": "/map/tiles/{z}/{x}/{y}" if tiles else desk.config.tiles,
        "deepest": tiles.most if tiles else None,
        "credit": tiles.credit if tiles else None,
    }


def _place(place: PlaceClaims) -> Record:
    """Only a settlement is a point; "north of Kharkiv" is an area, as large as its radius says."""
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "drawn": "point" if place.precision == "settlement" else "area",
        "families": place.families,
        "claims": place.claims,
    }
