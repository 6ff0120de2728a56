"""Places: a mention is words in a report, a place is a row of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimline.model.span import Span

Precision = Literal["settlement", "district", "region", "country", "area", "unresolved"]
Rung = Literal["exact", "key", "edit", "context"]
PlaceRole = Literal["at", "from", "to", "via"]


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a score: what it is, what it adds, and why in a few words."""

    name: str
    value: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the words may mean, with its score in named parts (they add up to `score`)."""

    id: str  # "geonames:706483", "wof:85688831", "iso3166-2:UA-63"
    name: str
    lat: float | None
    lon: float | None
    precision: Precision
    country: str | None  # ISO 3166-1 alpha-2
    within: str = ""  # "Kharkiv Raion, Kharkiv Oblast"
    population: int = 0
    score: float = 0.0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A place mention with the place that it names, or with none (`precision` "unresolved", name kept).

    Regions, districts and countries carry an id and a precision; whether their point is published is the claim's
    affair. `candidates` are all that were weighed, best first; the chosen one is among them.
    """

    span: Span
    text: str
    name: str
    id: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    radius_km: float | None
    rung: Rung | None
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    country: str | None = None

    @property
    def resolved(self) -> bool:
        return self.id is not None
