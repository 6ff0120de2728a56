"""Territories whose status is disputed (vocab/places_disputed.yaml): told to people; whose a place is chooses none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.rows import PlaceRow
from claimline.vocab import load


@dataclass(frozen=True, slots=True)
class Dispute:
    """A territory, who claims it, who has run it since which year, and what that rests on."""

    name: str
    claimed_by: tuple[str, ...]
    held_by: tuple[tuple[str, int], ...]
    note: str


def disputes_of(row: PlaceRow, gazetteer: Gazetteer) -> list[Dispute]:
    """The disputes that a place lies in: by its own id and codes, and by those of the region that contains it."""
    region = gazetteer.unit(row.country, row.admin1) if row.admin1 else None
    units = [row, *([region] if region else [])]
    return [_dispute(entry) for entry in _entries() if any(_covers(entry, unit) for unit in units)]


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(load("places_disputed")["disputed"])


def _covers(entry: dict[str, Any], unit: PlaceRow) -> bool:
    return (
        unit.id in entry.get("ids", ())
        or unit.iso in entry.get("iso", ())
        or unit.country in entry.get("countries", ())
        or (bool(unit.admin1) and [unit.country, unit.admin1] in entry.get("admin1", []))
    )


def _dispute(entry: dict[str, Any]) -> Dispute:
    return Dispute(entry["name"], tuple(entry["claimed_by"]), tuple(entry["held_by"].items()), entry["note"])
