"""How long the desk takes for each of its addresses on a ledger, and with many readers beside a writer.

    python benchmarks/desk.py --ledger million.db --rounds 10
    python benchmarks/desk.py --ledger copy.db --readers 50 --writer

The desk runs on loopback in a process of its own. Addresses of one thing take other things in each round, so that what
the desk remembers helps as it would help people. `first` is the first answer, before anything is in memory; p50 and p95
are of the others, in milliseconds, whole answers over one connection. With --writer a report is added again and again
while the readers read (take a copy of the ledger).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx

LISTS = (
    "/claims", "/claims.json", "/claims.json?family=control", "/claims.json?words=ceasefire", "/claims.geojson",
    "/claims.json?sort=day&since=2023-01-01&until=2023-02-01", "/claims.csv", "/reports.json", "/events.json",
    "/events.json?sort=size", "/places.json", "/places.json?sort=claims", "/speakers.json", "/outlets.json",
    "/search.json?q=Kharkiv", "/facets.json", "/facets.json?family=control", "/index.json", "/", "/changes.json",
    "/corrections.json", "/healthz",
)  # fmt: skip
PICTURES = (
    "/control.geojson?area={area}",
    "/people.json?area={area}&since=2023-01-01",
    "/coverage.json",
    "/control.json",
)
SLOW = 60.0  # seconds that one answer may take before its address is given up


@dataclass(slots=True)
class Times:
    """Seconds of the answers of each address, and the bytes of the last one; what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    size: dict[str, int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--area", default="iso3166-2:UA-63", help="of pictures: an id")
    parser.add_argument(
        "--pictures", action="store_true", help="pictures and pages that need all claims on control too"
    )
    parser.add_argument("--readers", type=int, default=0, help="so many at once, instead of one after the other")
    parser.add_argument("--writer", action="store_true", help="add reports meanwhile")
    args = parser.parse_args()
    with desk(args.ledger) as base:
        if args.readers:
            crowd(base, args)
        else:
            alone(base, args)


@contextmanager
def desk(ledger: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "claimline", "desk", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        if "http" not in told:
            raise SystemExit(told + process.stderr.read())
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            yield told[told.index("http") :].split()[0].rstrip("/")
        finally:
            process.terminate()


def alone(base: str, args: argparse.Namespace) -> None:
    times = Times()
    with httpx.Client(base_url=base, timeout=SLOW) as client:
        for address in LISTS:
            for _ in range(args.rounds + 1):
                if not timed(client, address, address, times):
                    break
        for name, addresses in things(client, args.rounds + 1).items():
            for address in addresses:
                if not timed(client, address, name, times):
                    break
        for address in PICTURES if args.pictures else ():
            for _ in range(3):
                if not timed(client, address.format(area=args.area), address, times):
                    break
    shown(times)


def timed(client: httpx.Client, address: str, name: str, times: Times) -> bool:
    """Ask once; False where it failed, or took longer than anybody waits."""
    began = time.perf_counter()
    try:
        answer = client.get(address, follow_redirects=True)
        ok = answer.status_code == 200
        times.size[name] = len(answer.content)
    except httpx.HTTPError:
        ok = False
    times.seconds[name].append(time.perf_counter() - began)
    times.failed[name] += not ok
    return ok


def things(client: httpx.Client, number: int) -> dict[str, list[str]]:
    """Addresses of so many claims, reports, events … by what they are, spread over the lists."""
    found: dict[str, list[str]] = {}
    for name, key, form in (
        ("claims", "id", "/claims/{}.json"),
        ("reports", "ref", "/reports/{}"),
        ("events", "id", "/events/{}"),
        ("places", "id", "/places/{}.json"),
        ("speakers", "key", "/speakers/{}.json"),
        ("outlets", "key", "/outlets/{}.json"),
    ):
        sort = {"events": "&sort=size", "places": "&sort=claims"}.get(name, "")
        rows = client.get(f"/{name}.json?limit={number}{sort}").json()[name]
        found[form.format("…")] = [form.format(quote(str(row[key] or row.get("name")), safe="")) for row in rows]
    return found


def crowd(base: str, args: argparse.Namespace) -> None:
    """Many readers at once, each through the same addresses from another one on."""
    times, over = Times(), threading.Event()
    with httpx.Client(base_url=base, timeout=SLOW) as client:
        known = [address for addresses in things(client, 20).values() for address in addresses]
    addresses = [*(a for a in LISTS if "words" not in a), *known]

    def read(number: int) -> None:
        with httpx.Client(base_url=base, timeout=SLOW) as client:
            for turn in range(args.rounds):
                address = addresses[(number * 7 + turn) % len(addresses)]
                timed(client, address, "all", times)

    writer = threading.Thread(target=write, args=(args.ledger, over))
    if args.writer:
        writer.start()
    readers = [threading.Thread(target=read, args=(number,)) for number in range(args.readers)]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    took = time.perf_counter() - began
    over.set()
    if args.writer:
        writer.join()
    shown(times)
    answers = len(times.seconds["all"])
    print(f"{args.readers} readers, {answers} answers in {took:.1f} s: {answers / took:.0f} a second")


def write(path: Path, over: threading.Event) -> None:
    """Add a report every fifth of a second."""
    from claimline.ledger import open_ledger
    from claimline.model import Report

    number = 0
    with open_ledger(path, create=False) as ledger:
        while not over.wait(0.2):
            number += 1
            with ledger.writer() as writer:
                writer.add(Report(f"Report {number} of {time.time()}: nothing happened.", outlet="Benchmark"), [])
    print(f"the writer added {number} reports")


def shown(times: Times) -> None:
    print(f"{'address':58} {'first':>8} {'p50':>8} {'p95':>8} {'kB':>7}  failed")
    for name, seconds in times.seconds.items():
        first, rest = seconds[0], seconds[1:] or seconds
        ordered = sorted(rest)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        figures = (first * 1000, statistics.median(rest) * 1000, p95 * 1000)
        line = " ".join(f"{figure:8.0f}" for figure in figures)
        print(f"{name:58} {line} {times.size.get(name, 0) / 1000:7.0f}  {times.failed[name] or ''}")


if __name__ == "__main__":
    main()
