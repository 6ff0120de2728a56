"""Figures of situation reports: the same bytes every time, nothing that a name can break, one scale for the map."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from sitrep_material import material

from claimline.errors import UsageError
from claimline.model.sitrep import Figure, Mark
from claimline.publishing.sitrep import Drawing, outlines, svg_file, write
from claimline.publishing.sitrep.charts import PALETTE, png, svg


def figure(kind: str) -> Figure:
    return next(f for s in write(material()).sections for f in s.figures if f.kind == kind)


@pytest.mark.parametrize("kind", ["timeline", "ranges", "map"])
def test_the_same_figure_gives_the_same_bytes(kind: str) -> None:
    one = figure(kind)
    assert svg(one) == svg(one)
    assert svg_file(one) == svg_file(one)
    assert png(one) == png(one)
    assert b"<dc:date>" not in svg_file(one)
    assert png(one).startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["timeline", "ranges", "map"])
def test_an_inline_figure_keeps_to_the_policy_of_its_page(kind: str) -> None:
    element = svg(figure(kind))
    assert "style=" not in element
    assert "<style" not in element
    ids = re.findall(r'\bid="([^"]+)"', element)
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"{figure(kind).name}-") for name in ids)
    used = re.findall(r'(?:url\(#|href="#)([^")]+)', element)
    assert set(used) <= set(ids)


def test_a_name_with_a_dollar_is_no_formula() -> None:
    found = dataclasses.replace(figure("map"), marks=(Mark("$x^{2$", 49.0, 36.0, "held", 0),), parties=("A & B < $",))
    assert "$x^{2$" in svg(found)
    assert "A &amp; B &lt; $" in svg(found)


def test_sides_are_coloured_in_the_order_of_the_reports() -> None:
    """Colours belong to no side: whoever is named first has the first."""
    one = Mark("Bilka", 49.0, 36.0, "held", 0)
    first = dataclasses.replace(figure("map"), marks=(one,), parties=("Army One", "Army Two"))
    other = dataclasses.replace(first, parties=("Army Two", "Army One"))
    assert colours(svg(first)) == colours(svg(other))
    assert PALETTE[0] in svg(first)


def colours(element: str) -> list[str]:
    return re.findall(r"#[0-9a-f]{6}", element)


def test_a_wide_place_is_an_area_and_no_point() -> None:
    marks = (Mark("Bilka", 49.0, 36.0, "told"), Mark("around Bilka", 49.0, 36.0, "told", None, 20.0))
    element = svg(dataclasses.replace(figure("map"), marks=marks))
    assert "told of an area, not a point" in element
    assert "stroke-dasharray" in element


def test_a_map_of_one_place_has_a_scale() -> None:
    element = svg(dataclasses.replace(figure("map"), marks=(Mark("Bilka", 49.0, 36.0, "unknown"),)))
    assert re.search(r">\d+ km<", element)


def test_outlines_are_drawn_below(tmp_path: Path) -> None:
    ring = [[35.0, 48.0], [37.0, 48.0], [37.0, 50.0], [35.0, 48.0]]
    square: dict[str, object] = {"type": "Polygon", "coordinates": [ring]}
    point: dict[str, object] = {"type": "Point", "coordinates": [1, 2]}
    many: dict[str, object] = {"type": "MultiPolygon", "coordinates": [[ring]]}
    features = [{"type": "Feature", "geometry": one} for one in (square, point, None, many)]
    path = tmp_path / "regions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    found = outlines(path)
    assert len(found) == 2
    assert svg(figure("map"), Drawing(found)) != svg(figure("map"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"type": "FeatureCollection"}', '{"type": "Point", "coordinates": [1, 2]}']
)
def test_a_file_without_boundaries_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "boundaries.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"boundaries|polygon"):
        outlines(path)
