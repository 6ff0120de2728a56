"""`claimline gazetteer`: add country packs, list what is there, find a name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimline.cli.console import Voice, data_output, voice_options

if TYPE_CHECKING:
    from claimline.resolving.places.gazetteer import Gazetteer
    from claimline.resolving.places.rows import PlaceRow

SHOWN = 25  # namesakes in a table

GROUP_HELP = """Add, list and find places.

The gazetteer is one file, built on first use from the world's cities, countries and first-level regions. Country packs
add villages, districts, waters and facilities. Its place is CLAIMLINE_GAZETTEER, or your data folder.

\b
Examples:
  claimline gazetteer add UA
  claimline gazetteer add --file UA.txt
  claimline gazetteer find Lukyantsi
"""
ADD_HELP = """Add the places of a country.

COUNTRY is a code of two letters (UA, SD, SY), fetched from GeoNames; or give a dump that you have with --file: GeoNames
(UA.txt, UA.zip, allCountries.txt) or Who's On First (JSONL, one record a line).

\b
Examples:
  claimline gazetteer add UA
  claimline gazetteer add --file UA.zip
  claimline gazetteer add --file wof_sd_compact.jsonl --format wof
"""
FIND_HELP = """Find the places that a name may mean.

Tells how the name was found (exact; key: another romanisation; edit: one letter off), what contains each place, and
where its status is disputed and by whom.

\b
Examples:
  claimline gazetteer find Hlyboke
  claimline gazetteer find "Kharkiv Oblast" --format json
"""
_GAZETTEER = click.option(
    "--gazetteer", "path", type=click.Path(path_type=Path), metavar="FILE", help="Another gazetteer."
)
_FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print.")


@click.group(help=GROUP_HELP, short_help="Add, list and find places.")
def gazetteer() -> None:
    pass


@gazetteer.command(help=ADD_HELP, short_help="Add the places of a country.")
@click.argument("country", required=False)
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A dump that you have.")
@click.option("--format", "form", type=click.Choice(["geonames", "wof"]), help="What the file is; told by its ending.")
@_GAZETTEER
@voice_options
def add(
    country: str | None, file: Path | None, form: str | None, path: Path | None, quiet: bool, verbose: bool
) -> None:
    from claimline.resolving.places.assembling import add_pack
    from claimline.resolving.places.download import downloaded
    from claimline.resolving.places.gazetteer import progress_line

    if (country is None) == (file is None):
        raise click.UsageError("Give a country code or a --file, one of the two.")
    voice = Voice(quiet, verbose)
    where = _open(path).path
    if file is not None:
        kind = form or ("wof" if file.suffix in (".jsonl", ".ndjson") else "geonames")
        count = add_pack(where, file, kind, file.stem, progress_line())
    else:
        name = "allCountries" if (country or "").lower() == "allcountries" else (country or "").upper()
        voice.say(f"fetching {name} from GeoNames (CC BY 4.0)")
        with downloaded(name) as dump:
            count = add_pack(where, dump, "geonames", name, progress_line())
    voice.say(f"{count:,} places added to {where}")


@gazetteer.command("list", short_help="List what the gazetteer is made of.")
@_FORMAT
@_GAZETTEER
@voice_options
def list_(form: str, path: Path | None, quiet: bool, verbose: bool) -> None:
    """List what the gazetteer is made of.

    \b
    Examples:
      claimline gazetteer list
      claimline gazetteer list --format json
    """
    table = _open(path)
    sources = table.sources()
    with data_output(None) as out:
        if form == "json":
            rows = [{"name": s.name, "from": s.kind, "places": s.places, "added": s.added} for s in sources]
            out.write(json.dumps({"file": str(table.path), "sources": rows}, indent=2) + "\n")
            return
        out.write(f"{table.path}\n")
        for s in sources:
            out.write(f"{s.name:14} {s.places:>9,} places   {s.kind:15} {s.added[:10]}\n")


@gazetteer.command(help=FIND_HELP, short_help="Find the places that a name may mean.")
@click.argument("name")
@_FORMAT
@_GAZETTEER
@voice_options
def find(name: str, form: str, path: Path | None, quiet: bool, verbose: bool) -> None:
    from claimline.errors import NotFound

    table = _open(path)
    found = table.lookup(name)
    if not found.rows:
        raise NotFound(
            f"No place is called {name!r}.",
            then="Villages come with country packs: `claimline gazetteer add UA` (see `claimline gazetteer list`).",
        )
    records = [_record(row, table) for row in found.rows]
    with data_output(None) as out:
        if form == "json":
            answer = {"name": name, "rung": found.rung, "places": records}
            out.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
            return
        out.write(f"{name}: {len(records)} place{'s' * (len(records) > 1)}, found by {_RUNGS[found.rung or 'exact']}\n")
        for record in records[:SHOWN]:
            out.write(_line(record))
        if len(records) > SHOWN:
            out.write(f"  … and {len(records) - SHOWN} more (--format json has them all)\n")


_RUNGS = {"exact": "the exact name", "key": "another romanisation of it", "edit": "a name one letter off"}


def _open(path: Path | None) -> Gazetteer:
    from claimline.resolving.places.gazetteer import Gazetteer

    return Gazetteer.open(path)


def _record(row: PlaceRow, table: Gazetteer) -> dict[str, Any]:
    from claimline.resolving.places.disputed import disputes_of

    disputes = [
        {"name": d.name, "claimed_by": list(d.claimed_by), "held_by": dict(d.held_by), "note": d.note}
        for d in disputes_of(row, table)
    ]
    return {
        "id": row.id,
        "iso": row.iso,
        "name": row.name,
        "within": table.within(row),
        "precision": row.precision,
        "code": row.code,
        "lat": row.lat,
        "lon": row.lon,
        "radius_km": row.radius_km,
        "population": row.population or None,
        "country": row.country or None,
        "disputed": disputes,
    }


def _line(record: dict[str, Any]) -> str:
    point = "no point" if record["lat"] is None else f"{record['lat']:.4f}, {record['lon']:.4f}"
    people = f"{record['population']:,} people" if record["population"] else ""
    facts = ", ".join(f for f in (record["precision"], point, f"radius {record['radius_km']:g} km", people) if f)
    iso = f" (ISO {record['iso']})" if record["iso"] else ""
    lines = [f"  {record['name']}  {record['id']}{iso}", f"      {facts}"]
    if record["within"]:
        lines.insert(1, f"      in {record['within']}")
    for dispute in record["disputed"]:
        held = (
            ", ".join(f"{who} since {year}" for who, year in dispute["held_by"].items()) or "differs by place and time"
        )
        lines.append(
            f"      status disputed: {dispute['name']}; claimed by {', '.join(dispute['claimed_by'])}; held by {held}"
        )
        lines.append(f"        {dispute['note']}")
    return "\n".join(lines) + "\n"
