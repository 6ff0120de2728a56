"""What a public copy takes out of real reports: claims beside their originals, to be looked at, and counts.

    python benchmarks/public_words.py                       a sample of 2,000 reports, read by the rules first
    python benchmarks/public_words.py --show 200            and 200 claims, each with what it was before
    python benchmarks/public_words.py --ledger claimline.db a ledger of your own, already weighed

Nobody has marked the private persons of these reports, so that a machine cannot count what was missed: that is what
the list is for. `docs/public.md` has what a person counted in it.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from claimline import ReadConfig, WeighConfig, read_reports, weigh
from claimline.ledger import Item, Ledger, open_ledger
from claimline.model import Report
from claimline.model.record import Record
from claimline.pipeline.public import sources, surroundings
from claimline.publishing.public import default_profile, publish
from setting import SHARED, gazetteer, need

Pair = tuple[Record, Record]


def sample(size: int) -> list[Report]:
    lines = need(SHARED / "corpora" / "current-events" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = random.Random(7).sample(lines, min(size, len(lines)))
    records = sorted((json.loads(line) for line in chosen), key=lambda one: str(one["id"]))
    return [
        Report(one["text"], one["id"], published=date.fromisoformat(one["published"]), language="en") for one in records
    ]


def opened(name: str | None, folder: Path) -> Ledger:
    return open_ledger(name or folder / "sample.db", create=name is None)


def build(ledger: Ledger, size: int) -> None:
    places = gazetteer()
    with ledger.writer() as writer:
        read = read_reports(sample(size), ReadConfig(reader="rules", gazetteer=places))
        writer.add_many([Item(one.report, one.claims) for one in read])
    weigh(ledger, WeighConfig(gazetteer=places))


def pairs(ledger: Ledger) -> Iterator[tuple[list[Pair], Counter[str]]]:
    """For each report its claims before and after, where all of them are public, and what was withheld."""
    profile, around = dataclasses.replace(default_profile(), accepted_only=False), surroundings(ledger)
    for some in sources(ledger):
        for one in some:
            made = publish(one, profile, datetime.now(UTC), around)
            same = len(made.records) == len(one.records)
            yield (list(zip(one.records, made.records, strict=True)) if same else []), Counter(made.withheld)


def words(record: Record) -> str:
    parties = [
        record[slot] and (record[slot]["name"], record[slot].get("role")) for slot in ("speaker", "actor", "target")
    ]
    places = "; ".join(place["name"] for place in record["places"])
    return f"{record['kind']} | {' // '.join(one['text'] for one in record['evidence'])} | {parties} | {places}"


def show(found: list[Pair], most: int) -> None:
    for number, (before, after) in enumerate(found[:most], 1):
        old, new = words(before), words(after)
        print(f"{number:4} {new}")
        if old != new:
            print(f"     was {old}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", help="a ledger that was weighed")
    parser.add_argument("--reports", type=int, default=2000, help="size of the sample")
    parser.add_argument("--show", type=int, default=0, metavar="CLAIMS", help="claims to print beside their originals")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, opened(given.ledger, Path(folder)) as ledger:
        if not given.ledger:
            build(ledger, given.reports)
        began = time.process_time()
        told = list(pairs(ledger))
        seconds = time.process_time() - began
    found = [pair for some, _ in told for pair in some]
    random.Random(3).shuffle(found)
    show(found, given.show)
    quoted = (one["text"] for _, after in found for one in after["evidence"])
    instead = Counter(word for text in quoted for word in re.findall(r"\[[^\]…]+\]", text))
    withheld = sum((counts for _, counts in told), Counter())
    print(f"{len(told):,} reports, {len(found):,} claims, {1000 * seconds / max(1, len(told)):.1f} ms a report")
    print(f"claims in which something was changed: {sum(words(a) != words(b) for a, b in found):,}")
    print("withheld:", dict(withheld.most_common()))
    print("in place of words:", dict(instead.most_common(12)))


if __name__ == "__main__":
    main()
