"""How long a person waits for the review queue, a status and a judgement, in a ledger of many claims.

    python benchmarks/review_speed.py
    python benchmarks/review_speed.py --ledger million.db --judgements 2000

Without --ledger a ledger is made of a thousand reports of ../shared/corpora/current-events, read by the rules, and
weighed. A ledger that is named is copied first, and has to be weighed. Some claims are judged (--judgements; a third
each accepted, fixed and rejected), which is timed one by one; then the queue is asked, as it is and narrowed in several
ways, and what a page of fifty claims needs; then the desk's page of review (without a socket), and what its forms send:
to accept a claim and to undo that, each weighed at once. Milliseconds by the clock, and of the processor: median and
95th of a hundred; a chore of the processor alone beside them, which tells how busy the machine is.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import text

import claimline as program
from claimline.ledger import ClaimFilter, Ledger, open_ledger
from claimline.pipeline.holders import Holders
from setting import SHARED, gazetteer, need
from weighing_scale import items, read_corpus

ROUNDS = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="a weighed ledger in a file; it is copied")
    parser.add_argument("--judgements", type=int, default=300)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.ledger.parent if args.ledger else None) as folder:
        path = Path(folder) / "ledger.db"
        if args.ledger:
            shutil.copy(need(args.ledger), path)
        else:
            make(path, Path(folder))
        with open_ledger(path) as ledger:
            measure(ledger, args.judgements)


def make(path: Path, folder: Path) -> None:
    """A weighed ledger of a thousand reports."""
    need(SHARED / "corpora" / "current-events" / "reports.jsonl")
    records = folder / "records.jsonl"
    read_corpus(records, gazetteer())
    with open_ledger(path) as ledger:
        ledger.writer().add_many(islice(items(records), 1000))
        program.weigh(ledger, holders=Holders.open(gazetteer()))


def measure(ledger: Ledger, judgements: int) -> None:
    counts = ledger.view().counts()
    print(f"{counts.claims:,} claims of {counts.reports:,} reports")
    claims = some_claims(ledger, judgements + 50)
    jobs = judging(ledger, claims[:judgements])
    shown("a judgement", [timed(job) for job in jobs])
    reviews, page, place = ledger.reviews(), claims[-50:], busiest(ledger)
    told: dict[str, Callable[[], Any]] = {
        "the queue": lambda: reviews.due(limit=20),
        "the queue, 100 claims": lambda: reviews.due(limit=100),
        "the queue of a family": lambda: reviews.due(filters=ClaimFilter(family="control")),
        "the queue of a kind and outlet": lambda: reviews.due(filters=ClaimFilter(kind="attack.air", outlet="BBC")),
        "the queue of a place": lambda: reviews.due(filters=ClaimFilter(place=place)),
        "status of 50 claims": lambda: reviews.status(page),
        "history of a claim": lambda: reviews.history(claims[0]),
    }
    for name, job in told.items():
        job()
        shown(name, [timed(job) for _ in range(ROUNDS)])
    pages(ledger, claims[-50:])
    first = reviews.due(limit=1)[0]
    print("first in the queue:", first.score, [(part.name, part.value) for part in first.parts])


def pages(ledger: Ledger, claims: list[str]) -> None:
    """The page of review with its first claim in focus, with others, narrowed; then what its forms send."""
    from claimline.desk import DeskConfig, create_app

    host = "http://127.0.0.1:8765"
    with TestClient(create_app(ledger, DeskConfig()), base_url=host) as client:
        client.get("/review")
        found = re.search(r'name="token" value="([^"]+)"', client.get("/review").text)
        token = found.group(1) if found else ""

        def sent(verb: str, **form: str) -> dict[str, Any]:
            answer = client.post(f"/review/{verb}", data={"token": token, **form}, headers={"Origin": host})
            return dict(answer.raise_for_status().json())

        accepted: list[str] = []

        def accept(claim: str) -> None:
            accepted.append(sent("accept", claim=claim, who="bench")["judgement"]["id"])

        def undo(judgement: str) -> None:
            sent("undo", judgement=judgement, who="bench")

        program.weigh(ledger)  # what the judgements above left, by the user's own gazetteer, as the desk does
        addresses = [f"/review?claim={claim}" for claim in claims]
        shown("page of review", [timed(lambda: client.get("/review")) for _ in range(30)])
        shown("page with one claim in focus", [timed(partial(client.get, one)) for one in addresses])
        shown("page of a family", [timed(lambda: client.get("/review?family=control")) for _ in range(30)])
        shown("accept, weighed", [timed(partial(accept, claim)) for claim in claims])
        shown("undo, weighed", [timed(partial(undo, one)) for one in accepted])
    shown("list of all judgements", [timed(ledger.judge().history) for _ in range(10)])
    shown("a chore", [timed(lambda: sum(range(500_000))) for _ in range(20)])


def some_claims(ledger: Ledger, number: int) -> list[str]:
    """Claims from all over the ledger."""
    with ledger.engine.connect() as connection:
        last = connection.execute(text("SELECT max(key) FROM reports")).scalar_one()
        step = max(1, int(last) // max(1, number))
        query = text("SELECT id FROM claims WHERE report_key >= :key ORDER BY report_key, position LIMIT 1")
        found = (connection.execute(query, {"key": key}).scalar() for key in range(1, int(last) + 1, step))
        return list(dict.fromkeys(str(one) for one in found if one))


def judging(ledger: Ledger, claims: list[str]) -> list[Callable[[], Any]]:
    judge = ledger.judge()

    def one(number: int, claim: str) -> Callable[[], Any]:
        if number % 3 == 0:
            return lambda: judge.accept(claim, who="bench")
        if number % 3 == 1:
            return lambda: judge.fix(claim, {"day": "2024-05-16"}, who="bench")
        return lambda: judge.reject(claim, who="bench")

    return [one(number, claim) for number, claim in enumerate(claims)]


def busiest(ledger: Ledger) -> str:
    """The place of the most claims."""
    query = "SELECT place_id FROM claim_places WHERE place_id > '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    with ledger.engine.connect() as connection:
        return str(connection.execute(text(query)).scalar_one())


def timed(job: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    job()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


def shown(name: str, found: list[tuple[float, float]]) -> None:
    clock, worked = ([one[place] for one in found] for place in (0, 1))
    late = [statistics.quantiles(some, n=20)[-1] if len(some) > 1 else some[0] for some in (clock, worked)]
    print(
        f"{name:32} {statistics.median(clock):8.1f} ms, 95th {late[0]:8.1f} ms;"
        f" processor {statistics.median(worked):8.1f} ms, 95th {late[1]:8.1f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
