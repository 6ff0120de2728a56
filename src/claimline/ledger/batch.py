"""Rows of new reports and claims that wait to be written together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table

from claimline.errors import LedgerError
from claimline.ledger.bulk import put
from claimline.ledger.rows import CLAIMS_PER_REPORT, Row, claim_row, place_rows, quantity_rows
from claimline.ledger.search import index_claims, index_reports
from claimline.ledger.tables import (
    claim_places,
    claim_quantities,
    claim_records,
    claims,
    originals,
    raw_originals,
    report_raws,
    reports,
    weighing_queue,
)
from claimline.model.record import Record


@dataclass(slots=True)
class Batch:
    """Rows that wait to be written together."""

    originals: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    raws: list[Row] = field(default_factory=list)
    raws_of: list[Row] = field(default_factory=list)
    queue: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    records: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    quantities: list[Row] = field(default_factory=list)
    texts: list[tuple[int, str | None, str]] = field(default_factory=list)  # key, title and text of new reports

    def add_claims(
        self, report_key: int, records: Sequence[Record], records_json: Sequence[str], first_seen: Sequence[str]
    ) -> None:
        if len(records) > CLAIMS_PER_REPORT:
            raise LedgerError(f"one report has {len(records):,} claims; a ledger takes up to {CLAIMS_PER_REPORT:,}")
        for position, (record, line, seen) in enumerate(zip(records, records_json, first_seen, strict=True)):
            key = report_key * CLAIMS_PER_REPORT + position
            self.claims.append(claim_row(record, key, report_key, position, seen))
            self.records.append({"claim_key": key, "record": line})
            self.places.extend(place_rows(record, key))
            self.quantities.extend(quantity_rows(record, key))

    def write(self, connection: Connection) -> None:
        """Insert all rows, parents before children, and forget them."""
        tables: list[tuple[Table, list[Row]]] = [
            (originals, self.originals),
            (reports, self.reports),
            (raw_originals, self.raws),
            (report_raws, self.raws_of),
            (weighing_queue, self.queue),
            (claims, self.claims),
            (claim_records, self.records),
            (claim_places, self.places),
            (claim_quantities, self.quantities),
        ]
        for table, rows in tables:
            put(connection, table, rows)
        index_reports(connection, self.texts)
        index_claims(connection, self.claims)
        for _, rows in tables:
            rows.clear()
        self.texts.clear()
