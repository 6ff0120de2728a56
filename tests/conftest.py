"""What all tests may use."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest


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
