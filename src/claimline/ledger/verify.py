"""Checking a ledger: that every original is what came in, every value stands on its words, and events on claims."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, select

from claimline.ledger.audit import audit_problems
from claimline.ledger.faults import ledger_faults
from claimline.ledger.ledger import Ledger
from claimline.ledger.numbers import among, chunks
from claimline.ledger.reviews_verify import review_problems
from claimline.ledger.rows import Row, claim_row, digest, exact_text, place_rows, quantity_rows
from claimline.ledger.tables import (
    claim_places,
    claim_quantities,
    claim_records,
    claim_reviews,
    claims,
    event_members,
    events,
    judgement_subjects,
    judgements,
    originals,
    raw_originals,
    redirects,
    report_raws,
    report_versions,
    reports,
    review_scores,
    superseded_claims,
    tellings,
    verdicts,
)
from claimline.ledger.verify_counts import count_problems
from claimline.ledger.verify_versions import raw_problems, version_problems
from claimline.ledger.verify_weighing import weighing_problems
from claimline.model import Span
from claimline.model.claim import claim_id
from claimline.model.record import Record

_PAGE = 50  # reports looked at together: their texts are in memory
_NOT_IN_FORCE = """
    SELECT relname, 'the index' FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready)
    UNION ALL
    SELECT conname, 'the constraint' FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
    UNION ALL
    SELECT tgname, 'the constraint of the trigger' FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND tgenabled = 'D'
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written: `where` is a table and an id, `what` one sentence."""

    where: str
    what: str


def verify(ledger: Ledger) -> Iterator[Problem]:
    """Re-check the database, every hash, offset and id; yields what is wrong: nothing, if the ledger is sound."""
    with ledger_faults(str(ledger.location)), ledger.engine.connect() as connection:
        yield from _database(connection)
        yield from _orphans(connection)
        yield from _originals(connection)
        yield from (Problem(where, what) for where, what in raw_problems(connection))
        keys = connection.execute(select(reports.c.key).order_by(reports.c.key)).scalars().all()
        for page in chunks(keys, _PAGE):
            kept = _Kept(connection, page)
            for key in page:
                yield from _report(kept, key)
        yield from _redirects(connection)
        yield from (Problem(where, what) for where, what in weighing_problems(connection))
        yield from (Problem(where, what) for where, what in audit_problems(connection))
        yield from (Problem(where, what) for where, what in review_problems(connection))
        yield from (Problem(where, what) for where, what in version_problems(connection))
        yield from (Problem(where, what) for where, what in count_problems(connection))


def _database(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name == "postgresql":  # which keeps to its constraints, where they are on
        for name, what in connection.exec_driver_sql(_NOT_IN_FORCE):
            yield Problem("database", f"{what} {name} is not in force")
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if line != "ok":
            yield Problem("database", line)


def _orphans(connection: Connection) -> Iterator[Problem]:
    """Rows of what is not there, which the databases' own keys keep out."""
    there: list[tuple[Column[Any], Column[Any]]] = [
        (claims.c.report_key, reports.c.key),
        (claim_records.c.claim_key, claims.c.key),
        (claim_places.c.claim_key, claims.c.key),
        (claim_quantities.c.claim_key, claims.c.key),
        (redirects.c.report_key, reports.c.key),
        (event_members.c.event_key, events.c.key),
        (judgement_subjects.c.judgement_key, judgements.c.key),
        (verdicts.c.judgement_key, judgements.c.key),
        (claim_reviews.c.claim_key, claims.c.key),
        (review_scores.c.telling_key, tellings.c.key),
        (report_raws.c.report_key, reports.c.key),
        (report_raws.c.raw_hash, raw_originals.c.raw_hash),
        (report_versions.c.report_key, reports.c.key),
        (report_versions.c.later_key, reports.c.key),
        (superseded_claims.c.claim_key, claims.c.key),
    ]
    for child, parent in there:
        missing = ~select(parent).where(parent == child).exists()
        for (key,) in connection.execute(select(child).where(missing).distinct().order_by(child)):
            what = parent.table.name.removesuffix("s")
            yield Problem(f"{child.table.name} {key}", f"is of a {what} that is not there")


