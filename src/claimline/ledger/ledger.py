"""The ledger: where reports and claims are kept for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from sqlalchemy import Engine

from claimline import __version__
from claimline.errors import LedgerError
from claimline.ledger.access import Access
from claimline.ledger.audit import Entry, entries
from claimline.ledger.browse import Browse
from claimline.ledger.clock import Clock, stamp, utc_now
from claimline.ledger.engine import (
    File,
    Location,
    check_place,
    has_content,
    locate,
    mark_as_ledger,
    sqlite_engine,
    writing,
)
from claimline.ledger.faults import ledger_faults
from claimline.ledger.judge import Judge
from claimline.ledger.migrations import migrate, refuse_newer, schema_version, steps
from claimline.ledger.postgres import Server, postgres_engine
from claimline.ledger.reviews import Reviews
from claimline.ledger.scopes import Scopes
from claimline.ledger.snapshot import one_moment
from claimline.ledger.view import View
from claimline.ledger.weighing import Weighing
from claimline.ledger.writer import Writer
from claimline.reviewing import PlaceLookup


class Ledger:
    """An open ledger. `view()` looks, `writer()` adds; many views and one writer at a time, from any process.

    Use it as a context manager, or `close()` it.
    """

    def __init__(self, engine: Engine, location: Location) -> None:
        self.engine, self.location = engine, location

    def __repr__(self) -> str:
        return f"Ledger({str(self.location)!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def snapshot(self) -> Iterator[Ledger]:
        """The ledger as it is now, to look at in several ways that must agree; it cannot be written to.

        It holds one connection, and is for one thread at a time. What it gives piece by piece (`View.claims`) must be
        taken before its end.
        """
        with ledger_faults(str(self.location)), one_moment(self.engine) as moment:
            yield Ledger(cast(Engine, moment), self.location)

    def view(self) -> View:
        return View(self.engine, str(self.location))

    def browse(self) -> Browse:
        """Pages, counts and facets, for lists and maps."""
        return Browse(self.engine, str(self.location))

    def writer(self, *, clock: Clock = utc_now) -> Writer:
        """Where reports are added. `clock` gives the known time of what is added, with its time zone."""
        return Writer(self.engine, str(self.location), clock)

    def weighing(self, *, clock: Clock = utc_now) -> Weighing:
        """Where weighing takes the reports that wait, and puts what it found."""
        return Weighing(self.engine, str(self.location), clock)

    def judge(self, *, clock: Clock = utc_now, places: PlaceLookup | None = None) -> Judge:
        """Where people's judgements are kept. `places`: what a gazetteer knows of an id, for fixes."""
        return Judge(self.engine, str(self.location), clock, places)

    def reviews(self, *, clock: Clock = utc_now) -> Reviews:
        """Looks at what people decided about claims, and at what to look at next."""
        return Reviews(self.engine, str(self.location), clock)

    def scopes(self) -> Scopes:
        """Looks at what weighing found: places, tellings, events, origins."""
        return Scopes(self.engine, str(self.location))

    def access(self, *, clock: Clock = utc_now) -> Access:
        """Accounts, sessions, tokens and shared links."""
        return Access(self.engine, str(self.location), clock)

    def audit(self, *, most: int | None = None) -> list[Entry]:
        """What was done at a desk that others can reach, the newest first."""
        return entries(self.engine, str(self.location), most=most)

    @property
    def schema(self) -> int:
        """The number of the last migration that this ledger has had."""
        with ledger_faults(str(self.location)), self.engine.connect() as connection:
            return schema_version(connection)


def open_ledger(url_or_path: str | Path | None = None, *, create: bool = True) -> Ledger:
    """Open the ledger in a file (a path or `sqlite:///` URL) or a `postgresql://` database, up to date.

    Without a name it is the environment's CLAIMLINE_LEDGER, else `claimline.db` in the working folder. With `create`
    a missing file is made, and the tables of an empty database. What may only be read can still be viewed.

    Raises LedgerError where there is none and none can be made, where the place holds something else, is damaged or
    out of reach, LedgerTooNew where a newer Claimline wrote it, and UsageError for a URL of another kind.
    """
    location = locate(url_or_path)
    engine = _engine(location, create=create)
    try:
        with ledger_faults(str(location)):
            _bring_up_to_date(engine, location, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Ledger(engine, location)


def _engine(location: Location, *, create: bool) -> Engine:
    if isinstance(location, Server):
        return postgres_engine(location)
    check_place(location, create=create)
    return sqlite_engine(location)


def _bring_up_to_date(engine: Engine, location: Location, *, create: bool) -> None:
    with engine.connect() as connection:
        have = schema_version(connection)
    refuse_newer(have, steps())
    if have == steps()[-1].number:
        return
    if have == 0 and not create:
        raise LedgerError(
            "there is no ledger here yet",
            then="Make one with: claimline add REPORT --ledger FILE",
        )
    if isinstance(location, File):
        if has_content(location.path) and not location.writable:
            raise LedgerError(
                "this ledger has an older schema, and may not be written to bring it up to date",
                then="Check the rights of the file and its folder.",
            )
        mark_as_ledger(engine)
    with writing(engine) as connection:
        migrate(connection, steps(), now=stamp(utc_now()), program=__version__)
