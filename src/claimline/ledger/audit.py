"""The audit log: what was done at a desk that others can reach, and by whom. Nothing in it is ever changed.

Each row has a digest over itself and the digest of the row before, so that a row that is changed or taken out shows;
rows taken off the end show where somebody kept the last digest (`claimline audit` prints it).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select

from claimline.ledger.faults import ledger_faults
from claimline.ledger.tables_access import audit

MOST = 500  # characters of what was done it to


@dataclass(frozen=True, slots=True)
class Entry:
    """at: ISO 8601 in UTC. who: an account, or who ran a command. digest: hex, over this and all before."""

    number: int
    at: str
    who: str
    what: str
    about: str
    digest: str


def write_audit(connection: Connection, at: str, who: str, what: str, about: str) -> None:
    """Add a row, in the write transaction of what it tells."""
    last = connection.execute(select(audit.c.number, audit.c.digest).order_by(audit.c.number.desc()).limit(1)).first()
    number, before = (last.number + 1, last.digest) if last else (1, "")
    row = {"number": number, "at": at, "who": who[:MOST], "what": what, "about": about[:MOST]}
    connection.execute(insert(audit).values(**row, digest=_digest(before, row)))


def entries(engine: Engine, where: str, *, most: int | None = None) -> list[Entry]:
    """The newest ones, newest first."""
    with ledger_faults(where), engine.connect() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number.desc()).limit(most)).all()
    return [Entry(row.number, row.at, row.who, row.what, row.about, row.digest) for row in rows]


def audit_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Rows that are not as they were written, or that are missing before the last one: (where, what)."""
    number, before = 0, ""
    for row in connection.execute(select(audit).order_by(audit.c.number)):
        number += 1
        told = {"number": row.number, "at": row.at, "who": row.who, "what": row.what, "about": row.about}
        if row.number != number:
            yield f"audit {number}", "is missing"
            number = row.number
        elif row.digest != _digest(before, told):
            yield f"audit {row.number}", "is not as it was written, or the row before it is not"
        before = row.digest


def _digest(before: str, row: dict[str, object]) -> str:
    return hashlib.sha256(f"{before}\n{json.dumps(row, sort_keys=True)}".encode()).hexdigest()
