"""What `claimline add` holds in memory while it reads many reports, in one process, and whether it grows.

    python benchmarks/memory_flat.py
    python benchmarks/memory_flat.py --reader fast --reports 20000

The reports are those of ../shared/corpora/current-events, again and again, each time with another day and another
first sentence, so that none is there twice. The ledger is asked from outside how far the process is, and /proc what it
holds by then. First all are read, then all are weighed; both are told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from process_memory import Sample, sample, told
from setting import SHARED, gazetteer, need

LINES = 24  # of a table
_READ = "SELECT coalesce(max(key), 0) FROM reports"
_WEIGHED = "SELECT coalesce((SELECT min(report_key) - 1 FROM weighing_queue), (SELECT max(key) FROM reports))"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", choices=["default", "fast", "rules"], default="rules")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--no-weigh", action="store_true", help="only read")
    args = parser.parse_args()
    corpus = need(SHARED / "corpora" / "current-events" / "reports.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        source, ledger = Path(folder) / "reports.jsonl", Path(folder) / "ledger.db"
        words = write_reports(corpus, source, args.reports)
        print(f"{args.reports:,} reports, {words:,} words, reader {args.reader}", flush=True)
        options = ["--reader", args.reader, "--on-error", "skip", "--ledger", str(ledger)]
        command = [sys.executable, "-m", "claimline", "add", str(source), *options]
        process = subprocess.Popen(
            [*command, "--no-weigh"] if args.no_weigh else command,
            env={**os.environ, "CLAIMLINE_GAZETTEER": str(gazetteer())},
            stderr=subprocess.DEVNULL,
        )
        step = max(1, args.reports // 100)
        watched("read", process, ledger, _READ, (args.reports, step))
        if not args.no_weigh:
            watched("weighed", process, ledger, _WEIGHED, (args.reports, step))
        if process.wait():
            raise SystemExit(f"claimline add ended with exit code {process.returncode}")


def watched(what: str, process: subprocess.Popen[bytes], ledger: Path, query: str, span: tuple[int, int]) -> None:
    """Sample the process until so many are done (or it ends); print a table, and what came of it."""
    whole, step = span
    samples: list[Sample] = []
    began, due, done = time.monotonic(), 0, 0
    while done < whole and process.poll() is None:
        done = answer(ledger, query)
        if done >= due and (found := sample(process.pid, done)):
            samples.append(found)
            due = (done // step + 1) * step
        time.sleep(0.05)
    seconds = time.monotonic() - began
    print(f"{what:>10}  MB resident  of it own  files  threads")
    for one in samples[:: max(1, len(samples) // LINES)]:
        print(f"{one.at:>10,}  {one.resident:>11.1f}  {one.own:>9.1f}  {one.files:>5}  {one.threads:>7}")
    print(f"{what}: {told(samples, 'reports')}; {done:,} in {seconds:.0f} s", flush=True)


def answer(ledger: Path, query: str) -> int:
    """A number out of a ledger that another process writes; 0 as long as there is none."""
    if not ledger.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
            return int(database.execute(query).fetchone()[0] or 0)
    except sqlite3.OperationalError:  # not made yet
        return 0


def write_reports(corpus: Path, path: Path, count: int) -> int:
    """Write so many reports, none like another; returns how many words they have."""
    words = 0
    with path.open("w", encoding="utf-8") as out:
        for report in made_up(corpus, count):
            words += len(report["text"].split())
            out.write(json.dumps(report, ensure_ascii=False) + "\n")
    return words


def made_up(corpus: Path, count: int) -> Iterator[dict[str, str]]:
    number, turn = 0, 0
    while True:
        for line in corpus.read_text(encoding="utf-8").splitlines():
            if number == count:
                return
            number += 1
            report = json.loads(line)
            day = date.fromisoformat(report["published"]) - timedelta(days=401 * turn)
            text = f"Bulletin {number} of desk {1 + turn}. {report['text']}"
            yield {"id": f"{report['id']}-{turn}", "text": text, "published": day.isoformat(), "outlet": f"Desk {turn}"}
        turn += 1


if __name__ == "__main__":
    main()
