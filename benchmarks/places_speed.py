"""Speed and memory of the gazetteer: time to open, to look a name up (each name once, nothing cached), memory in use.

    python benchmarks/places_speed.py --gazetteer FILE [--names 4000]

Names are every n-th of the file's own (in all scripts), a third of them with one letter changed, a third made up.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from claimline.resolving.places import Gazetteer


def some_names(path: Path, count: int) -> list[str]:
    """A fixed draw of names: a third as they are, a third with a letter changed, a third made up."""
    chance = random.Random(5)
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT norm FROM name WHERE place % 97 = 5 ORDER BY place, norm").fetchall()
    names = chance.sample(sorted({n for (n,) in rows if len(n) > 3}), count)
    for i in range(0, count, 3):
        at = chance.randrange(len(names[i]))
        names[i] = names[i][:at] + chance.choice("aeioukrst") + names[i][at + 1 :]
    for i in range(1, count, 3):
        names[i] = "".join(chance.choice("bdfklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 5)))
    return names


def resident_mb() -> float:
    """Memory of this process now (Linux), or its peak where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS"))) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(path: Path, names: list[str]) -> None:
    start = time.perf_counter()
    gazetteer = Gazetteer.open(path)
    gazetteer.lookup("Kharkiv")
    opened = time.perf_counter() - start
    times = []
    for name in names:
        start = time.perf_counter()
        gazetteer.lookup(name)
        times.append(time.perf_counter() - start)
    times.sort()
    at = {f"p{q}": 1000 * times[min(len(times) - 1, len(times) * q // 100)] for q in (50, 90, 99)}
    print(f"open and first look-up {1000 * opened:.1f} ms")
    print(f"look-up of {len(times)} names: " + "  ".join(f"{k} {v:.3f} ms" for k, v in at.items()))
    print(f"memory of the whole process {resident_mb():.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--names", type=int, default=4000)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        measure(args.gazetteer, args.inside.read_text(encoding="utf-8").split("\n"))
        return
    import tempfile

    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as listed:
        listed.write("\n".join(some_names(args.gazetteer, args.names)))
        listed.flush()  # measured in a process of its own, which has not seen the names before
        command = [sys.executable, __file__, "--gazetteer", str(args.gazetteer), "--inside", listed.name]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
