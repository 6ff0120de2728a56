"""Moving a ledger from one database to another: all of it, or nothing."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from ledger_building import READER, a_report, numbered_report, two_claims
from sqlalchemy import select

from claimline.cli.main import main
from claimline.errors import LedgerError, UsageError
from claimline.ledger import Ledger, open_ledger, verify
from claimline.ledger import move as moving
from claimline.ledger.bulk import put
from claimline.ledger.move import move
from claimline.ledger.tables import metadata
from claimline.pipeline.weighing import WeighConfig, weigh

Content = dict[str, list[tuple[object, ...]]]


def content(ledger: Ledger) -> Content:
    with ledger.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in metadata.tables.items()
        }


@pytest.fixture
def filled(tmp_path: Path, gazetteer_file: Path) -> Path:
    """A ledger with something in every kind of column: odd characters, bytes, an older reading, a judgement."""
    path = tmp_path / "filled.db"
    with open_ledger(path) as ledger, ledger.writer() as writer:
        for number in range(5):
            writer.add(*numbered_report(number))
        writer.add(*(lambda report: (report, two_claims(report)[:1]))(numbered_report(3)[0]))
        writer.add(a_report("nul\x00, half \ud83d, tab\t, \\N and \\.\n\r\n", title="\\x41"), [], READER)
        weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
        with ledger.scopes().look() as look:
            ids = sorted(event.id for event in look.events({1 << 20, 2 << 20, 3 << 20}).values())
        assert ids
        with contextlib.suppress(UsageError):
            ledger.judge().merge([*ids], who="A. Person")
    return path


def test_all_of_it_arrives_and_comes_back(filled: Path, tmp_path: Path, postgres_url: str) -> None:
    with open_ledger(filled) as source, open_ledger(postgres_url) as server, open_ledger(tmp_path / "b.db") as back:
        wanted = content(source)
        steps = list(move(source, server))
        assert {step.table for step in steps if step.compared} >= {"claims", "originals", "tellings"}
        assert all(0 < step.rows <= step.of for step in steps)
        list(move(server, back))
        for copy in (server, back):
            assert content(copy) == wanted
            assert list(verify(copy)) == []
            assert len(copy.view().find("Millford").reports) == 5
            with copy.writer() as writer:  # keys go on where they were
                assert not writer.add(*numbered_report(2)).report_new
                assert writer.add(*numbered_report(7)).report_new
                report, claims = numbered_report(2)
                assert writer.add(report, claims[:1]).claims_gone == 1
        assert content(server).keys() == content(back).keys()
        assert [len(rows) for rows in content(server).values()] == [len(rows) for rows in content(back).values()]
        assert content(source) == wanted


def test_only_an_empty_place_is_moved_to(filled: Path, postgres_url: str) -> None:
    with open_ledger(filled) as source, open_ledger(postgres_url) as target:
        with target.writer() as writer:
            writer.add(a_report(), [])
        with pytest.raises(LedgerError, match="data here already"):
            list(move(source, target))
        assert target.view().counts().reports == 1
    with open_ledger(filled) as source, open_ledger(filled) as same, pytest.raises(UsageError, match="where it is"):
        list(move(source, same))


def test_what_does_not_come_back_as_it_was_is_not_kept(
    filled: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(connection: object, table: object, rows: list[dict[str, object]]) -> None:
        told = [{**row, "outlet": "Other Wire"} if "outlet" in row else row for row in rows]
        put(connection, table, told)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "put", spoilt)
    with open_ledger(filled) as source, open_ledger(postgres_url) as target:
        with pytest.raises(LedgerError, match="reports does not come back"):
            list(move(source, target))
        assert all(rows == [] for rows in content(target).values())


DYING = """
import os, signal, sys
from claimline.ledger import open_ledger
from claimline.ledger.move import move
with open_ledger(sys.argv[1]) as source, open_ledger(sys.argv[2]) as target:
    for number, _ in enumerate(move(source, target)):
        if number == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("after", [3, 20])
def test_a_move_that_was_killed_is_run_again(filled: Path, place: str, after: int) -> None:
    died = subprocess.run([sys.executable, "-c", DYING, str(filled), place, str(after)])
    assert died.returncode == -signal.SIGKILL
    with open_ledger(filled) as source, open_ledger(place) as target:
        assert all(rows == [] for rows in content(target).values())
        list(move(source, target))
        assert content(target) == content(source)


def test_on_the_command_line(filled: Path, place: str) -> None:
    result = CliRunner().invoke(main, ["move", str(filled), place, "--format", "json"])
    assert result.exit_code == 0, result.output
    assert '"reports": 6' in result.stdout
    assert "copied and compared" in result.stderr
    missing = CliRunner().invoke(main, ["move", str(filled) + "x", place])
    assert (missing.exit_code, "no ledger here yet" in missing.stderr) == (5, True)
