"""From a chosen place to the place of the phrase: the place itself, its surroundings, a part of it, a point off it.

Never more precise than the words: what is near a settlement keeps the settlement's point with a wider radius, a part of
a region has no point at all, and what lies along a front, a road or a border is an area. The id of an area is that of
the place that it is told by.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimline.model import Precision
from claimline.resolving.places.geometry import moved
from claimline.resolving.places.phrases import Phrase
from claimline.resolving.places.rows import PlaceRow
from claimline.vocab import load

_FARTHEST = 20_000.0  # km from one place to another


@dataclass(frozen=True, slots=True)
class Spot:
    """What a phrase about a place comes to: a name, a point or none, a precision and how far it reaches (km)."""

    name: str
    lat: float | None
    lon: float | None
    precision: Precision
    radius_km: float


def spot(phrase: Phrase, row: PlaceRow, facility: bool) -> Spot:
    """The place of a phrase whose name is `row`."""
    reach = load("places")["reach_km"]
    place_class = row.kind.place_class
    is_point = place_class == "settlement"
    if facility and place_class in ("settlement", "region", "district", "country"):
        wide = max(row.radius_km, reach["near"]) if is_point else row.radius_km
        name = " ".join(phrase.text.split()).removeprefix("the ")
        return Spot(name, row.lat if is_point else None, row.lon if is_point else None, "area", wide)
    if phrase.relation in ("near", "edge", "area"):
        if is_point or place_class in ("facility", "part", "relief", "water"):
            return Spot(row.name, row.lat, row.lon, row.precision, row.radius_km + reach[phrase.relation])
        return Spot(row.name, row.lat, row.lon, row.precision, row.radius_km)
    if phrase.relation == "part":
        if is_point:
            return Spot(row.name, row.lat, row.lon, row.precision, row.radius_km)
        return Spot(f"{phrase.side} {row.name}", None, None, "area", round(0.6 * row.radius_km, 1))
    if phrase.relation == "distance" and phrase.km is not None:
        return _off(phrase, row, phrase.km)
    if phrase.relation == "direction":
        lat, lon = (row.lat, row.lon) if is_point else (None, None)
        return Spot(f"{phrase.side} of {row.name}", lat, lon, "area", row.radius_km + reach["direction"])
    if phrase.relation in ("front", "border", "road"):
        wide = row.radius_km + reach["front"] if is_point else max(row.radius_km, reach["border"])
        lat, lon = (row.lat, row.lon) if is_point else (None, None)
        name = f"{row.name} {phrase.side}".strip() if phrase.relation == "front" else row.name
        return Spot(f"border of {row.name}" if phrase.relation == "border" else name, lat, lon, "area", wide)
    return Spot(row.name, row.lat, row.lon, row.precision, row.radius_km)


def _off(phrase: Phrase, row: PlaceRow, distance: float) -> Spot:
    """So many kilometres from a place: a point where the direction is stated, else a circle around the place.

    A stated distance may be by road, so the point is put at nine tenths of it and reaches a fifth around. More than
    half the way around the Earth is no distance on it, and leads to no point.
    """
    name = f"{phrase.side} {row.name}"
    if distance > _FARTHEST:
        return Spot(name, None, None, "area", _FARTHEST)
    if row.lat is None or row.lon is None:
        return Spot(name, None, None, "area", round(row.radius_km + distance, 1))
    if phrase.degrees is None:
        return Spot(name, row.lat, row.lon, "area", round(1.05 * distance + row.radius_km, 1))
    lat, lon = moved(row.lat, row.lon, 0.9 * distance, phrase.degrees)
    return Spot(name, lat, lon, "area", round(max(load("places")["reach_km"]["distance"], 0.25 * distance), 1))
