"""The schema and its steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_building import a_report, two_claims
from sqlalchemy import BigInteger, Boolean, Connection, Double, Integer, LargeBinary, Text, inspect, text

from claimline.errors import LedgerError, LedgerTooNew
from claimline.ledger import ledger as opening
from claimline.ledger import open_ledger, verify
from claimline.ledger.migrations import Step, steps
from claimline.ledger.tables import metadata

SQLITE_TYPES: dict[type, str] = {
    Text: "TEXT",
    Integer: "INTEGER",
    BigInteger: "INTEGER",
    Double: "REAL",
    Boolean: "BOOLEAN",
    LargeBinary: "BLOB",
}


def test_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in steps()] == list(range(1, len(steps()) + 1))


def test_the_steps_make_the_tables_that_the_queries_use(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
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
                assert SQLITE_TYPES[type(wanted.type)] == str(column["type"]), f"{name}.{column['name']}"


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
def older(tmp_path: Path) -> Path:
    """A ledger of today's schema, with data in it: older than the steps of these tests."""
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
    return path


def test_an_older_ledger_gets_the_steps_that_it_lacks_in_order(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_reports_of_a_ledger_from_before_weighing_wait_to_be_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "steps", lambda: steps()[:1])
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.engine.begin() as connection:
        assert ledger.schema == 1
        connection.execute(text("INSERT INTO originals VALUES ('00', 'Words.', NULL, 6)"))
        columns = "key, ref, id, text_hash, added_at, read_at, reading_digest, claim_count"
        connection.execute(text(f"INSERT INTO reports ({columns}) VALUES (7, 'r', 'r', '00', 'then', 'then', '0', 0)"))
    monkeypatch.undo()
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.engine.connect() as connection:
        assert list(connection.execute(text("SELECT report_key FROM weighing_queue")).scalars()) == [7]


def test_a_step_that_fails_leaves_the_ledger_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "steps", lambda: later(SECOND, Step(NOW + 2, "broken", _broken)))
    with pytest.raises(LedgerError):
        open_ledger(older)
    monkeypatch.undo()
    with open_ledger(older) as ledger:
        assert ledger.schema == NOW
        assert "mood" not in {column["name"] for column in inspect(ledger.engine).get_columns("reports")}
        assert list(verify(ledger)) == []


def test_a_newer_ledger_is_left_alone(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "steps", lambda: later(SECOND))
    open_ledger(older).close()
    monkeypatch.undo()
    before = older.read_bytes()
    with pytest.raises(LedgerTooNew, match="newer Claimline"):
        open_ledger(older)
    assert older.read_bytes() == before


def test_without_full_text_search_words_are_still_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimline.ledger.migrations._has_fts5", lambda connection: False)
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
        view = ledger.view()
        assert [record["kind"] for record in view.find("NORTHERN mill*").claims] == ["control.taken"]
        assert [record["kind"] for record in view.find("mayor").claims] == ["casualties.killed"]
        assert "Northern forces took Millford" in view.find("millford").reports[0]["snippet"]
        assert view.find("50%").reports == ()
