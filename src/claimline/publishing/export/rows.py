"""Tables as text: the declared columns, in their order, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from claimline.publishing.csv import guarded
from claimline.publishing.export.describe import field_names


def write_rows(name: str, rows: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """CSV with the columns that `vocab/exports.yaml` declares for the format `name`; a row has just these.

    Returns the number of rows.
    """
    columns = field_names(name)
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(columns)
    count = 0
    for row in rows:
        count += 1
        if len(row) != len(columns):
            raise ValueError(f"{name}: columns that are not declared, or missing: {sorted({*row} ^ {*columns})}")
        lines.writerow([_cell(row[column]) for column in columns])
    return count


def _cell(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else guarded(value)
