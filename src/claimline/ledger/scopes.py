"""Looking at what weighing found: which tellings and events are of a place and a time, and where their words came from.

Nothing here knows what a picture is. It answers from indexes: what it reads grows with what is asked for, not with the
ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, or_, select

from claimline.errors import LedgerError, NotFound
from claimline.ledger.compact import event_from, telling_again
from claimline.ledger.event_rows import EVERYWHERE, place_rows
from claimline.ledger.event_shelf import EventShelf
from claimline.ledger.faults import ledger_faults
from claimline.ledger.habits import latest_reports
from claimline.ledger.judgements import decisions_about
from claimline.ledger.lookup import UnknownName, event_id, outlets_of
from claimline.ledger.numbers import among, chunks
from claimline.ledger.places import KnownPlace, known_place, places_within
from claimline.ledger.reviews_asof import Otherwise, judged_otherwise
from claimline.ledger.rows import Row, fold
from claimline.ledger.sheets import sheets, watched
from claimline.ledger.story_shelf import StoryShelf
from claimline.ledger.tables import (
    event_members,
    events,
    judgements,
    reports,
    telling_places,
    tellings,
    weighed_reports,
    weighing_queue,
)
from claimline.ledger.turns import changed_since, turn
from claimline.model import Telling
from claimline.model.event import Event
from claimline.model.judgement import Decision
from claimline.model.sitrep import Sheet, Watched


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tellings: those of one of the places and kinds, about a day from `since` to `until` (ISO, inclusive).

    places: ids, exactly those; None for everywhere. kinds: kinds, or families with all their kinds; None for all. A
    telling that gives no day is about the day on which it was known.
    """

    places: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None

    def takes(self, telling: Telling) -> bool:
        """Whether a telling is wanted, as `Look.keys` finds those that are in the ledger."""
        return any(self._takes_row(row) for row in place_rows(0, telling))

    def _takes_row(self, row: Row) -> bool:
        if row["place_id"] not in ((EVERYWHERE,) if self.places is None else self.places):
            return False
        in_time = (self.since is None or row["last_day"] >= self.since) and (
            self.until is None or row["first_day"] <= self.until
        )
        kind = row["kind"]
        return in_time and (self.kinds is None or any(kind == k or kind.startswith(f"{k}.") for k in self.kinds))


@dataclass(frozen=True, slots=True)
class Report:
    """A weighed report, without its text. known: ISO day."""

    ref: str
    outlet: str | None
    known: str


