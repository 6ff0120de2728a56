"""Places that claims name: pages of them, and one."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from claimline.errors import NotFound
from claimline.ledger.browse.claims import need_sort
from claimline.ledger.browse.cursor import cursor, digest, place_of
from claimline.ledger.browse.narrowing import place_keys
from claimline.ledger.browse.pages import Page, Sort
from claimline.ledger.filters import Condition, PlaceFilter, in_area
from claimline.ledger.numbers import among
from claimline.ledger.places import LEVELS, place_key
from claimline.ledger.rows import storable
from claimline.ledger.tables import claim_counts, claim_places, places, short_places
from claimline.model.record import Record

_END = "\U0010ffff"
_counts = claim_counts.c
_named = func.abs(_counts.count) > 0  # said so that SQLite finds counts by their values, not by their size


def places_page(connection: Connection, filters: PlaceFilter, sort: Sort, after: str | None, limit: int) -> Page:
    """By name (ids where weighing has not yet taken the name from the gazetteer), or most claims first."""
    need_sort(sort, ("name", "claims"))
    listed = digest("places", filters, sort)
    at = place_of(after, listed, (str, str) if sort == "name" else (int, str))
    if sort == "name":
        known = _by_name(_known(filters), places.c.name_folded, at, limit)
        if filters.area is None:
            known = known.with_hint(places, "INDEXED BY places_by_name", "sqlite")
        rest = _by_name(_rest(filters), _counts.value, at, limit)
        rows = sorted(merge(_rows(connection, known), _rows(connection, rest)))[: limit + 1]
    else:
        query = places_query(filters, _counts.count, _counts.value)
        if at is not None:
            query = query.where(_counts.count <= at[0], or_(_counts.count < at[0], _counts.value > at[1]))
        rows = _rows(connection, query.order_by(_counts.count.desc(), _counts.value).limit(limit + 1))
    shown = [place for _, place in rows[:limit]]
    following = cursor(listed, rows[limit - 1]) if len(rows) > limit else None
    return Page(tuple(place_records(connection, shown)), following)


def _rows(connection: Connection, query: Select[Any]) -> list[tuple[Any, str]]:
    return [(first, place) for first, place in connection.execute(query)]


def _by_name(query: Select[Any], first: ColumnElement[str], at: Any, limit: int) -> Select[Any]:
    found = query.with_only_columns(first, _counts.value)
    if at is not None:
        found = found.where(first >= at[0], or_(first > at[0], _counts.value > at[1]))
    return found.order_by(first, _counts.value).limit(limit + 1)


def _known(filters: PlaceFilter) -> Select[Any]:
    """Places that weighing knows, with a count."""
    query = select(places.c.place_id).join(
        claim_counts, (_counts.facet == "place") & (_counts.value == places.c.place_id) & _named
    )
    if filters.name is not None:
        begins = place_key(filters.name)
        query = query.where(places.c.name_folded >= begins, places.c.name_folded < begins + _END)
    if filters.precision is not None:
        query = query.where(places.c.precision == filters.precision)
    if filters.area is not None:
        query = query.where(places.c.place_id.in_(in_area(filters.area)))
    return query


def _rest(filters: PlaceFilter) -> Select[Any]:
    """Names that were not resolved, and places that were not weighed yet; none of them is known to be in an area."""
    known = exists().where(places.c.place_id == _counts.value)
    query = select(_counts.value).where(_counts.facet == "place", _named, ~known)
    if filters.area is not None:
        query = query.where(_counts.value == storable(filters.area))
    if filters.name is not None:
        begins = place_key(filters.name)
        query = query.where(_counts.value >= begins, _counts.value < begins + _END)
    if filters.precision is not None:
        same = (short_places.c.place == _counts.value) & (short_places.c.precision == filters.precision)
        query = query.where(exists().where(same))
    return query


def places_query(filters: PlaceFilter, *columns: Any) -> Select[Any]:
    """All that pass, with these columns of `claim_counts`."""
    wanted: list[Condition] = [_counts.facet == "place", _counts.count > 0]
    if filters != PlaceFilter():
        of_known = _known(filters).with_only_columns(_counts.value)
        of_rest = _rest(filters)
        wanted.append(or_(_counts.value.in_(of_known), _counts.value.in_(of_rest)))
    return select(*columns).where(*wanted)


def place_record(connection: Connection, name: str) -> Record:
    """The place with this id, or of this name. Raises NotFound where no claim names it, or several have the name."""
    keys = place_keys(connection, name)
    here = select(_counts.value).where(_counts.facet == "place", _named, among(_counts.value, keys))
    found = sorted(connection.execute(here).scalars())
    if storable(name) in found:
        found = [storable(name)]
    if not found and _holds(connection, name):
        found = [storable(name)]
    if not found:
        raise NotFound(f"no claim of this ledger names a place {name!r}", then="See them in the list of places.")
    if len(found) > 1:
        raise NotFound(f"several places are called {name!r}", then=f"Give the id of one: {', '.join(found)}")
    return place_records(connection, found)[0]


def _holds(connection: Connection, name: str) -> bool:
    """Whether it is an area that no claim names, but that has places in it which claims name."""
    levels = (places.c[f"{level}_id"] == storable(name) for level in LEVELS)
    return connection.execute(select(places.c.place_id).where(or_(*levels)).limit(1)).first() is not None


def place_records(connection: Connection, keys: Sequence[str]) -> list[Record]:
    """`{id, name, precision, lat, lon, radius_km, country, region, inside, claims, first_known, last_known}` of each.

    id: None where it was found in no gazetteer. country: ISO 3166-1. inside: `{id, name}` of what holds it, smallest
    first. first_known, last_known: the days on which the first and the last claim on it was known.
    """
    counts = select(_counts.value, _counts.count.label("n")).where(_counts.facet == "place", among(_counts.value, keys))
    number = {row.value: row.n for row in connection.execute(counts)}
    weighed = select(places).where(among(places.c.place_id, keys))
    known = {row["place_id"]: row for row in connection.execute(weighed).mappings()}
    column = short_places.c
    spans = select(column.place, func.min(column.known), func.max(column.known)).group_by(column.place)
    days = {key: (first, last) for key, first, last in connection.execute(spans.where(among(column.place, keys)))}
    claimed = _latest(connection, keys)
    found = []
    for key in keys:
        row = _record(connection, key, claimed.get(key), known.get(key))
        first, last = days.get(key, (None, None))
        found.append({**row, "claims": number.get(key, 0), "first_known": first, "last_known": last})
    return found


def _record(connection: Connection, key: str, claimed: Any, known: Any) -> Record:
    inside = _inside(known) if known else []
    region = next((one for one in inside if one["level"] == "region"), None)
    return {
        "id": claimed["place_id"] if claimed else key,
        "name": known["name"] if known else claimed["name"] if claimed else holder_name(connection, key),
        "precision": known["precision"] if known else claimed["precision"] if claimed else None,
        "lat": claimed["latitude"] if claimed else None,
        "lon": claimed["longitude"] if claimed else None,
        "radius_km": claimed["radius_km"] if claimed else None,
        "country": claimed["country"] if claimed else None,
        "region": {"id": region["id"], "name": region["name"]} if region else None,
        "inside": [{"id": one["id"], "name": one["name"]} for one in inside],
    }


def _inside(known: Any) -> list[dict[str, Any]]:
    return [
        {"level": level, "id": known[f"{level}_id"], "name": known[f"{level}_name"]}
        for level in LEVELS
        if known[f"{level}_id"]
    ]


def _latest(connection: Connection, keys: Sequence[str]) -> dict[str, Any]:
    """For each place the row of `claim_places` of the claim that came last."""
    column = claim_places.c
    last = func.max(column.claim_key)
    resolved = select(column.place_id, last).where(among(column.place_id, keys)).group_by(column.place_id)
    newest: dict[str, int] = dict(tuple(row) for row in connection.execute(resolved))
    rest = sorted(set(keys) - newest.keys())
    if rest:  # "no id" is said so that the index of names is used, not that of ids
        unresolved = func.coalesce(column.place_id, "") == ""
        named = select(column.name_folded, last).where(among(column.name_folded, rest), unresolved)
        newest.update((key, claim) for key, claim in connection.execute(named.group_by(column.name_folded)))
    query = select(claim_places).where(among(column.claim_key, sorted(set(newest.values()))))
    found: dict[str, Any] = {}
    for row in connection.execute(query.order_by(column.claim_key, column.position)).mappings():
        key = row["place_id"] or row["name_folded"]
        if newest.get(key) == row["claim_key"]:
            found.setdefault(key, row)
    return found


def holder_name(connection: Connection, key: str) -> str:
    """What the places in it call an area."""
    for level in LEVELS:
        query = select(places.c[f"{level}_name"]).where(places.c[f"{level}_id"] == key).limit(1)
        name = connection.execute(query).scalar()
        if name:
            return str(name)
    return key
