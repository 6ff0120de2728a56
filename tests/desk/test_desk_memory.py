"""What is worked out once for many requests: nobody waits twice, and nothing stays out of date."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_building import desk_ledger, small_ledger

from claimline import weigh
from claimline.desk import DeskConfig
from claimline.desk.memory import Memory
from claimline.desk.picturing import lately, pictured
from claimline.desk.state import Desk, Served
from claimline.desk.warming import warm
from claimline.ledger import Ledger
from claimline.model import Report
from claimline.pipeline.picture import Picture, picture
from claimline.pipeline.weighing import WeighConfig

__all__ = ["desk_ledger", "small_ledger"]

LATER = date(2030, 1, 1)  # after every report


def test_each_result_is_made_once() -> None:
    memory, made = Memory(), []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(memory.recall("key", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, made) == ([7] * 8, [1])


def test_what_failed_is_made_again() -> None:
    memory = Memory()
    with pytest.raises(ValueError, match="once"):
        memory.recall("key", lambda: (_ for _ in ()).throw(ValueError("once")))
    assert memory.recall("key", lambda: 3) == 3


def test_only_the_latest_are_kept() -> None:
    memory = Memory(most=2)
    for key in ("a", "b", "c"):
        memory.recall(key, lambda: 1)
    assert memory.recall("c", lambda: 2) == 1
    assert memory.recall("a", lambda: 2) == 2


def test_what_is_quick_is_never_out_of_date() -> None:
    memory = Memory()
    assert [memory.lately("key", str(n), lambda n=n: n, patience=5) for n in range(3)] == [0, 1, 2]  # type: ignore[misc]
    assert memory.renewed == 0


def test_what_is_slow_is_made_beside_the_requests() -> None:
    memory, go = Memory(), threading.Event()

    def slow() -> str:
        go.wait(5)
        return "new"

    assert memory.lately("key", "1", lambda: "old", patience=-1) == "old"
    assert [memory.lately("key", "2", slow, patience=-1) for _ in range(3)] == ["old"] * 3
    go.set()
    end = time.monotonic() + 5
    while memory.renewed == 0 and time.monotonic() < end:
        time.sleep(0.01)
    assert memory.renewed == 1
    assert memory.lately("key", "2", slow, patience=-1) == "new"


def test_pictures_stay_while_reports_only_wait(small_ledger: Ledger, gazetteer_file: Path) -> None:
    desk = Desk(Served(small_ledger), DeskConfig())
    warm(desk)
    made: list[str] = []

    def told(picture: Picture) -> int:
        made.append(picture.known)
        return len(made)

    before = (desk.version(), desk.weighed())
    assert lately(desk, "told", (None, None), told) == 1
    with small_ledger.writer() as writer:
        writer.add(Report("Nothing happened.", outlet="Wire"), [])
    assert (desk.version() != before[0], desk.weighed() == before[1]) == (True, True)
    assert lately(desk, "told", (None, None), told) == 1
    weigh(small_ledger, WeighConfig(gazetteer=gazetteer_file))
    assert lately(desk, "told", (None, None), told) == 2


def weighed_more(ledger: Ledger, gazetteer: Path, number: int) -> None:
    with ledger.writer() as writer:
        writer.add(Report(f"Nothing happened, says report {number}.", outlet="Wire", published=LATER), [])
    weigh(ledger, WeighConfig(gazetteer=gazetteer))


def test_what_stands_is_brought_up_to_date_at_once_where_little_changed(
    small_ledger: Ledger, gazetteer_file: Path
) -> None:
    desk = Desk(Served(small_ledger), DeskConfig())
    before = desk.keeper.shown(desk)
    assert desk.keeper.shown(desk) is before
    weighed_more(small_ledger, gazetteer_file, 1)
    after = desk.keeper.shown(desk)
    assert (before.on != after.on, after.on) == (True, LATER.isoformat())
    assert tuple(after.states.values()) == picture(small_ledger).control()
    assert after.records == picture(small_ledger).records()
    assert desk.keeper.renewed == 0


def test_where_much_changed_that_of_a_moment_ago_is_shown(
    small_ledger: Ledger, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(Served(small_ledger), DeskConfig())
    before = desk.keeper.shown(desk)
    monkeypatch.setattr("claimline.desk.keeping.work", lambda look, kept: 1 << 30)
    weighed_more(small_ledger, gazetteer_file, 1)
    assert desk.keeper.shown(desk) is before
    end = time.monotonic() + 5
    while desk.keeper.renewed == 0 and time.monotonic() < end:
        time.sleep(0.01)
    after = desk.keeper.shown(desk)
    assert after.on == LATER.isoformat()
    with small_ledger.snapshot() as moment:
        assert desk.keeper.of_moment(desk.served, moment) is after
        weighed_more(small_ledger, gazetteer_file, 2)
        assert desk.keeper.of_moment(desk.served, small_ledger, most=None) is not after
        assert desk.keeper.of_moment(desk.served, moment) is None, "what is kept is of a later moment"


def test_an_area_is_pictured_as_without_what_is_kept(small_ledger: Ledger) -> None:
    desk = Desk(Served(small_ledger), DeskConfig())
    desk.keeper.shown(desk)
    plain, kept = picture(small_ledger), pictured(desk)
    places = [state.place for state in plain.control()]
    areas = {holder for state in plain.control() for holder in state.inside}
    assert areas
    every: list[dict[str, Any]] = [{}, *({"area": one} for one in sorted(areas)), *({"place": one} for one in places)]
    for asked in every:
        assert kept.control(**asked) == plain.control(**asked)
        assert kept.control_history(**asked) == plain.control_history(**asked)
        assert kept.control_wider(**asked) == plain.control_wider(**asked)
        assert kept.control(**asked, since="2000-01-01") == plain.control(**asked, since="2000-01-01")
        inside = {state.place for state in plain.control(**asked)}
        assert inside <= set(places)
        if "area" in asked:
            assert all(asked["area"] in state.inside for state in plain.control(**asked))
    day = plain.control()[0].since
    assert pictured(desk, on=date.fromisoformat(str(day))).control() == picture(small_ledger, on=day).control()
