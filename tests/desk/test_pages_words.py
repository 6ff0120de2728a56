"""Values of records in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from claimline.desk.looks import words
from claimline.desk.looks.amounts import bounds, measure, voice


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (None, ""),
        ({"start": "2024-05-10", "end": "2024-05-10", "precision": "day"}, "2024-05-10"),
        ({"start": "2024-05-06", "end": "2024-05-12", "precision": "week"}, "2024-05-06 to 2024-05-12 (week)"),
        ({"start": None, "end": "2024-05-12", "precision": "vague"}, "until 2024-05-12 (vague)"),
        ({"start": "2024-05-12", "end": None, "precision": "day", "of": "saying"}, "said from 2024-05-12"),
        ({"start": None, "end": None, "text": "on Friday"}, "“on Friday” (no date to count from)"),
    ],
)
def test_periods(time: Any, said: str) -> None:
    assert words.period_words(time) == said


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ({"min": 12, "max": None, "unit": "people", "of": "killed"}, "at least 12 killed"),
        ({"min": None, "max": 5, "unit": "drones", "of": "munitions"}, "up to 5 drones"),
        ({"min": 24, "max": 99, "unit": "drones", "of": "munitions"}, "24 to 99 drones"),
        ({"min": 2e9, "max": 2e9, "unit": "USD", "of": "money"}, "2 billion USD"),
        ({"min": 3, "max": 3, "unit": "children", "of": "injured"}, "3 children injured"),
        ({"min": None, "max": None, "unit": "homes", "of": "other"}, "an unknown number of homes"),
    ],
)
def test_quantities(quantity: Any, said: str) -> None:
    assert words.quantity_words(quantity) == said


def test_words_that_were_looked_for() -> None:
    assert words.hits("Near Kharkiv, KHARKIV and Kharkivska", "kharkiv") == [
        ("Near ", False), ("Kharkiv", True), (", ", False), ("KHARKIV", True), (" and Kharkivska", False)
    ]  # fmt: skip
    assert [piece for piece, hit in words.hits("Kharkivska oblast", "Khark*") if hit] == ["Kharkivska"]
    assert words.hits("a+b (c", "+(") == [("a+b (c", False)]
    assert words.hits(None, None) == [("None", False)]


def test_parts_of_scores() -> None:
    assert [words.part_words(v) for v in (1.25, -0.4, 0, 12.0, 4321.0)] == ["+1.25", "−0.4", "0", "+12", "+4,321"]


def test_grades_have_words_for_every_letter_and_digit() -> None:
    assert all(words.grade_words(code) for code in "ABCDEF123456")
    assert words.grade_words("7") == ""


def test_who_says_so_is_named_once() -> None:
    told = [
        {"key": "a", "speaker": "Oleh Bondar", "outlet": "Wire", "known": "2024-05-10"},
        {"key": "b", "speaker": "Oleh Bondar", "outlet": "Post", "known": "2024-05-11"},
        {"key": "c", "speaker": "Post (own voice)", "outlet": "Post", "known": "2024-05-11"},
    ]
    assert words.tellers(["a", "b", "c"], told) == [
        ("Oleh Bondar", "Wire 2024-05-10, Post 2024-05-11"),
        ("Post (own voice)", "2024-05-11"),
    ]


def test_numbers_of_an_event_by_day() -> None:
    tellings = [
        {"key": "a", "speaker": "X", "known": "2024-05-11"},
        {"key": "b", "speaker": "X", "known": "2024-05-10"},
    ]
    positions = [{"value": "5", "says": ["a"], "revised": []}, {"value": "3", "says": ["b"], "revised": ["b"]}]
    slots = [
        {"name": "killed", "positions": positions},
        {"name": "actor", "positions": [{"value": "Y", "says": ["a"], "revised": []}]},
    ]
    found = words.told_numbers({"tellings": tellings, "slots": slots})
    assert [(one["day"], one["number"], one["revised"]) for one in found] == [
        ("2024-05-10", "3", True), ("2024-05-11", "5", False)
    ]  # fmt: skip


def test_amounts() -> None:
    assert bounds({"low": 12, "high": 15, "open": True}) == "12 to 15 or more"
    assert bounds(None) == "only what sides say of each other"
    aid = {"what": "promised", "of": "military", "unit": "USD", "giver": "united-states", "receiver": "ukraine"}
    assert measure(aid) == "military aid, USD promised by United States for Ukraine"
    fled = {"what": "fled", "of": "into", "unit": "people", "giver": None, "receiver": None}
    assert measure(fled) == "people fled into here"
    assert voice({"kind": "side", "side": "russia"}) == "Russia says"


def test_values_of_filters_are_words() -> None:
    facets = [{"name": "place", "values": [{"value": "geonames:1", "label": "Sumy", "count": 3}]}]
    assert words.value_words("place", "geonames:1", facets) == "Sumy"
    assert words.value_words("place", "geonames:2", facets) == "geonames:2"
    assert words.value_words("speaker_side", "rsf") == "Rapid Support Forces"
    assert words.value_words("kind", "control.taken") == "control: taken"
    assert words.value_words("speaker_key", "") == "the outlet itself"
