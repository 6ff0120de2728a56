"""Strange requests to a desk whose ledger is hostile: every documented address, every parameter, headers, forms.

    python benchmarks/fuzz_api.py --requests 100000
    python benchmarks/fuzz_api.py --requests 5000 --seed 7 --corpus new.jsonl
    python benchmarks/fuzz_api.py --schemathesis 50            # so many examples an operation, by the OpenAPI document

The desk is asked as a server asks it (ASGI), without a socket, on a ledger that is made anew for each --each requests
with words in every field that break programs (fuzz_ledger.py). What it answers must hold:

    no status 500, no traceback, no path of the machine; errors have the one shape
    no answer takes more than two seconds of the processor
    every answer has the headers that keep browsers from doing harm, and none that a request or a report put there
    JSON is JSON, no cell of CSV is a formula, no page has an element that a report brought along

A request that gave an answer of a new sort is kept, the shortest of its sort: --corpus writes them.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from fuzz_answers import Answer, ask, faults, sort_of
from fuzz_ledger import fill
from fuzz_requests import Call, Known, calls

SLOWEST = 2.0  # seconds of the processor for one answer
REPORTS = 24


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=5_000)
    parser.add_argument("--each", type=int, default=5_000, help="requests to one ledger")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0, help="end after so long, whatever is left; 0: never")
    parser.add_argument("--corpus", type=Path, help="file for the requests that gave an answer of a new sort")
    parser.add_argument("--gazetteer", type=Path, help="of the weighing; else that of the benchmarks")
    parser.add_argument("--schemathesis", type=int, help="examples an operation, by schemathesis")
    args = parser.parse_args()
    found = Found()
    began = time.monotonic()
    seed = args.seed
    while found.asked < args.requests and not (args.seconds and time.monotonic() - began > args.seconds):
        with desk(seed, args.gazetteer) as app:
            if args.schemathesis:
                by_document(app, args.schemathesis, seed)
            asyncio.run(found.rounds(app, seed, min(args.each, args.requests - found.asked)))
        seed += 1
        print(f"{found.asked} requests, {sum(found.faults.values())} faults", file=sys.stderr, flush=True)
    if args.corpus:
        args.corpus.write_text("".join(f"{call.line()}\n" for call in found.kept()), encoding="utf-8")
    took = time.monotonic() - began
    print(
        f"{found.asked} requests in {took:.0f} s to {seed - args.seed} ledgers; {len(found.shortest)} sorts of answer"
    )
    print("status: " + ", ".join(f"{status}: {count}" for status, count in sorted(found.statuses.items())))
    print(f"slowest: {found.slowest[0]:.2f} s, {found.slowest[1]}")
    print(f"faults: {sum(found.faults.values())}")
    for fault, count in found.faults.most_common():
        print(f"  {count} x {fault}\n    {found.examples[fault].line()[:2000]}")
    sys.exit(1 if found.faults else 0)


def by_document(app: Any, examples: int, seed: int) -> NoReturn:
    """What schemathesis finds (pip install 'claimline[fuzz]')."""
    from fuzz_schemathesis import operations

    asked, wrong = operations(app, examples, seed)
    print(f"{asked} requests by the OpenAPI document; faults: {sum(wrong.values())}")
    for fault, count in wrong.most_common():
        print(f"  {count} x {fault}")
    raise SystemExit(1 if wrong else 0)


class Found:
    """What came of the requests so far."""

    def __init__(self) -> None:
        self.asked = 0
        self.statuses: Counter[int] = Counter()
        self.shortest: dict[str, Call] = {}
        self.faults: Counter[str] = Counter()
        self.examples: dict[str, Call] = {}
        self.slowest = (0.0, "")

    async def rounds(self, app: Any, seed: int, count: int) -> None:
        chance, known = random.Random(seed), Known()
        for path in (
            "/claims.json",
            "/reports.json",
            "/events.json",
            "/places.json",
            "/speakers.json",
            "/outlets.json",
        ):
            known.learn((await ask(app, Call(path))).json())
        for call, _ in zip(calls(app.openapi(), known, chance), range(count), strict=False):
            answer = await ask(app, call)
            self._note(call, answer)
            if answer.status == 200 and chance.random() < 0.2:
                known.learn(answer.json())

    def _note(self, call: Call, answer: Answer) -> None:
        self.asked += 1
        self.statuses[answer.status] += 1
        self.slowest = max(self.slowest, (answer.seconds, f"{call.method} {call.path}"[:100]))
        sort = sort_of(call, answer)
        best = self.shortest.get(sort)
        if best is None or len(call.line()) < len(best.line()):
            self.shortest[sort] = call
        wrong = faults(call, answer)
        if answer.seconds > SLOWEST:
            wrong.append("slow")
        for one in wrong:
            self.faults[one] += 1
            self.examples.setdefault(one, call)

    def kept(self) -> list[Call]:
        """The shortest request of each sort of answer, in the order of the sorts."""
        return [self.shortest[sort] for sort in sorted(self.shortest)]


@contextmanager
def desk(seed: int, gazetteer: Path | None = None) -> Iterator[Any]:
    """A desk on a hostile ledger of its own, weighed."""
    from claimline import weigh
    from claimline.desk import create_app
    from claimline.ledger import open_ledger
    from claimline.pipeline.weighing import WeighConfig

    if gazetteer is None:
        from setting import gazetteer as own

        gazetteer = own()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, open_ledger(Path(folder) / "hostile.db") as ledger:
        fill(ledger, seed, REPORTS)
        weigh(ledger, WeighConfig(gazetteer=gazetteer))
        yield create_app(ledger)


if __name__ == "__main__":
    main()
