"""Which party a phrase names, and on which side it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimline.model import Party, Span
from claimline.reading.mentions import find_mentions
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize
from claimline.resolving.actors import (
    PartyContext,
    conflicts_of,
    implied,
    opponent,
    opponents,
    resolve_party,
    side_of,
    sides,
)
from claimline.vocab import load

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/actors.yaml").read_text(encoding="utf-8"))
MAY_2024 = date(2024, 5, 16)


def _span(text: str, phrase: str, occurrence: int = 1) -> Span:
    start = -1
    for _ in range(occurrence):
        start = text.index(phrase, start + 1)
    return Span(start, start + len(phrase))


def _resolve(case: dict[str, Any]) -> Party:
    text: str = case["text"]
    mentions = find_mentions(text, split_sentences(text), tokenize(text))
    plain = PartyContext(mentions, case.get("date", MAY_2024), countries=case.get("countries", {}))
    speaker = None
    if "speaker" in case:
        last = text.rindex(case["speaker"])
        span = Span(last, last + len(case["speaker"]))
        speaker = implied(text, span, resolve_party(text, span, plain), plain, None)
    antecedent = _span(text, case["antecedent"]) if "antecedent" in case else None
    context = PartyContext(mentions, plain.published, speaker, antecedent, plain.countries)
    span = _span(text, case["phrase"], case.get("occurrence", 1))
    return implied(text, span, resolve_party(text, span, context), context, case.get("deed"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['phrase']} | {c['text'][:40]}")
def test_the_party_that_a_phrase_names(case: dict[str, Any]) -> None:
    party = _resolve(case)
    assert {key: getattr(party, key) for key in case["party"]} == case["party"]


@pytest.mark.parametrize(
    ("name", "day", "side"),
    [
        ("Afghan army", date(2020, 1, 1), "afghan-republic"),
        ("Afghan army", date(2023, 1, 1), None),
        ("Taliban fighters", date(2010, 1, 1), "taliban"),
        ("Georgian troops", date(2008, 8, 9), "georgia"),
        ("Georgian troops", date(2015, 8, 9), None),
        ("pro-Russian separatists", date(2016, 1, 1), "donbas-republics"),
        ("Kremlin", MAY_2024, "russia"),
        ("Russian journalists", MAY_2024, None),
        ("Ukrainian refugees", MAY_2024, None),
        ("M23 rebels", date(2024, 1, 1), "m23"),
        ("Congolese rebels", date(2024, 1, 1), None),
        ("Pakistani Taliban", date(2023, 1, 1), "ttp"),
        ("anti-Russian protesters", MAY_2024, None),
        ("a passer-by", MAY_2024, None),
    ],
)
def test_sides_hold_from_a_day_to_a_day(name: str, day: date, side: str | None) -> None:
    assert side_of(name, day) == side


def test_opponents_oppose_each_other() -> None:
    for side in sides():
        for other, _ in opponents(side):
            assert side in dict(opponents(other)), (side, other)


def test_an_ally_of_one_conflict_may_be_nobodys_enemy_in_another() -> None:
    assert opponent("ukraine", MAY_2024) == "russia"
    assert opponent("russia", MAY_2024, {"ukraine"}) == "ukraine"
    assert opponent("israel", date(2024, 9, 1), {"israel", "hamas"}) == "hamas"
    assert opponent("georgia", date(2015, 1, 1)) is None
    assert conflicts_of("georgia", date(2008, 8, 10)) == ("georgia-2008",)


def test_the_table_treats_all_sides_alike() -> None:
    table = load("sides")
    known = {row["id"] for row in table["sides"]}
    states = {row["id"] for row in load("states")["states"]}
    groups = {row["id"] for row in load("groups")["groups"]}
    for row in table["sides"]:
        assert {"id", "name", "forces", "adjective"} <= row.keys()
        assert row.get("state", "UA") in states
        assert row.get("group", "hamas") in groups
    for conflict in table["conflicts"]:
        assert len(conflict["camps"]) == 2, conflict["id"]
        members = [m["side"] for camp in conflict["camps"] for m in camp]
        assert set(members) <= known
        assert len(set(members)) == len(members), conflict["id"]
