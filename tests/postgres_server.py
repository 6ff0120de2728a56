"""A PostgreSQL server of our own for the time of a test run: on a socket in a temporary folder, without a port."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from claimline.ledger import open_ledger

PATIENCE = 30  # seconds until the server must answer


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs; None where it is not installed."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    folders.sort(key=lambda folder: [int(part) for part in folder.parent.name.split("@") if part.isdigit()])
    on_path = shutil.which("postgres")
    found = [Path(on_path).parent] if on_path else folders[-1:]
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@dataclass
class PostgresServer:
    """A server in a folder. What it committed survives its death, but no power cut, which makes it fast."""

    programs: Path
    folder: Path
    _process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=count)
    _has_ledger: bool = False

    def url(self, database: str) -> str:
        return f"postgresql://claimline@/{database}?host={quote(str(self.folder))}"

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        settings = ("fsync=off", "full_page_writes=off", "autovacuum=off", "listen_addresses=", "max_connections=40")
        options = [part for setting in settings for part in ("-c", setting)]
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), *options]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **_unprivileged())
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > end or self._process.poll() is not None:
                raise RuntimeError(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        import psycopg

        try:
            return self.run("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def stop(self) -> None:
        """Stop at once, as a crash does: connections are cut off."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, for as long as it is used."""
        name = f"ledger{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def ledger(self) -> Iterator[str]:
        """The URL of an empty ledger: always the same, emptied after use, since to make one takes long."""
        if not self._has_ledger:
            self.run("CREATE DATABASE ledger")
            open_ledger(self.url("ledger")).close()
            self._has_ledger = True
        try:
            yield self.url("ledger")
        finally:
            tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'"
            empty = [f"DELETE FROM {name}" for (name,) in self.run(tables, "ledger")]
            keys = [f"ALTER TABLE {name} ALTER key RESTART" for name in ("judgements", "redirects")]
            self.run("; ".join(["SET session_replication_role = replica", *empty, *keys]), "ledger")


@contextmanager
def a_server(folder_of_programs: Path) -> Iterator[PostgresServer]:
    """A running server, whose order of text is that of English, as on many machines: a ledger must not depend on it."""
    folder = Path(tempfile.mkdtemp(prefix="claimline-pg-"))  # short: the path of a socket may have 107 bytes
    as_whom = _unprivileged()
    if as_whom:
        os.chown(folder, as_whom["user"], as_whom["group"])
    server = PostgresServer(folder_of_programs, folder)
    try:
        make = [
            str(folder_of_programs / "initdb"),
            "-D",
            str(folder / "data"),
            "-U",
            "claimline",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        english = ["--locale-provider=icu", "--icu-locale=en", "--locale=C"]
        quick = ["--no-sync", "--no-instructions"]
        made = subprocess.run([*make, *quick, *english], capture_output=True, cwd=folder, **as_whom)
        if made.returncode:  # before PostgreSQL 15, and where it was built without ICU
            shutil.rmtree(folder / "data", ignore_errors=True)
            subprocess.run([*make, *quick, "--locale=C"], check=True, capture_output=True, cwd=folder, **as_whom)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict[str, Any]:
    """For whom root starts the server, which refuses to be root's."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {}
