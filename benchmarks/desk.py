"""How long the desk takes for each of its addresses on a ledger, and with many readers beside a writer.

    python benchmarks/desk.py --ledger million.db
    python benchmarks/desk.py --ledger copy.db --readers 50 --seconds 30 --writer

The desk runs on loopback in a process of its own. Each kind of address is asked with different filters, or for
different things, so that the desk has none of the answers yet; only pages without parameters are asked again. Time is
that of the clock, from the request to the last byte over one connection, and that of the desk's processor, which other
work on the machine changes less. `warm` asks for the same addresses once more. With --writer a report is added again
and again while the readers read (take a copy of the ledger). --over: show only what takes longer, in ms.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from desk_addresses import Addresses, Kinds

SLOW = 60.0  # seconds that one answer may take before its kind is given up
PATIENCE = 20.0  # seconds that one kind may take in all


@dataclass(slots=True)
class Times:
    """Answers of one kind: ms by the clock and of the processor, bytes, and what failed."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    size: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Running:
    """A desk in a process of its own. pid: of the process."""

    def __init__(self, base: str, pid: int) -> None:
        self.base, self._clock = base, (~pid << 3) | 2  # clock_getcpuclockid(3) of Linux: all threads of the process

    def processor(self) -> float:
        """Seconds that its threads have had so far."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=12, help="addresses of each kind")
    parser.add_argument("--only", default="", help="kinds that begin so, or several with commas between")
    parser.add_argument("--over", type=float, default=0.0)
    parser.add_argument("--readers", type=int, default=0, help="so many at once, instead of one after the other")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds for which a reader looks at a page")
    parser.add_argument("--seconds", type=float, default=30.0, help="that the readers read")
    parser.add_argument("--writer", action="store_true", help="add reports meanwhile")
    args = parser.parse_args()
    with desk(args.ledger) as running:
        with httpx.Client(base_url=running.base, timeout=SLOW) as client:
            kinds = Addresses(client, args.rounds).kinds()
            client.get("/control.json")  # what the desk makes while it starts is made then
            if not args.readers:
                alone(running, client, chosen(kinds, args.only), args.over)
        if args.readers:
            crowd(running, chosen(kinds, args.only), args)


def chosen(kinds: Kinds, only: str) -> Kinds:
    begins = tuple(one.strip() for one in only.split(",") if one.strip())
    return {kind: found for kind, found in kinds.items() if not begins or kind.startswith(begins)}


@contextmanager
def desk(ledger: Path) -> Iterator[Running]:
    command = [sys.executable, "-m", "claimline", "desk", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        if "http" not in told:
            raise SystemExit(told + process.stderr.read())
        threading.Thread(target=passed_on, args=(process.stderr,), daemon=True).start()
        try:
            yield Running(told[told.index("http") :].split()[0].rstrip("/"), process.pid)
        finally:
            process.terminate()


def passed_on(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, end="", file=sys.stderr)


def alone(running: Running, client: httpx.Client, kinds: Kinds, over: float) -> None:
    heads = f"{'median':>8} {'p95':>7} {'cpu':>7} {'p95':>6} {'warm':>6} {'kB':>6}"
    print(f"{'kind of address, ms':34} {'n':>3} {heads}  slowest")
    for kind, addresses in kinds.items():
        fresh, again = Times(), Times()
        end = time.perf_counter() + PATIENCE
        for times in (fresh, again):
            for address in addresses:
                if time.perf_counter() < end:
                    timed(running, client, address, times)
        told(kind, addresses, fresh, again, over)


def timed(running: Running, client: httpx.Client, address: str, times: Times) -> None:
    used, began = running.processor(), time.perf_counter()
    try:
        answer = client.get(address)
        ok = answer.status_code == 200
        times.size.append(len(answer.content))
    except httpx.HTTPError:
        ok = False
    times.clock.append((time.perf_counter() - began) * 1000)
    times.processor.append((running.processor() - used) * 1000)
    if not ok:
        times.failed.append(address)


def told(kind: str, addresses: Sequence[str], fresh: Times, again: Times, over: float) -> None:
    p95 = high(fresh.clock)
    if p95 < over and not fresh.failed:
        return
    figures = (statistics.median(fresh.clock), p95, statistics.median(fresh.processor), high(fresh.processor))
    warm = high(again.clock) if again.clock else float("nan")
    line = f"{figures[0]:8.0f} {figures[1]:7.0f} {figures[2]:7.0f} {figures[3]:6.0f} {warm:6.0f}"
    slowest = addresses[fresh.clock.index(max(fresh.clock))] if p95 > over else ""
    failed = f"  FAILED {len(fresh.failed)}: {fresh.failed[0]}" if fresh.failed else ""
    size = max(fresh.size, default=0) / 1000
    print(f"{kind:34} {len(fresh.clock):3} {line} {size:6.0f}  {slowest[:70]}{failed}", flush=True)


def high(values: Sequence[float]) -> float:
    """The 95th of a hundred; of few values the highest."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def crowd(running: Running, kinds: Kinds, args: argparse.Namespace) -> None:
    """Many readers at once, each through all addresses from another one on."""
    times, over = defaultdict[str, Times](Times), threading.Event()
    every = [(kind, address) for kind, addresses in kinds.items() for address in addresses]
    end = time.perf_counter() + args.seconds

    def read(number: int) -> None:
        with httpx.Client(base_url=running.base, timeout=SLOW) as client:
            turn, draw = 0, random.Random(number)
            while time.perf_counter() < end:
                kind, address = every[(number * 31 + turn * 7) % len(every)]
                timed(running, client, address, times[kind])
                turn += 1
                time.sleep(args.pause * 2 * draw.random())

    writer = threading.Thread(target=write, args=(args.ledger, over))
    readers = [threading.Thread(target=read, args=(number,)) for number in range(args.readers)]
    began, used = time.perf_counter(), running.processor()
    for thread in [*([writer] if args.writer else []), *readers]:
        thread.start()
    for reader in readers:
        reader.join()
    took, busy = time.perf_counter() - began, running.processor() - used
    over.set()
    if args.writer:
        writer.join()
    clock = [ms for one in times.values() for ms in one.clock]
    failed = [address for one in times.values() for address in one.failed]
    for kind, one in times.items():
        print(f"{kind:34} {len(one.clock):5} {statistics.median(one.clock):8.0f} {high(one.clock):8.0f}")
    print(f"{args.readers} readers, {len(clock)} answers in {took:.1f} s: {len(clock) / took:.0f} a second")
    print(f"median {statistics.median(clock):.0f} ms, p95 {high(clock):.0f} ms, longest {max(clock):.0f} ms")
    print(f"processor {busy / len(clock) * 1000:.1f} ms an answer; failed: {len(failed)} {failed[:3]}")


def write(path: Path, over: threading.Event) -> None:
    """Add a report every fifth of a second."""
    from claimline.ledger import open_ledger
    from claimline.model import Report

    number, longest = 0, 0.0
    with open_ledger(path, create=False) as ledger:
        while not over.wait(0.2):
            number += 1
            began = time.perf_counter()
            with ledger.writer() as writer:
                writer.add(Report(f"Report {number} of {time.time()}: nothing happened.", outlet="Benchmark"), [])
            longest = max(longest, time.perf_counter() - began)
    print(f"the writer added {number} reports; the slowest took {longest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