class Scopes:
    """Opens the ledger for one look: all that is asked inside `look` is of one moment."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    @contextmanager
    def look(self) -> Iterator[Look]:
        with ledger_faults(self._where), self._engine.connect() as connection:
            yield Look(connection)


class Look:
    """One look at what weighing found. Keys are numbers of the ledger."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shelf = EventShelf(connection, "")
        self.stories = StoryShelf(connection)

    # Places

    def place(self, name: str) -> KnownPlace:
        """The place with this id or name. Raises NotFound, with suggestions."""
        return known_place(self._connection, name)

    def within(self, area: KnownPlace) -> tuple[str, ...]:
        """The ids of an area and of all known places in it."""
        return tuple(places_within(self._connection, area.id))

    def inside(self, place_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The ids of what holds these places, smallest first; those that the ledger does not know are left out."""
        found = {}
        for place_id in sorted(set(place_ids)):
            with suppress(NotFound):
                found[place_id] = known_place(self._connection, place_id).inside
        return found

    # Tellings

    def keys(self, wanted: Wanted) -> set[int]:
        """The keys of the tellings that are wanted."""
        found: set[int] = set()
        for query in self._of(wanted, select(telling_places.c.telling_key)):
            found.update(self._connection.execute(query).scalars())
        return found

    def _of(self, wanted: Wanted, query: Select[Any]) -> Iterator[Select[Any]]:
        """A query of `telling_places`, narrowed to what is wanted: one query for each batch of places."""
        column = telling_places.c
        if wanted.since is not None:
            query = query.where(column.last_day >= wanted.since)
        if wanted.until is not None:
            query = query.where(column.first_day <= wanted.until)
        if wanted.kinds is not None:
            query = query.where(or_(*(_of_kind(column.kind, kind) for kind in wanted.kinds)))
        for batch in chunks((EVERYWHERE,) if wanted.places is None else wanted.places):
            yield query.where(among(column.place_id, batch))

    def tellings(self, keys: Collection[int]) -> dict[int, Telling]:
        return self._shelf.load(keys, telling_again)

    def whole(self, keys: Collection[int]) -> dict[int, int]:
        """The keys of all tellings that joins may tie to these, directly or through others, with their component."""
        return self._shelf.whole(keys)

    def keys_of(self, event: Event) -> set[int]:
        """The keys of an event's tellings."""
        return set(self._shelf.named(event.members).values())

    # Events

    def events(self, keys: Collection[int]) -> dict[int, Event]:
        """The events that have any of these tellings, as they are now, by their keys."""
        bodies: dict[int, str] = {}
        for batch in chunks(sorted(keys)):
            query = (
                select(events.c.key, events.c.body)
                .join(event_members, event_members.c.event_key == events.c.key)
                .where(among(event_members.c.telling_key, batch))
            )
            bodies.update((row.key, row.body) for row in self._connection.execute(query))
        return {key: event_from(bodies[key]) for key in sorted(bodies)}

    def members(self, event_keys: Collection[int]) -> dict[int, dict[int, Telling]]:
        """The tellings of events, by the keys of both."""
        column = event_members.c
        home: dict[int, int] = {}
        for batch in chunks(sorted(event_keys)):
            query = select(column.telling_key, column.event_key).where(among(column.event_key, batch))
            home.update((row.telling_key, row.event_key) for row in self._connection.execute(query))
        found: dict[int, dict[int, Telling]] = {key: {} for key in event_keys}
        for key, telling in self._shelf.load(home).items():
            found[home[key]][key] = telling
        return found

    def event(self, name: str) -> Event:
        """The event of this id, its unique beginning, or an id that it once had. Raises NotFound."""
        found = event_id(self._connection, name)
        return event_from(str(self._connection.execute(select(events.c.body).where(events.c.id == found)).scalar_one()))

    def is_event(self, name: str) -> bool:
        """Whether `name` means an event, or several, or did once."""
        try:
            event_id(self._connection, name)
        except UnknownName:
            return False
        except NotFound:
            return True
        return True

    def decisions(self, report_refs: Collection[str], *, known: str) -> tuple[Decision, ...]:
        """What people had decided about claims of these reports by the end of the ISO day `known`."""
        return decisions_about(self._connection, report_refs, known=known)

    def judged_otherwise(self, *, known: str) -> Iterator[Otherwise]:
        """The claims that judgements on claims have changed after the ISO day `known`, as they were and as they are."""
        return judged_otherwise(self._connection, known)

    def sharing(self, blocks: Iterable[tuple[int, str]]) -> set[int]:
        """The keys of all tellings that are in one of the blocks of `claimline.weighing.events.blocks`."""
        return self._shelf.sharing(blocks)

    def named(self, names: Iterable[str]) -> dict[str, int]:
        """The keys of tellings by their own keys ("report:claim"); those that are not there are left out."""
        return self._shelf.named(names)

    def told_by(self, report_keys: Collection[int]) -> dict[int, dict[int, Telling]]:
        """What these reports tell, by the keys of reports and tellings; those that tell nothing are left out."""
        return self._shelf.told_by(report_keys)

    # Reports

    def reports(self, *, known: str, outlet: str | None = None) -> Iterator[Report]:
        """The weighed reports that became known by the ISO day `known`, in that order; of one outlet, or all."""
        query = (
            select(reports.c.ref, reports.c.outlet, weighed_reports.c.known)
            .join(weighed_reports, weighed_reports.c.report_key == reports.c.key)
            .where(weighed_reports.c.known <= known)
            .order_by(weighed_reports.c.known, reports.c.ref)
        )
        if outlet is not None:
            query = query.where(reports.c.outlet_folded == fold(outlet))
        for row in self._connection.execute(query, execution_options={"yield_per": 1000}):
            yield Report(row.ref, row.outlet, row.known)

    def latest(self, outlets: Collection[str], *, until: str, days: int) -> list[Report]:
        """Of each outlet the last report that was known by the ISO day, those of the `days` before it, and its first.

        What its habits show at the end of the day, without the rest of its reports.
        """
        found = latest_reports(self._connection, {fold(name) for name in outlets}, until, days)
        return [Report(row.ref, row.outlet, row.known) for row in found]

    def all_outlets(self) -> set[str]:
        """The outlets of all reports, by their folded names."""
        return set(outlets_of(self._connection))

    def nameless(self, *, since: str, until: str) -> list[Report]:
        """The weighed reports without an outlet that became known in the period."""
        known = weighed_reports.c.known
        query = (
            select(reports.c.ref, known)
            .join(weighed_reports, weighed_reports.c.report_key == reports.c.key)
            .where(reports.c.outlet_folded.is_(None), known >= since, known <= until)
        )
        return [Report(row.ref, None, row.known) for row in self._connection.execute(query)]

    def outlets(self, wanted: Wanted, *, known: str) -> set[str]:
        """The outlets of the tellings that are wanted, as far as these were known by the ISO day."""
        column = reports.c
        query = (
            select(column.outlet)
            .join(tellings, tellings.c.report_key == column.key)
            .join(telling_places, telling_places.c.telling_key == tellings.c.key)
            .where(tellings.c.known <= known, column.outlet.is_not(None))
            .distinct()
        )
        found: set[str] = set()
        for some in self._of(wanted, query):
            found.update(self._connection.execute(some).scalars())
        return found

    def report_keys(self, refs: Iterable[str]) -> dict[str, int]:
        """The ledger's keys of reports, by their refs."""
        found: dict[str, int] = {}
        for batch in chunks(sorted(set(refs))):
            query = select(reports.c.ref, reports.c.key).where(among(reports.c.ref, batch))
            found.update((row.ref, row.key) for row in self._connection.execute(query))
        return found

    def known_days(self, report_keys: Collection[int]) -> dict[int, str]:
        """The ISO days from which reports were known, by their keys."""
        column = weighed_reports.c
        found: dict[int, str] = {}
        for batch in chunks(sorted(report_keys)):
            query = select(column.report_key, column.known).where(among(column.report_key, batch))
            found.update((row.report_key, row.known) for row in self._connection.execute(query))
        return found

    def sheets(self, refs: Iterable[str]) -> dict[str, Sheet]:
        """What these reports are known by (outlet, title, address, day, reader), by their refs."""
        return sheets(self._connection, refs)

    def watched(self, since: str | None, until: str) -> Watched:
        """How many reports of which outlets became known in the period, whatever they are about."""
        return watched(self._connection, since, until)

    # The whole

    def last_known(self) -> str | None:
        """The ISO day of the last report that was weighed; None if none was."""
        return self._connection.execute(select(func.max(weighed_reports.c.known))).scalar()

    def last_decided(self) -> str | None:
        """The ISO day of the last judgement that changed what is told; None if there is none.

        To accept a claim changes nothing, unless it was rejected before.
        """
        verb, changing = judgements.c.verb, ["merge", "split", "fix", "reject"]
        if self._connection.execute(select(judgements.c.key).where(verb == "reject").limit(1)).first() is not None:
            changing.append("accept")
        moment = self._connection.execute(select(func.max(judgements.c.at)).where(verb.in_(changing))).scalar()
        return str(moment)[:10] if moment else None

    def turn(self) -> int:
        """Goes on whenever weighing changed anything."""
        return turn(self._connection)

    def changed_since(self, before: int) -> set[int] | None:
        """The keys of the reports that tell another thing than at that turn, or have their words from elsewhere, or are
        gone; some may be as they were. None: all may be others."""
        return changed_since(self._connection, before)

    def waiting(self) -> int:
        """How many reports wait to be weighed, and are in no picture."""
        return int(self._connection.execute(select(func.count()).select_from(weighing_queue)).scalar_one())

    def need_weighing(self) -> None:
        """Raises LedgerError where nothing was weighed yet although there are reports."""
        if self.last_known() is None and self.waiting():
            raise LedgerError("nothing in this ledger was weighed yet", then="Weigh it first: claimline weigh")


def _of_kind(column: ColumnElement[str], kind: str) -> ColumnElement[bool]:
    """That a column has this kind, or one of this family ('.' is followed by '/' in every collation of bytes)."""
    return or_(column == kind, (column > f"{kind}.") & (column < f"{kind}/"))
