"""How fast and how large: `python benchmarks/speed.py [--shared ../shared] [--reports 1000]`.

Whole processes for what a user waits for; one process for words a second, with a profile by room.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

ROOMS = (
    *(f"reading/{part}" for part in ("attribution", "mentions", "times", "quantities", "rules", "neural")),
    "reading",
    *(f"resolving/{part}" for part in ("places", "actors", "times")),
    "resolving",
    "claiming",
    "model",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=1000)
    args = parser.parse_args()
    print(f"claimline --help          {whole('--help'):.3f} s, median of 5")
    if not args.shared.is_dir():
        print(f"{args.shared} is not here: the rest is not measured", file=sys.stderr)
        return 0
    seed = ("read", str(args.shared / "seed/report.txt"), "--date", "2024-05-16", "--format", "jsonl")
    for reader in ("default", "rules"):
        print(f"seed report, {reader:8}     {whole(*seed, '--reader', reader):.3f} s, cold, median of 5")
    for reader in ("rules", "default"):
        stream(args.shared / "corpora/current-events/reports.jsonl", args.reports, reader)
    return 0


def whole(*arguments: str) -> float:
    """Seconds of a whole process, the median of five after one that warms the disk."""
    taken = []
    for _ in range(6):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "claimline", *arguments], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def stream(path: Path, count: int, reader: str) -> None:
    from claimline.model import Report
    from claimline.pipeline import ReadConfig, read_reports

    rows = [json.loads(line) for line in islice(path.open(encoding="utf-8"), count)]
    reports = [Report(r["text"], given_id=r["id"], published=date.fromisoformat(r["published"])) for r in rows]
    words = sum(len(r.text.split()) for r in reports)
    list(read_reports(reports[:5], ReadConfig(reader=reader)))  # vocabulary and weights are loaded once
    began = time.process_time()
    claims = sum(len(r.claims) for r in read_reports(reports, ReadConfig(reader=reader)))
    taken = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed = f"{words / taken:,.0f} words/s of processor time"
    print(f"{count} reports, {reader:8}     {speed}, {claims} claims, peak {peak:.0f} MB")
    profile = cProfile.Profile()
    profile.enable()
    list(read_reports(reports[:200], ReadConfig(reader=reader)))
    profile.disable()
    for room, share in by_room(pstats.Stats(profile)).most_common(10):
        print(f"    {room:24} {share:6.1%}")


def by_room(stats: pstats.Stats) -> Counter[str]:
    """The share of own time of each room; library code counts as `libraries`."""
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        inside = file.partition("/claimline/")[2]
        spent[next((r for r in ROOMS if inside.startswith(r)), "libraries")] += own
    total = sum(spent.values())
    return Counter({room: own / total for room, own in spent.items()})


if __name__ == "__main__":
    sys.exit(main())
