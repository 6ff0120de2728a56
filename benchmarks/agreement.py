"""Who agrees on what in real reports: independent lines, contradictions, grades, track records, neutrality, time.

    python benchmarks/agreement.py --since 2022-01-01 --until 2023-06-30 --show 3
    python benchmarks/agreement.py --records RECORDS

On ../shared/corpora/current-events/reports.jsonl. RECORDS holds its claim records, one a line, as
`claimline read --format jsonl` prints them; without it the reports are read anew. Nothing of the corpus is held out:
there is no gold for grades.

Neutrality: in every event whose parties belong to two opposing sides and no others, the two change places in all
tellings. Grades, interests, lines and contradictions have to be the same to the last one. Events with an outlet that
one of the sides runs are left out, because the outlet cannot change sides.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from claimline.model import Teller, Telling, telling_of
from claimline.model.event import Event
from claimline.model.story import StoryReport
from claimline.model.weighed import Weighed
from claimline.publishing.waterfall import waterfall
from claimline.weighing.agreement import weigh
from claimline.weighing.events import group
from claimline.weighing.grading import side_of_voice, standing
from claimline.weighing.records import track_records
from claimline.weighing.stories import links_among, origins
from setting import SHARED, claimline, gazetteer, need

REPORTS = SHARED / "corpora" / "current-events" / "reports.jsonl"
COUNTED = ("conceded", "echoed", "unechoed", "withdrawn", "contradicted")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, help="claim records of the reports; they are read anew without it")
    parser.add_argument("--reader", default="rules", help="who reads them anew")
    parser.add_argument("--since", default="0000", help="first day of publication, YYYY-MM-DD")
    parser.add_argument("--until", default="9999", help="last day of publication")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N events with several lines")
    args = parser.parse_args()
    reports = {row["id"]: row for row in map(json.loads, need(REPORTS).read_text(encoding="utf-8").splitlines())}
    mine = [row for row in reports.values() if args.since <= row["published"] <= args.until]
    lines = need(args.records).read_text(encoding="utf-8") if args.records else read_anew(mine, args.reader)
    tellings = list(tellings_of(lines, {row["id"]: row for row in mine}))
    events = group(tellings)
    by_key = {telling.key: telling for telling in tellings}
    traced = traced_origins(tellings, reports)
    records = track_records(tellings, traced)
    print(f"{len(tellings):,} tellings, {len(events):,} events, {len(records)} voices on control")
    print("  claims on control", sum(len(r.claims) for r in records), *counted(records))
    began = time.perf_counter()
    weighed = [weigh(event, [by_key[key] for key in event.members], traced, records) for event in events]
    seconds = time.perf_counter() - began
    print(f"weighed in {seconds:.1f} s, {1000 * seconds / len(tellings):.2f} ms a telling")
    told(weighed)
    neutrality(events, by_key, traced)
    for one in [one for one in weighed if len(one.lines) > 1][: args.show]:
        print("-" * 100, *waterfall(one, {key: t.text for key, t in by_key.items()}), sep="\n")


def read_anew(rows: Sequence[dict[str, Any]], reader: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return claimline("read", str(path), "--reader", reader, "--format", "jsonl", "-q", places=gazetteer())


def tellings_of(lines: str, reports: dict[str, Any]) -> Iterator[Telling]:
    for record in map(json.loads, lines.splitlines()):
        ref = record["report"]["id"]
        if ref in reports:
            yield telling_of(record, report=ref, known=record["report"]["published"], text=reports[ref]["text"])


def traced_origins(tellings: Sequence[Telling], reports: dict[str, Any]) -> dict[str, str]:
    first = {telling.report: telling for telling in tellings}
    stories = [StoryReport(ref, reports[ref]["text"], t.outlet, t.known, t.credits) for ref, t in first.items()]
    return {ref: origin.id for ref, origin in origins(stories, links_among(stories)).items()}


def counted(records: Sequence[Any]) -> Iterator[str]:
    return (f"{name} {sum(len(getattr(record, name)) for record in records)}" for name in COUNTED)


def told(weighed: Sequence[Weighed]) -> None:
    codes = Counter(one.grade.code for one in weighed)
    print("grades of events:", ", ".join(f"{code} {count:,}" for code, count in sorted(codes.items())))
    several = sum(len({t.key.partition(":")[0] for t in one.tellings}) > 1 for one in weighed)
    print(f"{several} events of several reports, {sum(len(one.lines) > 1 for one in weighed)} of several lines")
    slots = Counter(s.name for one in weighed for s in one.slots if any(p.contrasts for p in s.positions))
    print("events with a contradiction, by slot:", ", ".join(f"{name} {n}" for name, n in slots.most_common()))
    interests = Counter(t.interest for one in weighed for t in one.tellings)
    print("interest of tellings:", ", ".join(f"{name} {n:,}" for name, n in interests.most_common()))


def neutrality(events: Sequence[Event], by_key: dict[str, Telling], traced: dict[str, str]) -> None:
    tried = same = 0
    for event in events:
        tellings = [by_key[key] for key in event.members]
        pair = two_sides(tellings)
        if pair is not None:
            tried += 1
            turned = [turn(telling, pair) for telling in tellings]
            same += shape(weigh(event, tellings, traced)) == shape(weigh(event, turned, traced))
    print(f"two opposing sides in each other's place: {same:,} of {tried:,} events come out the same")


def two_sides(tellings: Sequence[Telling]) -> dict[str, str] | None:
    """The two sides that stand in the tellings, each to the other; None where there are not just two opponents."""
    parties = [p for t in tellings for p in (t.speaker, t.actor, t.target) if p is not None and p.side]
    sides = sorted({str(party.side) for party in parties})
    run = any(side_of_voice(t) != (t.speaker.side if t.speaker else None) for t in tellings)
    if run or len(sides) != 2 or any(standing(*sides, day) != "other" for t in tellings for day in days(t)):
        return None
    return {sides[0]: sides[1], sides[1]: sides[0]}


def days(telling: Telling) -> tuple[str, ...]:
    return (telling.known, *((telling.first_day,) if telling.first_day else ()))


def turn(telling: Telling, pair: dict[str, str]) -> Telling:
    def other(party: Teller | None) -> Teller | None:
        return replace(party, side=pair[party.side]) if party is not None and party.side else party

    return replace(telling, speaker=other(telling.speaker), actor=other(telling.actor), target=other(telling.target))


def shape(weighed: Weighed) -> Any:
    """All but the names of sides."""
    slots = [
        (s.name, s.silent, [(p.says, p.looser, p.denies, p.conceded, p.contrasts, p.grade.code) for p in s.positions])
        for s in weighed.slots
    ]
    tellings = [(t.key, t.stand, t.interest, t.grade.code) for t in weighed.tellings]
    return weighed.grade.code, [line.tellings for line in weighed.lines], slots, tellings


if __name__ == "__main__":
    main()
