"""What leaves the ledger, read in an order that does not depend on when what came in, and never held as a whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from claimline.ledger.filters import ClaimFilter, ReportFilter, claim_conditions, report_conditions
from claimline.ledger.numbers import among, chunks
from claimline.ledger.reviews_rows import Verdicts, verdicts_of
from claimline.ledger.rows import exact_text, fold
from claimline.ledger.tables import (
    claim_records,
    claims,
    event_members,
    events,
    originals,
    places,
    reports,
    tellings,
)
from claimline.model import Report
from claimline.model.export import Within
from claimline.model.record import Record

_AT_ONCE = 200  # reports


@dataclass(frozen=True, slots=True)
class LeavingReport:
    """A report with those of its claims that were asked for, each with the moment of the first reading that gave it.

    known: ISO day; added_at and the other moments: ISO, in UTC.
    """

    key: int
    ref: str
    report: Report
    known: str
    added_at: str
    claims: tuple[tuple[Record, str], ...]


class Leaving:
    """Reads inside the caller's transaction. Reports come by the day they were known, then by ref."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reports(self, filters: ClaimFilter, *, without_claims: bool = False) -> Iterator[list[LeavingReport]]:
        """Some reports at a time, with their claims that pass; `without_claims`: all of an outlet and of days of
        publication, whatever they claim."""
        keys = self._every_report(filters) if without_claims else self._reports_of_claims(filters)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            told = {} if without_claims else self._claims(some, filters)
            found = self._found(some)
            yield [_report(found[key], tuple(told.get(key, ()))) for key in some if key in found]

    def _reports_of_claims(self, filters: ClaimFilter) -> list[int]:
        wanted = claim_conditions(filters, None)
        query = select(reports.c.key).order_by(_known(), reports.c.ref)
        if wanted:
            query = query.where(reports.c.key.in_(select(claims.c.report_key).where(*wanted)))
        else:
            query = query.where(reports.c.claim_count > 0)
        return list(self._connection.execute(query).scalars())

    def _every_report(self, filters: ClaimFilter) -> list[int]:
        same = ReportFilter(outlet=filters.outlet, since=filters.since, until=filters.until, known=filters.known)
        query = select(reports.c.key).where(*report_conditions(same)).order_by(_known(), reports.c.ref)
        return list(self._connection.execute(query).scalars())

    def _claims(self, keys: list[int], filters: ClaimFilter) -> dict[int, list[tuple[Record, str]]]:
        found: dict[int, list[tuple[Record, str]]] = {}
        query = (
            select(claims.c.report_key, claims.c.first_seen, claim_records.c.record)
            .join(claim_records, claim_records.c.claim_key == claims.c.key)
            .where(among(claims.c.report_key, keys), *claim_conditions(filters, None))
            .order_by(claims.c.report_key, claims.c.position)
        )
        for row in self._connection.execute(query):
            found.setdefault(row.report_key, []).append((json.loads(row.record), row.first_seen))
        return found

    def _found(self, keys: list[int]) -> dict[int, Any]:
        query = select(reports, _known().label("known"), originals.c.text, originals.c.exact).join(
            originals, originals.c.text_hash == reports.c.text_hash
        )
        return {row.key: row for row in self._connection.execute(query.where(among(reports.c.key, keys)))}

    def telling_keys(self, report_keys: Collection[int]) -> dict[tuple[int, str], int]:
        """The keys of the tellings of these reports, by the key of the report and the id of the claim."""
        found: dict[tuple[int, str], int] = {}
        column = tellings.c
        # Tellings have an index of their claims' ids, and none of their reports: these are found among the claims.
        query = (
            select(column.report_key, column.claim_id, column.key)
            .join(claims, (claims.c.id == column.claim_id) & (claims.c.report_key == column.report_key))
            .distinct()
        )
        for batch in chunks(sorted(report_keys)):
            for row in self._connection.execute(query.where(among(claims.c.report_key, batch))):
                found[(row.report_key, row.claim_id)] = row.key
        return found

    def refs(self, report_keys: Collection[int]) -> frozenset[str]:
        """The names of these reports."""
        query = select(reports.c.ref)
        batches = (
            self._connection.execute(query.where(among(reports.c.key, some))) for some in chunks(sorted(report_keys))
        )
        return frozenset(ref for rows in batches for ref in rows.scalars())

    def verdicts(self, report_keys: Collection[int]) -> dict[int, Verdicts]:
        """What people decided about the claims of these reports, by the key of the report, then by claim."""
        return verdicts_of(self._connection, report_keys)

    def folded(self, name: str) -> str:
        """A name for comparison, as the filters compare it."""
        return fold(name)

    def event_order(self, telling_keys: Collection[int]) -> list[int]:
        """The keys of the events that have any of these tellings: by the day they were first known, then by id."""
        found: dict[int, tuple[str, str]] = {}
        query = (
            select(events.c.key, events.c.first_known, events.c.id)
            .join(event_members, event_members.c.event_key == events.c.key)
            .distinct()
        )
        for batch in chunks(sorted(telling_keys)):
            rows = self._connection.execute(query.where(among(event_members.c.telling_key, batch)))
            found.update((row.key, (row.first_known, row.id)) for row in rows)
        return sorted(found, key=found.__getitem__)

    def within(self, ids: Collection[str]) -> dict[str, Within]:
        """What holds the places with these ids; unknown ones are left out."""
        column, found = places.c, {}
        query = select(column.place_id, column.district_name, column.region_name, column.country_name)
        for batch in chunks(sorted(ids)):
            for row in self._connection.execute(query.where(among(column.place_id, batch))):
                found[row.place_id] = Within(row.district_name, row.region_name, row.country_name)
        return found


def _known() -> Any:
    return func.coalesce(reports.c.published, func.substr(reports.c.added_at, 1, 10))


def _report(row: Any, told: tuple[tuple[Record, str], ...]) -> LeavingReport:
    report = Report(
        text=exact_text(row.text, row.exact),
        given_id=row.id,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        published=date.fromisoformat(row.published) if row.published else None,
        language=row.language,
        author=row.author,
    )
    return LeavingReport(row.key, row.ref, report, row.known, row.added_at, told)
