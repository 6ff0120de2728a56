"""From a path or URL to a database connection that is set up as a ledger needs it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

from claimline.errors import LedgerError, UsageError
from claimline.ledger.postgres import SCHEMES, Server, server

ENVIRONMENT = "CLAIMLINE_LEDGER"
DEFAULT = "claimline.db"
_APPLICATION_ID = 0x434C4D4C  # "CLML" in the header of the file, so that `file` and others can tell what it is
_PATIENCE = 30.0  # seconds to wait for another writer
_CACHE_KIB = 32 * 1024  # SQLite's own 2 MiB make a ledger of 100,000 claims read its indexes from disk again
_CHECKPOINT_PAGES = 4000  # 16 MiB of pending changes before they are copied into the file, which waits for the disk
_SQLITE_URL = "sqlite:///"


@dataclass(frozen=True, slots=True)
class File:
    """Where a ledger lies: a file of SQLite."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    @property
    def writable(self) -> bool:
        return os.access(self.path if self.path.exists() else self.path.parent, os.W_OK)


Location = File | Server


def locate(url_or_path: str | Path | None) -> Location:
    """Where the ledger is: what was given, else the environment's CLAIMLINE_LEDGER, else ./claimline.db.

    Raises UsageError for a URL that is no `sqlite:///` or `postgresql://` one.
    """
    given = str(url_or_path) if url_or_path is not None else os.environ.get(ENVIRONMENT) or DEFAULT
    if given.startswith(_SQLITE_URL):
        given = unquote(given.removeprefix(_SQLITE_URL))
    elif "://" in given:
        scheme = given.partition("://")[0]
        if scheme in SCHEMES:
            return server(given)
        raise UsageError(
            f"a ledger is an SQLite file or a PostgreSQL database, not {scheme}",
            then="Name a file, or a URL such as postgresql://claimline@localhost/claimline, with --ledger.",
        )
    if given in ("", ":memory:"):
        raise UsageError("a ledger needs a file", then="Name one with --ledger, such as claimline.db.")
    return File(Path(given).expanduser())


def check_place(location: File, *, create: bool) -> None:
    """Raises LedgerError where no ledger can be at this place, before the database is asked."""
    path, where = location.path, str(location)
    other = "Name a file with --ledger."
    if path.is_dir():
        raise LedgerError("this is a folder, not a ledger", where=where, then=other)
    if path.exists() and not path.is_file():
        raise LedgerError("this is no plain file, so it cannot be a ledger", where=where, then=other)
    if not path.parent.is_dir():
        raise LedgerError("the folder of this ledger does not exist", where=where, then=f"Make it first. {other}")
    if not create and not has_content(path):
        raise LedgerError(
            "there is no ledger here yet", where=where, then="Make one with: claimline add REPORT --ledger FILE"
        )


def has_content(path: Path) -> bool:
    """Whether the file holds anything: an empty one is what a creation that was cut off leaves behind."""
    return path.is_file() and path.stat().st_size > 0


def sqlite_engine(location: File) -> Engine:
    """An engine on the file: WAL, foreign keys on, patient with other writers; read-only where the file is.

    WAL with `synchronous = NORMAL`: a transaction that was committed survives the death of the process at any moment,
    and the file stays whole through a power cut (which may cost the last transactions).

    The connection that was used last is used next: each has a cache of its own, and one that is warm is enough.
    """
    read_only = has_content(location.path) and not location.writable
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(location, read_only), poolclass=QueuePool, pool_use_lifo=True
    )
    engine.dialect.statement_compiler = _Hinting
    event.listen(engine, "begin", _begin)
    return engine


class _Hinting(SQLiteCompiler):
    """Lets `Select.with_hint` say `INDEXED BY` (https://www.sqlite.org/lang_indexedby.html), which SQLAlchemy drops."""

    def get_from_hint_text(self, table: object, text: str | None) -> str | None:
        return text


def _connect(location: File, read_only: bool) -> sqlite3.Connection:
    path = location.path.absolute()
    query = "?mode=rwc"
    if read_only:
        # Without the right to make the files beside it, a ledger in WAL mode opens only if nothing is pending there.
        pending = has_content(Path(f"{path}-wal"))
        query = "?mode=ro" if pending or os.access(path.parent, os.W_OK) else "?mode=ro&immutable=1"
    connection = sqlite3.connect(
        f"file:{quote(str(path))}{query}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,  # transactions are begun in `_begin`
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    return connection


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: a transaction that upgrades from reading may fail where it could have waited."""
    immediate = connection.get_execution_options().get("claimline_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in a write transaction: committed at the end, rolled back when anything is raised.

    It is the only one in the ledger: another one waits for its end, and then sees what it wrote.
    """
    options: dict[str, Any] = {"claimline_write": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "READ COMMITTED"
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def mark_as_ledger(engine: Engine) -> None:
    """Set what a new file keeps for good: its journal mode and its application id."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode = WAL")
        if cursor.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
            cursor.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    finally:
        raw.close()
