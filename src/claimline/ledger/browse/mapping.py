"""What a map of claims shows: places with the number of their claims, by family."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from claimline.ledger.browse.claims import in_order
from claimline.ledger.browse.narrowing import narrow
from claimline.ledger.browse.pages import ClaimMap, EventClaims, PlaceClaims
from claimline.ledger.filters import ClaimFilter
from claimline.ledger.numbers import among
from claimline.ledger.tables import (
    claim_places,
    claims,
    event_members,
    events,
    places,
    short_claims,
    short_places,
    tellings,
)

MOST = 30_000  # claims, the newest: a picture of more is a picture of the newest of them
MOST_GROUPED = 3_000  # claims whose events are told apart
_POINT = ("place_id", "name", "latitude", "longitude", "precision", "radius_km")


def claim_map(connection: Connection, filters: ClaimFilter, limit: int) -> ClaimMap:
    short = short_claims.c
    query = narrow(connection, filters).query(
        short.claim_key, short.family, short.kind, short.first_day, short.last_day
    )
    rows = connection.execute(in_order(query, "newest").limit(MOST + 1)).all()
    family = {row.claim_key: row.family for row in rows[:MOST]}
    named: dict[str, set[int]] = defaultdict(set)
    column = short_places.c
    pairs = select(column.place, column.claim_key).where(among(column.claim_key, list(family)))
    for place, claim in connection.execute(pairs):
        named[place].add(claim)
    points = _points(connection, named)
    ranked = sorted(named, key=lambda place: (-len(named[place]), place))
    told = [_place(place, points.get(place), Counter(family[claim] for claim in named[place])) for place in ranked]
    pinned = [one for one in told if one.lat is not None]
    placed = {
        claim for place in named if points.get(place) and points[place].latitude is not None for claim in named[place]
    }
    return ClaimMap(
        tuple(pinned[:limit]),
        tuple(one for one in told if one.lat is None)[:limit],
        len(family),
        len(family) - len(placed),
        len(rows) <= MOST and len(pinned) <= limit,
        _events(connection, rows, named) if len(rows) <= MOST_GROUPED else None,
    )


def _events(connection: Connection, rows: Sequence[Any], named: Mapping[str, set[int]]) -> tuple[EventClaims, ...]:
    """The events that these claims are of, as they are grouped today."""
    place_of: dict[int, str] = {}
    for place in sorted(named, key=lambda place: (-len(named[place]), place), reverse=True):
        place_of.update(dict.fromkeys(named[place], place))  # of several the one that most claims name
    by_claim = {row.claim_key: row for row in rows}
    column, told = event_members.c, tellings.c
    query = (
        select(claims.c.key, events.c.id)
        .join(tellings, (told.claim_id == claims.c.id) & (told.report_key == claims.c.report_key))
        .join(event_members, column.telling_key == told.key)
        .join(events, events.c.key == column.event_key)
        .where(among(claims.c.key, list(by_claim)))
    )
    members: dict[str, set[int]] = defaultdict(set)
    for claim, event in connection.execute(query):
        members[event].add(claim)
    ranked = sorted(members, key=lambda event: (-len(members[event]), event))
    return tuple(_event(event, [by_claim[key] for key in sorted(members[event])], place_of) for event in ranked)


def _event(name: str, rows: Sequence[Any], place_of: Mapping[int, str]) -> EventClaims:
    days = [day for row in rows for day in (row.first_day, row.last_day) if day]
    found = [place_of[row.claim_key] for row in rows if row.claim_key in place_of]
    return EventClaims(
        name,
        _most([row.kind for row in rows]),
        _most(found) if found else None,
        tuple(row.claim_key for row in rows),
        min(days, default=None),
        max(days, default=None),
    )


def _most(values: Sequence[str]) -> str:
    """The most frequent one, the first of the alphabet among equals."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def _points(connection: Connection, named: dict[str, set[int]]) -> dict[str, Any]:
    """A row of `claim_places` for each place, that of its newest claim here, with the name that weighing knows."""
    column = claim_places.c
    newest = sorted({max(claims) for claims in named.values()})
    query = select(column.name_folded, *(column[name] for name in _POINT)).where(among(column.claim_key, newest))
    found = {row.place_id or row.name_folded: row for row in connection.execute(query)}
    known = select(places.c.place_id, places.c.name).where(among(places.c.place_id, list(named)))
    names = {row.place_id: row.name for row in connection.execute(known)}
    return {
        place: row._replace(name=names[place]) if place in names and hasattr(row, "_replace") else row
        for place, row in found.items()
        if place in named
    }


def _place(key: str, row: Any, families: Counter[str]) -> PlaceClaims:
    counted = dict(sorted(families.items(), key=lambda pair: (-pair[1], pair[0])))
    if row is None:
        return PlaceClaims(key, key, None, None, "unresolved", None, counted)
    return PlaceClaims(key, row.name, row.latitude, row.longitude, row.precision, row.radius_km, counted)
