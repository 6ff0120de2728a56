"""The control picture against the history of a table of cities and towns (../shared/corpora/control-wikipedia).

    python benchmarks/control_wikipedia.py [--records FILE] [--reader default] [--show] [--write]

Of the table's changes of 2022 and 2023 those count whose `from` and `to` are both a holder or Contested, and for which
a report of ../shared/corpora/current-events of at most 4 days earlier or later names the place together with a word of
control. The picture is taken on each of those nine days, with what was known on that day, from the claims of all 21,114
reports (read here, which takes minutes, or given as records of `claimline read --format jsonl` with --records).

A row is right where on one of the days the picture has the table's new state and is not stale: the holder (held by or
claimed by that side or its ally), or contested. Else it is: wrong, where on the last day the picture names a holder or
claimer whom the table does not have at any time within the 4 days; behind, where it names one whom the table had within
them; else silent (unknown, stale, or contested where the table has a holder). The table is edited back and forth within
hours: the last line leaves out changes that were taken back within a day, or take one back.

data/control/rows.csv holds the list: line of the table, day, place, from, to, reports, and for each miss its cause, as
a person found it. --write writes it anew, and keeps the causes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from claimline.model.control import ControlState
from claimline.model.telling import Telling, telling_of
from claimline.picturing.control import ControlConfig, control, default_camps, default_rules
from places_settlements import right_place
from setting import SHARED, claimline, gazetteer, need

TABLE = SHARED / "corpora/control-wikipedia/status_changes_2022-03_2023-12.csv"
REPORTS = SHARED / "corpora/current-events/reports.jsonl"
ROWS = Path(__file__).parent / "data" / "control" / "rows.csv"
DAYS = 4
STATES = {
    "Ukraine": "ukraine", "ukraine": "ukraine", "Russia": "russia", "Donetsk PR": "donbas-republics",
    "Luhansk PR": "donbas-republics", "DPR": "donbas-republics", "Contested": "contested",
    "Contested Ukraine": "contested",
}  # fmt: skip
CONTROL_WORDS = re.compile(
    r"\b(?:(?:re)?captur\w*|seiz\w*|reta(?:k\w*)|retook|tak(?:e[sn]?|ing)|took|control\w*|liberat\w*|fall(?:s|en)?|fell"
    r"|withdr\w+|retreat\w*|occup\w+|h[oe]ld\w*|los[te]\w*|annex\w*|overr[au]n\w*|re(?:gain|claim)\w*|conquer\w*"
    r"|contest\w*|enter\w*|flag|surrender\w*|pull\w*|abandon\w*|free[sd]?)\b",
    re.IGNORECASE,
)
FATES = ("right", "silent", "behind", "wrong")
COLUMNS = ("line", "day", "name", "place", "from", "to", "reports", "cause")


@dataclass(frozen=True, slots=True)
class Row:
    """A change of the table: its line there, its day, and the reports that speak of it."""

    line: int
    day: date
    name: str
    before: str
    after: str
    at: tuple[float, float] | None
    reports: tuple[str, ...]

    def days(self) -> Iterable[date]:
        return (self.day + timedelta(n) for n in range(-DAYS, DAYS + 1))


def read_rows(table: Path, reports: Path) -> tuple[list[Row], dict[str, list[tuple[date, str, str]]]]:
    """The rows that count, and for each name all changes of the table: day, from, to."""
    by_day: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for line in reports.open(encoding="utf-8"):
        report = json.loads(line)
        by_day[date.fromisoformat(report["published"][:10])].append((report["id"], report["text"]))
    rows, changes = [], defaultdict(list)
    with table.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        for row in reader:
            before, after = (STATES.get(" ".join(row[key].split()), "") for key in ("from", "to"))
            try:
                day = date.fromisoformat(row["revision_time"][:10])
            except ValueError:
                continue  # a header that was scraped as a row
            changes[row["name"]].append((day, before, after))
            if not before or not after or before == after:
                continue
            at = (float(row["lat"]), float(row["lon"])) if row["lat"] and row["lon"] else None
            found = Row(reader.line_num, day, row["name"], before, after, at, ())
            named = re.compile(rf"(?<!\w){re.escape(found.name)}(?!\w)")
            refs = [
                ref
                for near in found.days()
                for ref, text in by_day[near]
                if named.search(text) and CONTROL_WORDS.search(text)
            ]
            if refs:
                rows.append(Row(found.line, day, found.name, before, after, at, tuple(refs)))
    return rows, changes


def read_tellings(records: Path | None, reader: str) -> list[Telling]:
    """What all reports say on control, from a file of records or read now."""
    with records_of(records, reader) as found:
        return [telling for telling, _ in read_records(found)]


@contextmanager
def records_of(records: Path | None, reader: str) -> Iterator[Path]:
    """A file with the claims of all reports: the one given, or read now."""
    if records is not None:
        yield records
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "records.jsonl"
        options = ["--reader", reader, "--format", "jsonl", "-o", str(made), "--on-error", "skip", "-q"]
        claimline("read", str(REPORTS), *options, places=gazetteer())
        yield made


def read_records(records: Path) -> list[tuple[Telling, dict[str, Any]]]:
    """The tellings on control of a file of records, each with its record."""
    kinds = default_rules().kinds
    found = []
    for line in records.open(encoding="utf-8"):
        record = json.loads(line)
        if record["kind"] in kinds and record["report"]["published"]:
            report = record["report"]
            found.append((telling_of(record, report=report["id"], known=report["published"][:10]), record))
    return found


def judge(row: Row, place: str | None, tellings: list[Telling], had: set[str]) -> tuple[str, str]:
    """The fate of a row, and the picture on its last day in words. `had`: states of the table within the days."""
    if place is None:
        return "silent", "the place is in no gazetteer"
    last: ControlState | None = None
    for day in row.days():
        iso = day.isoformat()
        states = control(tellings, ControlConfig(iso, iso))
        last = next((s for s in states if s.place == place), None)
        if last is not None and _is(last, row.after, iso):
            return "right", f"{_words(last)} on {iso}"
    if last is None or last.by is None or last.stale:
        return "silent", _words(last)
    iso = (row.day + timedelta(DAYS)).isoformat()
    return ("behind" if any(_is(last, state, iso) for state in had) else "wrong"), _words(last)


def _is(state: ControlState, wanted: str, day: str) -> bool:
    if state.stale:
        return False
    if wanted == "contested":
        return state.status == "contested"
    return state.by is not None and default_camps().allied(state.by, wanted, day)


def _words(state: ControlState | None) -> str:
    if state is None or state.since is None:
        return "nothing said"
    who = state.by or "/".join(sorted(state.parties))
    stale = ", stale" if state.stale else ""
    return f"{state.status} {who} since {state.since} ({state.reasons[0].name}{stale})"


def causes() -> dict[int, str]:
    with ROWS.open(encoding="utf-8", newline="") as opened:
        return {int(row["line"]): row["cause"] for row in csv.DictReader(opened)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--records", type=Path, help="claims of all reports, as `claimline read --format jsonl` has them"
    )
    parser.add_argument("--reader", default="default", choices=["default", "rules"])
    parser.add_argument("--show", action="store_true", help="print every row with its fate")
    parser.add_argument("--write", action="store_true", help="write the list of rows anew")
    args = parser.parse_args()
    rows, changes = read_rows(need(TABLE), need(REPORTS))
    tellings = read_tellings(args.records, args.reader)
    kept = causes() if ROWS.exists() else {}
    fates: dict[int, str] = {}
    written = []
    for row in rows:
        place = _place(row)
        had = {
            state
            for day, *states in changes[row.name]
            for state in states
            if state and abs((day - row.day).days) <= DAYS
        }
        about = [t for t in tellings if any(spot.id == place for spot in t.places)]
        fates[row.line], words = judge(row, place, about, had)
        cause = "" if fates[row.line] == "right" else kept.get(row.line, "")
        if args.show:
            print(f"{row.line:5} {row.day} {row.name}: {row.before} to {row.after}: {fates[row.line]}, {words} {cause}")
        refs = " ".join(row.reports)
        written.append((row.line, row.day.isoformat(), row.name, place or "", row.before, row.after, refs, cause))
    if args.write:
        with ROWS.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([COLUMNS, *written])
    _print(fates, {line: cause for line, *_, cause in written}, _brief(rows, changes))


def _place(row: Row) -> str | None:
    from claimline.resolving.places import Gazetteer

    found = right_place(Gazetteer.open(gazetteer()), row.name, row.at)
    return found.id if found else None


def _brief(rows: Iterable[Row], changes: dict[str, list[tuple[date, str, str]]]) -> frozenset[int]:
    """Lines of changes to a state that was left again, or that undo another of the place, on that day or the next."""
    found = set()
    for row in rows:
        near = [(before, after) for day, before, after in changes[row.name] if abs((day - row.day).days) <= 1]
        if (row.after, row.before) in near:
            found.add(row.line)
    return frozenset(found)


def _print(fates: dict[int, str], because: dict[int, str], brief: frozenset[int]) -> None:
    groups = {
        "all": set(fates),
        "even lines": {line for line in fates if line % 2 == 0},
        "odd lines": {line for line in fates if line % 2},
        "not taken back": set(fates) - brief,
    }
    for name, lines in groups.items():
        counts = Counter(fates[line] for line in lines)
        total = max(1, len(lines))
        shares = "  ".join(f"{fate} {counts[fate]} ({100 * counts[fate] / total:.0f} %)" for fate in FATES)
        print(f"{name:15} {len(lines):3} rows  {shares}")
    missed = Counter(because[line] or "not looked at" for line, fate in fates.items() if fate != "right")
    for cause, count in sorted(missed.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:3}  {cause}")


if __name__ == "__main__":
    main()
