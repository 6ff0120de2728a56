"""Coverage: a line an outlet with its reports over time, and its gaps with their reasons."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, TextIO

from rich.table import Table
from rich.text import Text

from claimline.model.coverage import Coverage, Gap, OutletCoverage
from claimline.publishing.csv import guarded
from claimline.publishing.formats import Options
from claimline.publishing.tolls import plain
from claimline.publishing.tolls_table import Page, gap_words
from claimline.publishing.words import plural, visible

COLUMNS = ("outlet", "day", "reports", "in_gap")
_BARS = " ▁▂▃▄▅▆▇█"
_WIDEST = 28  # signs of the bar of an outlet


def coverage_record(covered: Coverage) -> dict[str, Any]:
    record: dict[str, Any] = plain(asdict(covered))
    record["gaps"] = [gap for outlet in record["outlets"] for gap in outlet["gaps"]]
    return record


def coverage_csv(covered: Coverage, out: TextIO) -> None:
    """One row for every outlet and day from its first report to the end of the period, days without a report too."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for outlet in covered.outlets:
        counts, name = dict(outlet.by_day), guarded(outlet.outlet)
        silent = {day for gap in outlet.gaps for day in _between(gap.since, gap.until)}
        for day in _days(covered, outlet):
            rows.writerow([name, day, counts.get(day, 0), "yes" if day in silent else "no"])


def coverage_rows(covered: Coverage) -> int:
    """How many rows `coverage_csv` writes: who dates a report to 1970 makes an outlet with twenty thousand days."""
    return sum(_count(*_period(covered, outlet)) for outlet in covered.outlets)


def _period(covered: Coverage, outlet: OutletCoverage) -> tuple[str, str]:
    return max(outlet.first, covered.since or outlet.first), covered.until or outlet.last


def _days(covered: Coverage, outlet: OutletCoverage) -> list[str]:
    return _between(*_period(covered, outlet))


def _count(first: str, last: str) -> int:
    return max(0, (date.fromisoformat(last) - date.fromisoformat(first)).days + 1)


def _between(first: str, last: str) -> list[str]:
    """The days from one to the other, both included."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=n)).isoformat() for n in range(_count(first, last))]


def coverage_table(covered: Coverage, out: TextIO, options: Options) -> None:
    page = Page(options)
    known = f"as known on {covered.known}" if covered.known else "with all that is known"
    since = f"{covered.since} to {covered.until}" if covered.since else f"until {covered.until}"
    page.heading(f"Coverage · {since if covered.until else 'no reports'} · {known}")
    if covered.outlets:
        page.show(_outlets_table(covered))
    else:
        page.say("no report of an outlet lies in this period")
    if covered.nameless:
        page.say(f"{plural(covered.nameless, 'report')} without an outlet: nobody's silence can be seen in them.")
    unjudged = [outlet for outlet in covered.outlets if not outlet.judged]
    if unjudged:
        page.say(f"? {plural(len(unjudged), 'outlet')} not judged: {unjudged[0].why}.")
    for gap in covered.gaps:
        page.say("")
        page.show(_gap_grid(gap))
    page.write(out)


def _outlets_table(covered: Coverage) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("outlet", overflow="fold", max_width=30)
    table.add_column("reports", justify="right")
    table.add_column("first", no_wrap=True)
    table.add_column("last", no_wrap=True)
    table.add_column("over the period", no_wrap=True)
    table.add_column("gaps", overflow="fold")
    for outlet in covered.outlets:
        gaps = plural(len(outlet.gaps), "gap") if outlet.gaps else "" if outlet.judged else "?"
        if any(gap.ongoing for gap in outlet.gaps):
            gaps += ", silent now"
        bar = bars(outlet.by_day, _days(covered, outlet))
        table.add_row(visible(outlet.outlet), f"{outlet.reports:,}", outlet.first, outlet.last, bar, gaps)
    return table


def bars(by_day: Iterable[tuple[str, int]], days: list[str]) -> str:
    """A line of bars over the days, several days a bar where there are many; a space is no report at all."""
    counts, width = dict(by_day), max(1, -(-len(days) // _WIDEST))
    sums = [sum(counts.get(day, 0) for day in days[n : n + width]) for n in range(0, len(days), width)]
    top = max(sums, default=0)
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // top)] if top else _BARS[0] for count in sums)


def _gap_grid(gap: Gap) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_row(Text(gap_words(gap), "yellow"))
    odds = f"1 in {1 / gap.chance:,.0f}" if gap.chance > 1e-9 else "less than 1 in a billion"
    grid.add_row(Text(f"  last report {gap.last_report}; by its habits such a silence has a chance of {odds}:", "dim"))
    for part in gap.parts:
        grid.add_row(Text(f"  {part.name}: {part.why}", "dim"))
    return grid
