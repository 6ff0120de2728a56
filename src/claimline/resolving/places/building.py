"""Writing a gazetteer: rows in, one SQLite file out, put in place in one step.

Nobody ever sees half a file: it is written beside its place and renamed. Two processes that build at once each write
their own, and the later one stays; those that add packs wait for each other at a lock, so that none is lost.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from claimline.errors import GazetteerError
from claimline.resolving.places.kinds import radius_km
from claimline.resolving.places.rows import NameRank, SourceRow
from claimline.resolving.places.schema import INDEXES, SCHEMA, TABLES
from claimline.resolving.places.spelling import key_of_normal, normal

Progress = Callable[[str, int], None]
BATCH = 20000
FUZZY_LENGTH = range(5, 31)  # keys that one edit is tried on


def no_progress(what: str, count: int) -> None:
    """For callers who do not watch."""


@contextmanager
def replacing(path: Path, start_from: Path | None = None) -> Iterator[sqlite3.Connection]:
    """A connection to a new file that takes the place of `path` when all went well, and vanishes otherwise."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".new", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _unwritable(path, error) from error
    fresh = Path(name)
    try:
        if start_from is not None:
            _copy(start_from, fresh, path)
        connection = sqlite3.connect(fresh, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", "cache_size = -64000"):
            connection.execute(f"PRAGMA {pragma}")
        try:
            yield connection
        except sqlite3.OperationalError as error:  # the disk is full, or fails
            raise _unwritable(path, error) from error
        finally:
            connection.close()
        os.replace(fresh, path)
    finally:
        with suppress(FileNotFoundError):
            fresh.unlink()


def _unwritable(path: Path, error: OSError | sqlite3.Error) -> GazetteerError:
    reason = getattr(error, "strerror", None) or str(error)
    return GazetteerError(
        f"The gazetteer cannot be written: {reason}.",
        where=str(path),
        then="Name a writable file in CLAIMLINE_GAZETTEER.",
    )


def _copy(start_from: Path, fresh: Path, path: Path) -> None:
    try:
        shutil.copyfile(start_from, fresh)
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Held while a pack is added to the gazetteer at `path` (without effect where the system has no flock)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with _lock_file(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lock_file(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path.with_name(f".{path.name}.lock"), "w")
    except OSError as error:
        raise _unwritable(path, error) from error


class Builder:
    """Adds rows to an open gazetteer file. A row whose id is known already replaces it; its older names stay."""

    def __init__(self, connection: sqlite3.Connection, progress: Progress = no_progress) -> None:
        self._db = connection
        self._progress = progress
        self._pk = 0
        self._places: list[tuple[object, ...]] = []
        self._names: list[tuple[str, str, int, int]] = []

    def create(self) -> None:
        """Lay out the tables of an empty file."""
        self._db.executescript(TABLES)
        self._db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA),))

    def add(self, rows: Iterable[SourceRow], source: str, source_kind: str) -> int:
        """Take in all rows of a source, and say how many there were."""
        self._pk = self._db.execute("SELECT coalesce(max(pk), 0) FROM place").fetchone()[0]
        known: dict[str, int] = dict(self._db.execute("SELECT id, pk FROM place"))
        self._db.execute("BEGIN")
        count = 0
        for row in rows:
            self._put(row, source, known)
            count += 1
            if count % BATCH == 0:
                self._write()
                self._progress(source, count)
        self._write()
        stamp = datetime.now(UTC).isoformat(timespec="seconds")
        self._db.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", (source, source_kind, count, stamp))
        self._db.execute("COMMIT")
        self._progress(source, count)
        return count

    def _put(self, row: SourceRow, source: str, known: dict[str, int]) -> None:
        pk = known.get(row.id)
        if pk is None:
            self._pk += 1
            pk = known[row.id] = self._pk
        reach = row.radius_km or radius_km(row.code, row.feature_class, row.population)
        self._places.append(
            (pk, row.id, row.iso, row.name, row.lat, row.lon, row.feature_class, row.code, row.country,
             row.admin1, row.admin2, row.admin3, row.population, reach, source)
        )  # fmt: skip
        self.name(pk, ((row.name, NameRank.MAIN),))
        main_key = self._names[-1][0] if self._names else ""
        self.name(pk, ((n, NameRank.ALTERNATE) for n in row.alternates), main_key)
        self.name(pk, ((n, NameRank.DERIVED) for n in row.derived))
        self.name(pk, ((n, NameRank.USUAL) for n in row.usual))

    def name(self, pk: int, names: Iterable[tuple[str, NameRank]], main_key: str = "") -> None:
        """Give a place more names; a name that it has already keeps the better rank.

        A name that is the main one in another romanisation (the key `main_key`) is a main name too.
        """
        for text, rank in names:
            norm = normal(text)
            key = key_of_normal(norm)
            if key:
                self._names.append((key, norm, pk, int(NameRank.MAIN if key == main_key else rank)))

    def _write(self) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO place VALUES "
            "(?1, ?2, coalesce(?3, (SELECT iso FROM place WHERE pk = ?1)), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
            "?14, ?15)",
            self._places,
        )
        self._names.sort()  # neighbours on a page are written together
        self._db.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET rank = min(rank, excluded.rank)",
            self._names,
        )
        self._places.clear()
        self._names.clear()

    def merge(self, gone: int, kept: int) -> None:
        """Make one of two rows: `kept` takes over the names and the ISO code of `gone`."""
        self._db.execute(
            "UPDATE place SET iso = coalesce(iso, (SELECT iso FROM place WHERE pk = ?)) WHERE pk = ?", (gone, kept)
        )
        self._db.execute(
            "INSERT OR IGNORE INTO name SELECT key, norm, ?, iif(rank = 0, 1, rank) FROM name WHERE place = ?",
            (kept, gone),
        )
        self._db.execute("DELETE FROM name WHERE place = ?", (gone,))
        self._db.execute("DELETE FROM place WHERE pk = ?", (gone,))

    def finish(self) -> None:
        """Bring the indexes up to date. Nothing may be added afterwards without calling it again."""
        self._progress("index", 0)
        self._db.executescript(INDEXES)
        self._db.execute("BEGIN")
        self._db.execute("DELETE FROM ahead")
        self._db.execute("DELETE FROM back")
        keys = self._db.execute("SELECT DISTINCT key FROM name WHERE key GLOB '[a-z]*' AND length(key) BETWEEN ? AND ?",
                                (FUZZY_LENGTH.start, FUZZY_LENGTH.stop - 1))  # fmt: skip
        while chunk := keys.fetchmany(20000):
            ascii_keys = [k for (k,) in chunk if k.isascii()]
            self._db.executemany("INSERT INTO ahead VALUES (?, ?)", [(len(k), k) for k in ascii_keys])
            self._db.executemany("INSERT OR IGNORE INTO back VALUES (?, ?)", [(len(k), k[::-1]) for k in ascii_keys])
        self._db.execute("COMMIT")
        self._db.execute("ANALYZE")
