"""Ukrainian settlements of the Wikipedia control table, each named in a sentence with one other place of its region.

    python benchmarks/places_settlements.py --gazetteer FILE [--show]

FILE is a gazetteer with the GeoNames pack UA. The table gives names and, for some, a point; the right place is the
GeoNames settlement of that name within 5 km of the point, or, where the table has no point, the only settlement of that
name in Ukraine. Names that are ambiguous and have no point, and names that GeoNames does not have near the point, are
left out and counted. The other place is, in turn: the region by name, the seat of the region, and another settlement of
the table in the same region (picked by a hash of the name, so that it is always the same one).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from claimline.model import Mention, ReaderInfo, Reading, Report, ResolvedPlace, Span
from claimline.resolving.places import Gazetteer, PlaceResolver
from claimline.resolving.places.geometry import km
from claimline.resolving.places.rows import PlaceRow

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT.parent / "shared/corpora/control-wikipedia/status_changes_2022-03_2023-12.csv"
SENTENCES = {
    "region": "Shelling was reported overnight in {name}, {other}.",
    "seat": "Officials in {other} said that two people were hurt in {name}.",
    "other": "Fighting went on near {other} and {name} on Tuesday.",
}
NEAR_KM = 5.0
FATES = ("right", "wrong", "abstained")


def read_table(path: Path) -> dict[str, tuple[float, float] | None]:
    """Names with the table's point, where it has one; names with several points are left out."""
    points: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for row in csv.DictReader(path.open(encoding="utf-8")):
        if not row["name"]:
            continue
        points[row["name"]] |= set()
        with suppress(ValueError):  # no point, or a header that was scraped as a row
            points[row["name"]].add((float(row["lat"]), float(row["lon"])))
    return {name: next(iter(at)) if at else None for name, at in sorted(points.items()) if len(at) <= 1}


def right_place(gazetteer: Gazetteer, name: str, at: tuple[float, float] | None) -> PlaceRow | None:
    rows = [
        r for r in gazetteer.lookup(name).rows
        if r.country == "UA" and r.kind.place_class == "settlement" and r.lat is not None and r.lon is not None
    ]  # fmt: skip
    if at is None:
        return rows[0] if len(rows) == 1 else None
    near = [(km(at[0], at[1], r.lat or 0, r.lon or 0), r) for r in rows]
    best = min(near, key=lambda n: (n[0], n[1].id), default=None)
    return best[1] if best and best[0] <= NEAR_KM else None


def reading(sentence: str, names: list[str]) -> Reading:
    mentions = [Mention(Span(start, start + len(n)), "place") for n in names if (start := sentence.find(n)) >= 0]
    whole = (Span(0, len(sentence)),)
    return Reading(Report(sentence), whole, tuple(mentions), (), (), (), (), ReaderInfo("benchmark", "0"))


def others(gazetteer: Gazetteer, settlements: dict[str, PlaceRow]) -> Iterator[tuple[str, str, str]]:
    """(way, name, the other place of its region)."""
    by_region: dict[str, list[str]] = defaultdict(list)
    for name, row in settlements.items():
        by_region[row.admin1].append(name)
    for name, row in settlements.items():
        region = gazetteer.unit("UA", row.admin1)
        if region is None:
            continue
        yield "region", name, region.name
        seat = region.name.removesuffix(" Oblast")
        if seat != name and seat not in name and name not in seat:
            yield "seat", name, seat
        rest = [n for n in by_region[row.admin1] if n not in name and name not in n]
        if rest:
            pick = int(hashlib.sha256(name.encode()).hexdigest(), 16) % len(rest)
            yield "other", name, rest[pick]


def answers(path: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, str, ResolvedPlace, bool]]:
    """(way, name, what the resolver made of it, whether that is right) for every sentence."""
    settlements = {n: row for n, at in read_table(path).items() if (row := right_place(gazetteer, n, at))}
    resolver = PlaceResolver(gazetteer)
    for way, name, other in others(gazetteer, settlements):
        sentence = SENTENCES[way].format(name=name, other=other)
        place = next(p for p in resolver.resolve(reading(sentence, [name, other])) if p.text == name)
        gold, at = settlements[name], (place.lat or 0.0, place.lon or 0.0)
        right = place.id is not None and km(*at, gold.lat or 0, gold.lon or 0) <= NEAR_KM
        yield way, name, place, right


def namesakes(gazetteer: Gazetteer, name: str, gold: PlaceRow) -> int:
    """How many settlements of that name, further apart than NEAR_KM, the region has."""
    same = [r for r in gazetteer.lookup(name).rows if r.kind.place_class == "settlement" and r.admin1 == gold.admin1]
    apart: list[PlaceRow] = []
    for row in same:
        if row.country == gold.country and all(_km(row, other) > NEAR_KM for other in apart):
            apart.append(row)
    return len(apart)


def _km(a: PlaceRow, b: PlaceRow) -> float:
    return km(a.lat or 0, a.lon or 0, b.lat or 0, b.lon or 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--show", action="store_true", help="print what was wrong or left undecided")
    args = parser.parse_args()
    gazetteer = Gazetteer.open(args.gazetteer)
    table = read_table(args.table)
    settlements = {n: row for n, at in table.items() if (row := right_place(gazetteer, n, at))}
    shared = sum(len([r for r in gazetteer.lookup(n).rows if r.feature_class == "P"]) > 1 for n in settlements)
    print(f"{len(table)} names, {len(settlements)} with a known right place, {shared} of them shared by several places")
    counts: Counter[tuple[str, str]] = Counter()
    for way, name, place, right in answers(args.table, gazetteer):
        gold = settlements[name]
        fate = "right" if right else "wrong" if place.id is not None else "abstained"
        counts[way, fate] += 1
        counts[way, f"{fate}, shared"] += namesakes(gazetteer, name, gold) > 1
        if args.show and not right:
            rival = [(c.name, c.within, round(c.score, 2)) for c in place.candidates[:3]]
            print(f"  {fate} {way}: {name} want {gold.id} {gazetteer.within(gold)}; {rival}")
    for way in (*SENTENCES, "all"):
        fates = {f: sum(n for (w, g), n in counts.items() if g == f and way in (w, "all")) for f in FATES}
        total = max(1, sum(fates.values()))
        print(f"{way:8} {total:4}  " + "  ".join(f"{f} {100 * n / total:.1f} %" for f, n in fates.items()))
        twins = {f: sum(n for (w, g), n in counts.items() if g == f"{f}, shared" and way in (w, "all")) for f in FATES}
        print("  of these, with a namesake in the same region: " + ", ".join(f"{n} {f}" for f, n in twins.items()))


if __name__ == "__main__":
    main()
