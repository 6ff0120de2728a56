"""The score of a candidate, in named parts that add up.

The weights are set by hand from what is known of place names (research of 2026: half of the Ukrainian names are
shared, the largest namesake is the right one in 62 % of the ambiguous cases, the stated region leaves 22 % ambiguous),
and checked by eye on Ukrainian settlements and on every
second LGL report (benchmarks/places_*.py); they are no trained model. Context counts first, population last.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from claimline.model import Part, Rung
from claimline.resolving.places.geometry import bearing, km, turn_between
from claimline.resolving.places.kinds import PlaceClass
from claimline.resolving.places.rows import NameRank, PlaceRow
from claimline.resolving.places.spelling import normal
from claimline.resolving.places.targets import same_class

_SEATS = frozenset({"PPLC", "PPLA"})  # their officials speak for the whole region: to be near them says less
_SEAT_NEAR, _SEAT_REGION = 0.7, 0.6
UNKNOWN_POPULATION = 50  # gazetteers leave it out for the smallest


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the score is worth. One unit is about the odds of 5 to 1 (see `temperature`)."""

    main_name: float = 0.5
    alternate_name: float = -0.7
    derived_name: float = -0.6
    usual_name: float = 3.0
    key_rung: float = -0.5
    edit_rung: float = -1.2
    population: float = 0.65  # for each tenfold
    kind: float = 1.0
    asked: float = 0.5
    size_asked: float = 1.2  # "the city of X" is a seat or has more than 10,000 people, "the village of X" neither
    not_asked: float = -5.5  # another kind of place than "the town of X" speaks of
    seat_not_region: float = 1.5
    seat_not_district: float = 2.5
    country: float = 3.0
    story: float = 5.0  # its region is named by all other reports of the story
    nationality: float = 2.0  # "the Malian town of X"
    stated: float = 4.0
    distance: float = 3.0
    co_mention: float = 2.6
    unknown_floor: float = 1.0
    unknown: float = 2.5  # a place that no gazetteer has, in a report that is clearly about one country
    temperature: float = 0.6


def static_parts(
    row: PlaceRow, rung: Rung | None, asked: PlaceClass | None, seats: frozenset[str], w: Weights, whole: str = ""
) -> list[Part]:
    """What is known of a candidate without any context. `seats`: first-level codes with a settlement of that name;
    `whole`: the normal form of the mention, its word of kind included ("golan heights").
    """
    parts = [Part("kind", w.kind * row.kind.prior, row.code)]
    if row.rank == NameRank.USUAL and (asked is None or whole == normal(row.name)):
        parts.append(Part("name", w.usual_name, "the name alone usually means this"))
    elif row.rank <= NameRank.MAIN:
        parts.append(Part("name", w.main_name, "main name"))
    elif row.rank == NameRank.ALTERNATE:
        parts.append(Part("name", w.alternate_name, "another name of it"))
    elif row.rank == NameRank.DERIVED and asked is None:
        parts.append(Part("name", w.derived_name, "bare name of a region"))
    if rung == "key":
        parts.append(Part("spelling", w.key_rung, "another romanisation"))
    elif rung == "edit":
        parts.append(Part("spelling", w.edit_rung, "one letter off"))
    if asked is not None:
        fits = same_class(asked, row) or whole == normal(row.name)
        parts.append(Part("kind asked", w.asked if fits else w.not_asked, f"the words say {asked}"))
    elif (
        row.rank > NameRank.USUAL
        and row.kind.place_class in ("region", "district")
        and f"{row.country}.{row.admin1}" in seats
    ):
        less = w.seat_not_region if row.kind.place_class == "region" else w.seat_not_district
        parts.append(Part("seat", -less, "a settlement in it bears the same name"))
    people = row.population or UNKNOWN_POPULATION
    parts.append(Part("population", w.population * math.log10(people), f"{row.population or 'unknown'}"))
    return parts


