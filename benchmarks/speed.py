"""How long a user waits, how many words a second are read, how much memory that takes, and where the time goes.

    python benchmarks/speed.py
    python benchmarks/speed.py --only stream --reader rules --reports 200

`start`: whole processes of `claimline --help`. `seed`: whole processes that read the seed report, with the gazetteer
built. `stream`: the first reports of ../shared/corpora/current-events in one process, JSONL out; words a second by the
clock and by the processor's time (the machine may have other work), peak memory, and a profile of a fifth of them.
The profile charges a library's time to the room that called it; it includes what the profiler itself costs.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import os
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from setting import SHARED, claimline, gazetteer, need

ROOMS = (
    "reading/attribution", "reading/mentions", "reading/times", "reading/quantities", "reading/rules", "reading/neural",
    "reading", "resolving/places", "resolving/actors", "resolving/times", "resolving", "claiming", "publishing",
    "intake", "model", "vocab",
)  # fmt: skip
Function = tuple[str, int, str]  # file, line, name
DEEPEST = 12  # callers of callers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("start", "seed", "stream"), help="one of the three")
    parser.add_argument("--reader", nargs="*", default=["rules", "default"], help="one or several; default: both")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of corpora")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)  # this process is the one measured
    args = parser.parse_args()
    if args.inside:
        stream(args.shared, args.reader[0], args.reports)
        return
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    if args.only in (None, "start"):
        print(f"claimline --help: {whole('--help', times=10)}", flush=True)
    need(args.shared)
    for reader in args.reader if args.only in (None, "seed") else ():
        report = str(need(args.shared / "seed" / "report.txt"))
        taken = whole(
            "read", report, "--date", "2024-05-16", "--reader", reader, times=5, places=gazetteer(args.shared)
        )
        print(f"seed report, reader {reader}: {taken}", flush=True)
    for reader in args.reader if args.only in (None, "stream") else ():
        inside = ["--inside", "--reader", reader, "--reports", str(args.reports), "--shared", str(args.shared)]
        subprocess.run([sys.executable, __file__, *inside], check=True)  # its own process: its own peak of memory


def whole(*arguments: str, times: int, places: Path | None = None) -> str:
    """How long whole processes took, after one that warms the disk's cache."""
    taken = []
    for _ in range(times + 1):
        began = time.perf_counter()
        claimline(*arguments, places=places)
        taken.append(time.perf_counter() - began)
    return f"median {statistics.median(taken[1:]):.2f} s of {times} whole processes (first of all {taken[0]:.2f} s)"


def stream(shared: Path, reader: str, count: int) -> None:
    corpus, places = need(shared / "corpora" / "current-events" / "reports.jsonl"), gazetteer(shared)
    began, cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.jsonl"
        words = cut(corpus, first, count)
        printed = read(first, reader, places)
        clock, cpu = time.perf_counter() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count} reports, reader {reader}: {words:,} words, {printed.count(chr(10)):,} claims, {clock:.1f} s")
        print(
            f"  {words / clock:,.0f} words a second ({words / cpu:,.0f} by processor time), peak memory {peak:.0f} MB"
        )
        cut(corpus, first, max(1, count // 5))
        profile = cProfile.Profile()
        profile.runcall(read, first, reader, places)
    for room, share in by_room(pstats.Stats(profile)).most_common():
        if share >= 0.001:
            print(f"  {share:6.1%}  {room}")


def cut(corpus: Path, to: Path, count: int) -> int:
    """Copies the first reports; how many words they have."""
    with corpus.open(encoding="utf-8") as lines, to.open("w", encoding="utf-8") as out:
        chosen = list(islice(lines, count))
        out.writelines(chosen)
    return sum(len(json.loads(line)["text"].split()) for line in chosen)


def read(source: Path, reader: str, places: Path) -> str:
    """What `claimline read` does with a file of reports, in this process."""
    from claimline.pipeline import ReadConfig, read_sources
    from claimline.publishing.formats import Options, writer

    out = io.StringIO()
    writer("jsonl")(read_sources([str(source)], ReadConfig(reader=reader, gazetteer=places)), out, Options())
    return out.getvalue()


def by_room(stats: pstats.Stats) -> Counter[str]:
    """Each room's share of the time; what libraries and built-ins took is charged to the rooms that called them."""
    table: dict[Function, Any] = stats.stats  # type: ignore[attr-defined]
    spent: Counter[str] = Counter()
    for function, (_, _, own, _, _) in table.items():
        for room, share in charged(function, table, 0).items():
            spent[room] += own * share
    total = sum(spent.values())
    return Counter({room: own / total for room, own in spent.items()})


def charged(function: Function, table: dict[Function, Any], depth: int) -> dict[str, float]:
    """The rooms that a function works for, with their parts of it: its own room, or those of its callers."""
    inside = function[0].rpartition("/claimline/")[2] if "/claimline/" in function[0] else None
    if inside is not None:
        return {next((room for room in ROOMS if inside.startswith(room)), "the rest of claimline"): 1.0}
    callers = table[function][4]
    total = sum(own for _, _, own, _ in callers.values())
    if not total or depth == DEEPEST:
        return {"not known": 1.0}
    parts: Counter[str] = Counter()
    for caller, (_, _, own, _) in callers.items():
        if own > total / 1000:
            for room, share in charged(caller, table, depth + 1).items():
                parts[room] += share * own / total
    return dict(parts)


if __name__ == "__main__":
    main()
