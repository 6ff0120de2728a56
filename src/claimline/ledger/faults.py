"""What the database says when something is wrong, as errors that a person can act on."""

from __future__ import annotations

import sqlite3
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


def _told(error: BaseException, where: str) -> LedgerError:
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, (what, then) in _SQLITE.items():
        if name.startswith(code):
            return LedgerError(what, where=where, then=then)
    return LedgerError(f"the ledger cannot be used: {error}", where=where)
