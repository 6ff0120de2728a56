"""Looking at the ledger. Records come back exactly as they went in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Connection, Engine, Select, func, select
from sqlalchemy import Row as SqlRow

from claimline.ledger.faults import ledger_faults
from claimline.ledger.filters import ClaimFilter, ReportFilter, claim_conditions, report_conditions
from claimline.ledger.lookup import living_id, report_key
from claimline.ledger.numbers import among, chunks
from claimline.ledger.raws import KeptRaw, raw_of, raws_of
from claimline.ledger.retired import Retired, retired
from claimline.ledger.revival import claim_of
from claimline.ledger.rows import Row, exact_text
from claimline.ledger.search import claim_condition, matching_reports, newest_with
from claimline.ledger.tables import claim_records, claims, originals, reports
from claimline.ledger.versions_view import Superseded, Version, superseded_of, versions_of
from claimline.model import Claim, Report
from claimline.model.record import Record

_PAGE = 500  # rows fetched at a time: a list of any length needs little memory
_HEAD = 200  # characters of a text that its label is made of
_MOST_FOUND = 1000  # databases limit the number of parameters of a query


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the ledger holds. `families` counts claims by family, most first."""

    reports: int
    originals: int
    outlets: int
    claims: int
    speakers: int
    families: dict[str, int]


@dataclass(frozen=True, slots=True)
class Printing:
    """Where and since when the ledger has a claim: one for each report that holds it (copies of a wire text share ids).

    `added_at` is when the report came in, `first_seen` when a reading first gave this claim; both ISO 8601 in UTC.
    """

    ref: str
    outlet: str | None
    published: str | None
    added_at: str
    first_seen: str


