"""Pictures of people: tables for a terminal, flat rows for spreadsheets, and records for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from functools import cache
from typing import Any, TextIO

from claimline.model.toll import Apart, Bounds, Measure, People, Scope, Stock, Tally, Toll, Total, Voice
from claimline.publishing.csv import Cell, guarded
from claimline.publishing.words import number, plural, visible
from claimline.vocab import load

COLUMNS = (
    "section", "level", "what", "of", "unit", "giver", "receiver", "voice", "side", "speaker", "low", "high", "open",
    "first_day", "last_day", "places", "note", "events", "tellings",
)  # fmt: skip
Row = dict[str, Cell]


def people_record(picture: People) -> dict[str, Any]:
    """The picture as plain data, every total with the events and tellings that it came from."""
    record: dict[str, Any] = plain(asdict(picture))
    return record


def plain(value: Any) -> Any:
    """Sets as sorted lists, tuples as lists: what JSON can hold."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def people_csv(picture: People, out: TextIO) -> None:
    """Totals, their parts by voice, events, running totals and stocks: one row each, told apart by `level`."""
    rows = [
        *tally_rows("casualties", picture.casualties),
        *tally_rows("displacement", picture.flows),
        *(_stock_row(stock) for stock in picture.stocks),
        *tally_rows("damage", picture.damage),
    ]
    write_rows(rows, out)


def write_rows(rows: Iterable[Row], out: TextIO) -> None:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        table.writerow([guarded(row.get(column)) for column in COLUMNS])


def tally_rows(section: str, found: Tally) -> Iterator[Row]:
    for total in found.totals:
        yield from _total_rows(section, total)
    for toll in found.tolls:
        yield from _toll_rows(section, toll)
    for level, group in (("running total", found.running), ("apart", found.apart)):
        for entry in group:
            yield _apart_row(section, level, entry)


def _total_rows(section: str, total: Total) -> Iterator[Row]:
    named: Row
    if total.bounds is not None:
        named = {"events": len(total.events), "tellings": " ".join(total.keys)}
        note = f"{plural(len(total.partly), 'event')} only in part inside" if total.partly else ""
        yield {**_row(section, "total", total.measure, total.bounds), **named, "note": note}
    for level, shares in (("total by voice", total.by_voice), ("total about another side", total.by_other)):
        for share in shares:
            named = {"events": len(share.events), "tellings": " ".join(share.keys)}
            yield {**_row(section, level, total.measure, share.bounds), **_voice(share.voice), **named}


def _toll_rows(section: str, toll: Toll) -> Iterator[Row]:
    common: Row = {
        "first_day": toll.first_day,
        "last_day": toll.last_day,
        "places": "; ".join(toll.places),
        "events": toll.event,
        "tellings": " ".join(toll.keys),
        "note": "; ".join(n for n in (toll.partly, "" if toll.dated else "day of the report") if n),
    }
    if toll.bounds is not None:
        yield {**_row(section, "event", toll.measure, toll.bounds), **common}
    for voice, bounds in toll.by_other:
        yield {**_row(section, "event about another side", toll.measure, bounds), **_voice(voice), **common}


def _apart_row(section: str, level: str, entry: Apart) -> Row:
    line = entry.line
    return {
        **_row(section, level, line.measure, line.bounds),
        **_voice(line.voice),
        "speaker": line.speaker,
        "last_day": entry.day,
        "places": "; ".join(entry.places),
        "note": entry.why,
        "events": entry.event,
        "tellings": line.key,
    }


def _stock_row(stock: Stock) -> Row:
    return {
        **_row("displacement", "stock", Measure("displaced", "people", stock.unit), stock.bounds),
        **_voice(stock.voice),
        "speaker": stock.speaker,
        "last_day": stock.day,
        "places": stock.place,
        "note": "" if stock.dated else "day of the report",
        "events": stock.event,
        "tellings": stock.key,
    }


def _row(section: str, level: str, measure: Measure, bounds: Bounds) -> Row:
    named = {field.name: getattr(measure, field.name) for field in fields(measure)}
    range_ = {"low": bounds.low, "high": bounds.high, "open": "yes" if bounds.open else "no"}
    return {"section": section, "level": level, **named, **range_}


def _voice(voice: Voice) -> Row:
    return {"voice": voice.kind, "side": voice.side}


@cache
def _side_names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in load("sides")["sides"]}


def side_words(side: str | None) -> str:
    """The name of a side; what is no id of one, as it is."""
    return visible(_side_names().get(side or "", side or "not named"))


def voice_words(voice: Voice) -> str:
    if voice.kind == "side":
        return f"{side_words(voice.side)} says"
    return "outlets in their own words" if voice.kind == "outlet" else "others say"


def bounds_words(bounds: Bounds) -> str:
    """ "12", "12 to 15", "12 or more", "12 to 15 or more"."""
    more = " or more" if bounds.open else ""
    if bounds.low == bounds.high:
        return f"{number(bounds.low)}{more}"
    return f"{number(bounds.low)} to {number(bounds.high)}{more}"


def high_words(bounds: Bounds) -> str:
    return f"{number(bounds.high)}{' or more' if bounds.open else ''}"


def measure_words(measure: Measure) -> str:
    """ "people killed", "civilians killed", "households fled": of whom, and what."""
    whom = measure.of if measure.of in ("civilians", "fighters", "security") else measure.unit
    if measure.of in ("civilians", "fighters", "security") and measure.unit != "people":
        whom = f"{measure.unit} of {measure.of}"
    return f"{visible(whom)} {measure.what}"


def scope_words(scope: Scope) -> str:
    """ "Kharkiv Oblast · 2024-05-01 to 2024-05-31 · as known on 2024-06-10"."""
    parts = [visible(scope.name) if scope.name else "everywhere"]
    if scope.since and scope.last:
        parts.append(f"{scope.since} to {scope.last}")
    elif scope.since or scope.last:
        parts.append(f"since {scope.since}" if scope.since else f"until {scope.last}")
    parts.append(f"as known on {scope.known}" if scope.known else "with all that is known")
    return " · ".join(parts)
