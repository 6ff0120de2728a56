"""What stands, brought up to date step by step, is what is made from the beginning, and what a picture gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from weighing_building import FIRST, Told, add, an_item, many_items, weigh

import claimline
from claimline.ledger import Ledger, open_ledger, verify
from claimline.pipeline.standing import Standing, follow, stand, work
from claimline.pipeline.weighing import WeighConfig

LATER = date(2026, 1, 1)
TOOK = Told("control.taken", "A column took Robotyne", "Robotyne", FIRST, "the command", "russia", "russia")


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as opened:
        yield opened
        assert list(verify(opened)) == []


def stands(ledger: Ledger, before: Standing | None = None) -> Standing:
    shown = claimline.picture(ledger)
    with ledger.scopes().look() as look:
        days = (shown.on, shown.known)
        return stand(look, days) if before is None else follow(look, before, days)


def told_by(found: Standing) -> dict[str, Any]:
    told = {key: sorted(t.key for t in some) for key, some in found.told.items()}
    return {
        "days": (found.turn, found.on, found.known),
        "told": told,
        "named": {place: keys for place, keys in found.named.items() if keys},
        "origins": found.origins,
        "states": dict(found.states),
        "order": list(found.states),
        "wider": found.wider,
        "records": found.records,
    }


def same(ledger: Ledger, before: Standing | None = None) -> Standing:
    """What follows from what stood before, compared with the whole and with the picture."""
    found, shown = stands(ledger, before), claimline.picture(ledger)
    assert told_by(found) == told_by(stands(ledger))
    assert tuple(found.states.values()) == shown.control()
    assert found.records == shown.records()
    assert found.wider == shown.control_wider()
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_brought_up_to_date_is_what_is_made_anew(ledger: Ledger, gazetteer_file: Path, seed: int) -> None:
    items, chance = many_items(60, seed), random.Random(seed)
    chance.shuffle(items)
    add(ledger, items[:20])
    weigh(ledger, gazetteer_file)
    found = same(ledger)
    for start in range(20, 60, 10):
        add(ledger, items[start : start + 10])
        assert told_by(stands(ledger, found)) == told_by(found)  # what waits changes nothing
        weigh(ledger, gazetteer_file)
        found = same(ledger, found)
    gone = chance.choice([report["ref"] for report in ledger.view().reports()])
    with ledger.writer() as writer:
        writer.remove(gone)
    found = same(ledger, found)
    weigh(ledger, gazetteer_file)
    same(ledger, found)


def test_a_judgement_and_a_new_day_are_followed(ledger: Ledger, gazetteer_file: Path) -> None:
    add(ledger, [an_item(f"{TOOK.words}, the command said.", [TOOK], "Sample Post", FIRST)])
    weigh(ledger, gazetteer_file)
    found = same(ledger)
    assert [state.stale for state in found.states.values()] == [False]
    old = an_item("Sumy is quiet.", [Told("control.held", "Sumy is quiet", "Sumy")], "River Herald", LATER)
    add(ledger, [old])
    weigh(ledger, gazetteer_file)
    found = same(ledger, found)
    assert [state.stale for state in found.states.values() if state.name == "Robotyne"] == [True]
    claim = next(record["id"] for record in ledger.view().claims() if record["kind"] == "control.taken")
    ledger.judge(clock=lambda: datetime(2026, 2, 1, tzinfo=UTC)).reject(claim, who="a tester")
    weigh(ledger, gazetteer_file)
    found = same(ledger, found)
    assert [state.name for state in found.states.values()] == ["Sumy"]
    assert found.known == "2026-02-01"


def test_claims_about_days_to_come_count_when_they_are_there(ledger: Ledger, gazetteer_file: Path) -> None:
    soon = Told("control.held", "Sumy is held", "Sumy", FIRST + timedelta(9), actor="ukraine")
    add(ledger, [an_item("Sumy is held.", [soon], "River Herald", FIRST)])
    weigh(ledger, gazetteer_file)
    found = same(ledger)
    add(ledger, [an_item("Nothing happened.", [], "Sample Post", FIRST + timedelta(12))])
    weigh(ledger, gazetteer_file)
    same(ledger, found)


def test_where_all_is_weighed_again_all_is_made_again(ledger: Ledger, gazetteer_file: Path) -> None:
    add(ledger, many_items(20, 5))
    weigh(ledger, gazetteer_file)
    found = same(ledger)
    with ledger.scopes().look() as look:
        assert look.changed_since(found.turn) == set()
        assert work(look, found) == 0
    claimline.weigh(ledger, WeighConfig(gazetteer=gazetteer_file, again=True))
    with ledger.scopes().look() as look:
        assert look.changed_since(found.turn) is None
    same(ledger, found)
