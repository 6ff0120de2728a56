"""What the places of two claims say about their being of one event."""

from __future__ import annotations

import math

from claimline.model import Spot
from claimline.weighing.events.config import Weights
from claimline.weighing.events.profile import Profile

Weighed = tuple[float, str]
NOTHING: Weighed = (0.0, "")
_EARTH_KM = 6371.0


def places(a: Profile, b: Profile, weights: Weights, *, together: bool = False) -> Weighed:
    """The best that any two of their places say; nothing where one of them names no place, and little for two claims of
    one sentence (`together`)."""
    best: Weighed | None = None
    for spot in a.spots:
        for other in b.spots:
            weighed = two_places(spot, other, weights)
            if best is None or weighed[0] > best[0]:
                best = weighed
    if best is None:
        return NOTHING
    return (min(best[0], weights["in_sentence"]), best[1]) if together else best


def two_places(a: Spot, b: Spot, weights: Weights) -> Weighed:
    """Log-odds and why for two places: the same, one in the other, near, or apart."""
    if a.id is None or b.id is None:
        if a.name.casefold() == b.name.casefold():
            return weights["named"], f"both name {a.name}"
        return weights["other_name"], "names of which one is in no gazetteer"
    if a.id == b.id:
        return _same(a, weights)
    if b.id in a.inside:
        return weights[f"in_{_unit(b)}"], f"{a.name} lies in {b.name}"
    if a.id in b.inside:
        return weights[f"in_{_unit(a)}"], f"{b.name} lies in {a.name}"
    if a.country and b.country and a.country != b.country:
        return weights["other_country"], f"{a.name} and {b.name} are in different countries"
    if a.country == b.country and "country" in (a.precision, b.precision):
        return weights["in_country"], f"{a.name} and {b.name} are in one country"
    return _apart(a, b, weights)


def _same(spot: Spot, weights: Weights) -> Weighed:
    if spot.precision != "settlement":
        return weights[spot.precision], f"the same {spot.precision}: {spot.name}"
    small, large = weights["small_km"], weights["large_km"]
    radius = min(max(spot.radius_km or small, small), large)
    share = math.log(radius / small) / math.log(large / small)
    value = weights["settlement_small"] + share * (weights["settlement_large"] - weights["settlement_small"])
    return round(value, 2), f"the same settlement: {spot.name}"


def _unit(spot: Spot) -> str:
    return spot.precision if spot.precision in ("district", "region", "country") else "area"


def _apart(a: Spot, b: Spot, weights: Weights) -> Weighed:
    """Two places of one country, neither of which is known to hold the other."""
    km = distance_km(a, b)
    if a.precision == b.precision == "settlement":
        if km is None:
            return weights["elsewhere"], f"{a.name} is not {b.name}"
        if km <= max(a.radius_km or 0.0, b.radius_km or 0.0):
            return weights["near"], f"{a.name} is within {km:.0f} km of {b.name}"
        near = km <= weights["neighbours_km"]
        return weights["neighbours" if near else "elsewhere"], f"{a.name} is {km:.0f} km from {b.name}"
    if km is not None and km <= max(a.radius_km or 0.0, b.radius_km or 0.0):
        return weights["in_area"], f"{a.name} and {b.name} overlap"
    if "area" in (a.precision, b.precision):
        return weights["other_name"], f"{a.name} may overlap {b.name}"
    return weights["other_region"], f"{a.name} is not in {b.name}"


def distance_km(a: Spot, b: Spot) -> float | None:
    """The great circle between two places; None where either has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
