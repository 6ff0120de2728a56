"""What is worked out once for many requests: nobody waits twice, and nothing stays out of date."""

from __future__ import annotations

import threading
import time

import pytest

from claimline.desk.memory import Memory


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
