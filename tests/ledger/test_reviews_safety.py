"""Judgements through a change of schema, a death in the middle, and damage."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_building import a_report, two_claims
from sqlalchemy import inspect, text
from test_migrations import of_schema_1

from claimline.ledger import ledger as opening
from claimline.ledger import open_ledger, verify
from claimline.ledger.migrations import steps

MERGED = """
INSERT INTO judgements (id, verb, at, who, note) VALUES ('aaaa', 'merge', '2024-06-01T08:00:00Z', 'Ann', 'one');
INSERT INTO judgement_subjects VALUES ((SELECT max(key) FROM judgements), 0, 'r1', 'c1');
INSERT INTO judgements (id, verb, at, who, note, undoes)
VALUES ('bbbb', 'merge', '2024-06-02T08:00:00Z', 'Bob', '', 'aaaa')
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of schema 2, with reports, and a merge that was undone."""
    place: str = str(tmp_path / "ledger.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    of_schema_1(place, monkeypatch)
    monkeypatch.setattr(opening, "steps", lambda: steps()[:2])
    with open_ledger(place) as ledger, ledger.engine.begin() as connection:
        for statement in MERGED.split(";\n"):
            connection.execute(text(statement))
    monkeypatch.undo()
    return place


def test_a_ledger_from_before_keeps_its_judgements_and_takes_new_ones(older: str) -> None:
    with open_ledger(older) as ledger:
        (merged,) = ledger.judge().history()
        assert (merged.id, merged.verb, merged.subjects, merged.undone_by) == ("aaaa", "merge", ("r1:c1",), "Bob")
        assert ledger.weighing().waiting() == 2
        claim = next(ledger.view().claims())["id"]
        judgement = ledger.judge().accept(claim, who="Ann")
        assert ledger.reviews().status([claim])[claim].judgement == judgement.id
        assert len(ledger.reviews().due()) == 3
        assert list(verify(ledger)) == []


DYING = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from claimline.ledger import open_ledger
left = int(sys.argv[2])
ledger = open_ledger(sys.argv[1])
@event.listens_for(Engine, "after_cursor_execute")
def count(connection, cursor, statement, *rest):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
ledger.judge().fix(sys.argv[3], {"killed": "14"}, who="Ann")
"""


@pytest.mark.parametrize("after", [3, 12, 18, 22])
def test_a_judgement_is_there_whole_or_not_at_all(tmp_path: Path, after: int) -> None:
    path, claim = tmp_path / "ledger.db", two_claims(a_report())[0].id
    with open_ledger(path) as ledger:
        ledger.writer().add(a_report(), two_claims(a_report()))
    died = subprocess.run([sys.executable, "-c", DYING, str(path), str(after), claim])
    assert died.returncode == -signal.SIGKILL
    with open_ledger(path) as ledger:
        assert ledger.judge().history() == ()
        assert list(verify(ledger)) == []
        ledger.judge().fix(claim, {"killed": "14"}, who="Ann")
        assert ledger.reviews().status([claim])[claim].status == "fixed"


DAMAGES = {
    "UPDATE claim_reviews SET status = 'rejected'": "not what the judgements come to",
    "DELETE FROM claim_reviews": "not what the judgements come to",
    "UPDATE verdicts SET seen = 'x'": "cannot be read",
    "DELETE FROM verdicts": "what it was about is not noted",
    "INSERT INTO claim_reviews VALUES (1048577, 'accepted', 'x', 'then', 'who', 0, NULL)": "no judgement is about",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_sees_damage(tmp_path: Path, damage: str) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.writer().add(a_report(), two_claims(a_report()))
        ledger.judge().accept(two_claims(a_report())[0].id, who="Ann")
        assert list(verify(ledger)) == []
        with ledger.engine.begin() as connection:
            connection.execute(text(damage))
        assert any(DAMAGES[damage] in problem.what for problem in verify(ledger))


def test_what_judgements_ask_of_the_database_is_answered_by_indexes(tmp_path: Path) -> None:
    """A judgement, a status and the queue cost the same in a ledger of a million claims."""
    from sqlalchemy import event

    asked: set[str] = set()
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.writer().add(a_report(), two_claims(a_report()))
        claim = two_claims(a_report())[0].id
        event.listen(ledger.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: asked.add(statement))
        first = ledger.judge().accept(claim, who="Ann")
        ledger.judge().reject(claim, who="Bob", expects=first.id)
        ledger.judge().undo(who="Bob")
        ledger.reviews().status([claim])
        ledger.reviews().history(claim)
        ledger.writer().add(a_report(), two_claims(a_report(), confidence=0.3))
        ledger.reviews().due()
        with ledger.engine.connect() as connection:
            tables = set(inspect(ledger.engine).get_table_names())
            for statement in sorted(one for one in asked if one.split()[0] in ("SELECT", "UPDATE", "DELETE")):
                marks = ("[]",) * statement.count("?")
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", marks).all()
                whole = [
                    str(row[3]) for row in plan if str(row[3]).startswith("SCAN") and str(row[3]).split()[1] in tables
                ]
                # one entry of an index, or rows in the order of the key as far as a limit goes
                assert not whole or "max(" in statement or "LIMIT" in statement, (statement, whole)
