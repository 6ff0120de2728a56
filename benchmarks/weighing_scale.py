"""How weighing and pictures grow with a ledger: time, memory, and the exponent of growth.

    python benchmarks/weighing_scale.py --sizes 10000 100000
    python benchmarks/weighing_scale.py --sizes 10000 100000 1000000 --plot docs/weighing_scale.svg

Corpus: ../shared/corpora/current-events (21,114 dated bullets, 2002 to 2026; no split, nothing is scored), read by the
rules into claim records (--records names a reading that is there). To come to a million claims they are repeated: each
repetition lies 25 years after the one before it, in places of its own (with regions and countries of its own), and its
texts end in a word of their own. Blocks therefore keep their real sizes, and no repetition is a duplicate.

One ledger grows, a thousand reports at a time, each portion added and then weighed. At each size the figures are those
of all that came until then; time is the processor's, since other work runs on the machine. That work slows a processor
down too (two threads share a core and its caches), by up to a half: a chore that is always the same is timed before and
after each portion, and "in quiet seconds" are those that the portion would have taken while the chore took the least.
The exponents are of quiet seconds. The picture is that of the region with the most claims on one day, on that day. What
is done so far stands in FOLDER/figures.jsonl.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, groupby, islice
from pathlib import Path
from typing import Any

import claimline as program
from claimline.ledger import Holder, Item, KnownPlace, Ledger, open_ledger
from claimline.model import Report
from claimline.model.reading import ReaderInfo
from claimline.pipeline.holders import Holders
from claimline.pipeline.weighing import WeighConfig
from setting import SHARED, claimline, gazetteer, need

YEARS = 25
PORTION = 1000  # reports a transaction
Record = dict[str, Any]


@dataclass(frozen=True)
class Era:
    """One repetition of the corpus. Number 0 is the corpus as it is."""

    number: int

    def day(self, day: str | None) -> str | None:
        """The same day so many years later; 29 February becomes the 28th."""
        if day is None or not self.number:
            return day
        year, rest = int(day[:4]) + YEARS * self.number, day[4:]
        return f"{year:04}{'-02-28' + rest[6:] if rest.startswith('-02-29') else rest}"

    def name(self, name: str) -> str:
        return f"{name} ~{self.number}" if self.number else name

    def id(self, place_id: str) -> str:
        return f"{place_id}~{self.number}" if self.number else place_id

    def item(self, report: Record, records: list[Record]) -> Item:
        published = self.day(report["published"])
        text = report["text"] + (f" (Era {self.number}.)" if self.number else "")
        made = Report(text, given_id=f"{report['id']}~{self.number}", published=date.fromisoformat(str(published)))
        made = replace(made, title=report.get("title"), outlet=report.get("outlet"), language="en")
        return Item(made, [self._record(record, str(published)) for record in records], ReaderInfo("rules", "1"))

    def _record(self, record: Record, published: str) -> Record:
        places = [
            {**place, "name": self.name(place["name"]), "id": self.id(place["id"]) if place["id"] else None}
            | {"candidates": []}
            for place in record["places"]
        ]
        times = record["time"]
        if times:
            times = {**times, "start": self.day(times["start"]), "end": self.day(times["end"])}
        facts = {**record["report"], "id": f"{record['report']['id']}~{self.number}", "published": published}
        return {**record, "report": facts, "places": places, "time": times, "id": f"{record['id']}{self.number:02}"}


class RepeatedHolders(Holders):
    """The holders of the gazetteer, for each era its own."""

    def place(self, place_id: str) -> KnownPlace | None:
        plain, _, number = place_id.partition("~")
        found = super().place(plain)
        if found is None or not number:
            return found
        era = Era(int(number))
        held = [
            Holder(era.id(h.id), era.name(h.name)) if h else None for h in (found.district, found.region, found.country)
        ]
        return KnownPlace(place_id, era.name(found.name), found.precision, *held)


def corpus(records: Path) -> Iterator[tuple[Record, list[Record]]]:
    """Reports with their claims, in the order of their days. Nothing is held: memory is to be the program's."""
    with need(SHARED / "corpora" / "current-events" / "reports.jsonl").open(encoding="utf-8") as lines:
        reports = {report["id"]: report for report in map(json.loads, lines)}
    with records.open(encoding="utf-8") as lines:
        for of, claims in groupby(map(json.loads, lines), key=lambda record: record["report"]["id"]):
            yield reports[of], list(claims)


def items(records: Path) -> Iterator[Item]:
    """Era after era, without end."""
    for number in count():
        era = Era(number)
        for report, claims in corpus(records):
            yield era.item(report, claims)


def chore() -> float:
    """Seconds of the processor for work of the kind that weighing is, and of which there is always the same amount."""
    began = time.process_time()
    words = [f"{number * 2654435761 % 1000003:07}" for number in range(40_000)]
    sets: dict[str, set[str]] = {}
    for word in words:
        sets.setdefault(word[:3], set()).add(word)
    told = [sorted(found) for _, found in sorted(sets.items())]
    if json.loads(json.dumps(told)) != told:
        raise RuntimeError("JSON came back as something else")
    return time.process_time() - began


