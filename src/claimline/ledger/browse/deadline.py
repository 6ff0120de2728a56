"""Queries that end when their time is up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_STEPS = 2000  # of SQLite's virtual machine between two looks at the clock: some 50 microseconds
_INTERRUPTED = ("SQLITE_INTERRUPT", "57014")  # what SQLite and PostgreSQL call it


class TimeUp(Exception):
    """The query was stopped. Nothing of it may be used."""


@contextmanager
def deadline(connection: Connection, end: float, least: float = 0.0) -> Iterator[None]:
    """Raises TimeUp in a query that is not done at `end` (of `time.monotonic`); the transaction goes on.

    least: seconds that the database has in any case, when preparing the query took the time.

    SQLite asks its progress handler now and then whether to stop; PostgreSQL has a timeout for each statement, and a
    savepoint to return to, since an error would end the transaction.
    """
    if connection.dialect.name == "postgresql":
        yield from _postgres(connection, end, least)
        return
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(_clock(end, least), _STEPS)
    try:
        yield
    except DBAPIError as error:
        raise (TimeUp() if _is_interrupt(error) else error) from error
    finally:
        driver.set_progress_handler(None, 0)


def _clock(end: float, least: float) -> Callable[[], bool]:
    """Whether the time is up, for the progress handler; the least time begins when it is asked first."""
    began: list[float] = []

    def is_up() -> bool:
        now = time.monotonic()
        began[:] = began or [now]
        return now > max(end, began[0] + least)

    return is_up


def _postgres(connection: Connection, end: float, least: float) -> Iterator[None]:
    left = max(1, int(max(end - time.monotonic(), least) * 1000))
    connection.exec_driver_sql("SAVEPOINT counting")
    try:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {left}")
        yield
    except DBAPIError as error:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT counting")
        raise (TimeUp() if _is_interrupt(error) else error) from error
    else:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT counting")
    finally:
        connection.exec_driver_sql("RELEASE SAVEPOINT counting")


def _is_interrupt(error: DBAPIError) -> bool:
    told = (getattr(error.orig, "sqlite_errorname", None), getattr(error.orig, "sqlstate", None))
    return any(name in _INTERRUPTED for name in told)
