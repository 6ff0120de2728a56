"""The reports that wait to be weighed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from claimline.ledger.bulk import put
from claimline.ledger.numbers import among, chunks
from claimline.ledger.tables import weighing_queue


def enqueue(connection: Connection, report_keys: Iterable[int]) -> None:
    """These reports are to be weighed, in the transaction that changed them."""
    wanted = sorted(set(report_keys))
    for batch in chunks(wanted):
        there = weighing_queue.c.report_key
        known = set(connection.execute(select(there).where(among(there, batch))).scalars())
        put(connection, weighing_queue, [{"report_key": key} for key in batch if key not in known])
