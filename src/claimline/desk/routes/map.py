"""The map and its timeline: settlements by who holds them, and claims by place and day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Route, serve
from claimline.desk.geo import feature
from claimline.desk.picturing import lately, pictured
from claimline.desk.queries import MapQuery
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table, plainly
from claimline.ledger import ClaimFilter, PlaceClaims
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
    taken = query.model_dump(exclude={"on", "known", "since", "area"}, exclude_none=True)
    wanted: dict[str, Any] = {**taken, "area": area, "known": date.fromisoformat(shown.known)}
    found = browse.map(ClaimFilter(**wanted, since=since, until=on), limit=_MOST_PLACES)
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
            {"id": one.id, "name": one.name, "precision": one.precision, "claims": one.claims}
            for one in found.areas[:_MOST_AREAS]
        ],
        "claims": found.claims,
        "placed": found.claims - found.unplaced,
        "unplaced": found.unplaced,
        "complete": found.complete and len(found.areas) <= _MOST_AREAS,
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
