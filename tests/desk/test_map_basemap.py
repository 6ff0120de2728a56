"""The outlines of the map: no country is given what is disputed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

MAP = Path(__file__).parents[2] / "src" / "claimline" / "desk" / "static" / "map"
SIZES = ("110m", "50m")
MOST_BYTES = 300_000  # of both files together, as they are sent
CRIMEA = {"Simferopol": (34.1, 44.95), "Sevastopol": (33.6, 44.6), "Kerch": (36.4, 45.3)}
UNDISPUTED = {"Ukraine": (30.5, 50.45), "Russia": (37.6, 55.75), "Morocco": (-7.0, 33.0), "India": (77.2, 28.6)}


@cache
def land(size: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((MAP / f"land-{size}.json").read_text(encoding="utf-8"))
    return found


def points(ring: list[int], scale: int) -> Iterator[tuple[float, float]]:
    x = y = 0
    for dx, dy in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / scale, y / scale


def holds(polygon: list[list[int]], scale: int, lon: float, lat: float) -> bool:
    """Even-odd: a point in a hole is crossed out again."""
    inside = False
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(points(ring, scale)):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def who(size: str, kind: str, point: tuple[float, float]) -> list[str]:
    drawn = land(size)
    return [a["name"] for a in drawn[kind] if any(holds(p, drawn["scale"], *point) for p in a["polygons"])]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("town", CRIMEA)
def test_crimea_is_in_no_country(size: str, town: str) -> None:
    assert who(size, "countries", CRIMEA[town]) == []
    assert who(size, "disputed", CRIMEA[town]) == ["Crimea and Sevastopol"]


@pytest.mark.parametrize("size", SIZES)
def test_what_is_disputed_is_in_no_country(size: str) -> None:
    for area, guards in land(size)["guards"].items():
        for name, point in guards.items():
            assert who(size, "countries", point) == [], name
            drawn = who(size, "disputed", point)
            assert drawn == [area] or (size == "110m" and not drawn), (
                name
            )  # small ones may be missing in the coarse file


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("country", UNDISPUTED)
def test_the_rest_is_in_its_country(size: str, country: str) -> None:
    assert who(size, "countries", UNDISPUTED[country]) == [country]
    assert who(size, "disputed", UNDISPUTED[country]) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_drawn_across_the_map(size: str) -> None:
    """Countries on both sides of 180 degrees are in pieces, not in a band around the world."""
    drawn = land(size)
    for polygon in (p for kind in ("countries", "disputed") for area in drawn[kind] for p in area["polygons"]):
        steps = zip(polygon[0][2::2], polygon[0][3::2], strict=True)
        assert all(abs(dx) < 90 * drawn["scale"] for dx, _ in steps)
    assert who(size, "countries", (-40.0, 65.3))[:1] in ([], ["Greenland"])
    assert who(size, "countries", (-172.0, 66.0)) == ["Russia"]


def test_the_files_are_small() -> None:
    assert sum(len(gzip.compress((MAP / f"land-{size}.json").read_bytes())) for size in SIZES) < MOST_BYTES
