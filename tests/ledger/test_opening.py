"""Where a ledger may be, and what is said where none can be."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from ledger_building import a_report, two_claims

from claimline.errors import ClaimlineError, LedgerError, LedgerTooNew, UsageError
from claimline.ledger import open_ledger


def filled(path: Path) -> Path:
    with open_ledger(path) as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
    return path


def test_default_place_and_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMLINE_LEDGER", raising=False)
    open_ledger().close()
    assert (tmp_path / "claimline.db").is_file()
    monkeypatch.setenv("CLAIMLINE_LEDGER", str(tmp_path / "other.db"))
    open_ledger().close()
    assert (tmp_path / "other.db").is_file()


@pytest.mark.parametrize("name", ["plain.db", "with space & 50%?#.db", "ім’я.db"])
def test_paths_and_urls_name_the_same_file(tmp_path: Path, name: str) -> None:
    from urllib.parse import quote

    path = filled(tmp_path / name)
    for given in (path, str(path), f"sqlite:///{quote(str(path))}"):
        with open_ledger(given, create=False) as ledger:
            assert ledger.view().counts().reports == 1
    assert {entry.name for entry in tmp_path.iterdir()} == {name}


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    connection = sqlite3.connect(filled(tmp_path / "ledger.db"))
    assert connection.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"CLML", "big"),)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_foreign_keys_are_on(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def _text(path: Path) -> Path:
    path.write_text("This is a diary and no database. " * 100)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _other_database(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    return path


def _newer(path: Path) -> Path:
    connection = sqlite3.connect(filled(path))
    connection.execute("INSERT INTO migrations VALUES (999, 'future', '2030-01-01T00:00:00Z', '9.0')")
    connection.commit()
    connection.close()
    return path


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _cut_off(path: Path) -> Path:
    content = filled(path).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (_text, LedgerError, "not an SQLite database"),
        (_folder, LedgerError, "this is a folder"),
        (_other_database, LedgerError, "holds other tables (recipes)"),
        (_newer, LedgerTooNew, "its schema is 999"),
        (_pipe, LedgerError, "no plain file"),
        (_cut_off, LedgerError, "damaged"),
        (lambda path: path / "deeper" / "ledger.db", LedgerError, "folder of this ledger does not exist"),
        (lambda path: Path("/proc/claimline.db"), LedgerError, "cannot be opened or created"),
        (lambda path: "mysql://localhost/claims", UsageError, "SQLite file or a PostgreSQL database, not mysql"),
        (lambda path: "postgresql://localhost", UsageError, "names no database"),
        (lambda path: "postgresql://me:secret@localhost:many/claims", UsageError, "cannot be read"),
        (lambda path: ":memory:", UsageError, "needs a file"),
    ],
)
def test_what_cannot_be_a_ledger(
    tmp_path: Path, make: Callable[[Path], Path | str], kind: type[ClaimlineError], words: str
) -> None:
    given = make(tmp_path / "ledger.db")
    before = given.read_bytes() if isinstance(given, Path) and given.is_file() else None
    with pytest.raises(kind) as raised:
        open_ledger(given)
    assert words in raised.value.what
    assert raised.value.then
    if isinstance(given, Path):
        assert raised.value.where == str(given)
        assert before is None or given.read_bytes() == before


def test_looking_makes_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with pytest.raises(LedgerError, match="no ledger here yet"):
        open_ledger(path, create=False)
    assert not path.exists()
    path.touch()  # what a creation that was cut off leaves behind
    with pytest.raises(LedgerError, match="no ledger here yet"):
        open_ledger(path, create=False)
    assert filled(path).stat().st_size > 0


def test_damage_is_said_when_it_is_met(tmp_path: Path) -> None:
    path = filled(tmp_path / "ledger.db")
    page = 4096
    content = bytearray(path.read_bytes())
    content[page : 3 * page] = b"\x55" * (2 * page)
    path.write_bytes(content)
    with pytest.raises(LedgerError) as raised, open_ledger(path) as ledger:
        list(ledger.view().claims())
    assert "damaged" in raised.value.what


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="claimline-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _as_another(job: Callable[[], str], answer: Connection) -> None:
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        answer.send(job())
    except ClaimlineError as error:
        answer.send(f"{type(error).__name__}: {error.what}")


def without_rights(job: Callable[[], str]) -> str:
    """What the job returns or raises in a process without the rights of root (for whom no file is read-only)."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_as_another, args=(job, sender))
    process.start()
    sender.close()
    said: str = receiver.recv()
    process.join()
    return said


def _look(path: Path) -> str:
    with open_ledger(path, create=False) as ledger:
        return f"{ledger.view().counts().claims} claims"


def _write(path: Path) -> str:
    with open_ledger(path) as ledger, ledger.writer() as writer:
        return str(writer.add(a_report("Something else."), []).report_new)


def test_a_read_only_ledger_can_be_viewed_but_not_written(open_folder: Path) -> None:
    path = filled(open_folder / "ledger.db")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    try:
        assert without_rights(lambda: _look(path)) == "2 claims"
        assert without_rights(lambda: _write(path)) == "LedgerError: the ledger may not be written"
    finally:
        open_folder.chmod(0o755)


def test_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    said = without_rights(lambda: _write(open_folder / "ledger.db"))
    assert said == "LedgerError: the ledger cannot be opened or created here"


def test_a_full_disk_is_said_and_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
        with ledger.engine.connect() as connection:  # the pool hands this connection to the writer too
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="disk is full"):
            writer.add(a_report("x" * 100_000), [])
        assert ledger.view().counts().reports == 1
