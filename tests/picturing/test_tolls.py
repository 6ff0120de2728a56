"""Tolls and totals by the cases of cases/tolls.yaml, and what holds for all of them: any order, any names of sides."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from tolls_cases import cases_of, others, picture_of, totals, words

from claimline.model.toll import Tally
from told import cases, short, swapped

ROWS = cases("tolls")
TOLLS = pytest.mark.parametrize("case", ROWS, ids=[row["name"] for row in ROWS])


@TOLLS
def test_case(case: dict[str, Any]) -> None:
    found = picture_of(case)
    assert totals(found) == case["totals"]
    assert others(found) == case.get("others", {})
    assert {short(a.line.key): a.kind for a in found.apart} == case.get("apart", {})
    assert {short(line.key) for toll in found.tolls for line in toll.replaced} == set(case.get("replaced", ()))


@TOLLS
def test_what_is_named_beside_the_totals(case: dict[str, Any]) -> None:
    found = picture_of(case)
    for name in ("unnumbered", "wider", "vague"):
        assert list(getattr(found, name)) == case.get(name, [])
    if "undated" in case:
        assert list(found.undated) == case["undated"]
    assert {event for total in found.totals for event in total.partly} == set(case.get("partly", ()))
    running = {short(a.line.key): words(a.line.bounds) for a in found.running if a.line.measure.what != "injured"}
    assert running == case.get("running", {})


@TOLLS
def test_any_order_gives_the_same(case: dict[str, Any]) -> None:
    expected, shuffled = picture_of(case), cases_of(case)
    for seed in range(4):
        random.Random(seed).shuffle(shuffled)
        told = [(event, random.Random(seed).sample(list(members), len(members))) for event, members in shuffled]
        assert picture_of(case, told) == expected


@TOLLS
def test_swapping_the_sides_swaps_the_result(case: dict[str, Any]) -> None:
    assert picture_of(case, swapped(cases_of(case))) == swapped(picture_of(case))


@TOLLS
def test_a_total_is_the_sum_of_its_events(case: dict[str, Any]) -> None:
    found = picture_of(case)
    for total in found.totals:
        tolls = [t for t in found.tolls if t.measure == total.measure]
        assert len({t.event for t in tolls}) == len(tolls)
        assert set(total.events) == {t.event for t in tolls}
        assert set(total.keys) == {key for t in tolls for key in t.keys}
        if total.bounds is not None:
            told = [t for t in tolls if t.bounds]
            assert total.bounds.low == sum(t.bounds.low for t in told if t.bounds and not t.partly)
            assert total.bounds.high == sum(t.bounds.high for t in told if t.bounds)


def test_every_replaced_number_says_why_and_by_which() -> None:
    for case in ROWS:
        for toll in picture_of(case).tolls:
            keys = {line.key for line in (*toll.lines, *toll.replaced)}
            assert all(line.why and line.replaced_by in keys for line in toll.replaced)


def test_a_telling_known_later_changes_nothing_at_all() -> None:
    case = next(row for row in ROWS if row["name"] == "known later is not known")
    known = [(e, [t for t in told if t.known <= "2024-05-10"]) for e, told in cases_of(case)]
    assert picture_of(case) == picture_of(case, [(e, told) for e, told in known if told])


def test_tellings_of_other_families_count_nothing_but_say_where_and_when() -> None:
    case: dict[str, Any] = {
        "scope": {"area": "Bilka region", "since": "2024-05-09", "until": "2024-05-09"},
        "tellings": [
            {"id": "a", "text": "5 people were killed", "numbers": [["killed", "5", 5, 5]]},
            {"id": "b", "text": "a shell hit Bilka", "kind": "attack.shelling", "at": ["Bilka"], "day": "2024-05-09"},
        ],
    }
    assert totals(picture_of(case)) == {"killed people": "5"}
    alone = {**case, "tellings": case["tellings"][1:]}
    assert picture_of(alone) == Tally((), ())


def test_an_event_of_another_family_holds_its_casualties() -> None:
    attack = [(replace(event, family="attack"), told) for event, told in cases_of(ROWS[0])]
    assert totals(picture_of(ROWS[0], attack)) == ROWS[0]["totals"]


def test_origins_stand_side_by_side() -> None:
    found = picture_of(ROWS[0])
    assert [(origin, words(bounds)) for origin, bounds in found.tolls[0].by_origin] == [("a", "5"), ("b", "7")]
