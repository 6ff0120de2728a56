"""The schema and its steps."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ledger_building import a_report, numbered_report, two_claims
from sqlalchemy import BigInteger, Boolean, Connection, Double, Integer, LargeBinary, Text, inspect, text

from claimline.errors import LedgerError, LedgerTooNew
from claimline.ledger import ledger as opening
from claimline.ledger import open_ledger, verify
from claimline.ledger.batch import Batch
from claimline.ledger.bulk import put
from claimline.ledger.identity import report_facts, report_ref
from claimline.ledger.migrations import Step, steps
from claimline.ledger.rows import digest, original_row, record_json
from claimline.ledger.tables import metadata, redirects
from claimline.model.record import claim_record
from claimline.pipeline.weighing import WeighConfig, weigh

TYPES: dict[str, dict[type, str]] = {
    "sqlite": {
        Text: "TEXT",
        Integer: "INTEGER",
        BigInteger: "INTEGER",
        Double: "REAL",
        Boolean: "BOOLEAN",
        LargeBinary: "BLOB",
    },
    "postgresql": {
        Text: 'TEXT COLLATE "C"',  # the order of bytes, whatever the language of the server
        Integer: "INTEGER",
        BigInteger: "BIGINT",
        Double: "DOUBLE PRECISION",
        Boolean: "BOOLEAN",
        LargeBinary: "BYTEA",
    },
}


@pytest.fixture(params=["sqlite", "postgresql"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no ledger yet; what is made there may have any schema."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    url: str = request.getfixturevalue("postgres_url")
    return url


def test_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in steps()] == list(range(1, len(steps()) + 1))


def test_the_steps_make_the_tables_that_the_queries_use(own: str) -> None:
    with open_ledger(own) as ledger:
        assert ledger.schema == steps()[-1].number
        made = inspect(ledger.engine)
        assert set(metadata.tables) | {"migrations"} == {
            name for name in made.get_table_names() if "_search" not in name
        }
        for name, table in metadata.tables.items():
            columns = made.get_columns(name)
            assert [c["name"] for c in columns] == [c.name for c in table.columns]
            for column, wanted in zip(columns, table.columns, strict=True):
                assert wanted.primary_key or column["nullable"] == wanted.nullable, f"{name}.{column['name']}"
                kind = str(column["type"])
                assert TYPES[ledger.engine.dialect.name][type(wanted.type)] == kind, f"{name}.{column['name']}"


def test_several_that_make_one_ledger_at_once_make_it_once(own: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        for ledger in list(pool.map(lambda _: open_ledger(own), range(4))):
            with ledger:
                assert ledger.schema == steps()[-1].number


def _second(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE reports ADD COLUMN mood TEXT"))
    connection.execute(text("UPDATE reports SET mood = 'calm'"))


def _third(connection: Connection) -> None:
    connection.execute(text("UPDATE reports SET mood = mood || ', then tense'"))


def _broken(connection: Connection) -> None:
    connection.execute(text("UPDATE reports SET mood = 'lost'"))
    connection.execute(text("SELECT nothing FROM nowhere"))


def later(*more: Step) -> tuple[Step, ...]:
    return (*steps(), *more)


NOW = steps()[-1].number
SECOND, THIRD = Step(NOW + 1, "mood", _second), Step(NOW + 2, "tension", _third)


@pytest.fixture
def older(own: str) -> str:
    """A ledger of today's schema, with data in it: older than the steps of these tests."""
    with open_ledger(own) as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
    return own


def test_an_older_ledger_gets_the_steps_that_it_lacks_in_order(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "steps", lambda: later(SECOND, THIRD))
    for _ in range(2):  # the second time there is nothing left to do
        with open_ledger(older) as ledger:
            assert ledger.schema == NOW + 2
            with ledger.engine.connect() as connection:
                assert connection.execute(text("SELECT mood FROM reports")).scalar() == "calm, then tense"
                numbers = connection.execute(text("SELECT number FROM migrations ORDER BY applied_at, number"))
                assert list(numbers.scalars()) == list(range(1, NOW + 3))
            assert ledger.view().counts().claims == 2
            assert list(verify(ledger)) == []


