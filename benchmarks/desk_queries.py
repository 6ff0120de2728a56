"""How long the pages of a desk take to look up in a ledger of a million claims: median and 95th of a hundred.

    python benchmarks/desk_queries.py --records records.jsonl --folder desk-queries
    python benchmarks/desk_queries.py --look desk-queries/ledger.db

Corpus: that of weighing_scale.py (../shared/corpora/current-events, repeated in years and places of its own), with the
claim records of --records (`claimline read --format jsonl`). Its bullets have no outlets: each gets one of 200 invented
names, some of them much more often than others. The places are filled in as weighing does; the claims are not weighed.

Filters are taken from the ledger's own values, frequent and rare, by a fixed seed; every query is another one, so that
none is answered from what the one before it read. A filter counts once: page, page after it, count and facets. Time is
that of the clock, and that of the processor, which other work on the machine changes less. --writer: the same while
another process adds reports, one at a time.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from claimline.ledger import (
    Browse,
    ClaimFilter,
    Facet,
    Item,
    KnownPlace,
    Ledger,
    OutletFilter,
    Page,
    PlaceFilter,
    ReportFilter,
    SpeakerFilter,
    open_ledger,
)
from claimline.pipeline.holders import Holders
from setting import gazetteer
from weighing_scale import PORTION, RepeatedHolders, items, read_corpus

FACETS = (
    "family",
    "kind",
    "speaker_side",
    "speaker",
    "outlet",
    "place",
    "modality",
    "polarity",
    "framing",
    "precision",
)
VALUES = ("kind", "family", "speaker", "speaker_side", "outlet", "place", "country", "region")
WORDS = ("market", "killed", "hospital", "prisoners", "drone", "ceasefire", "convoy", "bridge", "school", "airport")
Times = dict[str, list[float]]


def records_of(item: Item) -> list[dict[str, Any]]:
    return [record for record in item.claims if isinstance(record, dict)]


def with_outlet(item: Item) -> Item:
    """The item with an invented outlet, of which the first ones are the most frequent."""
    drawn = int(item.report.text_hash[:8], 16)
    outlet = f"Outlet {min(drawn % 200, (drawn >> 8) % 200) + 1}"
    claims = [{**record, "report": {**record["report"], "outlet": outlet}} for record in records_of(item)]
    return replace(item, report=replace(item.report, outlet=outlet), claims=claims)


def build(ledger: Ledger, args: argparse.Namespace) -> None:
    holders, told, count = RepeatedHolders.open(args.gazetteer), items(args.records), 0
    seen: set[str] = set()
    began = time.perf_counter()
    while count < args.claims:
        portion = [with_outlet(item) for item in islice(told, PORTION)]
        with ledger.writer() as writer:
            writer.add_many(portion)
        count += sum(len(item.claims) for item in portion)
        new = {place["id"] for item in portion for record in records_of(item) for place in record["places"]}
        with ledger.weighing().step() as step:
            step.keep_places(known(holders, new - seen))
        seen |= new
    seconds = time.perf_counter() - began
    print(f"{count:,} claims added in {seconds:,.0f} s, {count / seconds:,.0f} a second")


def known(holders: Holders, ids: set[Any]) -> Iterator[KnownPlace]:
    for place in sorted(filter(None, ids)):
        found = holders.place(place)
        if found is not None:
            yield found


def values(browse: Browse) -> dict[str, list[str]]:
    """Values of the ledger: the most frequent ones, and (of what the newest claims have) areas."""
    found = browse.facets(ClaimFilter(), VALUES, seconds=1, most=100)
    return {facet.name: [value.value for value in facet.values] for facet in found}


def filters(known_values: dict[str, list[str]], chance: random.Random) -> Iterator[tuple[str, ClaimFilter]]:
    """Filters without end, with what they are called."""

    def one(name: str) -> str:
        return chance.choice(known_values[name])

    while True:
        first = date(2003, 1, 1) + timedelta(chance.randrange(8000))
        month, year = first + timedelta(30), first + timedelta(365)
        yield "one value", ClaimFilter(kind=one("kind"))
        yield "one value", ClaimFilter(speaker_key=one("speaker"))
        yield "one value", ClaimFilter(outlet=one("outlet"))
        yield "one value", ClaimFilter(place=one("place"))
        yield "two values", ClaimFilter(family=one("family"), speaker_side=one("speaker_side"))
        yield "two values", ClaimFilter(kind=one("kind"), outlet=one("outlet"))
        yield "area", ClaimFilter(area=one("country"), family=one("family"))
        yield "area", ClaimFilter(area=one("region"))
        yield "days", ClaimFilter(since=first, until=month, family=one("family"))
        yield "days", ClaimFilter(since=first, until=year)
        yield "words", ClaimFilter(words=f"{chance.choice(WORDS)} {chance.choice(WORDS)}")
        yield "as known", ClaimFilter(known=first, kind=one("kind"))


def measure(browse: Browse, rounds: int) -> tuple[Times, list[bool]]:
    """Milliseconds by what was asked, and which facets were complete."""
    chance, times, whole = random.Random(7), defaultdict[str, list[float]](list), list[bool]()
    known_values = values(browse)
    for called, asked in islice(filters(known_values, chance), rounds):
        whole += one_filter(browse, times, called, asked)
        country = chance.choice(known_values["country"]).partition("~")[0]
        maps(browse, times, country, date(2003, 1, 1) + timedelta(chance.randrange(8000)))
        lists(browse, times, chance.choice("abcdefghiklmnoprstuvwz"))
    return times, whole


def one_filter(browse: Browse, times: Times, called: str, asked: ClaimFilter) -> list[bool]:
    page: Page = timed(times, f"claims, {called}", lambda: browse.claims(asked))
    if page.next:
        timed(times, "claims, the next page", lambda: browse.claims(asked, after=page.next))
    timed(times, "claims, by day", lambda: browse.claims(asked, sort="day"))
    timed(times, "count", lambda: browse.count(asked))
    facets: tuple[Facet, ...] = timed(times, "facets, filtered", lambda: browse.facets(asked, FACETS))
    return [facet.complete for facet in facets]


def maps(browse: Browse, times: Times, country: str, day: date) -> None:
    month = ClaimFilter(since=day, until=day + timedelta(30))
    timed(times, "map, a country's day", lambda: browse.map(ClaimFilter(area=country, since=day, until=day)))
    timed(times, "map, everywhere, a month", lambda: browse.map(month))


def lists(browse: Browse, times: Times, letter: str) -> None:
    """What has no filters of claims."""
    timed(times, "claims, all", browse.claims)
    timed(times, "facets, unfiltered", lambda: browse.facets(ClaimFilter(), FACETS))
    timed(times, "reports", lambda: browse.reports(ReportFilter()))
    timed(times, "places", lambda: browse.places(PlaceFilter(name=letter)))
    timed(times, "speakers", lambda: browse.speakers(SpeakerFilter(name=letter)))
    timed(times, "outlets", lambda: browse.outlets(OutletFilter()))
    timed(times, "version", browse.version)


def timed(times: Times, name: str, job: Callable[[], Any]) -> Any:
    began, worked = time.perf_counter(), time.process_time()
    found = job()
    times[name].append((time.perf_counter() - began) * 1000)
    times[f"{name} (processor)"].append((time.process_time() - worked) * 1000)
    return found


def report(times: Times, whole: list[bool]) -> None:
    for name, taken in times.items():
        high = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
        print(f"{name:38} {len(taken):5} times  median {statistics.median(taken):7.1f} ms  p95 {high:7.1f} ms")
    print(f"filtered facets that were complete: {sum(whole)} of {len(whole)}", flush=True)


WRITING = """
import sys
from itertools import count
from claimline.ledger import open_ledger
from claimline.model import Report
with open_ledger(sys.argv[1]) as ledger, ledger.writer() as writer:
    for number in count():
        writer.remove(writer.add(Report(f"Added while others read: {number}."), []).ref)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, help="claim records of the corpus; read and kept here where missing")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("desk-queries"), help="for the ledger; 3 kB a claim")
    parser.add_argument("--gazetteer", type=Path, help="what knows the regions; else the benchmarks' own")
    parser.add_argument("--look", type=Path, metavar="LEDGER", help="only the queries, of a ledger that is there")
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--writer", action="store_true", help="while another process writes")
    args = parser.parse_args()
    path = args.look or args.folder / "ledger.db"
    if args.look is None:
        args.folder.mkdir(parents=True, exist_ok=True)
        args.gazetteer = args.gazetteer or gazetteer()
        args.records = args.records or args.folder / "records.jsonl"
        if not args.records.exists():
            read_corpus(args.records, args.gazetteer)
        for stale in args.folder.glob("ledger.db*"):
            stale.unlink()
    with open_ledger(path) as ledger:
        if args.look is None:
            build(ledger, args)
        other = subprocess.Popen([sys.executable, "-c", WRITING, str(path)]) if args.writer else None
        try:
            report(*measure(ledger.browse(), args.rounds))
        finally:
            if other is not None:
                other.terminate()
                other.wait()


if __name__ == "__main__":
    main()