@dataclass(frozen=True, slots=True)
class Found:
    """What has all the words: claims in evidence, speaker or places, reports in title or text (`snippet`)."""

    claims: tuple[Record, ...]
    reports: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A report with those of its claims that were asked for. Only claims were kept: `resolution` is always None."""

    report: Report
    claims: tuple[Claim, ...]
    resolution: None = None


class View:
    """Looks at the ledger as it is at each call. Cheap to make; safe to share between threads.

    A report's record is `{ref, id, title, outlet, author, url, published, language, text_hash, length, added_at,
    read_at, reader: {name, version} | null, claim_count}`, and `text` where one report is asked for.
    Lists have the newest report first, and the claims of each in the order of its text.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def sizes(self) -> tuple[int, int]:
        """How many reports and claims there are: a small part of what `counts` takes."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            both = (select(func.count()).select_from(table) for table in (reports, claims))
            found = tuple(_number(connection, query) for query in both)
        return found[0], found[1]

    def counts(self) -> Counts:
        families = select(claims.c.family, func.count().label("n")).group_by(claims.c.family)
        with ledger_faults(self._where), self._engine.connect() as connection:
            by_family = connection.execute(families.order_by(func.count().desc(), claims.c.family)).all()
            return Counts(
                reports=_number(connection, select(func.count()).select_from(reports)),
                originals=_number(connection, select(func.count()).select_from(originals)),
                outlets=_number(connection, select(func.count(reports.c.outlet_folded.distinct()))),
                claims=sum(row.n for row in by_family),
                speakers=_number(connection, select(func.count(claims.c.speaker_folded.distinct()))),
                families={row.family: row.n for row in by_family},
            )

    def reports(self, filters: ReportFilter | None = None) -> Iterator[Record]:
        """The reports that pass, without their texts."""
        filters = filters or ReportFilter()
        query = _reports_query().where(*report_conditions(filters)).order_by(reports.c.key.desc())
        with ledger_faults(self._where), self._engine.connect() as connection:
            for row in connection.execute(
                query.limit(filters.limit), execution_options={"yield_per": _PAGE}
            ).mappings():
                yield report_record(dict(row))

    def report(self, name: str) -> Record:
        """One report with its text, by ref, id, or the unique beginning of either. Raises NotFound."""
        query = _reports_query().add_columns(originals.c.text, originals.c.exact)
        with ledger_faults(self._where), self._engine.connect() as connection:
            key = report_key(connection, name)
            row = dict(connection.execute(query.where(reports.c.key == key)).mappings().one())
        return {**report_record(row), "text": exact_text(row["text"], row["exact"])}

    def first_words(self, refs: Iterable[str]) -> dict[str, str]:
        """What a message calls reports that have no title, by their refs: the words that they begin with."""
        head = func.substr(originals.c.text, 1, _HEAD)
        query = select(reports.c.ref, head).join(originals, originals.c.text_hash == reports.c.text_hash)
        found: dict[str, str] = {}
        with ledger_faults(self._where), self._engine.connect() as connection:
            for batch in chunks(sorted(refs)):
                rows = connection.execute(query.where(among(reports.c.ref, batch)))
                found.update({ref: Report(text=text).label for ref, text in rows})
        return found

    def original(self, name: str) -> Report:
        """One report as it came in, to read it again. Raises NotFound."""
        query = _originals_query()
        with ledger_faults(self._where), self._engine.connect() as connection:
            key = report_key(connection, name)
            return _original(connection.execute(query.where(reports.c.key == key)).one())

    def claims(self, filters: ClaimFilter | None = None) -> Iterator[Record]:
        """The claim records that pass. Raises NotFound where `filters.report` is none."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            query = self._claims_query(connection, filters or ClaimFilter())
            for line in connection.execute(query, execution_options={"yield_per": _PAGE}).scalars():
                yield json.loads(line)

    def _claims_query(self, connection: Connection, filters: ClaimFilter, *more: Column[Any]) -> Select[Any]:
        key = report_key(connection, filters.report) if filters.report is not None else None
        conditions = claim_conditions(filters, key)
        if filters.words is not None:
            conditions.append(claim_condition(connection, filters.words))
        return (
            _records_query()
            .add_columns(*more)
            .where(*conditions)
            .order_by(claims.c.report_key.desc(), claims.c.position)
            .limit(filters.limit)
        )

    def kept(self, filters: ClaimFilter | None = None) -> Iterator[Kept]:
        """What `claims` gives, as claims of the model together with their reports, for formats and for weighing."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            query = self._claims_query(connection, filters or ClaimFilter(), claims.c.report_key)
            rows = connection.execute(query, execution_options={"yield_per": _PAGE})
            for key, group in groupby(rows, key=lambda row: row.report_key):
                report = _original(connection.execute(_originals_query().where(reports.c.key == key)).one())
                yield Kept(report, tuple(claim_of(json.loads(row.record), report) for row in group))

    def claim(self, name: str) -> Record:
        """One claim by its id, the unique beginning of it, or the id it had in an earlier reading.

        A claim that several copies of a text share is that of the copy that came first. Raises NotFound.
        """
        with ledger_faults(self._where), self._engine.connect() as connection:
            return _first_record(connection, living_id(connection, name))

    def kept_claim(self, name: str) -> Kept:
        """What `claim` gives, as a claim of the model together with its report. Raises NotFound."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            claim_id = living_id(connection, name)
            query = (
                _originals_query()
                .add_columns(claim_records.c.record)
                .join(claims, claims.c.report_key == reports.c.key)
                .join(claim_records, claim_records.c.claim_key == claims.c.key)
            )
            row = connection.execute(query.where(claims.c.id == claim_id).order_by(claims.c.key).limit(1)).one()
            report = _original(row)
            return Kept(report, (claim_of(json.loads(row.record), report),))

    def printings(self, claim_id: str) -> tuple[Printing, ...]:
        """Every report that holds the claim, first come first."""
        query = (
            select(reports.c.ref, reports.c.outlet, reports.c.published, reports.c.added_at, claims.c.first_seen)
            .join(reports, reports.c.key == claims.c.report_key)
            .where(claims.c.id == claim_id)
            .order_by(claims.c.key)
        )
        with ledger_faults(self._where), self._engine.connect() as connection:
            return tuple(Printing(*row) for row in connection.execute(query))

    def raws(self, name: str) -> tuple[KeptRaw, ...]:
        """What the bytes are called that a report came in as, by their kind. Raises NotFound."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return raws_of(connection, report_key(connection, name))

    def raw(self, name: str, kind: str | None = None) -> bytes:
        """The bytes that a report came in as; where it came in as several, those of this kind.

        The text itself where it came in as plain UTF-8. Raises NotFound where there are none of the kind, or none were
        kept, UsageError where there are several and no kind is named, and LedgerError where they are damaged.
        """
        with ledger_faults(self._where), self._engine.connect() as connection:
            return raw_of(connection, report_key(connection, name), kind)

    def versions(self, name: str) -> tuple[Version, ...]:
        """All versions of a report, as they came in, itself among them; () where it has one only. Raises NotFound."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return versions_of(connection, report_key(connection, name))

    def superseded(self, claim_ids: Iterable[str]) -> dict[str, Superseded]:
        """What became of those claims that stand in no report but those of which there is a later version."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return superseded_of(connection, claim_ids)

    def retired(self, *, before: int | None = None, limit: int = 50) -> tuple[Retired, ...]:
        """Claims of earlier readings that are no more, the last first; with `before` those of a smaller number."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return retired(connection, before, limit)

    def find(self, words: str, *, limit: int = 50) -> Found:
        """Claims and reports that have all the words, in any order and case; `Kharkiv*` finds beginnings.

        At most `limit` of each (and never over 1,000). Raises UsageError where there is no word to look for.
        """
        limit = min(limit, _MOST_FOUND)
        with ledger_faults(self._where), self._engine.connect() as connection:
            newest = claims.c.key.in_(newest_with(connection, words, limit))
            records = _records_query().where(newest).order_by(claims.c.report_key.desc(), claims.c.position)
            found = tuple(json.loads(line) for line in connection.execute(records.limit(limit)).scalars())
            snippets = matching_reports(connection, words, limit)
            query = _reports_query().where(reports.c.key.in_(snippets)).order_by(reports.c.key.desc())
            rows = connection.execute(query).mappings().all()
        return Found(found, tuple({**report_record(dict(row)), "snippet": snippets[row["key"]]} for row in rows))


def _first_record(connection: Connection, claim_id: str) -> Record:
    query = _records_query().where(claims.c.id == claim_id).order_by(claims.c.key).limit(1)
    record: Record = json.loads(connection.execute(query).scalar_one())
    return record


def _records_query() -> Select[Any]:
    return (
        select(claim_records.c.record)
        .select_from(claims)
        .join(claim_records, claim_records.c.claim_key == claims.c.key)
    )


def _reports_query() -> Select[Any]:
    return select(reports, originals.c.length).join(originals, originals.c.text_hash == reports.c.text_hash)


def _originals_query() -> Select[Any]:
    return select(reports, originals.c.text, originals.c.exact).join(
        originals, originals.c.text_hash == reports.c.text_hash
    )


def _original(row: SqlRow[Any]) -> Report:
    return Report(
        text=exact_text(row.text, row.exact),
        given_id=row.id,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        published=date.fromisoformat(row.published) if row.published else None,
        language=row.language,
        author=row.author,
    )


def report_record(row: Row) -> Record:
    names = ("ref", "id", "title", "outlet", "author", "url", "published", "language", "text_hash", "length")
    reader = {"name": row["reader_name"], "version": row["reader_version"]} if row["reader_name"] else None
    return {
        **{name: row[name] for name in names},
        "added_at": row["added_at"],
        "read_at": row["read_at"],
        "reader": reader,
        "claim_count": row["claim_count"],
    }


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())
