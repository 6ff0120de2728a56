"""Many rows at once, the fastest way that each database has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.selectable import TableClause


def put(connection: Connection, table: TableClause, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns: COPY on PostgreSQL, else INSERT with many parameters."""
    if not rows:
        return
    names = list(rows[0])
    quoted = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name != "postgresql":
        # Plain SQL: what SQLAlchemy does with each row takes as long as SQLite does.
        marks = ", ".join("?" * len(names))
        values = [tuple([row[name] for name in names]) for row in rows]
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', values)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])
