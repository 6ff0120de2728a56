"""What a process holds, seen from outside (Linux' /proc), and whether it stays the same."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FLAT = 5.0  # per cent that the mean of the last quarter may lie above that of the second one


@dataclass(frozen=True, slots=True)
class Sample:
    """at: how much was done by then. resident, own: MB in memory, and those of them that are of no file."""

    at: int
    resident: float
    own: float
    files: int
    threads: int


def sample(pid: int, at: int) -> Sample | None:
    """What the process holds now; None where it has ended. Ends the program where there is no /proc."""
    folder = Path("/proc")
    if not (folder / "self").exists():
        print("only Linux tells what another process holds: nothing to measure with", file=sys.stderr)
        raise SystemExit(0)
    try:
        lines = (folder / str(pid) / "status").read_text().splitlines()
        facts = dict(line.split(":", 1) for line in lines)
        files = sum(1 for _ in (folder / str(pid) / "fd").iterdir())
        resident, own = (int(facts[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon"))
        return Sample(at, resident, own, files, int(facts["Threads"]))
    except (FileNotFoundError, ProcessLookupError, KeyError):  # gone, or a zombie, which holds nothing
        return None


def told(samples: Sequence[Sample], unit: str) -> str:
    """Growth from the second quarter to the last one in per cent, and the slope from the second quarter on."""
    if len(samples) < 8:
        return f"{len(samples)} samples: too few to tell whether memory is flat"
    whole = samples[-1].at - samples[0].at
    quarters: list[list[Sample]] = [[], [], [], []]
    for one in samples:
        quarters[min(3, 4 * (one.at - samples[0].at) // max(1, whole))].append(one)
    if not quarters[1] or not quarters[3]:
        return "the samples are too far apart to tell whether memory is flat"
    second, last = (statistics.fmean(one.resident for one in quarter) for quarter in (quarters[1], quarters[3]))
    later = [one for quarter in quarters[1:] for one in quarter]
    slope = statistics.linear_regression([one.at for one in later], [one.resident for one in later]).slope
    growth = 100 * (last / second - 1)
    return (
        f"second quarter {second:.1f} MB, last one {last:.1f} MB: {growth:+.1f} % "
        f"({'flat' if growth <= FLAT else 'NOT flat'}); slope {1000 * slope:+.2f} MB for 1,000 {unit}; "
        f"open files {quarters[1][0].files} to {samples[-1].files}, threads {quarters[1][0].threads} to "
        f"{samples[-1].threads}"
    )
