"""What judgements on claims do to events and pictures, now and as known on a day before they were made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from weighing_building import FIRST, Told, add, an_item, events_in, many_items, weigh, weighed_state

import claimline
from claimline.ledger import Item, Judge, Ledger, open_ledger, verify
from claimline.model.record import Record
from claimline.pipeline.reviewing import gazetteer_places

AFTER = "2024-05-20"  # when people judge
DURING = "2024-05-10"  # before that, and after every report


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as opened:
        yield opened
        assert list(verify(opened)) == []


def judge_of(ledger: Ledger, gazetteer: Path, day: str = AFTER) -> Judge:
    moments = iter(
        datetime.fromisoformat(f"{day}T08:00:00").replace(tzinfo=UTC) + timedelta(minutes=n) for n in range(999)
    )
    return ledger.judge(clock=lambda: next(moments), places=gazetteer_places(gazetteer))


def records(items: list[Item]) -> list[Record]:
    return [record for item in items for record in item.claims if isinstance(record, dict)]


TOOK = Told("control.taken", "A column took Robotyne", "Robotyne", FIRST, "the command", "russia", "russia")
HELD = Told("control.held", "our troops hold Robotyne", "Robotyne", FIRST, "the brigade", "ukraine", "ukraine")
SHELLED = "Shells hit a school in Sumy and killed"


def an_article(told: Told, number: int, day: date = FIRST) -> Item:
    return an_item(f"{told.words}, {told.speaker} said to reporter {number}.", [told], f"Outlet {number}", day)


def held(ledger: Ledger, town: str = "Robotyne", known: str | None = None) -> list[Any]:
    shown = claimline.picture(ledger, on=DURING, known=known)
    return [(state.status, state.by, len(state.claims_for)) for state in shown.control() if state.name == town]


def test_a_rejected_claim_is_in_no_picture_and_comes_back(ledger: Ledger, gazetteer_file: Path) -> None:
    items = [an_article(TOOK, 1), an_article(replace(TOOK, town="Orikhiv", words="A column took Orikhiv"), 2)]
    add(ledger, items)
    weigh(ledger, gazetteer_file)
    before, pictured = weighed_state(ledger), held(ledger)
    assert len(pictured) == 1
    judge = judge_of(ledger, gazetteer_file)
    judge.reject(records(items)[0]["id"], who="Ann")
    assert ledger.weighing().waiting() == 1
    weigh(ledger, gazetteer_file)
    assert held(ledger) == []
    assert len(events_in(ledger)) == 1
    assert held(ledger, known=DURING) == pictured, "as it was known then, nobody had rejected it"
    assert held(ledger, known=AFTER) == []
    judge.undo(who="Ann")
    weigh(ledger, gazetteer_file)
    assert weighed_state(ledger) == before
    assert held(ledger) == pictured


def test_a_fixed_claim_is_pictured_as_it_was_fixed(ledger: Ledger, gazetteer_file: Path) -> None:
    items = [an_article(TOOK, 1), an_article(replace(HELD, town="Sumy", words="our troops hold Sumy"), 2)]
    add(ledger, items)
    weigh(ledger, gazetteer_file)
    before = held(ledger)
    claim = records(items)[0]["id"]
    judge = judge_of(ledger, gazetteer_file)
    judge.fix(claim, {"place": "geonames:698428"}, who="Ann", note="the other village of that name")
    weigh(ledger, gazetteer_file)
    assert held(ledger) == []
    assert held(ledger, "Orikhiv") == before
    assert ledger.view().claim(claim)["places"][0]["name"] == "Robotyne", "the program's record is as it was"
    assert held(ledger, known=DURING) == before
    assert held(ledger, "Orikhiv", known=DURING) == []


def test_figures_are_those_that_people_set(ledger: Ledger, gazetteer_file: Path) -> None:
    told = Told("casualties.killed", f"{SHELLED} 4 people", "Sumy", FIRST, "the mayor", None, "russia", 4)
    add(ledger, [an_article(told, 1)])
    weigh(ledger, gazetteer_file)

    def dead(known: str | None = None) -> Any:
        return claimline.picture(ledger, on=DURING, known=known).people().casualties

    judge = judge_of(ledger, gazetteer_file)
    was = dead()
    judge.fix(next(ledger.view().claims())["id"], {"killed": "14"}, who="Ann")
    weigh(ledger, gazetteer_file)
    assert "14" in str(dead().totals) != str(was.totals)
    assert dead(DURING) == was


def test_an_accepted_claim_changes_nothing(ledger: Ledger, gazetteer_file: Path) -> None:
    items = many_items(10, 3)
    add(ledger, items)
    weigh(ledger, gazetteer_file)
    before = weighed_state(ledger)
    judge = judge_of(ledger, gazetteer_file)
    for record in records(items)[:5]:
        judge.accept(record["id"], who="Ann")
    weigh(ledger, gazetteer_file)
    assert weighed_state(ledger) == before
    with ledger.scopes().look() as look:
        assert look.last_decided() is None


def given(judge: Judge, ids: list[str], seed: int) -> None:
    """Some claims judged one way or another."""
    chance = random.Random(seed)
    for claim in ids:
        sort = chance.randrange(4)
        if sort == 0:
            judge.reject(claim, who="Ann")
        elif sort == 1:
            judge.fix(claim, {"place": chance.choice(("geonames:698428", "geonames:692194"))}, who="Ann")
        elif sort == 2:
            judge.accept(claim, who="Bob")


def pictured(ledger: Ledger, known: str | None) -> Any:
    shown = claimline.picture(ledger, on=DURING, known=known)
    people = shown.people()
    return (shown.control(), shown.cases(), people.casualties, people.damage, shown.control_history(), shown.records())


@pytest.mark.parametrize("seed", range(3))
def test_as_known_before_the_judgements_all_is_as_if_there_were_none(
    tmp_path: Path, gazetteer_file: Path, seed: int
) -> None:
    items = many_items(30, seed)
    ids = sorted({record["id"] for record in records(items)})
    with open_ledger(tmp_path / "judged.db") as judged, open_ledger(tmp_path / "plain.db") as plain:
        for one in (judged, plain):
            add(one, items)
            weigh(one, gazetteer_file)
        given(judge_of(judged, gazetteer_file), ids[::2], seed)
        weigh(judged, gazetteer_file)
        assert weighed_state(judged) != weighed_state(plain)
        for known in (DURING, "2024-05-05"):
            assert pictured(judged, known) == pictured(plain, known)
        event = min(one.id for one in claimline.picture(plain, on=DURING, known=DURING).events())
        with judged.scopes().look() as look:
            known_still = look.is_event(event)
        if known_still:
            assert claimline.picture(judged, on=DURING, known=DURING).event(event).main


@pytest.mark.parametrize("seed", range(2))
def test_order_and_portions_make_no_difference_to_what_was_judged(
    tmp_path: Path, gazetteer_file: Path, seed: int
) -> None:
    items = many_items(24, seed)
    ids = sorted({record["id"] for record in records(items)})
    with open_ledger(tmp_path / "steps.db") as steps, open_ledger(tmp_path / "once.db") as once:
        add(steps, items)
        weigh(steps, gazetteer_file, portion=3)
        given(judge_of(steps, gazetteer_file), ids[::2], seed)
        weigh(steps, gazetteer_file, portion=2)
        add(once, items)
        given(judge_of(once, gazetteer_file), ids[::2], seed)
        weigh(once, gazetteer_file)
        assert weighed_state(steps) == weighed_state(once)
        assert list(verify(steps)) == []
