"""Where the ledgers of `faults.py` lie: files of a folder, or schemas of a PostgreSQL database."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from setting import ROOT

_SESSIONS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'claimline' AND pid <> pg_backend_pid()"
)
_PATIENCE = 10.0  # seconds in which a server has to notice that a program is gone


@dataclass(frozen=True)
class Place:
    """Where ledgers and inputs of one trial lie. url: a PostgreSQL database; None: everything in the folder."""

    folder: Path
    url: str | None

    def ledger(self, name: str) -> str:
        """The ledger of that name, which is empty when it is asked for first."""
        if self.url is None:
            return str(self.folder / f"{name}.db")
        schema = f"faults_{os.getpid()}_{name}"
        self._run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        joined = "&" if "?" in self.url else "?"
        return f"{self.url}{joined}options={quote(f'-csearch_path={schema}')}"

    def left_behind(self) -> int:
        """Sessions that the server still has of programs which are gone; 0 for a file, which has none."""
        if self.url is None:
            return 0
        until = time.monotonic() + _PATIENCE
        while (count := self._run(_SESSIONS)) and time.monotonic() < until:
            time.sleep(0.1)
        return count

    def clear(self) -> None:
        """Take the schemas out of the database."""
        if self.url is None:
            return
        like = f"faults\\_{os.getpid()}\\_%"
        drop = "DO $$ DECLARE s text; BEGIN FOR s IN SELECT nspname FROM pg_namespace WHERE nspname LIKE '{}' LOOP"
        self._run(f"{drop.format(like)} EXECUTE 'DROP SCHEMA ' || s || ' CASCADE'; END LOOP; END $$")

    def _run(self, statement: str) -> int:
        """What a statement answers, where that is a number; else 0."""
        import psycopg

        if self.url is None:
            return 0
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
        return int(row[0]) if row else 0


@contextmanager
def own_server() -> Iterator[str]:
    """The URL of a database of a PostgreSQL server that runs until the end; as root, under another user."""
    sys.path.insert(0, str(ROOT / "tests"))
    from postgres_server import a_server, programs

    folder = programs()
    if folder is None:
        print("PostgreSQL's programs are not here: nothing to measure with", file=sys.stderr)
        raise SystemExit(0)
    with a_server(folder) as server, server.database() as url:
        yield url
