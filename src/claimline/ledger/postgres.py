"""A ledger on a PostgreSQL server: its URL, and connections that are set up as a ledger needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from claimline.errors import LedgerError, UsageError

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_PATIENCE = "30s"  # to wait for another writer
_CONNECT_SECONDS = 10
# A machine that vanishes says no goodbye: who is left asks after a minute of silence, and gives up after one more (or,
# milliseconds, when what was sent is not taken). Else a writer that is gone keeps its lock for a quarter of an hour, or
# for the two hours that are an operating system's habit.
_SILENCE = {"keepalives_idle": 60, "keepalives_interval": 10, "keepalives_count": 6, "tcp_user_timeout": 120_000}
_OLDEST = 130000  # PostgreSQL 13: older ones are no longer maintained by their makers
_LOCK = 0x434C4D4C  # "CLML": the first half of the key of the writers' lock; the second says which schema
_LOCKING = f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))"


@dataclass(frozen=True, slots=True)
class Server:
    """Where a ledger lies: a database of a server. Its text has no password in it."""

    url: URL

    def __str__(self) -> str:
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)


def server(given: str) -> Server:
    """The server that a URL names: `postgresql://user:password@host:port/database`, with libpq's options after `?`.

    Raises UsageError for a URL that cannot be read or names no database.
    """
    example = "For example: postgresql://claimline@localhost/claimline"
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise UsageError("this URL of a ledger cannot be read", then=example) from None  # it may have a password in it
    if not (url.database or "dbname" in url.query or "service" in url.query):
        raise UsageError("this URL names no database", where=str(Server(url)), then=example)
    return Server(url.set(drivername="postgresql+psycopg"))


def postgres_engine(location: Server) -> Engine:
    """An engine on the database: each look is of one moment, each writer waits for the one before it.

    Views read in REPEATABLE READ. Writers hold an advisory lock of the ledger for their transaction and read in
    READ COMMITTED, so that they see what the one before them wrote. Raises UsageError where psycopg is missing.
    """
    ours: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, "application_name": "claimline", **_SILENCE}
    arguments = {name: value for name, value in ours.items() if name not in location.url.query}
    try:
        engine = create_engine(
            location.url,
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,  # a server that was started anew is found again
            connect_args={**arguments, "client_encoding": "utf8"},
        )
    except ModuleNotFoundError as error:
        raise UsageError(
            "a ledger on PostgreSQL needs the library psycopg",
            where=str(location),
            then="Install it with: pip install 'claimline[postgres]'",
        ) from error
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, record: object) -> None:
    """What a new connection has to be. Raises LedgerError for a server that cannot keep a ledger."""
    version, encoding = connection.info.server_version, connection.info.parameter_status("server_encoding")
    if version < _OLDEST:
        raise LedgerError(
            f"this server is PostgreSQL {version // 10000}, which is too old",
            then=f"A ledger needs PostgreSQL {_OLDEST // 10000} or newer.",
        )
    if encoding != "UTF8":
        raise LedgerError(
            f"this database keeps text in {encoding}, which cannot hold every character",
            then="Make a database with: createdb --encoding UTF8 --template template0 NAME",
        )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_PATIENCE}'")
        for name, value in _SILENCE.items():
            cursor.execute(f"SET tcp_{name.removeprefix('tcp_')} = {value}")
        cursor.execute("SET jit = off")  # queries take milliseconds; to compile one takes longer
        cursor.execute("SET cursor_tuple_fraction = 1")  # a list that is fetched page by page is wanted whole
    connection.autocommit = False


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("claimline_write", False):
        connection.exec_driver_sql(_LOCKING)