@dataclass(frozen=True)
class Portion:
    """What was weighed at a time; `chore`: seconds that the chore took around it."""

    claims: int
    adding: float
    weighing: float
    chore: float


@dataclass
class Spent:
    """All portions so far."""

    portions: list[Portion] = field(default_factory=list)

    @property
    def claims(self) -> int:
        return sum(one.claims for one in self.portions)

    @property
    def adding(self) -> float:
        return sum(one.adding for one in self.portions)

    @property
    def weighing(self) -> float:
        return sum(one.weighing for one in self.portions)

    def quiet(self, until: int, chore: float) -> float:
        """Quiet seconds of the first `until` portions, where the chore takes so long on a quiet machine."""
        return sum(one.weighing * chore / one.chore for one in self.portions[:until])


def grow(ledger: Ledger, args: argparse.Namespace) -> Iterator[Record]:
    """The figures at each size."""
    holders, spent, told = RepeatedHolders.open(args.gazetteer), Spent(), items(args.records)
    wall = time.perf_counter()
    for size in sorted(args.sizes):
        while spent.claims < size:
            spent.portions.append(weighed(ledger, list(islice(told, PORTION)), holders))
        yield {
            "claims": spent.claims,
            "adding": spent.adding,
            "weighing": spent.weighing,
            "portions": [(one.claims, one.weighing, one.chore) for one in spent.portions],
            "wall": time.perf_counter() - wall,
            "first_pace": pace(spent.portions[:5]),
            "last_pace": pace(spent.portions[-5:]),
            "peak_mb": peak_mb(),
            "file_mb": (args.folder / "ledger.db").stat().st_size / 1e6,
            "pictures": pictures(ledger),
        }


def peak_mb() -> float:
    """The most memory that this process has had."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def weighed(ledger: Ledger, portion: list[Item], holders: Holders) -> Portion:
    before, began = chore(), time.process_time()
    with ledger.writer() as writer:
        writer.add_many(portion)
    added = time.process_time()
    new = program.weigh(ledger, WeighConfig(portion=PORTION), holders).claims_new
    done = time.process_time()
    return Portion(new, added - began, done - added, (before + chore()) / 2)


def pace(portions: list[Portion]) -> float:
    return sum(one.claims for one in portions) / sum(one.weighing for one in portions)


def quiet_seconds(found: list[Record]) -> list[float]:
    """Of weighing, at each size: what it would have taken with the chore as quick as it was at its quickest."""
    spent = Spent([Portion(claims, 0, weighing, chore) for claims, weighing, chore in found[-1]["portions"]])
    least = min(one.chore for one in spent.portions)
    return [spent.quiet(len(one["portions"]), least) for one in found]


def pictures(ledger: Ledger) -> Record:
    """Milliseconds (processor) of a region's picture on one day, as now and as known a week later; medians of 7."""
    area, day = busiest(ledger)
    later = date.fromordinal(date.fromisoformat(day).toordinal() + 7).isoformat()
    found: Record = {"area": area, "day": day}
    for name, known in (("now", None), ("then", later)):
        found[name] = {kind: milliseconds(job) for kind, job in jobs(ledger, area, day, known).items()}
    shown = program.picture(ledger, on=day)
    found["settlements"] = len(shown.control(area=area))
    found["events"] = len(shown.events(area=area, since=day, until=day))
    return found


def jobs(ledger: Ledger, area: str, day: str, known: str | None) -> dict[str, Callable[[], object]]:
    """A fresh picture each time: nothing is kept from one to the next."""

    def a_picture() -> program.Picture:
        return program.picture(ledger, on=day, known=known)

    return {
        "control": lambda: a_picture().control(area=area),
        "events": lambda: a_picture().events(area=area, since=day, until=day),
        "people": lambda: a_picture().people(area=area, since=day, until=day),
    }


def busiest(ledger: Ledger) -> tuple[str, str]:
    """The region of the corpus itself with the most claims on a day, and that day."""
    query = (
        "SELECT p.region_id, t.last_day, count(*) AS n FROM places p JOIN telling_places t ON t.place_id = p.place_id "
        "WHERE p.region_id NOT LIKE '%~%' AND t.first_day = t.last_day AND t.last_day < '2027' "
        "GROUP BY p.region_id, t.last_day ORDER BY n DESC, p.region_id, t.last_day LIMIT 1"
    )
    with ledger.engine.connect() as connection:
        region, day, _ = connection.exec_driver_sql(query).one()
    return str(region), str(day)


