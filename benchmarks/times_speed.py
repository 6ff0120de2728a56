"""Words a second of the time tagger and resolver, one thread, beside dateparser's search_dates on the same text.

    python benchmarks/times_speed.py [--reports 2000]

Text: the first reports of ../shared/corpora/current-events/reports.jsonl. dateparser (not a dependency) is measured
where it is installed, on the first tenth of the reports, languages=["en"] with the day of publication as its base.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from claimline.reading.times import find_times
from claimline.reading.times.grammar import grammar
from claimline.resolving.times import resolve_times

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "current-events" / "reports.jsonl"
Report = dict[str, Any]


def ours(report: Report) -> int:
    text = report["text"]
    return len(resolve_times(text, find_times(text), date.fromisoformat(report["published"][:10])))


def dateparser_search() -> Callable[[Report], int] | None:
    if find_spec("dateparser") is None:
        return None
    search = import_module("dateparser.search").search_dates

    def run(report: Report) -> int:
        base = datetime.fromisoformat(report["published"][:10])
        return len(search(report["text"], languages=["en"], settings={"RELATIVE_BASE": base}) or ())

    return run


def measure(name: str, run: Callable[[Report], int], reports: list[Report]) -> float:
    words = sum(len(r["text"].split()) for r in reports)
    started = time.perf_counter()
    times = sum(run(r) for r in reports)
    seconds = time.perf_counter() - started
    print(
        f"{name:12} {len(reports)} reports, {words} words, {times} times, {seconds:.2f} s:"
        f" {words / seconds:,.0f} words a second"
    )
    return words / seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.exit(f"{CORPUS}: not there, nothing to measure on")
    with CORPUS.open(encoding="utf-8") as lines:
        reports = [r for r in map(json.loads, islice(lines, options.reports)) if r.get("published")]
    started = time.perf_counter()
    grammar()
    print(f"vocabulary and rules loaded and compiled in {1000 * (time.perf_counter() - started):.0f} ms")
    speed = measure("claimline", ours, reports)
    other = dateparser_search()
    if other is None:
        print("dateparser is not installed: pip install dateparser to compare")
        return 0
    other(reports[0])
    print(f"{speed / measure('dateparser', other, reports[: len(reports) // 10]):.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
