"""What is worked out once for many requests: nobody waits twice, and nothing stays out of date."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from desk_building import desk_ledger, small_ledger

from claimline import weigh
from claimline.desk import DeskConfig
from claimline.desk.memory import Memory
from claimline.desk.picturing import lately
from claimline.desk.state import Desk, Served
from claimline.desk.warming import warm
from claimline.ledger import Ledger
from claimline.model import Report
from claimline.pipeline.picture import Picture
from claimline.pipeline.weighing import WeighConfig

__all__ = ["desk_ledger", "small_ledger"]


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
