"""The small pieces: geometry, phrases, disputed territories."""

from __future__ import annotations

import pytest

from claimline.model import Span
from claimline.resolving.places import Gazetteer
from claimline.resolving.places.anaphors import anaphor_kind
from claimline.resolving.places.disputed import disputes_of
from claimline.resolving.places.geometry import bearing, km, moved, turn_between
from claimline.resolving.places.phrases import Phrase, read_phrase
from claimline.resolving.places.scoring import Weights, odds, saturated, size_part


def phrase(text: str, name: str) -> Phrase:
    start = text.index(name)
    return read_phrase(text, Span(start, start + len(name)))


def test_distance_and_bearing() -> None:
    assert km(49.98177, 36.25475, 50.29078, 36.94108) == pytest.approx(59.8, abs=0.5)  # Kharkiv, Vovchansk
    assert bearing(50, 36, 51, 36) == pytest.approx(0, abs=0.1)
    assert bearing(50, 36, 50, 37) == pytest.approx(89.6, abs=0.5)
    lat, lon = moved(50, 36, 20, 90)
    assert km(50, 36, lat, lon) == pytest.approx(20, abs=0.1)
    assert turn_between(350, 20) == 30


@pytest.mark.parametrize(
    ("text", "name", "relation", "side"),
    [
        ("Fighting near Orikhiv went on.", "Orikhiv", "near", ""),
        ("on the outskirts of the town of Orikhiv", "Orikhiv", "edge", ""),
        ("Shells fell on Orikhiv's outskirts.", "Orikhiv", "edge", ""),
        ("in the Orikhiv area", "Orikhiv", "area", ""),
        ("in the Orikhiv and Tokmak areas", "Orikhiv", "area", ""),
        ("on the Orikhiv front", "Orikhiv", "front", "front"),
        ("in the Orikhiv direction", "Orikhiv", "front", "direction"),
        ("on the Orikhiv–Tokmak highway", "Tokmak", "road", ""),
        ("on the road between Orikhiv and Tokmak", "Tokmak", "road", ""),
        ("south-east of Orikhiv", "Orikhiv", "direction", "south-east"),
        ("in the south of Lebanon", "Lebanon", "part", "south"),
        ("in western and central Mali", "Mali", "part", "central"),
        ("at the border with Niger", "Niger", "border", ""),
        ("at the Lebanese border", "Lebanese", "border", ""),
        ("in the village of Orikhiv", "Orikhiv", "at", ""),
        ("It was quiet. Orikhiv was not.", "Orikhiv", "at", ""),
        ("north. Orikhiv was not.", "Orikhiv", "at", ""),
    ],
)
def test_relations(text: str, name: str, relation: str, side: str) -> None:
    read = phrase(text, name)
    assert (read.relation, read.side) == (relation, side)


@pytest.mark.parametrize(
    ("text", "kilometres", "degrees"),
    [
        ("12 km north of Tikrit", 12, 0), ("about 5 kilometres south-west of Tikrit", 5, 225),
        ("ten miles from Tikrit", 16.09, None), ("a post 2.5km east of Tikrit", 2.5, 90),
        ("30 km outside Tikrit", 30, None), ("3 km to the west of Tikrit", 3, 270),
    ],
)  # fmt: skip
def test_distances(text: str, kilometres: float, degrees: float | None) -> None:
    read = phrase(text, "Tikrit")
    assert read.relation == "distance"
    assert read.km == pytest.approx(kilometres, abs=0.01)
    assert read.degrees == degrees


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the city", "settlement"), ("the northeastern region", "region"), ("the wider region", "region"),
        ("this village", "settlement"), ("the country", "country"), ("the capital", "capital"),
        ("the raion", "district"),
        ("Vovchansk", None), ("the army", None), ("the city of Vovchansk", None), ("", None),
    ],
)  # fmt: skip
def test_anaphors(text: str, kind: str | None) -> None:
    assert anaphor_kind(text) == kind


def test_disputed_status_names_all_who_claim(gazetteer: Gazetteer) -> None:
    sevastopol = gazetteer.by_id("geonames:694423")
    kharkiv = gazetteer.by_id("geonames:706483")
    assert sevastopol is not None
    assert kharkiv is not None
    assert [d.claimed_by for d in disputes_of(sevastopol, gazetteer)] == [("UA", "RU")]
    assert disputes_of(kharkiv, gazetteer) == []


def test_every_dispute_names_two_sides_or_says_why(gazetteer: Gazetteer) -> None:
    golan = gazetteer.by_id("claimline:golan-heights")
    assert golan is not None
    (dispute,) = disputes_of(golan, gazetteer)
    assert dispute.claimed_by == ("SY", "IL")
    assert dispute.held_by == (("IL", 1967),)


def test_odds_are_shares_and_sums_saturate() -> None:
    assert sum(odds([1.0, 2.0, 3.0], 0.6)) == pytest.approx(1)
    assert odds([], 0.6) == []
    assert saturated([1.0] * 20) < 2
    assert saturated([-1.0, 0.0]) == 0


@pytest.mark.parametrize(
    ("word", "name", "larger"),
    [
        ("city", "Chasiv Yar", True),
        ("city", "Hlyboke", False),
        ("village", "Hlyboke", True),
        ("town", "Hlyboke", False),
    ],
)
def test_a_word_for_the_size_of_a_place(word: str, name: str, larger: bool, gazetteer: Gazetteer) -> None:
    rows = gazetteer.lookup(name).rows
    assert rows
    assert all(bool(size_part(row, frozenset((word,)), Weights())) is larger for row in rows)
