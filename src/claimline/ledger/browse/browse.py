"""Pages, counts and facets of what a ledger holds, as people leaf through it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Engine, Select, func, select

from claimline.ledger.browse import claims, daily, facets, lists, mapping, places, voices
from claimline.ledger.browse.claims import Part
from claimline.ledger.browse.deadline import TimeUp, deadline
from claimline.ledger.browse.listing import Beside, claims_listing
from claimline.ledger.browse.narrowing import narrow
from claimline.ledger.browse.pages import ClaimMap, Count, Facet, Listing, Page, Sort
from claimline.ledger.faults import ledger_faults
from claimline.ledger.filters import (
    ClaimFilter,
    EventFilter,
    OutletFilter,
    PlaceFilter,
    ReportFilter,
    SpeakerFilter,
)
from claimline.ledger.short import CHANGES, WEIGHED
from claimline.ledger.tables import claim_counts, events, judgements
from claimline.model.record import Record

AnyFilter = ClaimFilter | ReportFilter | EventFilter | PlaceFilter | SpeakerFilter | OutletFilter
_Found = TypeVar("_Found")
_ROWS_ALONE = Beside()


class Browse:
    """Looks at the ledger as it is at each call, in one read transaction. Safe to share between threads.

    Pages go on with `after`, the `next` of the page before; they neither repeat nor skip what was there all the time,
    whatever is added meanwhile. A cursor belongs to one list: its filters and its order. `limit`: rows of a page.
    Raises UsageError for a cursor of another list, an order that a list does not have, or words without a word;
    NotFound for a report in `ClaimFilter.report` that is not there.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def _look(self, look: Callable[[Connection], _Found]) -> _Found:
        with ledger_faults(self._where), self._engine.connect() as connection:
            return look(connection)

    def claims(
        self, filters: ClaimFilter | None = None, *, sort: Sort = "newest", after: str | None = None, limit: int = 50
    ) -> Page:
        """Claim records. sort: "newest" known first, "oldest", or "day": what they are about, the latest first."""
        part = Part(filters or ClaimFilter(), sort, after, limit)
        return self._look(lambda c: claims.claims_page(c, part))

    def listed(self, part: Part, beside: Beside = _ROWS_ALONE) -> Listing:
        """What `claims`, `count` and `facets` give, with less to look up: what is narrowed to is found out once, and
        claims that were counted for facets are not counted again."""
        return self._look(lambda c: claims_listing(c, part, beside))

    def claim_ids(self, filters: ClaimFilter, *, limit: int = 500) -> set[str]:
        """The ids of the newest claims that pass: quicker than the records, where nothing else of them is needed."""
        return self._look(lambda c: claims.newest_ids(c, filters, limit))

    def reports(
        self, filters: ReportFilter | None = None, *, sort: Sort = "newest", after: str | None = None, limit: int = 50
    ) -> Page:
        """Records as `View.reports` gives them, with `snippet` where words are asked for: the newest 1,000 of them."""
        return self._look(lambda c: lists.reports_page(c, filters or ReportFilter(), sort, after, limit))

    def events(
        self, filters: EventFilter | None = None, *, sort: Sort = "newest", after: str | None = None, limit: int = 50
    ) -> Page:
        """`{id, family, kind, place, first_day, last_day, first_known, last_known, claims, sides, text}` of each event.

        text: the words of its claim that was known first. sort: "newest" last claim first, "oldest", "day" or "size".
        """
        return self._look(lambda c: lists.events_page(c, filters or EventFilter(), sort, after, limit))

    def places(
        self, filters: PlaceFilter | None = None, *, sort: Sort = "name", after: str | None = None, limit: int = 50
    ) -> Page:
        """Records as `place` gives them. sort: "name", or "claims": most first."""
        return self._look(lambda c: places.places_page(c, filters or PlaceFilter(), sort, after, limit))

    def speakers(
        self, filters: SpeakerFilter | None = None, *, sort: Sort = "name", after: str | None = None, limit: int = 50
    ) -> Page:
        """Records as `speaker` gives them, by name."""
        return self._look(lambda c: voices.speakers_page(c, filters or SpeakerFilter(), sort, after, limit))

    def outlets(
        self, filters: OutletFilter | None = None, *, sort: Sort = "name", after: str | None = None, limit: int = 50
    ) -> Page:
        """Records as `outlet` gives them, by name."""
        return self._look(lambda c: voices.outlets_page(c, filters or OutletFilter(), sort, after, limit))

    def place(self, name: str) -> Record:
        """One place by its id or name: see `places.place_records`. Raises NotFound."""
        return self._look(lambda c: places.place_record(c, name))

    def speaker(self, key: str) -> Record:
        """One speaker by name, in any case; "" is the report's own voice. Raises NotFound."""
        return self._look(lambda c: voices.speaker_record(c, key))

    def outlet(self, key: str) -> Record:
        """One outlet by name, in any case: `{key, name, reports, claims, first_published, last_published}`."""
        return self._look(lambda c: voices.outlet_record(c, key))

    def facets(
        self, filters: ClaimFilter | None, names: Sequence[str], *, seconds: float = 0.1, most: int = 20
    ) -> tuple[Facet, ...]:
        """The most frequent values of these properties among the claims that pass, at most `most` of each.

        After `seconds` what was counted is given as not `complete`: it is of the newest claims. Raises UsageError for
        a property without facets.
        """
        return self._look(lambda c: facets.facets_of(c, filters or ClaimFilter(), names, seconds, most))

    def map(self, filters: ClaimFilter | None = None, *, limit: int = 2000) -> ClaimMap:
        """Places with their claims by family, at most `limit` places; of the newest 30,000 claims that pass."""
        return self._look(lambda c: mapping.claim_map(c, filters or ClaimFilter(), limit))

    def days(self, filters: ClaimFilter | None = None) -> Mapping[str, Mapping[str, int]]:
        """Claims by day (ISO) and family, of the newest 30,000 that pass."""
        return self._look(lambda c: daily.claims_by_day(c, filters or ClaimFilter()))

    def count(self, filters: AnyFilter, *, seconds: float = 0.1) -> Count:
        """How many pass; after `seconds` as many as were found by then."""
        if isinstance(filters, ClaimFilter):
            return self._look(lambda c: claims.claims_count(c, narrow(c, filters), seconds))
        return self._look(lambda c: _count(c, _query(c, filters), seconds))

    def version(self) -> str:
        """Changes whenever reports, claims, what weighing found, or judgements change; takes well under 1 ms."""
        return self._look(lambda c: _version(c, CHANGES))

    def weighed(self) -> str:
        """Changes whenever what weighing found, or judgements change: what pictures follow from."""
        return self._look(lambda c: _version(c, WEIGHED))