def milliseconds(job: Callable[[], object]) -> float:
    job()
    times = []
    for _ in range(7):
        began = time.process_time()
        job()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def exponent(sizes: list[float], values: list[float]) -> float:
    """The slope of a straight line through the logarithms (least squares)."""
    xs, ys = [math.log(s) for s in sizes], [math.log(v) for v in values]
    x, y = statistics.fmean(xs), statistics.fmean(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def plot(sizes: list[int], lines: dict[str, list[float]]) -> str:
    """Seconds over claims, both logarithmic, as SVG."""
    low, high = math.floor(math.log10(min(sizes))), math.ceil(math.log10(max(sizes)))
    values = [value for line in lines.values() for value in line]
    bottom, top = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def x(size: float) -> float:
        return 70 + 480 * (math.log10(size) - low) / max(1, high - low)

    def y(value: float) -> float:
        return 340 - 310 * (math.log10(value) - bottom) / max(1, top - bottom)

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 390" font-family="sans-serif" font-size="12">']
    parts.append('<rect width="760" height="390" fill="#fff"/>')
    for power in range(low, high + 1):
        at = x(10**power)
        parts.append(
            f'<path d="M{at:.1f} 30V340" stroke="#ddd"/>'
            f'<text x="{at:.1f}" y="358" text-anchor="middle">{10**power:,}</text>'
        )
    for power in range(bottom, top + 1):
        at = y(10**power)
        parts.append(
            f'<path d="M70 {at:.1f}H550" stroke="#ddd"/>'
            f'<text x="62" y="{at + 4:.1f}" text-anchor="end">{10**power:g} s</text>'
        )
    for (name, line), colour in zip(lines.items(), ("#1b6ca8", "#b5532a", "#4b7f3a", "#7b4b94"), strict=False):
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in zip(sizes, line, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x(sizes[-1]) + 8:.1f}" y="{y(line[-1]) + 4:.1f}" fill="{colour}">{name}</text>')
    parts.append('<text x="310" y="380" text-anchor="middle">claims in the ledger</text></svg>')
    return "\n".join(parts) + "\n"


def report(figures: Record) -> None:
    f, p = figures, figures["pictures"]
    print(
        f"{f['claims']:,} claims: added in {f['adding']:,.0f} s, weighed in {f['weighing']:,.0f} s of processor time "
        f"({f['wall']:,.0f} s by the clock); {f['claims'] / f['weighing']:,.0f} weighed a second, the first portions "
        f"{f['first_pace']:,.0f}, the last {f['last_pace']:,.0f}; peak memory {f['peak_mb']:,.0f} MB, "
        f"file {f['file_mb']:,.0f} MB"
    )
    shown(p)


def shown(p: Record) -> None:
    for name in ("now", "then"):
        told = ", ".join(f"{kind} {ms:,.1f} ms" for kind, ms in p[name].items())
        print(f"  picture of {p['area']} on {p['day']}, as known {name}: {told}")
    print(f"  ({p['settlements']} settlements, {p['events']} events)", flush=True)


def read_corpus(records: Path, places: Path) -> None:
    reports = need(SHARED / "corpora" / "current-events" / "reports.jsonl")
    claimline("read", str(reports), "--reader", "rules", "--format", "jsonl", "-o", str(records), "-q", places=places)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, help="claim records of the corpus; read and kept here where missing")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], metavar="CLAIMS")
    parser.add_argument("--folder", type=Path, default=Path("weighing-scale"), help="for the ledger; 4 kB a claim")
    parser.add_argument("--gazetteer", type=Path, help="what knows the regions; else the benchmarks' own")
    parser.add_argument("--look", type=Path, metavar="LEDGER", help="only the pictures of a ledger from an earlier run")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    args = parser.parse_args()
    if args.look:
        with open_ledger(args.look, create=False) as ledger:
            shown(pictures(ledger))
        return
    need(SHARED)
    args.folder.mkdir(parents=True, exist_ok=True)
    args.records = args.records or args.folder / "records.jsonl"
    args.gazetteer = args.gazetteer or gazetteer()
    if not args.records.exists():
        read_corpus(args.records, args.gazetteer)
    path = args.folder / "ledger.db"
    for stale in (path, *args.folder.glob("ledger.db-*")):
        stale.unlink(missing_ok=True)
    found = []
    with open_ledger(path) as ledger, (args.folder / "figures.jsonl").open("w") as kept:
        for figures in grow(ledger, args):
            found.append(figures)
            kept.write(json.dumps(figures) + "\n")
            kept.flush()
            report(figures)
    if len(found) > 1:
        growth(found, args.plot)


def growth(found: list[Record], target: Path | None) -> None:
    sizes = [one["claims"] for one in found]
    lines = {"weighing": quiet_seconds(found)}
    told = ", ".join(f"{size:,}: {value:,.0f}" for size, value in zip(sizes, lines["weighing"], strict=True))
    print(f"weighing in quiet seconds: {told}")
    for kind in ("control", "events", "people"):
        lines[f"picture: {kind}"] = [one["pictures"]["now"][kind] / 1000 for one in found]
    for name, values in lines.items():
        print(f"exponent of growth, {name}: {exponent([float(size) for size in sizes], values):.2f}")
    if target:
        target.write_text(plot(sizes, lines), encoding="utf-8")


if __name__ == "__main__":
    main()
