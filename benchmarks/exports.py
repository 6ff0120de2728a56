"""Exports of a large ledger: seconds, peak memory and size of each format.

    python benchmarks/exports.py                             a ledger of 100,000 claims, made first (some minutes)
    python benchmarks/exports.py --claims 10000 100000       does memory grow with the ledger?
    python benchmarks/exports.py --ledger claimline.db --formats csv geojson

The ledger is made as `weighing_scale.py` makes it: ../shared/corpora/current-events, read by the rules, repeated until
there are enough claims. Each format is written by a process of its own. Seconds are the processor's, since other work
may run on the machine; those by the clock stand beside them. Memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from claimline.ledger import open_ledger
from setting import gazetteer
from weighing_scale import PORTION, RepeatedHolders, items, read_corpus, weighed

FORMATS = ("jsonl", "reports", "csv", "parquet", "geojson", "jsonld", "ftm", "plover", "acled", "viina")


@dataclass(frozen=True, slots=True)
class Measured:
    """name: the format, or what was asked of it. processor, clock: seconds. memory, size: MB."""

    name: str
    processor: float
    clock: float
    memory: float
    size: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000], help="sizes of the ledgers to make")
    parser.add_argument("--ledger", type=Path, help="measure this one; none is made")
    parser.add_argument("--records", type=Path, help="claim records of the corpus, where they were read already")
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledgers = [args.ledger] if args.ledger else made(args.claims, args.records, Path(folder))
        for ledger in ledgers:
            with open_ledger(ledger, create=False) as opened:
                print(f"{opened.view().counts().claims:,} claims")
            print(f"{'format':22}{'s (processor)':>15}{'s (clock)':>12}{'MB (peak)':>12}{'MB (file)':>12}")
            for job in args.formats:
                for one in measured(ledger, job, Path(folder)):
                    print(
                        f"{one.name:22}{one.processor:15.1f}{one.clock:12.1f}{one.memory:12.0f}{one.size:12.1f}",
                        flush=True,
                    )


def made(sizes: list[int], records: Path | None, folder: Path) -> Iterator[Path]:
    """A ledger of each size, one after the other."""
    places = gazetteer()
    if records is None:
        records = folder / "records.jsonl"
        read_corpus(records, places)
    for size in sorted(sizes):
        path, count = folder / f"{size}.db", 0
        holders, told = RepeatedHolders.open(places), items(records)
        with open_ledger(path) as ledger:
            while count < size:
                count += weighed(ledger, list(islice(told, PORTION)), holders).claims
        yield path


def measured(ledger: Path, name: str, folder: Path) -> Iterator[Measured]:
    """With grades, and without them where the format has them."""
    yield run(ledger, name, [], folder)
    if name in ("csv", "parquet"):
        yield run(ledger, name, ["--no-grades"], folder)


def run(ledger: Path, name: str, options: list[str], folder: Path) -> Measured:
    target = folder / f"export.{name}"
    words = ["export", "--ledger", str(ledger), "--format", name, "--output", str(target), "-q", *options]
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "claimline", *words])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"claimline {' '.join(words)}: status {status}")
    clock, size = time.perf_counter() - began, target.stat().st_size / 1e6
    target.unlink()
    memory = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Measured(" ".join([name, *options]), usage.ru_utime + usage.ru_stime, clock, memory, size)


if __name__ == "__main__":
    main()
