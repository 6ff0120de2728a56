"""Tables for spreadsheets: rows of records under plain names, written while they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from claimline.model.record import Record
from claimline.publishing.csv import guarded

_CHUNK = 200  # rows that are sent together


@dataclass(frozen=True, slots=True)
class Table:
    """columns: names with what a record gives for them; rows may be a stream."""

    columns: tuple[tuple[str, Callable[[Record], Any]], ...]
    rows: Iterable[Record]


def lines(table: Table) -> Iterator[bytes]:
    """The table as CSV in UTF-8 (RFC 4180), some rows at a time; no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in table.columns])
    for number, row in enumerate(table.rows, 1):
        writer.writerow([_cell(value(row)) for _, value in table.columns])
        if number % _CHUNK == 0:
            yield _taken(out)
    yield _taken(out)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return guarded("; ".join(str(part) for part in value if part is not None))
    return guarded(value if isinstance(value, str | int | float) or value is None else str(value))


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")


def at(*path: str) -> Callable[[Record], Any]:
    """What lies under these names of a record; None where one of them is missing."""

    def value(record: Record) -> Any:
        found: Any = record
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found

    return value


def plainly(*names: str) -> tuple[tuple[str, Callable[[Record], Any]], ...]:
    """Columns that are fields of the record, under their own names."""
    return tuple((name, at(name)) for name in names)
