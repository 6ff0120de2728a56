"""A whole ledger copied to another place, such as from a file to a server: all of it and compared, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from claimline.errors import LedgerError, UsageError
from claimline.ledger.bulk import put
from claimline.ledger.engine import writing
from claimline.ledger.faults import ledger_faults
from claimline.ledger.ledger import Ledger
from claimline.ledger.rows import Row
from claimline.ledger.search import index_claims, index_reports
from claimline.ledger.tables import claims, judgements, metadata, originals, raw_originals, redirects, reports

_PAGE, _LARGE = 500, 20  # rows in memory; of those that hold what came in
_ORDER = tuple(metadata.tables.values())  # as they are defined: what others refer to comes first


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a move has come: `rows` of `of` of a table, in the first round written, in the second compared."""

    table: str
    rows: int
    of: int
    compared: bool = False


def move(source: Ledger, target: Ledger) -> Iterator[Moved]:
    """Copy everything in `source` into the empty ledger `target`, in one transaction, as the source is at its start.

    Yields its progress, which has to be followed to the end: only then it is kept. Before that every table is read
    back, and its hash and number of rows compared. The source stays as it is. Raises UsageError where both are one,
    and LedgerError where the target holds something or does not give back what was written.
    """
    if source.location == target.location:
        raise UsageError(
            "a ledger cannot be moved to where it is", where=str(source.location), then="Name another place."
        )
    here, there = str(source.location), str(target.location)
    with (
        ledger_faults(here),
        source.engine.connect() as reading,
        ledger_faults(there),
        writing(target.engine) as connection,
    ):
        _need_empty(connection)
        hashes: dict[str, str] = {}
        for table in _ORDER:
            total = hashlib.sha256()
            for moved, rows in _pages(reading, table, here):
                _note(total, rows)
                put(connection, table, rows)
                yield moved
            hashes[table.name] = total.hexdigest()
        _finish(connection)
        for table in _ORDER:
            again = hashlib.sha256()
            for moved, rows in _pages(connection, table, there):
                _note(again, rows)
                yield Moved(moved.table, moved.rows, moved.of, compared=True)
            if again.hexdigest() != hashes[table.name]:
                raise LedgerError(
                    f"{table.name} does not come back as it was written, so that nothing was kept",
                    then="Check the disk of the target, then try again; the ledger that was to move is as it was.",
                )


def _need_empty(connection: Connection) -> None:
    for table in _ORDER:
        if connection.execute(select(table).limit(1)).first():
            raise LedgerError(
                f"there is a ledger with data here already (in {table.name})", then="Name an empty place to move to."
            )


def _pages(connection: Connection, table: Table, where: str) -> Iterator[tuple[Moved, list[Row]]]:
    """The rows of a table in the order of its key, which is the same in every database."""
    done, query = 0, select(table).order_by(*table.primary_key.columns)
    with ledger_faults(where):
        count = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        size = _LARGE if table is raw_originals else _PAGE
        found = connection.execute(query, execution_options={"yield_per": size}).mappings()
        for rows in found.partitions():
            done += len(rows)
            yield Moved(table.name, done, count), [dict(row) for row in rows]


def _note(total: Any, rows: list[Row]) -> None:
    for row in rows:
        total.update(repr(tuple(row.values())).encode("utf-8"))


def _finish(connection: Connection) -> None:
    """What SQLite does by itself: the words of texts, and which key comes next."""
    if connection.dialect.name != "postgresql":
        return
    texts = select(reports.c.key, reports.c.title, originals.c.text).join(
        originals, originals.c.text_hash == reports.c.text_hash
    )
    for page in connection.execute(texts, execution_options={"yield_per": _PAGE}).partitions():
        index_reports(connection, [tuple(row) for row in page])
    of_claims = select(claims.c.key, claims.c.evidence, claims.c.speaker_name, claims.c.places)
    for rows in connection.execute(of_claims, execution_options={"yield_per": _PAGE}).mappings().partitions():
        index_claims(connection, [dict(row) for row in rows])
    for table in (redirects, judgements):
        following = select(func.coalesce(func.max(table.c.key), 0) + 1).scalar_subquery()
        named = func.pg_get_serial_sequence(table.name, "key")
        connection.execute(select(func.setval(named, following, False)))
