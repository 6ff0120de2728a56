"""What to look at next: every part for its own reason, the same for every side, in an order that is always the same."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from reviewed_records import OFFICE, PERSON, a_telling, a_toll

from claimline.model import Spot, Teller, Telling
from claimline.model.judgement import Due
from claimline.reviewing import Candidate, due, queue

NOWHERE = (Spot("at", "Nowhere", None, "unresolved"),)
PLAIN: dict[str, Any] = {"kind": "protest.peaceful", "confidence": 1.0}
ARMY, REBELS = Teller("the army", "group", "ukraine"), Teller("rebels", "group", "russia")


def parts(telling: Telling, *others: Telling, **more: Any) -> dict[str, float]:
    found = due(Candidate(telling, others, **{k: v for k, v in more.items() if k != "last_known"}), **_last(more))
    assert found.score == pytest.approx(sum(part.value for part in found.parts), abs=0.001)
    assert all(part.why for part in found.parts)
    return {part.name: part.value for part in found.parts}


def _last(more: dict[str, Any]) -> dict[str, Any]:
    return {"last_known": more["last_known"]} if "last_known" in more else {}


def test_nothing_is_due_where_nothing_is_in_doubt_and_nothing_hangs_on_it() -> None:
    assert parts(a_telling(**PLAIN)) == {}


def test_doubt() -> None:
    assert parts(a_telling(**{**PLAIN, "confidence": 0.5})) == {"confidence": 1.0}
    assert parts(a_telling(**PLAIN, places=NOWHERE)).keys() == {"unresolved"}
    assert parts(a_telling(**PLAIN, speaker=PERSON)).keys() == {"speaker"}
    assert parts(a_telling(**PLAIN, speaker=replace(OFFICE, kind="unnamed"))).keys() == {"speaker"}
    assert parts(a_telling(**PLAIN, speaker=OFFICE)) == {}
    assert parts(a_telling(confidence=1.0, places=())).keys() == {"control", "placeless"}


def test_what_other_reports_of_the_event_say_otherwise() -> None:
    mine = a_telling(**PLAIN, figures=a_toll(2), first_day="2024-05-13", last_day="2024-05-13", actor=ARMY)
    same = replace(mine, report="r2", claim="c2")
    assert parts(mine, same) == {}
    more = replace(same, figures=a_toll(5))
    assert parts(mine, more) == {"differs": 0.7}
    assert parts(mine, replace(more, report="r1")) == {}, "one report may tell of several strikes"
    assert parts(mine, replace(same, first_day="2024-05-15", last_day="2024-05-16")) == {"differs": 0.7}
    assert parts(mine, replace(same, first_day="2024-05-12", last_day="2024-05-16")) == {}
    assert parts(mine, replace(more, actor=REBELS, first_day="2024-05-15", last_day="2024-05-15")) == {"differs": 1.4}


def test_consequence() -> None:
    control = a_telling(confidence=1.0)
    assert parts(control) == {"control": 1.5}
    assert parts(control, alone=True) == {"control": 1.5, "alone": 1.0}
    denied = replace(control, report="r2", polarity="negative")
    assert parts(control, denied) == {"control": 1.5, "contested": 1.2}
    tolls = [parts(a_telling(**PLAIN, figures=a_toll(dead))).get("toll", 0) for dead in (1, 3, 30, 300, 300_000)]
    assert tolls == [0, 0.8, 1.6, 2.4, 2.4]


def test_what_is_recent_fades() -> None:
    telling = a_telling(**PLAIN)
    days = ("2024-05-16", "2024-05-23", "2024-05-30", "2025-01-01")
    assert [parts(telling, last_known=day).get("recent", 0) for day in days] == [1.0, 0.5, 0, 0]


def test_what_was_opened_again_comes_first() -> None:
    worst = Candidate(a_telling("c9", confidence=0.0, figures=a_toll(4000)))
    again = Candidate(a_telling("c1", **PLAIN), reopened="the report was changed")
    first, second = queue([worst, again])
    assert (first.claim, first.reopened, first.parts[0].why) == (
        "c1",
        "the report was changed",
        "the report was changed",
    )
    assert (second.claim, second.report, second.reopened) == ("c9", "r1", "")


def many() -> list[Candidate]:
    chance = random.Random(4)
    tellings = [
        a_telling(
            f"c{number}",
            f"r{number % 7}",
            confidence=chance.choice((0.4, 0.8, 1.0)),
            kind=chance.choice(("control.taken", "clash", "casualties.killed")),
            actor=chance.choice((ARMY, REBELS)),
            figures=a_toll(chance.choice((0, 4, 40))),
        )
        for number in range(40)
    ]
    return [Candidate(one, tuple(other for other in tellings[:6] if other is not one)) for one in tellings]


def test_the_order_is_always_the_same() -> None:
    candidates = many()
    wanted = queue(candidates, last_known="2024-05-20")
    assert [one.score for one in wanted] == sorted((one.score for one in wanted), reverse=True)
    for seed in range(3):
        shuffled = random.Random(seed).sample(candidates, len(candidates))
        assert queue(shuffled, last_known="2024-05-20") == wanted


def test_sides_make_no_difference() -> None:
    other = {"ukraine": "russia", "russia": "ukraine"}

    def turned(telling: Telling) -> Telling:
        actor = telling.actor
        return replace(telling, actor=replace(actor, side=other[actor.side]) if actor and actor.side else actor)

    swapped = [Candidate(turned(one.telling), tuple(map(turned, one.others))) for one in many()]
    bare = [(one.key, one.score) for one in queue(many())]
    assert [(one.key, one.score) for one in queue(swapped)] == bare


def test_a_due_claim_says_where_it_is() -> None:
    assert (Due("r1:c1", 0.0, ()).report, Due("r1:c1", 0.0, ()).claim) == ("r1", "c1")
