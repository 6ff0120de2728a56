"""Adding to the ledger: a report and its claims in one transaction, the same report twice only once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Column, Connection, Engine, delete, func, select, update

from claimline.ledger.batch import Batch
from claimline.ledger.bulk import put
from claimline.ledger.clock import Clock, stamp
from claimline.ledger.engine import writing
from claimline.ledger.faults import ledger_faults
from claimline.ledger.identity import Match, match, report_facts, report_ref
from claimline.ledger.lookup import report_key
from claimline.ledger.queue import enqueue
from claimline.ledger.raws import Raws, drop_unused, raws_of
from claimline.ledger.reviews_carry import carry, refresh, relatives
from claimline.ledger.rows import Row, digest, original_row, record_json, storable
from claimline.ledger.search import reindex_report
from claimline.ledger.short import keep_short, note_change, take_out_short
from claimline.ledger.succession import successor
from claimline.ledger.tables import claim_records, claims, originals, redirects, reports, weighing_queue
from claimline.ledger.turns import note_turn
from claimline.ledger.versions_keeping import near, refresh_versions, relink
from claimline.model import Claim, Report
from claimline.model.original import Original
from claimline.model.reading import ReaderInfo
from claimline.model.record import Record, claim_record


@dataclass(frozen=True, slots=True)
class Item:
    """A report with its claims. `reader` is told where there may be no claim to tell it.

    original: the bytes that the report came in as.
    """

    report: Report
    claims: Sequence[Claim | Record]
    reader: ReaderInfo | None = None
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding one report.

    `ref` is its name in the ledger. `claims_new` had not been there, `claims_gone` were of an earlier reading and have
    been replaced; both are 0 when the ledger had exactly this reading.
    """

    ref: str
    report_new: bool
    claims_new: int
    claims_gone: int = 0


