"""Places as they may be public: no point finer than a settlement, and of delayed kinds no settlement at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from claimline.model.record import Record
from claimline.publishing.public.profile import Level, Profile
from claimline.publishing.public.redaction import Coarse
from claimline.publishing.public.spelling import keys
from claimline.vocab import load

_LEVELS: tuple[Level, ...] = ("district", "region", "country")
_FINE = frozenset(("settlement", "area", "unresolved"))
_RANK = {"district": 0, "region": 1, "country": 2}


@dataclass(frozen=True, slots=True)
class Holder:
    """A district, region or country. name: as the gazetteer has it."""

    id: str
    name: str
    level: Level


#: What holds a place, smallest first; () where the gazetteer does not know.
Holding = Callable[[str], tuple[Holder, ...]]


def is_finer(precision: str, level: Level) -> bool:
    """Is a place of this precision finer than the level?"""
    return precision in _FINE or _RANK.get(precision, 0) < _RANK[level]


def holder_of(place: Record, holding: Holding, level: Level) -> Holder | None:
    """The holder at this level, or the next wider one that is known."""
    wanted = _LEVELS[_LEVELS.index(level) :]
    found = {one.level: one for one in holding(place["id"])} if place["id"] else {}
    return next((found[one] for one in wanted if one in found), None)


def coarse_names(places: Iterable[Record], holding: Holding, profile: Profile) -> list[Coarse]:
    """What the texts of a report may not name: the places of its delayed claims that are finer than the profile's."""
    made = []
    for place in places:
        if is_finer(place["precision"], profile.place):
            holder = holder_of(place, holding, profile.place)
            own = {one["name"] for one in place["candidates"] if one["id"] == place["id"]}
            wide = {keys(one.name) for one in (holding(place["id"]) if place["id"] else ())}
            fine = {name for name in (place["text"], place["name"], *own) if len(name) <= _LONGEST}
            # "Israel", where the text says "northern Israel", is coarse enough, and so is "the Middle East".
            names = tuple(sorted(name for name in fine if keys(name) not in wide and name not in _wide_names()))
            made.append(Coarse(names, holder.name if holder else "a place"))
    return made


@cache
def _wide_names() -> frozenset[str]:
    """States, and parts of the world."""
    states = {name for row in load("states")["states"] for name in (row["name"], *row.get("also", ()))}
    return frozenset(states | set(load("place_words")["known"].split("|")))


_LONGEST = 60  # what a person fixed stands on a whole proposition, and not on a name


def public_place(place: Record, coarse: bool, holding: Holding, profile: Profile) -> Record | None:
    """The place as it may be public; None where nothing wider is known that may be named.

    Candidates are left out: they name other places, and tell distances between them. `precision` and `radius_km` are
    those of what is left.
    """
    level = profile.place
    if coarse and is_finer(place["precision"], level):
        holder = holder_of(place, holding, level)
        return _as_holder(place, holder) if holder else None
    lat, lon, radius = place["lat"], place["lon"], place["radius_km"]
    pinned = lat is not None and lon is not None
    return {
        **place,
        "lat": round(lat, profile.decimals) if pinned else None,
        "lon": round(lon, profile.decimals) if pinned else None,
        "radius_km": max(radius, profile.least_radius_km) if pinned and radius is not None else radius,
        "candidates": [],
    }


def _as_holder(place: Record, holder: Holder) -> Record:
    wide = {"name": holder.name, "id": holder.id, "precision": holder.level, "lat": None, "lon": None}
    return {**place, **wide, "radius_km": None, "rung": None, "candidates": []}
