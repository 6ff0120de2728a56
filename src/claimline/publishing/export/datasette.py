"""What Datasette is told of a ledger: titles, what each view is, which columns make good facets."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from claimline.vocab import load

DATABASE = "claimline"  # what Datasette calls a file claimline.db


def metadata(database: str = DATABASE) -> dict[str, Any]:
    """Datasette's metadata for a ledger in the file `DATABASE.db`."""
    told = load("exports")["datasette"]
    tables: dict[str, dict[str, Any]] = {}
    for name, table in told["tables"].items():
        tables[name] = {"title": table["title"], "facets": table["facets"], "sort": table["sort"]}
    for name, column in told["labels"].items():
        tables.setdefault(name, {})["label_column"] = column
    for name in told["hidden"]:
        tables.setdefault(name, {})["hidden"] = True
    head = {"title": told["title"], "description": told["description"]}
    return {**head, "databases": {database: {"tables": tables}}}


def write_metadata(_: Iterable[object], out: TextIO) -> None:
    out.write(json.dumps(metadata(), ensure_ascii=False, indent=1) + "\n")