def _originals(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(select(originals), execution_options={"yield_per": 50}).mappings():
        where = f"originals {row['text_hash'][:16]}"
        text = exact_text(row["text"], row["exact"])
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != row["text_hash"]:
            yield Problem(where, "the text is not the one that came in: its hash differs")
        elif len(text) != row["length"]:
            yield Problem(where, f"the text has {len(text)} characters, {row['length']} were noted")


class _Kept:
    """All that is kept of some reports, by their keys, and by the keys of their claims."""

    def __init__(self, connection: Connection, keys: Sequence[int]) -> None:
        query = select(reports, originals.c.text, originals.c.exact).outerjoin(
            originals, originals.c.text_hash == reports.c.text_hash
        )
        found = connection.execute(query.where(among(reports.c.key, keys))).mappings()
        self.reports = {row["key"]: dict(row) for row in found}
        self.claims: dict[int, list[Row]] = defaultdict(list)
        for row in connection.execute(_claims_query().where(among(claims.c.report_key, keys))).mappings():
            self.claims[row["report_key"]].append(dict(row))
        of_claims = [row["key"] for rows in self.claims.values() for row in rows]
        self.beside = {table.name: _beside(connection, table, of_claims) for table in (claim_places, claim_quantities)}


def _report(kept: _Kept, key: int) -> Iterator[Problem]:
    report = kept.reports[key]
    where = f"reports {report['ref']}"
    if report["text"] is None:
        yield Problem(where, "its original is gone")
        return
    text = exact_text(report["text"], report["exact"])
    rows = kept.claims[key]
    if len(rows) != report["claim_count"]:
        yield Problem(where, f"it has {len(rows)} claims, {report['claim_count']} were noted")
    if digest(row["record"] or "" for row in rows) != report["reading_digest"]:
        yield Problem(where, "its claims are not those that were written: their hash differs")
    ids: set[str] = set()
    for row in rows:
        if row["id"] in ids:
            yield Problem(f"claims {row['id']}", f"report {report['ref']} has two claims of this id")
        ids.add(row["id"])
        beside = {name: found.get(row["key"], []) for name, found in kept.beside.items()}
        yield from _claim(row, text, report["text_hash"], beside)


def _beside(connection: Connection, table: Table, claim_keys: Sequence[int]) -> dict[int, list[Row]]:
    """The rows of a side table, by the key of the claim."""
    found: dict[int, list[Row]] = defaultdict(list)
    for batch in chunks(claim_keys):
        query = select(table).where(among(table.c.claim_key, batch)).order_by(table.c.claim_key, table.c.position)
        for row in connection.execute(query).mappings():
            found[row["claim_key"]].append(dict(row))
    return found


def _claim(row: Row, text: str, text_hash: str, beside: dict[str, list[Row]]) -> Iterator[Problem]:
    where = f"claims {row['id']}"
    line = row.pop("record")
    try:
        record = json.loads(line)
    except (TypeError, ValueError):
        yield Problem(where, "its record cannot be read")
        return
    for name, start, end, quoted in _quotations(record):
        if text[start:end] != quoted:
            yield Problem(where, f"{name} is not what the report has at {start} to {end}")
    if record["id"] != _expected_id(record, text_hash):
        yield Problem(where, "its id is not the hash of its text, words, kind, speaker and places")
    key = row["key"]
    should = claim_row(record, key, row["report_key"], row["position"], row["first_seen"])
    wrong = [name for name, value in should.items() if row[name] != value]
    if wrong:
        yield Problem(where, f"columns differ from the record: {', '.join(wrong)}")
    for table, wanted in (("claim_places", place_rows(record, key)), ("claim_quantities", quantity_rows(record, key))):
        if beside[table] != wanted:
            yield Problem(where, f"rows of {table} differ from the record")


def _expected_id(record: Record, text_hash: str) -> str:
    first, speaker = record["evidence"][0], record["speaker"]
    return claim_id(
        text_hash,
        Span(first["start"], first["end"]),
        record["kind"],
        Span(speaker["start"], speaker["end"]) if speaker else None,
        ((place["role"], place["id"] or place["name"]) for place in record["places"]),
    )


def _quotations(record: Record) -> Iterator[tuple[str, int, int, str]]:
    """Every quoted stretch of a claim record: its name, start, end and words."""
    for number, span in enumerate(record["evidence"]):
        yield f"evidence {number}", span["start"], span["end"], span["text"]
    if cue := record["cue"]:
        yield "cue", cue["start"], cue["end"], cue["text"]
    for slot in ("places", "quantities"):
        for number, item in enumerate(record[slot]):
            yield f"{slot} {number}", item["start"], item["end"], item["text"]
    if (time := record["time"]) and "span" in time:
        yield "time", *time["span"], time["text"]


def _claims_query() -> Select[Any]:
    return (
        select(claims, claim_records.c.record)
        .outerjoin(claim_records, claim_records.c.claim_key == claims.c.key)
        .order_by(claims.c.report_key, claims.c.position)
    )


def _redirects(connection: Connection) -> Iterator[Problem]:
    """A redirect leads to a claim, or to another redirect."""
    leads = redirects.c.new_id
    living = select(claims.c.id).where(claims.c.id == leads).exists()
    retired = redirects.alias()
    older = select(retired.c.old_id).where(retired.c.old_id == leads).exists()
    query = select(redirects.c.old_id, leads).where(leads.is_not(None), ~living, ~older)
    for old_id, new_id in connection.execute(query):
        yield Problem(f"redirects {old_id}", f"leads to claim {new_id}, which is not there")
