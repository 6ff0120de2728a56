"""What the database says when something is wrong, as errors that a person can act on."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from claimline.errors import LedgerError

# SQLite's primary result codes, https://www.sqlite.org/rescode.html, with what happened and what to do next.
_SQLITE = {
    "SQLITE_CANTOPEN": (
        "the ledger cannot be opened or created here",
        "Check that the folder exists and that you may write in it, or name another file with --ledger.",
    ),
    "SQLITE_READONLY": (
        "the ledger may not be written",
        "Check the rights of the file and its folder, or name another file with --ledger.",
    ),
    "SQLITE_PERM": (
        "the ledger may not be opened",
        "Check the rights of the file and its folder, or name another file with --ledger.",
    ),
    "SQLITE_NOTADB": (
        "this file is no ledger: it is not an SQLite database",
        "Name another file with --ledger; this one was left as it was.",
    ),
    "SQLITE_CORRUPT": (
        "the ledger is damaged",
        "Put back a copy of it, or save what can be read: sqlite3 LEDGER .recover | sqlite3 NEW",
    ),
    "SQLITE_FULL": ("the disk is full", "Make room and run the same command again: what was added so far is kept."),
    "SQLITE_BUSY": ("another program has been writing to the ledger for too long", "Run the same command again."),
    "SQLITE_LOCKED": ("another program has been writing to the ledger for too long", "Run the same command again."),
    "SQLITE_IOERR": (
        "the disk failed to read or write the ledger",
        "Check the disk, then `claimline verify`; what was added before is kept.",
    ),
}

# PostgreSQL's SQLSTATE codes or classes of them, https://www.postgresql.org/docs/current/errcodes-appendix.html.
_AGAIN = "Run the same command again: what was added so far is kept."
_POSTGRES = {
    "08": ("the connection to the database was lost", _AGAIN),
    "22021": ("the database cannot hold this text", "It is a defect of Claimline: please report it."),
    "25006": ("the ledger may only be read: the server is a copy of another one, or set so", "Name the server itself."),
    "28": (
        "the database does not let this user in",
        "Check user and password in the URL, and the server's pg_hba.conf.",
    ),
    "3D000": ("the server has no such database", "Make it with: createdb NAME"),
    "3F000": ("the database has no schema to write to", "Make it with: CREATE SCHEMA NAME"),
    "40": ("another program changed the ledger at the same time", _AGAIN),
    "42501": (
        "the user of this URL may not do this in the database",
        "Let the database's owner grant it: GRANT ALL ON SCHEMA public TO USER",
    ),
    "53100": ("the disk of the database is full", "Make room and run the same command again: what was added is kept."),
    "53300": ("the database has too many connections", "Run the same command again when others have finished."),
    "54": (
        "a name or id is too long for the database's indexes (some 2,600 bytes)",
        "Shorten the id or outlet of this report.",
    ),
    "55P03": ("another program has been writing to the ledger for too long", "Run the same command again."),
    "57P": ("the database is stopping or starting", "Run the same command again when it is up: nothing was lost."),
    "58": ("the database failed to read or write its disk", "Check its disk, then `claimline verify`."),
    "XX001": ("the database is damaged", "Put back a backup of it."),
    "XX002": ("an index of the database is damaged", "Make the indexes again: REINDEX DATABASE NAME"),
}
_SAID = {
    "3D000": ('" does not exist',),
    "28": ("authentication failed", "no pg_hba.conf entry", "no password supplied"),
    "53300": ("too many clients", "too many connections"),
    "57P": ("is starting up", "is shutting down"),
    "08": ("terminated abnormally", "closed the connection", "connection is lost", "connection is closed"),
}
_UNREACHABLE = "Check host and port, and that the server runs: pg_isready. What was added before is kept."


@contextmanager
def ledger_faults(where: str) -> Iterator[None]:
    """Errors of the database, raised as LedgerError with `where` in front."""
    try:
        yield
    except DBAPIError as error:
        raise _told(error.orig or error, where) from error
    except sqlite3.Error as error:
        raise _told(error, where) from error
    except LedgerError as error:
        error.where = error.where or where
        raise
    except Exception as error:
        if not _of_psycopg(error):
            raise
        raise _told(error, where) from error


def _of_psycopg(error: BaseException) -> bool:
    """Whether it is an error of PostgreSQL's driver, which is not loaded where no such ledger is used."""
    driver = sys.modules.get("psycopg")
    return driver is not None and isinstance(error, driver.Error)


def _told(error: BaseException, where: str) -> LedgerError:
    if _of_psycopg(error):
        return _told_by_postgres(error, where)
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, (what, then) in _SQLITE.items():
        if name.startswith(code):
            return LedgerError(what, where=where, then=then)
    return LedgerError(f"the ledger cannot be used: {error}", where=where)


def _told_by_postgres(error: BaseException, where: str) -> LedgerError:
    state = getattr(error, "sqlstate", None) or _state(str(error))
    for code, (what, then) in _POSTGRES.items():
        if state.startswith(code):
            return LedgerError(what, where=where, then=then)
    said = " ".join(str(error).split())
    if isinstance(error, sys.modules["psycopg"].OperationalError):
        return LedgerError(f"the database cannot be reached: {said}", where=where, then=_UNREACHABLE)
    return LedgerError(f"the ledger cannot be used: {said}", where=where)


def _state(message: str) -> str:
    """The SQLSTATE of a failure that the driver tells in words only: those of connecting, and of a lost connection."""
    for state, words in _SAID.items():
        if any(word in message for word in words):
            return state
    return ""
