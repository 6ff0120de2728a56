"""Turns of weighing: which of them last changed what a report tells, or where its words come from.

Who has made a picture at one turn brings it up to date by the reports of later ones. A turn is the ledger's count of
weighings (`short.WEIGHED`); reports are noted in the transaction that writes what weighing found.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from claimline.ledger.bulk import put
from claimline.ledger.numbers import among, chunks
from claimline.ledger.short import WEIGHED, note_change
from claimline.ledger.tables import claim_counts, weighed_turns

_ALL = 0  # no report has this key


def turn(connection: Connection) -> int:
    """The number of the last change of what weighing found; 0 where there was none."""
    column = claim_counts.c
    query = select(column.count).where(column.facet == "", column.value == WEIGHED)
    return int(connection.execute(query).scalar() or 0)


def note_turn(connection: Connection, report_keys: Collection[int]) -> None:
    """That weighing has changed these reports, or may have. The turn goes on by one."""
    note_change(connection, weighed=True)
    now, keys = turn(connection), sorted(set(report_keys))
    for batch in chunks(keys):
        connection.execute(delete(weighed_turns).where(among(weighed_turns.c.report_key, batch)))
    put(connection, weighed_turns, [{"report_key": key, "turn": now} for key in keys])


def note_all(connection: Connection) -> None:
    """That nothing is as it was: what was found is forgotten."""
    connection.execute(delete(weighed_turns))
    note_turn(connection, [_ALL])


def changed_since(connection: Connection, before: int) -> set[int] | None:
    """The reports that were changed after a turn, by their keys, those that are gone too; None where all may be."""
    query = select(weighed_turns.c.report_key).where(weighed_turns.c.turn > before)
    found = set(connection.execute(query).scalars())
    return None if _ALL in found or before > turn(connection) else found
