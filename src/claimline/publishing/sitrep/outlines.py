"""Outlines of areas from a file of boundaries (GeoJSON), for maps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from claimline.errors import UsageError
from claimline.publishing.sitrep.charts import Ring

_MOST_POINTS = 400  # of one ring: more than a page can show


def outlines(path: Path) -> tuple[Ring, ...]:
    """The outer and inner rings of all polygons of a GeoJSON file (RFC 7946), longitude before latitude.

    Raises UsageError for a file that cannot be read or holds no polygon.
    """
    try:
        found = tuple(_rings(json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UsageError(f"these boundaries cannot be read: {error}", where=str(path), then=_THEN) from error
    if not found:
        raise UsageError("there is no polygon in this file", where=str(path), then=_THEN)
    return found


_THEN = "Give a GeoJSON file with polygons, such as the regions of a country."


def _rings(value: Any) -> Iterator[Ring]:
    if not isinstance(value, dict):
        return
    kind = value.get("type")
    if kind == "FeatureCollection":
        for feature in value["features"]:
            yield from _rings(feature.get("geometry"))
    elif kind == "Feature":
        yield from _rings(value.get("geometry"))
    elif kind == "GeometryCollection":
        for geometry in value["geometries"]:
            yield from _rings(geometry)
    elif kind == "Polygon":
        yield from map(_ring, value["coordinates"])
    elif kind == "MultiPolygon":
        yield from (_ring(ring) for polygon in value["coordinates"] for ring in polygon)


def _ring(points: Iterable[Any]) -> Ring:
    found = [(float(point[0]), float(point[1])) for point in points]
    step = max(1, len(found) // _MOST_POINTS)
    return (*found[::step], found[-1])