def of_schema_1(place: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A ledger as it was before weighing, with two reports and a claim of an older reading; returns its records."""
    reports, now = [numbered_report(number) for number in (1, 2)], "2024-05-17T08:30:00Z"
    batch, lines = Batch(), []
    for key, (report, claims) in enumerate(reports, 1):
        records = [claim_record(claim) for claim in claims]
        told = [record_json(record) for record in records]
        facts = {"key": key, "ref": report_ref(report), "id": report.id, "text_hash": report.text_hash}
        reading = {"reader_name": "rules", "reader_version": "1", "reading_digest": digest(told), "claim_count": 2}
        batch.originals.append(original_row(report))
        of_then = {name: value for name, value in report_facts(report).items() if name != "author"}  # since schema 8
        batch.reports.append({**facts, **of_then, "added_at": now, "read_at": now, **reading})
        batch.texts.append((key, report.title, report.text))
        batch.add_claims(key, records, told, [now] * 2)
        lines += told
    redirect = {"report_key": 1, "old_id": "aa01", "new_id": reports[0][1][0].id, "record": lines[0]}
    monkeypatch.setattr(opening, "steps", lambda: steps()[:1])
    with open_ledger(place) as ledger, ledger.engine.begin() as connection:
        assert ledger.schema == 1
        batch.write(connection)
        put(connection, redirects, [{**redirect, "first_seen": now, "retired_at": now}])
    monkeypatch.undo()
    return lines


def test_a_ledger_from_before_weighing_keeps_all_it_has_and_waits_to_be_weighed(
    own: str, monkeypatch: pytest.MonkeyPatch, gazetteer_file: Path
) -> None:
    lines = of_schema_1(own, monkeypatch)
    with open_ledger(own) as ledger:
        assert ledger.schema == NOW
        assert list(verify(ledger)) == []
        view = ledger.view()
        assert [record_json(record) for record in view.claims()] == lines[2:] + lines[:2]
        assert view.claim("aa01") == json.loads(lines[0])
        assert len(view.find("Millford").reports) == len(view.find("Millford").claims) == 2
        assert ledger.weighing().waiting() == 2
        assert weigh(ledger, WeighConfig(gazetteer=gazetteer_file)).reports == 2
        assert list(verify(ledger)) == []


DYING = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from claimline.ledger import open_ledger
left = int(sys.argv[2])
@event.listens_for(Engine, "after_cursor_execute")
def count(connection, cursor, statement, *rest):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
open_ledger(sys.argv[1])
"""


@pytest.mark.parametrize("after", [4, 12, 24, 34])
def test_a_migration_that_is_killed_leaves_the_old_schema_or_the_new(
    own: str, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_schema_1(own, monkeypatch)
    died = subprocess.run([sys.executable, "-c", DYING, own, str(after)])
    assert died.returncode == -signal.SIGKILL
    monkeypatch.setattr(opening, "steps", lambda: steps()[:1])
    with contextlib.suppress(LedgerTooNew), open_ledger(own) as ledger:
        assert ledger.schema == 1
        names = inspect(ledger.engine).get_table_names()
        assert "weighing_queue" not in names
    monkeypatch.undo()
    with open_ledger(own) as ledger:
        assert ledger.schema == NOW
        assert ledger.weighing().waiting() == 2
        assert list(verify(ledger)) == []


def test_a_step_that_fails_leaves_the_ledger_as_it_was(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "steps", lambda: later(SECOND, Step(NOW + 2, "broken", _broken)))
    with pytest.raises(LedgerError):
        open_ledger(older)
    monkeypatch.undo()
    with open_ledger(older) as ledger:
        assert ledger.schema == NOW
        assert "mood" not in {column["name"] for column in inspect(ledger.engine).get_columns("reports")}
        assert list(verify(ledger)) == []


def test_a_newer_ledger_is_left_alone(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "steps", lambda: later(SECOND))
    open_ledger(older).close()
    monkeypatch.undo()
    for _ in range(2):  # it changes nothing
        with pytest.raises(LedgerTooNew, match="newer Claimline"):
            open_ledger(older)
    monkeypatch.setattr(opening, "steps", lambda: later(SECOND))
    with open_ledger(older) as ledger:
        assert ledger.schema == NOW + 1
        assert list(verify(ledger)) == []


def test_without_full_text_search_words_are_still_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimline.ledger.migrations._has_fts5", lambda connection: False)
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
        view = ledger.view()
        assert [record["kind"] for record in view.find("NORTHERN mill*").claims] == ["control.taken"]
        assert [record["kind"] for record in view.find("mayor").claims] == ["casualties.killed"]
        assert "Northern forces took Millford" in view.find("millford").reports[0]["snippet"]
        assert view.find("50%").reports == ()