def _query(connection: Connection, filters: AnyFilter) -> Select[tuple[object, ...]]:
    if isinstance(filters, ReportFilter):
        return lists.reports_query(connection, filters)
    if isinstance(filters, EventFilter):
        return select(events.c.key).where(*lists.event_conditions(connection, filters))
    if isinstance(filters, PlaceFilter):
        return places.places_query(filters, claim_counts.c.value)
    if isinstance(filters, SpeakerFilter):
        return voices.speakers_query(filters)
    assert isinstance(filters, OutletFilter)
    return voices.outlets_counted(filters)


def _count(connection: Connection, query: Select[tuple[object, ...]], seconds: float) -> Count:
    end, seen = time.monotonic() + seconds, 0
    for most in (1000, None):
        try:
            with deadline(connection, end):
                some = query.limit(most).subquery()
                seen = int(connection.execute(select(func.count()).select_from(some)).scalar_one())
        except TimeUp:
            return Count(seen, exact=False)
        if most is not None and seen < most:
            break
    return Count(seen)


def _version(connection: Connection, counted: str) -> str:
    column = claim_counts.c
    changes = select(column.count).where(column.facet == "", column.value == counted)
    judged = select(func.max(judgements.c.key))
    return f"{connection.execute(changes).scalar() or 0}.{connection.execute(judged).scalar() or 0}"
