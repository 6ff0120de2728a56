"""Checking what reports came in as, and their versions."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from claimline.ledger.tables import claims, raw_originals, report_versions, reports, superseded_claims
from claimline.model.original import unpacked

_PAGE = 20  # originals in memory


def raw_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every original is unpacked and hashed."""
    for row in connection.execute(select(raw_originals), execution_options={"yield_per": _PAGE}):
        try:
            unpacked(row.packed, row.length, row.raw_hash)
        except ValueError as error:
            yield f"raw_originals {row.raw_hash[:16]}", str(error)


def version_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """A later version came in later; what became of a claim leads to the claims of the later version."""
    older, later = reports.alias(), reports.alias()
    wrong = (
        select(older.c.ref)
        .join(report_versions, report_versions.c.report_key == older.c.key)
        .join(later, later.c.key == report_versions.c.later_key)
        .where((later.c.key <= older.c.key) | (later.c.added_at != report_versions.c.at))
    )
    for ref in connection.execute(wrong).scalars():
        yield f"report_versions {ref}", "its later version did not come in after it, or at another time"
    column, there = superseded_claims.c, claims.alias()
    of = report_versions.c.report_key == claims.c.report_key
    leads = (there.c.report_key == report_versions.c.later_key) & (there.c.id == column.successor_id)
    rows = (
        select(claims.c.id, column.status, column.successor_id, report_versions.c.later_key, there.c.id.label("found"))
        .join(superseded_claims, column.claim_key == claims.c.key)
        .outerjoin(report_versions, of)
        .outerjoin(there, leads)
    )
    for row in connection.execute(rows, execution_options={"yield_per": 500}):
        where = f"superseded_claims {row.id}"
        if row.later_key is None:
            yield where, "its report has no later version"
        elif row.successor_id is not None and row.found is None:
            yield where, f"leads to claim {row.successor_id}, which the later version does not have"
        elif (row.status == "withdrawn") != (row.successor_id is None):
            yield where, f"it is {row.status}, which does not fit what it leads to"
