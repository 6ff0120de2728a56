"""Looking at the ledger. Records come back exactly as they went in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from claimline.errors import NotFound
from claimline.ledger.faults import ledger_faults
from claimline.ledger.filters import ClaimFilter, ReportFilter, claim_conditions, report_conditions
from claimline.ledger.rows import Row, exact_text
from claimline.ledger.search import matching_claims, matching_reports
from claimline.ledger.tables import claim_records, claims, originals, redirects, reports
from claimline.model import Report
from claimline.model.record import Record

_PAGE = 500  # rows fetched at a time: a list of any length needs little memory
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
    """What has all the words: claims in their evidence, speaker or places, reports in title or text (`snippet`)."""

    claims: tuple[Record, ...]
    reports: tuple[Record, ...]


class View:
    """Looks at the ledger as it is at each call. Cheap to make; safe to share between threads.

    A report's record is `{ref, id, title, outlet, url, published, language, text_hash, length, added_at, read_at,
    reader: {name, version} | null, claims: number of them}`, and `text` where one report is asked for.
    Lists have the newest report first, and the claims of each in the order of its text.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

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
            for row in connection.execution_options(yield_per=_PAGE).execute(query.limit(filters.limit)).mappings():
                yield _report_record(dict(row))

    def report(self, name: str) -> Record:
        """One report with its text, by ref, id, or the unique beginning of either. Raises NotFound."""
        query = _reports_query().add_columns(originals.c.text, originals.c.exact)
        with ledger_faults(self._where), self._engine.connect() as connection:
            key = report_key(connection, name)
            row = dict(connection.execute(query.where(reports.c.key == key)).mappings().one())
        return {**_report_record(row), "text": exact_text(row["text"], row["exact"])}

    def original(self, name: str) -> Report:
        """One report as it came in, to read it again. Raises NotFound."""
        record = self.report(name)
        return Report(
            text=record["text"],
            given_id=record["id"],
            title=record["title"],
            outlet=record["outlet"],
            url=record["url"],
            published=date.fromisoformat(record["published"]) if record["published"] else None,
            language=record["language"],
        )

    def claims(self, filters: ClaimFilter | None = None) -> Iterator[Record]:
        """The claim records that pass. Raises NotFound where `filters.report` is none."""
        filters = filters or ClaimFilter()
        with ledger_faults(self._where), self._engine.connect() as connection:
            key = report_key(connection, filters.report) if filters.report is not None else None
            query = (
                _records_query()
                .where(*claim_conditions(filters, key))
                .order_by(claims.c.report_key.desc(), claims.c.position)
                .limit(filters.limit)
            )
            for line in connection.execution_options(yield_per=_PAGE).execute(query).scalars():
                yield json.loads(line)

    def claim(self, name: str) -> Record:
        """One claim by its id, the unique beginning of it, or the id it had in an earlier reading.

        A claim that several copies of a text share is that of the copy that came first. Raises NotFound.
        """
        with ledger_faults(self._where), self._engine.connect() as connection:
            return _first_record(connection, _living_id(connection, name))

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

    def find(self, words: str, *, limit: int = 50) -> Found:
        """Claims and reports that have all the words, in any order and case; `Kharkiv*` finds beginnings.

        At most `limit` of each (and never over 1,000). Raises UsageError where there is no word to look for.
        """
        limit = min(limit, _MOST_FOUND)
        with ledger_faults(self._where), self._engine.connect() as connection:
            keys = matching_claims(connection, words, limit)
            lines = connection.execute(
                _records_query().where(claims.c.key.in_(keys)).order_by(claims.c.report_key.desc(), claims.c.position)
            ).scalars()
            snippets = matching_reports(connection, words, limit)
            query = _reports_query().where(reports.c.key.in_(snippets)).order_by(reports.c.key.desc())
            found = connection.execute(query).mappings().all()
            return Found(
                claims=tuple(json.loads(line) for line in lines),
                reports=tuple({**_report_record(dict(row)), "snippet": snippets[row["key"]]} for row in found),
            )


def report_key(connection: Connection, name: str) -> int:
    """The key of the report with this ref or id, or of the only one whose ref or id begins so. Raises NotFound."""
    column = reports.c
    exact = (column.ref == name, column.id == name)
    begins = (_begins(column.ref, name), _begins(column.id, name))
    for one, other in (exact, begins):
        rows = connection.execute(select(column.key, column.ref, column.outlet).where(one | other).limit(10)).all()
        if len(rows) == 1:
            return int(rows[0].key)
        if rows:
            which = "; ".join(f"{row.ref} ({row.outlet or 'outlet unknown'})" for row in rows)
            raise NotFound(f"several reports are called {name!r}", then=f"Name one of: {which}")
    raise NotFound(f"there is no report {name!r} in this ledger", then="See them with: claimline list --reports")


def _living_id(connection: Connection, name: str) -> str:
    """The id of the claim that `name` means today. Raises NotFound."""
    visited: set[str] = set()
    while name not in visited:
        visited.add(name)
        if connection.execute(select(claims.c.id).where(claims.c.id == name).limit(1)).first():
            return name
        ids = connection.execute(select(claims.c.id).where(_begins(claims.c.id, name)).distinct().limit(10)).scalars()
        begun = sorted(ids)
        if len(begun) == 1:
            return str(begun[0])
        if begun:
            raise NotFound(f"several claims begin with {name!r}", then=f"Name one of: {', '.join(begun)}")
        name = _redirected(connection, name)
    raise NotFound(f"claim {name!r} is of an earlier reading and has no successor")


def _redirected(connection: Connection, name: str) -> str:
    query = select(redirects.c.new_id, redirects.c.report_key).where(redirects.c.old_id == name)
    rows = connection.execute(query.order_by(redirects.c.new_id.is_(None), redirects.c.key.desc())).all()
    if not rows:
        raise NotFound(f"there is no claim {name!r} in this ledger", then="See them with: claimline list")
    if rows[0].new_id is None:
        ref = connection.execute(select(reports.c.ref).where(reports.c.key == rows[0].report_key)).scalar_one()
        raise NotFound(
            f"claim {name!r} was of an earlier reading; the newer one has none in its place",
            then=f"See the report with: claimline show {ref}",
        )
    return str(rows[0].new_id)


def _first_record(connection: Connection, claim_id: str) -> Record:
    query = _records_query().where(claims.c.id == claim_id).order_by(claims.c.key).limit(1)
    record: Record = json.loads(connection.execute(query).scalar_one())
    return record


def _begins(column: Any, name: str) -> Any:
    """Whether a column begins with `name`, so that an index answers it. Nothing begins with an empty name."""
    return (column >= name) & (column < name[:-1] + chr(ord(name[-1]) + 1)) if name else column.is_(None)


def _records_query() -> Select[Any]:
    return (
        select(claim_records.c.record)
        .select_from(claims)
        .join(claim_records, claim_records.c.claim_key == claims.c.key)
    )


def _reports_query() -> Select[Any]:
    return select(reports, originals.c.length).join(originals, originals.c.text_hash == reports.c.text_hash)


def _report_record(row: Row) -> Record:
    names = ("ref", "id", "title", "outlet", "url", "published", "language", "text_hash", "length")
    reader = {"name": row["reader_name"], "version": row["reader_version"]} if row["reader_name"] else None
    return {
        **{name: row[name] for name in names},
        "added_at": row["added_at"],
        "read_at": row["read_at"],
        "reader": reader,
        "claims": row["claim_count"],
    }


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())
