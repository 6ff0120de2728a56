"""Kill a writer at random moments (kill -9), again and again, and see whether anything acknowledged is lost or doubled.

    python benchmarks/ledger_kills.py --kills 50

All writers add the same made-up reports to one ledger; each starts anew, so most of what it adds is there already. The
moments are drawn from a seed, from the first instant of opening a fresh ledger on.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from claimline.ledger import open_ledger, verify

EACH = 4  # claims a report
WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from ledger_speed import items
from claimline.ledger import open_ledger
print("start", flush=True)
with open_ledger(sys.argv[2]) as ledger, ledger.writer() as writer:
    for item in items(int(sys.argv[3]), 100_000, int(sys.argv[4])):
        print(writer.add(item.report, item.claims).ref, flush=True)
"""


def killed_writer(path: Path, first: int, seconds: float) -> set[str]:
    """The refs that a writer acknowledged before it was killed, so many seconds after its start."""
    command = [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(path), str(first), str(EACH)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read()
    process.wait()
    return {line for line in said.split("\n")[:-1] if line}  # the last line may be cut off


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    acknowledged: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        for number in range(wanted.kills):
            # every other writer starts where nothing has been written yet
            acknowledged |= killed_writer(path, number * 1000 * (number % 2), chance.uniform(0, 0.4))
        with open_ledger(path) as ledger:
            refs = [record["ref"] for record in ledger.view().reports()]
            claims = ledger.view().counts().claims
            problems = list(verify(ledger))
    print(f"{wanted.kills} kills; {len(acknowledged):,} reports acknowledged, {len(refs):,} in the ledger")
    print(f"lost: {len(acknowledged - set(refs))}")
    print(f"doubled: {len(refs) - len(set(refs))}; reports without their claims: {len(refs) - claims // EACH}")
    print(f"problems that verify found: {len(problems)}")


if __name__ == "__main__":
    main()
