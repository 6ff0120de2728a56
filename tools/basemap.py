"""Makes the basemap of the desk: python tools/basemap.py WORLD_ATLAS_FOLDER (of the npm package world-atlas 2.0.2).

Needs shapely 2.1 or newer, which nothing else here does. Disputed areas (disputed.yaml) are taken out of every country.
Each ring or line is one flat list of whole hundredths of a degree: the first point, then the way to each next one.
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
import yaml
from shapely import affinity

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "claimline" / "desk" / "static" / "map"
SCALE = 100
SIMPLER = {"110": 0.0, "50": 0.03}  # degrees: about 3 km at the equator


def countries(path: Path) -> dict[str, Any]:
    """The countries of a TopoJSON file by name."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arcs.append([((x := x + dx) * sx + tx, (y := y + dy) * sy + ty) for dx, dy in steps])

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    found = {}
    for one in topology["objects"]["countries"]["geometries"]:
        polygons = [one["arcs"]] if one["type"] == "Polygon" else one["arcs"]
        rings = [[ring(numbers) for numbers in polygon] for polygon in polygons]
        found[one["properties"]["name"]] = shapely.union_all(
            [
                whole(shapely.make_valid(shapely.Polygon(unrolled(o), [unrolled(h) for h in holes])))
                for o, *holes in rings
            ]
        )
    return found


def unrolled(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that crosses 180 degrees, without the jump to the other end of the map."""
    turns = 0
    out = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turns += (x - before < -180) - (x - before > 180)
        out.append((x + 360 * turns, y))
    return out


def whole(shape: Any) -> Any:
    """What lies beyond 180 degrees either way, brought back to the other end of the map."""
    turned = [affinity.translate(shape, by) for by in (-360, 0, 360)]
    return shapely.union_all([shapely.intersection(one, shapely.box(-180, -90, 180, 90)) for one in turned])


def split(lands: dict[str, Any], areas: list[dict[str, Any]]) -> dict[str, Any]:
    """Takes the disputed areas out of `lands`, in place, and gives them by name."""
    taken = {}
    for area in areas:
        pieces = [lands.pop(area["country"])] if area.get("country") in lands else []
        holders = [name for name in area.get("of", ()) if name in lands and name not in area.get("keep", ())]
        if "outline" in area:
            outline = shapely.Polygon(area["outline"])
            pieces += [lands[name].intersection(outline) for name in holders]
        for point in area.get("part", ()):
            pieces += [p for n in holders for p in shapely.get_parts(lands[n]) if p.contains(shapely.Point(point))]
        whole = polygonal(shapely.union_all(pieces))
        for name in holders:
            lands[name] = polygonal(lands[name].difference(whole))
        if not whole.is_empty:
            taken[area["name"]] = whole
    return taken


def polygonal(shape: Any) -> Any:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    parts += [inner for part in shapely.get_parts(shape) for inner in shapely.get_parts(part) if part not in parts]
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def flat(points: Any) -> list[int]:
    grid = [(round(x * SCALE), round(y * SCALE)) for x, y in points]
    steps, (x, y) = [*grid[0]], grid[0]
    for nx, ny in grid[1:]:
        if (nx, ny) != (x, y):
            steps += [nx - x, ny - y]
        x, y = nx, ny
    return steps


def rings(shape: Any) -> list[list[list[int]]]:
    found = []
    for part in shapely.get_parts(shape):
        outer = flat(part.exterior.coords)
        if len(outer) >= 8:
            found.append([outer, *(hole for r in part.interiors if len(hole := flat(r.coords)) >= 8)])
    return found


def basemap(path: Path, simpler: float, areas: list[dict[str, Any]]) -> dict[str, Any]:
    lands = countries(path)
    lands.pop("Antarctica", None)
    disputed = split(lands, areas)
    names, shapes = [*lands, *disputed], [*lands.values(), *disputed.values()]
    shapes = [polygonal(shape) for shape in shapes]
    if simpler:
        shapes = list(shapely.coverage_simplify(shapes, simpler))
    drawn = [{"name": name, "polygons": rings(shape)} for name, shape in zip(names, shapes, strict=True)]
    return {"scale": SCALE, "countries": drawn[: len(lands)], "disputed": drawn[len(lands) :]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    areas = yaml.safe_load((HERE / "disputed.yaml").read_text(encoding="utf-8"))
    for size, simpler in SIMPLER.items():
        made = basemap(folder / f"countries-{size}m.json", simpler, areas)
        made["guards"] = {a["name"]: a["guards"] for a in areas if a["guards"]}
        text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
        (TARGET / f"land-{size}m.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
