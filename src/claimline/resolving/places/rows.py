"""Rows of the gazetteer: as a source gives them, and as a lookup returns them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from claimline.model import Candidate, Part, Precision, Rung
from claimline.resolving.places.kinds import Kind, kind


class NameRank(IntEnum):
    """How a place comes by a name.

    `USUAL`: the name alone usually means this place, whatever town shares it ("Gaza" the Strip). `DERIVED`: made by us
    ("Kharkiv" for the region of that name).
    """

    USUAL = -1
    MAIN = 0
    ALTERNATE = 1
    DERIVED = 2


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A place on its way into the gazetteer. Admin codes are those of GeoNames; `radius_km` None: by kind and size."""

    id: str
    name: str
    lat: float | None
    lon: float | None
    feature_class: str
    code: str
    country: str
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    population: int = 0
    radius_km: float | None = None
    iso: str | None = None
    alternates: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the gazetteer, with the rank of the name that it was found by."""

    pk: int
    id: str
    iso: str | None
    name: str
    lat: float | None
    lon: float | None
    feature_class: str
    code: str
    country: str
    admin1: str
    admin2: str
    admin3: str
    population: int
    radius_km: float
    rank: NameRank = NameRank.MAIN

    @property
    def kind(self) -> Kind:
        return kind(self.code, self.feature_class)

    @property
    def precision(self) -> Precision:
        return self.kind.precision

    def candidate(self, within: str = "", score: float = 0.0, parts: tuple[Part, ...] = ()) -> Candidate:
        return Candidate(
            id=self.id,
            name=self.name,
            lat=self.lat,
            lon=self.lon,
            precision=self.precision,
            country=self.country or None,
            within=within,
            population=self.population,
            score=score,
            parts=parts,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What a lookup gave: on which rung of the ladder, and the places, none twice."""

    rung: Rung | None
    rows: tuple[PlaceRow, ...]
