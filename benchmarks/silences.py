"""How soon a silence of an outlet is seen, and how often one is seen that is none: outlets of the Wikipedia bullets.

    python benchmarks/silences.py

Days on which an outlet is cited in ../shared/corpora/current-events/reports.jsonl (2002 to 2026) stand for the days on
which it reports. Silences are made: all days of an outlet from a random day on are left out, after at least 120 days of
history, and the days until the rule of `claimline coverage` calls it a gap are counted. On the days as they are every
gap is counted that an outlet came back from: real pauses of citing are among them, so that this is an upper bound of
false alarms.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from claimline.model.coverage import ReportSeen
from claimline.picturing.coverage import coverage, coverage_gaps
from setting import SHARED, need

CORPUS = SHARED / "corpora" / "current-events" / "reports.jsonl"
HISTORY, LONGEST, TRIALS = 120, 60, 5  # days, days, silences an outlet and habit
CLASSES = ((0.8, "on 80 % of days or more"), (0.5, "on 50 to 80 %"), (0.25, "on 25 to 50 %"))


def cited_days(path: Path) -> dict[str, set[date]]:
    days: dict[str, set[date]] = defaultdict(set)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            for outlet in report["citations"]:
                days[outlet].add(date.fromisoformat(report["published"]))
    return days


def seen(outlet: str, days: set[date]) -> list[ReportSeen]:
    return [ReportSeen(f"{outlet} {day}", outlet, day.isoformat()) for day in sorted(days)]


def share(days: set[date], last: date) -> float:
    """Share of the 56 days up to `last` with a report."""
    return sum(last - timedelta(days=n) in days for n in range(56)) / 56


def delay(outlet: str, days: set[date], last: date) -> int | None:
    """Days of silence after `last` until it is a gap; None where it is none within `LONGEST`."""
    before = {day for day in days if last - timedelta(days=HISTORY) <= day <= last}
    for length in range(2, LONGEST + 1):
        if coverage_gaps(seen(outlet, before), on=(last + timedelta(days=length)).isoformat()):
            return length
    return None


def starts(days: set[date], luck: random.Random, low: float, high: float) -> Iterator[date]:
    """Last days before made silences, of the class of habit."""
    first = min(days)
    fitting = [d for d in sorted(days) if d - first >= timedelta(days=HISTORY) and low <= share(days, d) < high]
    yield from luck.sample(fitting, min(TRIALS, len(fitting)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=12, help="how many, the most cited first")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    days = cited_days(need(CORPUS))
    chosen = sorted(days, key=lambda name: (-len(days[name]), name))[: given.outlets]
    luck = random.Random(given.seed)
    print(f"{CORPUS.name}: the {len(chosen)} outlets cited on most days; silences made after {HISTORY} days or more")
    high = 1.01
    for low, words in CLASSES:
        found = [delay(name, days[name], last) for name in chosen for last in starts(days[name], luck, low, high)]
        noticed = [length for length in found if length is not None]
        if found:
            middle = statistics.median(noticed) if noticed else float("nan")
            worst = max(noticed, default=0)
            print(
                f"cited {words}: {len(noticed)} of {len(found)} seen, median after {middle:g} days, last after {worst}"
            )
        high = low
    years = sum((max(days[name]) - min(days[name])).days for name in chosen) / 365.25
    gaps = sum(not gap.ongoing for name in chosen for gap in coverage(seen(name, days[name])).gaps)
    print(f"as they are: {gaps} gaps within {years:.0f} years of outlets ({gaps / years:.2f} a year), real pauses too")


if __name__ == "__main__":
    main()
