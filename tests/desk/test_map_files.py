"""What the map lies on: region outlines and tiles from files of the user."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk_building import HOST, desk_ledger, small_ledger
from fastapi.testclient import TestClient

from claimline.desk import DeskConfig, create_app
from claimline.desk.regions import key_of, region_file
from claimline.desk.tiles import open_tiles
from claimline.errors import UsageError
from claimline.ledger import open_ledger

__all__ = ["desk_ledger", "small_ledger"]

WEST = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.004], [30.0, 51.0], [30.0, 50.0]]]
EAST = [[[31.0, 50.0], [32.0, 50.0], [32.0, 51.0], [31.0, 51.004], [31.0, 50.0]]]
PIXEL = b"\x89PNG\r\n\x1a\n and so on"


def boundaries(path: Path) -> Path:
    features = [
        {"type": "Feature", "properties": {"shapeName": name, "shapeType": "ADM1"}, "geometry": geometry}
        for name, geometry in (
            ("Kharkiv Oblast", {"type": "Polygon", "coordinates": WEST}),
            ("Sumy", {"type": "MultiPolygon", "coordinates": [EAST]}),
            ("A lake", {"type": "Point", "coordinates": [30, 50]}),
        )
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def archive(path: Path, kind: str = "PNG") -> Path:
    from pmtiles import writer as library
    from pmtiles.tile import Compression, TileType, zxy_to_tileid

    untyped: Any = library
    corners = {f"{end}_{what}_e7": 0 for end in ("min", "max", "center") for what in ("lon", "lat")}
    header = {"tile_type": TileType[kind], "tile_compression": Compression.NONE, "center_zoom": 0, **corners}
    with path.open("wb") as file:
        made = untyped.Writer(file)
        made.write_tile(zxy_to_tileid(1, 1, 0), PIXEL)
        made.finalize(
            {**header, "min_zoom": 0, "max_zoom": 1}, {"attribution": "<a href='x'>Our <b>own</b></a> squares"}
        )
    return path


def points(ring: list[int], scale: int) -> list[tuple[float, float]]:
    x = y = 0
    found = []
    for at in range(0, len(ring), 2):
        x, y = x + ring[at], y + ring[at + 1]
        found.append((x / scale, y / scale))
    return found


def test_neighbours_keep_a_common_border(tmp_path: Path) -> None:
    found = region_file(boundaries(tmp_path / "b.geojson"))
    assert [(one["name"], one["key"], one["level"]) for one in found["regions"]] == [
        ("Kharkiv Oblast", "kharkiv", "region"),
        ("Sumy", "sumy", "region"),
    ]
    west, east = (set(points(one["polygons"][0][0], found["scale"])) for one in found["regions"])
    assert west & east == {(31.0, 50.0), (31.0, 51.0)}


def test_a_name_without_the_words_for_what_it_is() -> None:
    assert key_of("Kharkiv Oblast") == key_of("kharkiv region") == "kharkiv"
    assert key_of("State of Qatar") == "qatar"
    assert key_of("District") == "district"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "FeatureCollection", "features": [{"geometry": 3}]}', "[" * 9999]
)
def test_boundaries_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, "utf-8")
    with pytest.raises(UsageError) as told:
        region_file(tmp_path / "b.json")
    assert "GeoJSON" in str(told.value.then)


def test_tiles_of_a_file(tmp_path: Path) -> None:
    tiles = open_tiles(archive(tmp_path / "t.pmtiles"))
    assert (tiles.media, tiles.least, tiles.most, tiles.credit) == ("image/png", 1, 1, "Our own squares")
    assert tiles.tile(1, 1, 0) == PIXEL
    for outside in ((1, 0, 0), (1, 2, 0), (1, -1, 0), (2, 0, 0), (-1, 0, 0), (99, 0, 0)):
        assert tiles.tile(*outside) is None


def test_a_file_that_is_no_archive_or_has_no_images_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pmtiles").write_bytes(b"PMTiles\x03" + b"\x00" * 200)
    (tmp_path / "y.pmtiles").write_bytes(b"no tiles at all")
    for path in (tmp_path / "x.pmtiles", tmp_path / "y.pmtiles", archive(tmp_path / "v.pmtiles", "MVT")):
        with pytest.raises(UsageError):
            open_tiles(path)


def test_the_desk_serves_both(tmp_path: Path, desk_ledger: Path) -> None:
    config = DeskConfig(boundaries=boundaries(tmp_path / "b.geojson"), tiles=str(archive(tmp_path / "t.pmtiles")))
    with open_ledger(desk_ledger) as ledger, TestClient(create_app(ledger, config), base_url=HOST) as client:
        ground = client.get("/map.json").json()["ground"]
        assert ground == {
            "regions": "/map/regions.json",
            "tiles": "/map/tiles/{z}/{x}/{y}",
            "deepest": 1,
            "credit": "Our own squares",
        }
        answer = client.get(ground["regions"])
        assert [one["name"] for one in answer.json()["regions"]] == ["Kharkiv Oblast", "Sumy"]
        assert client.get(ground["regions"], headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
        tile = client.get("/map/tiles/1/1/0")
        assert (tile.content, tile.headers["content-type"]) == (PIXEL, "image/png")
        assert client.get("/map/tiles/1/0/0").status_code == 404
        assert client.get("/map/tiles/1/x/0").status_code == 400
        assert "http" not in client.get("/map").headers["content-security-policy"]
