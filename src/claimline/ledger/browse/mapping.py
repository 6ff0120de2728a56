"""What a map of claims shows: places with the number of their claims, by family."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection, select

from claimline.ledger.browse.claims import in_order
from claimline.ledger.browse.narrowing import narrow
from claimline.ledger.browse.pages import ClaimMap, PlaceClaims
from claimline.ledger.filters import ClaimFilter
from claimline.ledger.numbers import among
from claimline.ledger.tables import claim_places, places, short_claims, short_places

MOST = 30_000  # claims, the newest: a picture of more is a picture of the newest of them
_POINT = ("place_id", "name", "latitude", "longitude", "precision", "radius_km")


def claim_map(connection: Connection, filters: ClaimFilter, limit: int) -> ClaimMap:
    short = short_claims.c
    query = narrow(connection, filters).query(short.claim_key, short.family)
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
    )


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
