"""Feature codes of GeoNames as the kinds of place that a report speaks of (vocab/places_kinds.yaml)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claimline.model import Precision
from claimline.vocab import load

PlaceClass = Literal["settlement", "region", "district", "country", "water", "relief", "facility", "part"]


@dataclass(frozen=True, slots=True)
class Kind:
    """`prior`: how likely a report means such a place, beside an ordinary village (0)."""

    place_class: PlaceClass
    precision: Precision
    prior: float
    radius_km: float | None


@cache
def kind(code: str, feature_class: str = "") -> Kind:
    """The kind of a feature code ("PPLA2"); an unknown code counts as its feature class says ("P"), or as an area."""
    vocab = load("places_kinds")
    row = vocab["codes"].get(code) or vocab["others"].get(feature_class) or vocab["others"]["L"]
    place_class: PlaceClass = row["class"]
    return Kind(place_class, vocab["classes"][place_class]["precision"], row["prior"], row.get("radius_km"))


def radius_km(code: str, feature_class: str, population: int) -> float:
    """How far a place reaches around its point.

    A settlement's built-up radius grows with the root of its population: 1 km for a village, 12 km for a city of
    1.4 million. It is an uncertainty, not a border.
    """
    fixed = kind(code, feature_class).radius_km
    return fixed if fixed is not None else round(max(1.0, 0.01 * math.sqrt(population)), 1)
