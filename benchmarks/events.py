"""Same event: pairwise F1 on 300 annotated pairs of claims, and the speed of grouping.

    python benchmarks/events.py --reader rules --split development
    python benchmarks/events.py --claims claims.jsonl --split test
    python benchmarks/events.py --claims claims.jsonl --speed 10000 40000

The pairs (benchmarks/data/events/pairs.jsonl) are ids and offsets of ../shared/corpora/current-events with the labels
same, related (of one campaign, cause, part or consequence) and different. A pair counts as joined when the claims that
a reader finds there are put into one event while all reports of the days around are grouped; a claim that the reader
does not find is joined with nothing. F1 is of `same`; related and different are negatives. --claims takes what
`claimline read --format jsonl` printed for the corpus, and spares the reading.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from claimline.model import Telling, telling_of
from claimline.weighing.events import group
from setting import ROOT, SHARED, claimline, gazetteer, need

PAIRS = ROOT / "benchmarks" / "data" / "events" / "pairs.jsonl"
CORPUS = SHARED / "corpora" / "current-events" / "reports.jsonl"
SPLITS = {"development": "dev", "test": "test"}
AROUND = 3  # days on either side of an annotated report that are grouped with it
SHIFT = 7  # days between two copies of the claims, in places of their own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="rules")
    parser.add_argument("--claims", type=Path, help="claim records of the corpus, already read")
    parser.add_argument("--split", choices=SPLITS, default="development")
    parser.add_argument("--speed", nargs="*", type=int, metavar="CLAIMS", help="time the grouping of so many claims")
    args = parser.parse_args()
    pairs = [pair for pair in read_lines(PAIRS) if pair["split"] == SPLITS[args.split]]
    texts = {report["id"]: report for report in read_lines(need(CORPUS))}
    if args.speed is not None:
        speed(
            list(tellings(args.claims, texts)) if args.claims else read_claims(args.reader, texts.values()), args.speed
        )
        return
    days = days_around(pairs, texts)
    near = {ref: report for ref, report in texts.items() if date.fromisoformat(report["published"]) in days}
    found = list(tellings(args.claims, near)) if args.claims else read_claims(args.reader, near.values())
    print(f"{CORPUS.parent.name}, {args.split} split: {len(pairs)} pairs, {len(near)} reports, {len(found)} claims")
    score(pairs, found)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def days_around(pairs: Iterable[dict[str, Any]], texts: dict[str, Any]) -> set[date]:
    """The days within AROUND of an annotated report."""
    known = {date.fromisoformat(texts[pair[end]["report"]]["published"]) for pair in pairs for end in "ab"}
    return {day + timedelta(shift) for day in known for shift in range(-AROUND, AROUND + 1)}


def read_claims(reader: str, reports: Iterable[dict[str, Any]]) -> list[Telling]:
    """The claims of a reader, through the command line."""
    kept = {report["id"]: report for report in reports}
    with tempfile.TemporaryDirectory() as folder:
        source, claims = Path(folder) / "reports.jsonl", Path(folder) / "claims.jsonl"
        source.write_text("".join(json.dumps(report) + "\n" for report in kept.values()), encoding="utf-8")
        options = ["--reader", reader, "--format", "jsonl", "-o", str(claims), "-q"]
        claimline("read", str(source), *options, places=gazetteer())
        return list(tellings(claims, kept))


def tellings(claims: Path, texts: dict[str, Any]) -> Iterator[Telling]:
    """The tellings of claim records, with what holds their places and the sentences that they stand in."""
    inside = holders()
    for record in read_lines(claims):
        ref = record["report"]["id"]
        if ref in texts:
            known = texts[ref]["published"]
            yield telling_of(record, report=ref, known=known, inside=inside, text=texts[ref]["text"])


def holders() -> Callable[[str], tuple[str, ...]]:
    """What holds a place, by its id, smallest first."""
    from claimline.resolving.places.gazetteer import Gazetteer

    places = Gazetteer.open(gazetteer())

    @cache
    def inside(place: str) -> tuple[str, ...]:
        row = places.by_id(place)
        if row is None:
            return ()
        codes = [(row.country, row.admin1, row.admin2)] if row.admin1 and row.admin2 else []
        codes += [(row.country, row.admin1, "")] if row.admin1 else []
        units = [places.unit(*code) for code in [*codes, (row.country, "", "")]]
        return tuple(dict.fromkeys(unit.id for unit in units if unit and unit.pk != row.pk))

    return inside


def score(pairs: list[dict[str, Any]], found: list[Telling]) -> None:
    """Precision, recall and F1 of `same`, and how often each label was joined, by what the pair was chosen for."""
    events = {key: event.id for event in group(found) for key in event.members}
    by_report: dict[str, list[Telling]] = {}
    for telling in found:
        by_report.setdefault(telling.report, []).append(telling)
    table: Counter[tuple[str, str, bool]] = Counter()
    unread = 0
    for pair in pairs:
        a, b = (at_offsets(by_report.get(pair[end]["report"], []), pair[end]) for end in "ab")
        unread += a is None or b is None
        joined = a is not None and b is not None and events[a.key] == events[b.key]
        table[pair["chosen_for"], pair["label"], joined] += 1
    hits, wrong, missed = (
        sum(n for (_, label, joined), n in table.items() if (label == "same", joined) == key)
        for key in ((True, True), (False, True), (True, False))
    )
    precision, recall = hits / max(1, hits + wrong), hits / max(1, hits + missed)
    f1 = 2 * hits / max(1, 2 * hits + wrong + missed)
    print(f"same: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} ({unread} pairs with a claim not found)")
    for chosen in sorted({chosen for chosen, _, _ in table}):
        cells = (f"{label} {table[chosen, label, True]} of {total}" for label in ("same", "related", "different")
                 if (total := table[chosen, label, True] + table[chosen, label, False]))  # fmt: skip
        print(f"  {chosen:16} joined: {', '.join(cells)}")


def at_offsets(found: Iterable[Telling], end: dict[str, Any]) -> Telling | None:
    """The claim of a reader that lies on the annotated one: of its kind, else its family, else any."""
    best: tuple[tuple[bool, bool, float, str], Telling] | None = None
    for telling in found:
        start, stop = telling.span or (0, 0)
        common = min(stop, end["end"]) - max(start, end["start"])
        if common > 0:
            share = common / (max(stop, end["end"]) - min(start, end["start"]))
            family = telling.family == end["kind"].partition(".")[0]
            rank = (telling.kind == end["kind"], family, share, telling.key)
            best = max(best, (rank, telling), key=lambda pair: pair[0]) if best else (rank, telling)
    return best[1] if best else None


def speed(found: list[Telling], sizes: list[int]) -> None:
    """Claims a second and memory at growing sizes. Copies lie in days and places of their own."""
    points = []
    for size in sizes:
        many = list(repeated(found, size))
        began = time.process_time()
        events = group(many)
        spent = time.process_time() - began
        points.append((size, spent))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:9} claims: {spent:7.1f} s, {size / spent:6.0f} a second, {len(events)} events, {memory} MB so far"
        )
    if len(points) > 1:
        (small, fast), (large, slow) = points[0], points[-1]
        print(f"exponent of growth {log(slow / fast) / log(large / small):.2f}")


def repeated(found: list[Telling], size: int) -> Iterator[Telling]:
    """So many claims, the real ones again and again: each round some days later, in reports and places of its own."""
    for number in range(size):
        turn, place = divmod(number, len(found))
        telling = found[place]
        if turn:
            spots = tuple(
                replace(
                    s,
                    id=s.id and f"{s.id}+{turn}",
                    name=f"{s.name}{turn}",
                    inside=tuple(f"{i}+{turn}" for i in s.inside),
                )
                for s in telling.places
            )
            telling = replace(
                telling,
                report=f"{telling.report}+{turn}",
                known=later(telling.known, turn * SHIFT),
                first_day=telling.first_day and later(telling.first_day, turn * SHIFT),
                last_day=telling.last_day and later(telling.last_day, turn * SHIFT),
                places=spots,
            )
        yield telling


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


if __name__ == "__main__":
    main()
