"""Outlines of regions and districts for the map, from a boundary file that the user adds (GeoJSON, RFC 7946).

They go to the browser as whole numbers of a part of a degree, each point as its step from the one before. All regions
are put on one grid, so that neighbours keep a common border; the grid is as fine as a size limit allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claimline.errors import UsageError
from claimline.ledger.rows import fold
from claimline.model.record import Record

SCALES = (100, 50, 25, 10)  # grid points a degree: some 1, 2, 4 and 11 km
MOST_NUMBERS = 60_000  # of all rings: some 200 kB as sent without compression
MOST_REGIONS = 2_000
_NAMES = ("shapeName", "name:en", "name_en", "NAME_1", "NAME_2", "ADM2_EN", "ADM1_EN", "name", "NAME")
_LEVELS = {"adm0": "country", "adm1": "region", "adm2": "district", "adm3": "district"}

#: What boundary files and gazetteers add to a region's name.
_GENERIC = frozenset(
    ("region", "oblast", "province", "district", "raion", "rayon", "governorate", "state", "county", "prefecture",
     "voivodeship", "canton", "division", "department", "municipality", "territory", "republic", "autonomous", "of",
     "the")
)  # fmt: skip
Point = tuple[float, float]
Ring = Sequence[Point]


def region_file(path: Path) -> Record:
    """`{scale, regions: [{name, key, level, polygons}]}`. Raises UsageError for what is no GeoJSON with polygons."""
    try:
        found = list(_features(json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise UsageError(f"these boundaries cannot be read: {error}", where=str(path), then=_THEN) from error
    if not found:
        raise UsageError("there is no polygon in this file", where=str(path), then=_THEN)
    if len(found) > MOST_REGIONS:
        raise UsageError(
            f"it has {len(found)} areas, and a map shows {MOST_REGIONS} at most", where=str(path), then=_THEN
        )
    for scale in SCALES:
        regions = [_packed(name, level, polygons, scale) for name, level, polygons in found]
        if sum(len(ring) for one in regions for polygon in one["polygons"] for ring in polygon) <= MOST_NUMBERS:
            break
    return {"scale": scale, "regions": [one for one in regions if one["polygons"]]}


_THEN = "Give a GeoJSON file with polygons, such as the regions of a country."


def key_of(name: str) -> str:
    """A region's name without the words for what it is: "Kharkiv Oblast" and "Kharkiv region" are one."""
    words = re.findall(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*", fold(name))
    kept = [word for word in words if word not in _GENERIC]
    return " ".join(kept or words)


def _features(value: Any) -> Iterator[tuple[str, str | None, list[list[Ring]]]]:
    features = value["features"] if value.get("type") == "FeatureCollection" else [value]
    for feature in features:
        geometry, told = feature.get("geometry") or {}, feature.get("properties") or {}
        polygons = _polygons(geometry)
        if polygons:
            name = next((str(told[key]) for key in _NAMES if told.get(key)), "")
            yield name[:200], _LEVELS.get(str(told.get("shapeType", "")).lower()), polygons


def _polygons(geometry: Any) -> list[list[Ring]]:
    kind = geometry.get("type")
    given = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}.get(kind) or []
    return [[[(float(point[0]), float(point[1])) for point in ring] for ring in polygon] for polygon in given]


def _packed(name: str, level: str | None, polygons: list[list[Ring]], scale: int) -> Record:
    rings = [[packed for ring in polygon if (packed := _steps(ring, scale))] for polygon in polygons]
    return {"name": name, "key": key_of(name), "level": level, "polygons": [some for some in rings if some]}


def _steps(ring: Ring, scale: int) -> list[int]:
    """Grid points of a ring as steps; empty where less than a triangle is left of it."""
    points: list[tuple[int, int]] = []
    for x, y in ring:
        at = round(x * scale), round(y * scale)
        if not points or at != points[-1]:
            points.append(at)
    if len(points) < 4:
        return []
    return [step for pair in _differences(points) for step in pair]


def _differences(points: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = (0, 0)
    for x, y in points:
        yield x - last[0], y - last[1]
        last = (x, y)
