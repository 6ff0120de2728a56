"""One moment of a ledger for many looks: all of them in one transaction, on one connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy import Connection, Engine

from claimline.errors import UsageError


class OneMoment:
    """Stands in for an engine where somebody looks: whoever connects gets the connection that is open already."""

    def __init__(self, engine: Engine, connection: Connection) -> None:
        self.dialect, self.url = engine.dialect, engine.url
        self._connection = connection

    def connect(self) -> _Lent:
        return _Lent(self._connection)


class _Lent:
    """A connection that is not closed by whoever borrows it, and may not write."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        return None

    def execution_options(self, **_: object) -> NoReturn:
        raise UsageError("nothing can be written to a moment of a ledger", then="Write to the ledger itself.")


@contextmanager
def one_moment(engine: Engine) -> Iterator[OneMoment]:
    """The ledger as it is at the first look, until the end, whatever others write meanwhile."""
    with engine.connect() as connection:
        yield OneMoment(engine, connection)
