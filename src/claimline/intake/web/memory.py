"""What a watch remembers between two visits: a small file of JSON, replaced as a whole."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from claimline.errors import InputError, OutputError

MOST_SEEN = 100_000  # reports remembered; the oldest are forgotten, and known to the ledger all the same


@dataclass(slots=True)
class Visit:
    """Of one feed: its validators (RFC 9110), when it may be asked again (seconds since 1970), failures in a row."""

    etag: str = ""
    modified: str = ""
    due: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class Memory:
    """`stamps`: of each address what its feed said of its last change. `texts`: of each canonical address the hash of
    the text last read there."""

    visits: dict[str, Visit] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def visit(self, url: str) -> Visit:
        return self.visits.setdefault(url, Visit())

    def remember(self, table: dict[str, str], key: str, value: str) -> None:
        """Keep the newest at the end, and forget the oldest beyond the limit."""
        table.pop(key, None)
        table[key] = value
        while len(table) > MOST_SEEN:
            del table[next(iter(table))]


def load_memory(path: Path) -> Memory:
    """What was remembered; nothing for a file that is not there. Raises InputError for one that is damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        visits = {str(url): Visit(**visit) for url, visit in data["visits"].items()}
        return Memory(visits, _table(data["stamps"]), _table(data["texts"]))
    except FileNotFoundError:
        return Memory()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"what was watched cannot be read ({type(error).__name__})",
            where=str(path),
            then="Delete the file: all feeds are then read anew, and what the ledger has stays one.",
        ) from None


def _table(data: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in data.items()}


def save_memory(memory: Memory, path: Path) -> None:
    """Write beside it and replace: whoever is stopped in the middle leaves the old one. Raises OutputError."""
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(memory), file, ensure_ascii=False, separators=(",", ":"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise OutputError(
            f"it cannot be written ({error.strerror})", where=str(path), then="Check the folder."
        ) from None
