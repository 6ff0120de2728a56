"""Which claims go together, by cases that a journalist can read (tests/cases/events.yaml)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from event_tellings import CASES, a_month, telling

from claimline.model import Telling
from claimline.weighing.events import compare, components, group


@pytest.fixture(scope="module")
def month() -> list[Telling]:
    return a_month()


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_claims_go_together_as_the_case_says(case: dict[str, Any]) -> None:
    found = [telling(name, claim) for name, claim in case["claims"].items()]
    events = {frozenset(key.partition(":")[2] for key in event.members) for event in group(found)}
    together = {frozenset(names) for names in case["events"]}
    alone = {frozenset([name]) for name in case["claims"] if not any(name in names for names in together)}
    assert events == together | alone


def test_a_join_explains_itself(month: list[Telling]) -> None:
    for a, b in pairwise(month):
        join = compare(a, b)
        assert join == compare(b, a)
        assert join.score == pytest.approx(sum(part.value for part in join.parts), abs=0.01)
        assert all(part.name and part.why for part in join.parts)
        assert join.a < join.b


def test_a_month_of_shelling_is_no_single_event(month: list[Telling]) -> None:
    known = {telling.key: telling.known for telling in month}
    for event in group(month):
        days = sorted(known[key] for key in event.members)
        assert int(days[-1][-2:]) - int(days[0][-2:]) <= 2


def test_an_event_says_no_more_than_its_claims(month: list[Telling]) -> None:
    by_key = {telling.key: telling for telling in month}
    for event in group(month):
        members = [by_key[key] for key in event.members]
        assert event.kind in {telling.kind for telling in members}
        assert event.place is None or event.place in {spot for telling in members for spot in telling.places}
        assert event.first_day is None
        assert len(event.joins) == len(event.members) - 1
        assert set(event.sides) <= {telling.actor.side for telling in members if telling.actor}


def test_every_telling_is_in_one_event_and_one_component(month: list[Telling]) -> None:
    keys = sorted(telling.key for telling in month)
    assert sorted(key for event in group(month) for key in event.members) == keys
    assert sorted(telling.key for part in components(month) for telling in part) == keys
