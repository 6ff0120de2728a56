"""Who's On First admin records (https://whosonfirst.org), compact: one JSON object a line, without polygons.

Fields used: `id`, `name`, `pt` (place type), `lat`, `lon`, `pop`, `dep` (deprecated), `conc` (other ids of the place),
`hier` (ids of what contains it), `names` (language to names).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimline.errors import GazetteerError
from claimline.resolving.places.building import Builder
from claimline.resolving.places.rows import NameRank, SourceRow
from claimline.resolving.places.sources.geonames import derived_names

# Place type to GeoNames class and code.
TYPES = {
    "locality": ("P", "PPL"),
    "neighbourhood": ("P", "PPLX"),
    "borough": ("P", "PPLX"),
    "macrohood": ("P", "PPLX"),
    "region": ("A", "ADM1"),
    "county": ("A", "ADM2"),
    "localadmin": ("A", "ADM3"),
    "macroregion": ("L", "RGN"),
    "campus": ("S", "BDG"),
}


def read_whosonfirst(path: Path, db: sqlite3.Connection, builder: Builder) -> Iterator[SourceRow]:
    """The places that the gazetteer lacks; one that it has from GeoNames gets the names instead of a second row.

    Countries, deprecated and unnamed records are left out. Containment is kept by Who's On First's own ids in place of
    GeoNames' codes, unless the region itself is known by GeoNames' id.
    """
    records = list(_records(path))
    codes = _region_codes(records, db)
    for record in records:
        feature = TYPES.get(record["pt"])
        if feature is None or record.get("lat") is None:
            continue
        names = _names(record)
        known = db.execute("SELECT pk FROM place WHERE id = ?", (f"geonames:{_geonames(record)}",)).fetchone()
        if known:
            builder.name(known[0], ((n, NameRank.ALTERNATE) for n in names))
            continue
        country = _country(record)
        hierarchy = (record.get("hier") or [{}])[0]
        region = str(hierarchy.get("region_id", ""))
        yield SourceRow(
            id=f"wof:{record['id']}",
            name=record["name"].strip(),
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            feature_class=feature[0],
            code=feature[1],
            country=country,
            admin1=codes.get(region, f"wof{region}" if region else ""),
            admin2=f"wof{hierarchy['county_id']}" if "county_id" in hierarchy else "",
            population=int(record.get("pop") or 0),
            iso=(record.get("conc") or {}).get("iso:id") if feature[1] == "ADM1" else None,
            alternates=names,
            derived=derived_names(*names) if feature[0] == "A" else (),
        )


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                record = json.loads(line)
                if not isinstance(record, dict) or not {"id", "name", "pt"} <= record.keys():
                    raise GazetteerError("This is no record of Who's On First.", where=f"{path}:{number}")
                if not record.get("dep") and record["name"]:
                    yield record
    except (ValueError, UnicodeDecodeError) as error:
        raise GazetteerError("The file is no JSONL of Who's On First records.", where=str(path)) from error
    except OSError as error:
        raise GazetteerError(f"The file cannot be read: {error.strerror or error}.", where=str(path)) from error


def _names(record: dict[str, Any]) -> tuple[str, ...]:
    names = [n.strip(" \u200e\u200f\xa0") for values in (record.get("names") or {}).values() for n in values]
    return tuple(dict.fromkeys(n for n in names if n))


def _geonames(record: dict[str, Any]) -> int | None:
    return (record.get("conc") or {}).get("gn:id")


def _country(record: dict[str, Any]) -> str:
    """The repository's name ends in the country: whosonfirst-data-admin-sd."""
    return str(record.get("repo", "")).rsplit("-", 1)[-1].upper()[:2]


def _region_codes(records: list[dict[str, Any]], db: sqlite3.Connection) -> dict[str, str]:
    """Region id to the first-level code under which the gazetteer has that region already."""
    codes = {}
    for record in records:
        if record["pt"] != "region":
            continue
        iso = (record.get("conc") or {}).get("iso:id", "")
        row = db.execute(
            "SELECT admin1 FROM place WHERE admin1 <> '' AND (id = ? OR iso = ?)",
            (f"geonames:{_geonames(record)}", iso),
        ).fetchone()
        if row:
            codes[str(record["id"])] = row[0]
    return codes
