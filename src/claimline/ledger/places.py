"""The places that tellings name and what holds them, and the way from what a person types to one of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from claimline.errors import NotFound, UsageError
from claimline.ledger.bulk import put
from claimline.ledger.numbers import among
from claimline.ledger.rows import Row, fold, storable
from claimline.ledger.tables import places

LEVELS = ("district", "region", "country")
_SHOWN = 10  # of several places with one name


@dataclass(frozen=True, slots=True)
class Holder:
    """A district, region or country that holds a place."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place that the ledger knows, with what holds it; a holder is None where the gazetteer names none."""

    id: str
    name: str
    precision: str
    district: Holder | None = None
    region: Holder | None = None
    country: Holder | None = None

    @property
    def holders(self) -> tuple[Holder, ...]:
        """What holds it, smallest first."""
        return tuple(holder for holder in (self.district, self.region, self.country) if holder)

    @property
    def inside(self) -> tuple[str, ...]:
        """The ids of what holds it, smallest first: what `Spot.inside` has."""
        return tuple(holder.id for holder in self.holders)

    def __str__(self) -> str:
        within = ", ".join(holder.name for holder in self.holders)
        return f"{self.id} ({self.name}{', in ' + within if within else ''})"


def place_key(name: str) -> str:
    """A name for comparison: without case, accents and differences of spacing."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return fold(bare)


def keep_places(connection: Connection, known: Iterable[KnownPlace]) -> None:
    """Write places, in place of what the ledger knew of them."""
    rows = {place.id: _row(place) for place in known}
    if rows:
        connection.execute(delete(places).where(among(places.c.place_id, rows)))
        put(connection, places, list(rows.values()))


def known_place(connection: Connection, name: str) -> KnownPlace:
    """The place with this id or name. Raises NotFound where there is none, or several."""
    if not name.strip():
        raise UsageError("a place needs a name", then="For example: Robotyne, or geonames:706483")
    exact = connection.execute(select(places).where(places.c.place_id == storable(name.strip()))).mappings().first()
    if exact:
        return _place(exact)
    named = select(places).where(places.c.name_folded == place_key(name)).order_by(places.c.place_id)
    rows = connection.execute(named).mappings().all()
    if len(rows) == 1:
        return _place(rows[0])
    if rows:
        which = "; ".join(str(_place(row)) for row in rows[:_SHOWN])
        raise NotFound(f"several places are called {name!r}", then=f"Give the id of one: {which}")
    raise NotFound(f"no claim of this ledger names a place {name!r}", then=_suggestion(connection, name))


def places_within(connection: Connection, area_id: str) -> list[str]:
    """The ids of the area and of every known place that it holds."""
    column = places.c
    held = or_(column.district_id == area_id, column.region_id == area_id, column.country_id == area_id)
    return sorted({area_id, *connection.execute(select(column.place_id).where(held)).scalars()})


def _suggestion(connection: Connection, name: str) -> str:
    """Names that look like it: those that begin so, else those that differ in few letters."""
    folded = place_key(name)
    begins = (places.c.name_folded >= folded) & (places.c.name_folded < f"{folded}\U0010ffff")
    near = (
        connection.execute(select(places.c.name).where(begins).distinct().order_by(places.c.name).limit(_SHOWN))
        .scalars()
        .all()
    )
    if not near:
        initial = (places.c.name_folded >= folded[:1]) & (places.c.name_folded < f"{folded[:1]}\U0010ffff")
        names = dict(
            connection.execute(
                select(places.c.name_folded, places.c.name).where(initial).order_by(places.c.place_id.desc())
            ).all()
        )
        near = [names[found] for found in get_close_matches(folded, names, n=3)]
    if not near:
        return "Places come in with the reports: see them with claimline list, and weigh what is new: claimline weigh"
    return f"Did you mean: {', '.join(near)}?"


def _row(place: KnownPlace) -> Row:
    row: Row = {
        "place_id": place.id,
        "name": storable(place.name),
        "name_folded": place_key(place.name),
        "precision": place.precision,
    }
    for level in LEVELS:
        holder: Holder | None = getattr(place, level)
        row |= {f"{level}_id": holder.id if holder else None, f"{level}_name": holder.name if holder else None}
    return row


def _place(row: Any) -> KnownPlace:
    holders: Sequence[Holder | None] = [
        Holder(row[f"{level}_id"], row[f"{level}_name"]) if row[f"{level}_id"] else None for level in LEVELS
    ]
    return KnownPlace(row["place_id"], row["name"], row["precision"], *holders)
