"""Claims of earlier readings that are no more, with what took their place: what a ledger corrected about itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from claimline.ledger.tables import redirects, reports


@dataclass(frozen=True, slots=True)
class Retired:
    """A claim that a newer reading of its report no longer has.

    successor: the claim that took its place, None where none did. retired_at: ISO 8601 in UTC. number: its place in the
    ledger, which grows with time. kind, text: what it said.
    """

    number: int
    claim: str
    successor: str | None
    report: str
    retired_at: str
    kind: str
    text: str


def retired(connection: Connection, before: int | None, limit: int) -> tuple[Retired, ...]:
    """The latest retired claims, last first; those before the one of the number `before`."""
    column = redirects.c
    query = (
        select(redirects, reports.c.ref)
        .join(reports, reports.c.key == column.report_key)
        .order_by(column.key.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(column.key < before)
    return tuple(_retired(row) for row in connection.execute(query).mappings())


def _retired(row: Any) -> Retired:
    record = json.loads(row["record"])
    text = next((part["text"] for part in record["evidence"]), "")
    return Retired(row["key"], row["old_id"], row["new_id"], row["ref"], row["retired_at"], record["kind"], text)
