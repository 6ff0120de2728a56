"""Judgements that stand on claims which no reading has any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claimline.ledger.numbers import among, chunks
from claimline.ledger.reviews_rows import Row, all_rows, claim_now, sheets
from claimline.ledger.tables import reports
from claimline.model.judgement import VerdictVerb
from claimline.model.record import Record


@dataclass(frozen=True, slots=True)
class Lost:
    """A judgement whose claim is gone, with the words that it was given for.

    report: `{ref, id, title, outlet, url, published}` as it was then; gone: whether the report is gone as well.
    """

    judgement: str
    verb: VerdictVerb
    claim: str
    kind: str
    quote: str
    report: Record
    who: str
    at: str
    note: str
    gone: bool


def lost(connection: Connection) -> Iterator[Lost]:
    """The judgements that were not undone and are about no claim of their report any more, oldest first."""
    standing = [row for row in all_rows(connection) if row.verdict.undone_at is None]
    keys: dict[str, int] = {}
    for batch in chunks(sorted({row.ref for row in standing})):
        query = select(reports.c.ref, reports.c.key).where(among(reports.c.ref, batch))
        keys.update((ref, key) for ref, key in connection.execute(query))
    for some in chunks(standing, 500):
        there = sheets(connection, {keys[row.ref] for row in some if row.ref in keys})
        for row in some:
            sheet = there.get(keys.get(row.ref, -1))
            if sheet is None or claim_now(sheet, row) is None:
                yield _lost(row, gone=sheet is None)


def _lost(row: Row, *, gone: bool) -> Lost:
    one = row.verdict
    report = {name: value for name, value in row.report.items() if name != "kind"}
    return Lost(one.id, one.verb, row.claim, row.kind, row.quote, report, one.who, one.at, one.note, gone)
