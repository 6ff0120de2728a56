"""Checking a ledger: that every original is what came in, every value stands on its words, and events on claims."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from claimline.ledger.faults import ledger_faults
from claimline.ledger.ledger import Ledger
from claimline.ledger.rows import CLAIMS_PER_REPORT, Row, claim_row, digest, exact_text, place_rows, quantity_rows
from claimline.ledger.tables import claim_places, claim_quantities, claim_records, claims, originals, redirects, reports
from claimline.ledger.verify_weighing import weighing_problems
from claimline.model import Span
from claimline.model.claim import claim_id
from claimline.model.record import Record


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written: `where` is a table and an id, `what` one sentence."""

    where: str
    what: str


def verify(ledger: Ledger) -> Iterator[Problem]:
    """Re-check the database, every hash, offset and id; yields what is wrong: nothing, if the ledger is sound."""
    with ledger_faults(str(ledger.location)), ledger.engine.connect() as connection:
        yield from _database(connection)
        yield from _originals(connection)
        for report in connection.execute(select(reports).order_by(reports.c.key)).mappings().all():
            yield from _report(connection, dict(report))
        yield from _redirects(connection)
        yield from (Problem(where, what) for where, what in weighing_problems(connection))


def _database(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if line != "ok":
            yield Problem("database", line)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield Problem(f"{table} {row}", f"refers to a row of {parent} that is not there")


def _originals(connection: Connection) -> Iterator[Problem]:
    for row in connection.execution_options(yield_per=50).execute(select(originals)).mappings():
        where = f"originals {row['text_hash'][:16]}"
        text = exact_text(row["text"], row["exact"])
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != row["text_hash"]:
            yield Problem(where, "the text is not the one that came in: its hash differs")
        elif len(text) != row["length"]:
            yield Problem(where, f"the text has {len(text)} characters, {row['length']} were noted")


def _report(connection: Connection, report: Row) -> Iterator[Problem]:
    where = f"reports {report['ref']}"
    original = connection.execute(
        select(originals.c.text, originals.c.exact).where(originals.c.text_hash == report["text_hash"])
    ).first()
    if original is None:
        yield Problem(where, "its original is gone")
        return
    text = exact_text(original.text, original.exact)
    rows = _claims(connection, report["key"])
    if len(rows) != report["claim_count"]:
        yield Problem(where, f"it has {len(rows)} claims, {report['claim_count']} were noted")
    if digest(row["record"] or "" for row in rows) != report["reading_digest"]:
        yield Problem(where, "its claims are not those that were written: their hash differs")
    ids: set[str] = set()
    places, quantities = (_beside(connection, table, report["key"]) for table in (claim_places, claim_quantities))
    for row in rows:
        if row["id"] in ids:
            yield Problem(f"claims {row['id']}", f"report {report['ref']} has two claims of this id")
        ids.add(row["id"])
        key = row["key"]
        yield from _claim(
            row, text, report["text_hash"], {"claim_places": places[key], "claim_quantities": quantities[key]}
        )


def _beside(connection: Connection, table: Table, report_key: int) -> dict[int, list[Row]]:
    """The rows of a side table for all claims of a report, by the key of the claim."""
    first = report_key * CLAIMS_PER_REPORT
    key = table.c.claim_key
    query = select(table).where(key >= first, key < first + CLAIMS_PER_REPORT).order_by(key, table.c.position)
    found: dict[int, list[Row]] = defaultdict(list)
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


def _claims(connection: Connection, report_key: int) -> list[dict[str, Any]]:
    query = (
        select(claims, claim_records.c.record)
        .outerjoin(claim_records, claim_records.c.claim_key == claims.c.key)
        .where(claims.c.report_key == report_key)
        .order_by(claims.c.position)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _redirects(connection: Connection) -> Iterator[Problem]:
    """A redirect leads to a claim, or to another redirect."""
    leads = redirects.c.new_id
    living = select(claims.c.id).where(claims.c.id == leads).exists()
    retired = redirects.alias()
    older = select(retired.c.old_id).where(retired.c.old_id == leads).exists()
    query = select(redirects.c.old_id, leads).where(leads.is_not(None), ~living, ~older)
    for old_id, new_id in connection.execute(query):
        yield Problem(f"redirects {old_id}", f"leads to claim {new_id}, which is not there")
