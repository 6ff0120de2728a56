"""Two writers at once, and death in the middle."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from ledger_building import a_report, numbered_report, two_claims

from claimline.ledger import ClaimFilter, Ledger, open_ledger, verify

HERE = Path(__file__).parent
WRITING = """
import sys
sys.path.insert(0, sys.argv[1])
from ledger_building import numbered_report
from claimline.ledger import open_ledger
with open_ledger(sys.argv[2]) as ledger, ledger.writer() as writer:
    print("ready", flush=True)
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        writer.add(*numbered_report(number))
        print(number, flush=True)
"""


def start_writing(place: str, first: int, beyond: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITING, str(HERE), place, str(first), str(beyond)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_writer_that_is_killed_loses_nothing_that_it_acknowledged(place: str) -> None:
    chance = random.Random(7)
    acknowledged: set[int] = set()
    for number in range(4):
        process = start_writing(place, 0, 100_000)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if number % 2:  # else it may be killed before its first report, on a busy machine always
            acknowledged.add(int(process.stdout.readline()))
        time.sleep(chance.uniform(0.0, 0.08))
        process.send_signal(signal.SIGKILL)
        acknowledged |= {int(line) for line in process.stdout.read().splitlines()}
        process.wait()
    assert acknowledged
    with open_ledger(place) as ledger:
        assert list(verify(ledger)) == []
        view = ledger.view()
        titles = [record["title"] for record in view.reports()]
        assert len(titles) == len(set(titles))
        assert {f"Dispatch {number}" for number in acknowledged} <= set(titles)
        assert view.counts().claims == 2 * len(titles)
        with ledger.writer() as writer:  # the next start goes on
            assert not writer.add(*numbered_report(0)).report_new
            assert writer.add(a_report(), two_claims(a_report())).report_new


def test_two_writers_at_once_both_finish(place: str) -> None:
    processes = [start_writing(place, 0, 60), start_writing(place, 30, 90)]
    for process in processes:
        assert process.communicate(timeout=30)[0].count("\n") == 61
        assert process.returncode == 0
    with open_ledger(place) as ledger:
        assert list(verify(ledger)) == []
        assert ledger.view().counts().reports == 90


def test_a_view_in_another_thread_sees_whole_reports_while_a_writer_adds(place: str) -> None:
    with open_ledger(place) as ledger:
        view, done, odd = ledger.view(), threading.Event(), []

        def look() -> None:
            while not done.is_set():
                odd.extend([n for n in [sum(1 for _ in view.claims())] if n % 2])

        looking = threading.Thread(target=look)
        looking.start()
        with ledger.writer() as writer:
            for number in range(40):
                writer.add(*numbered_report(number))
        done.set()
        looking.join()
        assert odd == []


def test_a_list_that_is_left_early_keeps_no_one_waiting(place: str) -> None:
    with open_ledger(place) as ledger, ledger.writer() as writer:
        writer.add(*numbered_report(1))
        half_read = ledger.view().claims()
        next(half_read)
        assert writer.add(*numbered_report(2)).report_new
        del half_read
        assert sum(1 for _ in ledger.view().claims(ClaimFilter(family="control"))) == 2


def tamper(ledger: Ledger, change: str) -> None:
    """Change the tables past the keys that hold them together."""
    if ledger.engine.dialect.name == "postgresql":
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(change)
        return
    raw = sqlite3.connect(str(ledger.location))
    raw.execute(change)
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE originals SET text = replace(text, 'Monday', 'Friday')", "its hash differs"),
        ("UPDATE originals SET length = 5", "5 were noted"),
        (
            "UPDATE claims SET kind = 'control.lost' WHERE kind = 'control.taken'",
            "columns differ from the record: kind",
        ),
        ("UPDATE claims SET id = 'ffff' WHERE kind = 'control.taken'", "columns differ from the record: id"),
        ("UPDATE claim_records SET record = replace(record, '12 people', '92 people')", "is not what the report has"),
        (
            "UPDATE claim_records SET record = replace(record, 'control.taken', 'control.lost')",
            "its id is not the hash",
        ),
        ("UPDATE claim_records SET record = '{'", "cannot be read"),
        ("UPDATE claim_places SET place_id = 'geonames:2'", "rows of claim_places differ"),
        ("DELETE FROM claim_quantities", "rows of claim_quantities differ"),
        ("DELETE FROM claims WHERE kind = 'control.taken'", "it has 1 claims, 2 were noted"),
        ("UPDATE claims SET id = 'ffff'", "two claims of this id"),
        ("DELETE FROM originals", "its original is gone"),
        ("INSERT INTO redirects VALUES (1, 1, 'aa', 'bb', '{}', '', '')", "leads to claim bb"),
        ("INSERT INTO claim_records VALUES (7, '{}')", "claim that is not there"),
    ],
)
def test_verify_sees_what_was_tampered_with(place: str, change: str, words: str) -> None:
    with open_ledger(place) as ledger:
        with ledger.writer() as writer:
            writer.add(a_report(), two_claims(a_report()))
        tamper(ledger, change)
        problems = [f"{problem.where}: {problem.what}" for problem in verify(ledger)]
    assert any(words in problem for problem in problems), problems