class Writer:
    """Adds reports. What `add` has returned is in the ledger for good, whatever happens to the process after it."""

    def __init__(self, engine: Engine, where: str, clock: Clock) -> None:
        self._engine, self._where, self._clock = engine, where, clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is pending: every `add` was a transaction of its own."""

    def add(
        self,
        report: Report,
        claims: Sequence[Claim | Record],
        reader: ReaderInfo | None = None,
        original: Original | None = None,
    ) -> Added:
        """Keep a report and its claims, and the bytes that it came in as, in one transaction.

        A report that is there already (see `identity`) gets the new claims in place of the old where they differ; the
        ids of claims that went away lead to those that replaced them. Raises LedgerError when nothing was kept.
        """
        return self.add_many([Item(report, claims, reader, original)])[0]

    def add_many(self, items: Iterable[Item]) -> list[Added]:
        """Keep several reports in one transaction, all or none: faster than one by one where many wait."""
        waiting = list(items)
        with ledger_faults(self._where), writing(self._engine) as connection:
            adding = _Adding(connection, stamp(self._clock()), waiting)
            added = [adding.add(item) for item in waiting]
            adding.batch.write(connection)
            if adding.touched:
                keep_short(connection, set(adding.touched))
                again = any(not one.report_new for one in added)
                note_change(connection, weighed=again)
                refresh_versions(connection, adding.touched)
            carry(connection, adding.touched)
        return added

    def remove(self, name: str) -> str:
        """Take a report out with its claims, by ref, id or the unique beginning of either; returns its ref.

        What followed from it goes with the next weighing. Raises NotFound.
        """
        with ledger_faults(self._where), writing(self._engine) as connection:
            key = report_key(connection, name)
            row = connection.execute(select(reports.c.ref, reports.c.text_hash).where(reports.c.key == key)).one()
            enqueue(connection, [key])
            judged = relatives(connection, [key]) - {key}
            versions = near(connection, [key]) - {key}
            came_as = raws_of(connection, key)
            take_out_short(connection, key)
            note_turn(connection, [key])
            connection.execute(delete(reports).where(reports.c.key == key))
            others = select(reports.c.key).where(reports.c.text_hash == row.text_hash).exists()
            connection.execute(delete(originals).where(originals.c.text_hash == row.text_hash, ~others))
            drop_unused(connection, came_as)
            relink(connection, versions)
            refresh(connection, judged)
        return str(row.ref)


class _Adding:
    """One transaction. New rows wait in a batch; a report that is there already is changed at once."""

    def __init__(self, connection: Connection, now: str, items: Sequence[Item]) -> None:
        self.connection, self.now, self.batch = connection, now, Batch()
        self.touched: list[int] = []  # reports that are new or were read again
        self.known = _known_reports(connection, {item.report.text_hash for item in items})
        self.texts = {text_hash for text_hash, rows in self.known.items() if rows}
        self.raws = Raws(connection, self.batch, [item.original for item in items if item.original])
        self.next_key = 1 + max(_last(connection, reports.c.key), _last(connection, weighing_queue.c.report_key))

    def add(self, item: Item) -> Added:
        known = self.known.setdefault(item.report.text_hash, [])
        found = match(known, item.report)
        added = self._new(item, known) if found is None else self._again(item, found)
        if item.original is not None:
            self.raws.keep(item.original, known[-1]["key"] if found is None else found.row["key"], new=found is None)
        return added

    def _new(self, item: Item, known: list[Row]) -> Added:
        report = item.report
        records = _records(item.claims)
        lines = [record_json(record) for record in records]
        row = {
            "key": self.next_key,
            "ref": report_ref(report),
            "id": storable(report.id),
            "text_hash": report.text_hash,
            **_storable_facts(report_facts(report)),
            "added_at": self.now,
            **self._reading(item, records, lines),
        }
        self.next_key += 1
        self.touched.append(row["key"])
        if report.text_hash not in self.texts:
            self.texts.add(report.text_hash)
            self.batch.originals.append(original_row(report))
        self.batch.reports.append(row)
        self.batch.queue.append({"report_key": row["key"]})
        self.batch.texts.append((row["key"], report.title, report.text))
        self.batch.add_claims(row["key"], records, lines, [self.now] * len(records))
        known.append(row)
        return Added(row["ref"], report_new=True, claims_new=len(records))

    def _again(self, item: Item, found: Match) -> Added:
        row = found.row
        nothing = Added(row["ref"], report_new=False, claims_new=0)
        if found.poorer:
            return nothing
        if found.facts.keys() == {"author"}:  # which no claim tells
            self._put_author(row, found.facts["author"])
            found = replace(found, facts={})
        facts = {**row, **_storable_facts(found.facts)}
        records = [_with_facts(record, facts) for record in _records(item.claims)]
        lines = [record_json(record) for record in records]
        if digest(lines) == row["reading_digest"] and not found.facts:
            return nothing
        self.batch.write(self.connection)  # the report may be of this very batch
        change = {**_storable_facts(found.facts), **self._reading(item, records, lines)}
        self.connection.execute(update(reports).where(reports.c.key == row["key"]).values(change))
        row.update(change)
        if "title" in found.facts:
            reindex_report(self.connection, row["key"], row["title"], item.report.text)
        enqueue(self.connection, [row["key"]])
        self.touched.append(row["key"])
        return self._replace(row, records, lines)

    def _put_author(self, row: Row, author: str) -> None:
        self.batch.write(self.connection)  # the report may be of this very batch
        row["author"] = storable(author)
        self.connection.execute(update(reports).where(reports.c.key == row["key"]).values(author=row["author"]))
        note_change(self.connection)

    def _replace(self, row: Row, records: list[Record], lines: list[str]) -> Added:
        """The claims of a newer reading in place of the older ones, which stay in `redirects`."""
        old = _claims_of(self.connection, row["key"])
        first_seen = {claim["id"]: claim["first_seen"] for claim in old}
        new = {record["id"] for record in records}
        gone = [claim for claim in old if claim["id"] not in new]
        retired = [
            {
                "report_key": row["key"],
                "old_id": claim["id"],
                "new_id": successor(json.loads(claim["record"]), records),
                "record": claim["record"],
                "first_seen": claim["first_seen"],
                "retired_at": self.now,
            }
            for claim in gone
        ]
        put(self.connection, redirects, retired)
        take_out_short(self.connection, row["key"])
        self.connection.execute(delete(claims).where(claims.c.report_key == row["key"]))
        self.batch.add_claims(row["key"], records, lines, [first_seen.get(r["id"], self.now) for r in records])
        return Added(row["ref"], report_new=False, claims_new=len(new - first_seen.keys()), claims_gone=len(gone))

    def _reading(self, item: Item, records: list[Record], lines: list[str]) -> Row:
        told = {"name": item.reader.name, "version": item.reader.version} if item.reader else {}
        reader = records[0]["reader"] if records else told
        return {
            "read_at": self.now,
            "reader_name": reader.get("name"),
            "reader_version": reader.get("version"),
            "reading_digest": digest(lines),
            "claim_count": len(records),
        }


def _records(claims_or_records: Iterable[Claim | Record]) -> list[Record]:
    return [claim_record(claim) if isinstance(claim, Claim) else claim for claim in claims_or_records]


def _with_facts(record: Record, facts: Row) -> Record:
    """The record with what the ledger knows about its report, which may be more than its reader was told."""
    names = ("id", "title", "outlet", "url", "published", "language")
    return {**record, "report": {**record["report"], **{name: facts[name] for name in names}}}


def _storable_facts(facts: Row) -> Row:
    return {name: storable(value) if isinstance(value, str) else value for name, value in facts.items()}


def _last(connection: Connection, key: Column[Any]) -> int:
    """The highest key; a report that was taken out and waits for what followed from it to go keeps its own."""
    return int(connection.execute(select(func.max(key))).scalar() or 0)


def _known_reports(connection: Connection, text_hashes: set[str]) -> dict[str, list[Row]]:
    """The ledger's reports with these texts, in the order of their adding."""
    known: dict[str, list[Row]] = {text_hash: [] for text_hash in text_hashes}
    wanted = sorted(text_hashes)
    for at in range(0, len(wanted), 500):  # databases limit the number of parameters
        query = select(reports).where(reports.c.text_hash.in_(wanted[at : at + 500])).order_by(reports.c.key)
        for row in connection.execute(query).mappings():
            known[row["text_hash"]].append(dict(row))
    return known


def _claims_of(connection: Connection, report_key: int) -> list[dict[str, Any]]:
    query = (
        select(claims.c.id, claims.c.first_seen, claim_records.c.record)
        .join(claim_records, claim_records.c.claim_key == claims.c.key)
        .where(claims.c.report_key == report_key)
        .order_by(claims.c.position)
    )
    return [dict(row) for row in connection.execute(query).mappings()]
