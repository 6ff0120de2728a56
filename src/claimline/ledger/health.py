"""A quick look at a ledger as a whole; `verify` is the long one."""

from __future__ import annotations

from claimline.ledger.faults import ledger_faults
from claimline.ledger.ledger import Ledger


def structure_problem(ledger: Ledger) -> str | None:
    """What is wrong with the database's own structure, if anything; of PostgreSQL, whose server sees to it, nothing."""
    with ledger_faults(str(ledger.location)), ledger.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            return None
        found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    return None if found == "ok" else found


def last_written(ledger: Ledger) -> str | None:
    """When the latest report came in (ISO 8601, UTC), by the clock of the machine that added it."""
    with ledger_faults(str(ledger.location)), ledger.engine.connect() as connection:
        latest = connection.exec_driver_sql("SELECT max(added_at) FROM reports").scalar_one()
    return str(latest) if latest is not None else None