def size_part(row: PlaceRow, words: frozenset[str], w: Weights) -> list[Part]:
    """Whether a settlement is as large as the words for it say. `words`: all words of kind beside the name."""
    if row.kind.place_class != "settlement" or not words & (_CITIES | _VILLAGES):
        return []
    town = row.code in _TOWN_SEATS or row.population >= _TOWN
    if words & _CITIES:
        return [Part("size asked", w.size_asked, "a city: a seat or more than 10,000 people")] if town else []
    return [] if town else [Part("size asked", w.size_asked, "a village: no seat, and fewer people")]


_CITIES, _VILLAGES = frozenset({"city"}), frozenset({"village", "hamlet"})
_TOWN_SEATS = frozenset({"PPLC", "PPLA", "PPLA2", "PPLA3"})
_TOWN = 10_000  # people


def relation(c: PlaceRow, d: PlaceRow) -> tuple[float, str]:
    """How well a place goes with another one that the report names: 0 to about 2.2, and why."""
    same_country = bool(c.country) and c.country == d.country
    c_class, d_class = c.kind.place_class, d.kind.place_class
    if d_class == "country":
        return (0.5, f"in {d.name}") if same_country and c_class != "country" else (0.0, "")
    if c_class == "country":
        return (0.3, f"holds {d.name}") if same_country else (0.0, "")
    same_region = same_country and bool(c.admin1) and c.admin1 == d.admin1
    if d_class == "region":
        if same_region and c_class != "region":
            return 1.4, f"in {d.name}"
        return (0.3, f"same country as {d.name}") if same_country else (0.0, "")
    if c_class == "region":
        return (0.9, f"holds {d.name}") if same_region else (0.2 if same_country else 0.0, "")
    seat = d.code in _SEATS
    together = (0.2 if same_country else 0.0) + ((_SEAT_REGION if seat else 0.3) if same_region else 0.0)
    if c.lat is None or c.lon is None or d.lat is None or d.lon is None or abs(c.lat - d.lat) > 9:
        return together, ""
    away = km(c.lat, c.lon, d.lat, d.lon)
    value = together + (_SEAT_NEAR if seat else 1.4) * math.exp(-away / 40) + 0.5 * math.exp(-away / 250)
    return value, f"{away:.0f} km from {d.name}"


def within(c: PlaceRow, d: PlaceRow) -> bool:
    """Whether a region, district or country contains a place, by their codes."""
    if not c.country or c.country != d.country or c.pk == d.pk:
        return False
    place_class = d.kind.place_class
    if place_class == "country":
        return c.kind.place_class != "country"
    if place_class == "region":
        return bool(d.admin1) and c.admin1 == d.admin1 and c.kind.place_class != "region"
    return place_class == "district" and bool(d.admin2) and c.admin2 == d.admin2


def distance_fit(c: PlaceRow, d: PlaceRow, stated_km: float, degrees: float | None) -> float:
    """1 where a place lies as far from another as the report says (0.75 to 1.0 of a road distance), down to -1."""
    if c.lat is None or c.lon is None or d.lat is None or d.lon is None or c.pk == d.pk:
        return 0.0
    away = km(c.lat, c.lon, d.lat, d.lon)
    low, high = 0.72 * stated_km - 2, 1.05 * stated_km + 3
    off = max(low - away, away - high, 0.0) / max(stated_km, 5)
    fit = max(-1.0, 1.0 - 2 * off)
    if degrees is not None and away > 1:
        turn = turn_between(bearing(d.lat, d.lon, c.lat, c.lon), degrees)
        fit = min(fit, 1.0 if turn <= 50 else -1.0)
    return fit


def odds(scores: Iterable[float], temperature: float) -> list[float]:
    """Scores as shares of one."""
    values = list(scores)
    top = max(values, default=0.0)
    weights = [math.exp((v - top) / temperature) for v in values]
    return [v / sum(weights) for v in weights]


def saturated(values: Iterable[float]) -> float:
    """A sum in which each further value counts half of the one before: at most twice the largest."""
    return sum(v * 0.5**i for i, v in enumerate(sorted((v for v in values if v > 0), reverse=True)[:6]))
