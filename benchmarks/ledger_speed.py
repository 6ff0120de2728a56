"""How fast the ledger writes, opens and filters, on made-up claims of realistic size.

    python benchmarks/ledger_speed.py --claims 100000
    python benchmarks/ledger_speed.py --claims 100000 --url postgresql://claimline@localhost/empty

Every report is different and has `--each` claims (the mean of annotated reports is about four), each with a place that
was chosen among three candidates, a time and, every other one, a number.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from claimline.ledger import ClaimFilter, Item, Ledger, open_ledger, verify
from claimline.model import Report, Span
from claimline.model.claim import claim_id
from claimline.model.record import Record

KINDS = ("attack.shelling", "control.taken", "casualties.killed", "aid.military", "displacement.fled")
FILTERS = {
    "all": ClaimFilter(),
    "family": ClaimFilter(family="control"),
    "kind, first 50": ClaimFilter(kind="aid.military", limit=50),
    "speaker (part of the name)": ClaimFilter(speaker="spokesman 17"),
    "outlet, first 50": ClaimFilter(outlet="outlet 3", limit=50),
    "place": ClaimFilter(place="geonames:117"),
    "ten days": ClaimFilter(since=date(2024, 3, 1), until=date(2024, 3, 10)),
    "place and family": ClaimFilter(place="geonames:117", family="control"),
}


def a_report(number: int) -> Report:
    body = f"Dispatch {number}. " + f"Shells hit the market of Town {number % 500} on Monday, the spokesman said. " * 40
    day = date(2024, 1, 1) + timedelta(days=number % 365)
    return Report(body, title=f"Dispatch {number}", outlet=f"Outlet {number % 40}", published=day, language="en")


def a_record(report: Report, number: int, position: int) -> Record:
    day = str(report.published)
    at = report.text.index("Shells") + 79 * position
    town = f"Town {number % 500}"
    place = report.text.index(town, at)
    candidates = [
        {
            "id": f"geonames:{number % 500 + n}",
            "name": town,
            "within": "Some Raion, Some Oblast",
            "lat": 50.1,
            "lon": 36.1,
        }
        | {"score": 0.5, "parts": [{"name": p, "value": 0.1, "why": "stated"} for p in ("region", "distance", "size")]}
        for n in range(3)
    ]
    return {
        "id": claim_id(
            report.text_hash,
            Span(at, at + 40),
            KINDS[(number + position) % len(KINDS)],
            Span(at, at + 5),
            [("at", f"geonames:{number % 500}")],
        ),
        "report": {"id": report.id, "title": report.title, "outlet": report.outlet, "url": None, "published": day}
        | {"language": "en", "origin": []},
        "kind": KINDS[(number + position) % len(KINDS)],
        "evidence": [{"start": at, "end": at + 40, "text": report.text[at : at + 40]}],
        "speaker": {"name": f"Spokesman {number % 300}", "role": None, "kind": "person", "side": None}
        | {"start": at, "end": at + 5},
        "chain": [report.outlet],
        "cue": {"start": at + 1, "end": at + 4, "text": report.text[at + 1 : at + 4]},
        "modality": "claimed",
        "polarity": "positive",
        "framing": None,
        "background": False,
        "stage": None,
        "actor": None,
        "target": None,
        "places": [
            {"text": town, "start": place, "end": place + len(town), "role": "at", "name": town}
            | {"id": f"geonames:{number % 500}", "lat": 50.1, "lon": 36.1, "precision": "settlement", "radius_km": 2.0}
            | {"rung": "exact", "country": "UA", "confidence": 0.9, "candidates": candidates}
        ],
        "time": {"text": report.text[at : at + 6], "start": day, "end": day, "precision": "day", "of": "event"}
        | {"span": [at, at + 6]},
        "quantities": []
        if position % 2
        else [
            {"text": report.text[at : at + 2], "start": at, "end": at + 2, "min": 2, "max": None, "unit": "people"}
            | {"of": "killed"}
        ],
        "confidence": 0.7,
        "reader": {"name": "rules", "version": "1"},
    }


def items(first: int, reports: int, each: int) -> Iterator[Item]:
    for number in range(first, first + reports):
        report = a_report(number)
        yield Item(report, [a_record(report, number, position) for position in range(each)])


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def pace(count: int, seconds: float, cpu_seconds: float, what: str) -> str:
    """On a machine that others use too, the processor's time says more than the clock's."""
    return f"{count / max(seconds, 1e-9):,.0f} {what}/s ({count / max(cpu_seconds, 1e-9):,.0f} by processor time)"


def write(where: str, claims: int, each: int, batch: int) -> None:
    alone = list(items(0, min(1000, claims // each), each))
    with open_ledger(where) as ledger, ledger.writer() as writer:
        cpu = time.process_time()
        took = timed(lambda: [writer.add(item.report, item.claims) for item in alone])
        cpu = time.process_time() - cpu
        print(f"written, a transaction a report: {pace(len(alone) * each, took, cpu, 'claims')}")
        again = timed(lambda: [writer.add(item.report, item.claims) for item in alone])
        print(f"added again (nothing new): {len(alone) / again:,.0f} reports/s")
        took, cpu, done = 0.0, 0.0, len(alone)
        while done * each < claims:
            bundle = list(items(done, batch, each))
            before = time.process_time()
            took += timed(lambda bundle=bundle: writer.add_many(bundle))  # type: ignore[misc]
            cpu += time.process_time() - before
            done += batch
        written = (done - len(alone)) * each
        print(f"written, {batch} reports a transaction: {pace(written, took, cpu, 'claims')}, {written:,} claims")
        size = size_of(ledger, where)
    print(f"on disk: {size / 1e6:,.0f} MB, {size / (done * each):,.0f} bytes a claim")


def size_of(ledger: Ledger, where: str) -> int:
    """Bytes on disk."""
    if ledger.engine.dialect.name == "sqlite":
        return Path(where).stat().st_size
    with ledger.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def read(where: str, *, with_verify: bool) -> None:
    print(f"open (warm import): {min(timed(lambda: open_ledger(where).close()) for _ in range(5)) * 1000:.1f} ms")
    cold = f"from claimline.ledger import open_ledger; open_ledger({where!r})"
    started = min(timed(lambda: subprocess.run([sys.executable, "-c", cold])) for _ in range(3))
    print(f"open in a new process: {started:.2f} s")
    with open_ledger(where) as ledger:
        view = ledger.view()
        for name, filters in FILTERS.items():
            found = sum(1 for _ in view.claims(filters))
            best = min(timed(lambda f=filters: sum(1 for _ in view.claims(f))) for _ in range(3))  # type: ignore[misc]
            print(f"filter {name}: {found:,} claims in {best * 1000:,.1f} ms")
        print(f"find two words: {min(timed(lambda: view.find('spokesman 117')) for _ in range(3)) * 1000:,.1f} ms")
        print(f"counts: {timed(view.counts) * 1000:,.1f} ms")
        if with_verify:
            print(f"verify: {timed(lambda: list(verify(ledger))):,.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=4, help="claims a report")
    parser.add_argument("--batch", type=int, default=200, help="reports a transaction")
    parser.add_argument("--verify", action="store_true", help="time `verify` too")
    parser.add_argument("--url", help="an empty database of PostgreSQL; else a file in a temporary folder")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = wanted.url or str(Path(folder) / "ledger.db")
        write(where, wanted.claims, wanted.each, wanted.batch)
        read(where, with_verify=wanted.verify)


if __name__ == "__main__":
    main()
