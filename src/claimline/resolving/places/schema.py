"""The gazetteer's file: its tables, and the stamp that says which version wrote it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from claimline.errors import GazetteerError

# Raised whenever the tables or the spelling key change: a file of another version is built anew.
SCHEMA = 8

TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source(name TEXT PRIMARY KEY, kind TEXT NOT NULL, places INTEGER NOT NULL, added TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE place(
  pk INTEGER PRIMARY KEY, id TEXT NOT NULL, iso TEXT, name TEXT NOT NULL, lat REAL, lon REAL, class TEXT NOT NULL,
  code TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, admin3 TEXT NOT NULL,
  population INTEGER NOT NULL, radius REAL NOT NULL, source TEXT NOT NULL);
CREATE TABLE name(key TEXT NOT NULL, norm TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL,
  PRIMARY KEY(key, norm, place)) WITHOUT ROWID;
CREATE TABLE ahead(length INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY(length, key)) WITHOUT ROWID;
CREATE TABLE back(length INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY(length, key)) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS place_id ON place(id);
CREATE INDEX IF NOT EXISTS place_admin ON place(country, admin1, admin2, admin3) WHERE class = 'A';
CREATE INDEX IF NOT EXISTS place_capital ON place(country) WHERE code = 'PPLC';
CREATE INDEX IF NOT EXISTS name_place ON name(place);
"""
COLUMNS = "pk, id, iso, name, lat, lon, class, code, country, admin1, admin2, admin3, population, radius"


def default_path() -> Path:
    """CLAIMLINE_GAZETTEER, or `gazetteer.sqlite` in the user's data folder."""
    given = os.environ.get("CLAIMLINE_GAZETTEER")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_dir

    return Path(user_data_dir("claimline", appauthor=False)) / "gazetteer.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """An open file of this version, read only. Raises GazetteerError when it is none."""
    if path.exists() and not (path.is_file() and os.access(path, os.R_OK)):
        what = "This file may not be read" if path.is_file() else "This is no file, so it cannot be a gazetteer"
        raise GazetteerError(f"{what}.", where=str(path), then="Name another file in CLAIMLINE_GAZETTEER.")
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        version = int(connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise GazetteerError(
            "The gazetteer cannot be read: it is damaged or no gazetteer.",
            where=str(path),
            then="Remove the file; it is built anew on the next use (country packs have to be added again).",
        ) from error
    if version != SCHEMA:
        connection.close()
        raise GazetteerVersion(
            f"The gazetteer was built by another version of Claimline (format {version}, this one needs {SCHEMA}).",
            where=str(path),
            then="Remove the file; it is built anew on the next use (country packs have to be added again).",
        )
    connection.execute("PRAGMA cache_size = -6000")  # 6 MB of pages: the rest stays with the system's file cache
    return connection


class GazetteerVersion(GazetteerError):
    """The file is sound, but of another format."""
