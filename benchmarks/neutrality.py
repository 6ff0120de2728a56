"""Does a reading change when two parties trade places? Actor swap over the frames of tests/cases/neutrality.yaml.

    python benchmarks/neutrality.py                          # the rules
    python benchmarks/neutrality.py --reader default --show  # the trained reader, every difference printed

Every frame is filled with every pair of parties that has its slots, both ways round, and the claims of the two texts
are compared slot by slot. Spans are compared by the words of the frame that they cover, so names of different length
; a side's id has to be exchanged with the names. Prints the share of unchanged sentences (`unchanged`: all
slots; `core`: kind, polarity, modality and roles), and the differences by slot, by pair and by frame.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from claimline.model import Claim, Party, Report, Span
from claimline.pipeline import ReadConfig, read_reports

CASES = Path(__file__).parents[1] / "tests" / "cases" / "neutrality.yaml"
PUBLISHED = date(2024, 6, 5)
CORE = ("kind", "polarity", "modality", "speaker", "actor", "target", "places", "quantities", "time")
_SLOT = re.compile(r"\{([AB])(?:_(a_)?(adj|forces|capital))?\}")
_AN = re.compile(r"(?!Uk)[AEIOUaeiou]|[FHLMNRSX][A-Z]")  # "an Israeli", "an RSF"

Side = dict[str, str | None]
Pair = tuple[Side, Side]


@dataclass(frozen=True)
class Filled:
    """A frame with names in it. `pieces`: the stretches of the text, each with its own place in the frame."""

    text: str
    pieces: tuple[tuple[int, int, bool], ...]  # start, end, whether a name was put in
    sides: tuple[str | None, str | None]  # of A and of B

    def place_of(self, offset: int, ends: bool) -> tuple[int, int]:
        """Where an offset stands in the frame: the piece and how far into it (in a name: begin 0, end -1, else 1)."""
        for number, (start, end, named) in enumerate(self.pieces):
            if start <= offset < end or (ends and start < offset <= end):
                if not named:
                    return number, offset - start
                return number, 0 if offset == start else -1 if offset == end else 1
        return len(self.pieces), 0

    def words_of(self, span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
        return self.place_of(span.start, ends=False), self.place_of(span.end, ends=True)

    def side(self, side: str | None) -> str | None:
        """A side by its letter; sides of nobody in the frame stay."""
        return next(("AB"[i] for i, mine in enumerate(self.sides) if mine and mine == side), side)


def fill(frame: str, one: Side, other: Side) -> Filled | None:
    """The frame with its slots filled, a capital letter first; None where a party lacks what a slot asks for."""
    text, pieces, at = "", [], 0
    for match in _SLOT.finditer(frame):
        value = (one if match[1] == "A" else other).get(match[3] or "name")
        if value is None:
            return None
        if match[2]:
            value = f"{'an' if _AN.match(value) else 'a'} {value}"
        before = frame[at : match.start()]
        if before:
            pieces.append((len(text), len(text) + len(before), False))
            text += before
        opening = not text.strip("\"' ") or text.rstrip().endswith(".")
        pieces.append((len(text), len(text) + len(value), True))
        text += value[0].upper() + value[1:] if opening else value
        at = match.end()
    if at < len(frame):
        pieces.append((len(text), len(text) + len(frame) - at, False))
    return Filled(text + frame[at:], tuple(pieces), (one.get("side"), other.get("side")))


def swapped_pairs(frames: Iterable[str], pairs: Sequence[Pair]) -> Iterator[tuple[str, Filled, Filled]]:
    """Each frame with each pair that fits it: the frame, its text, and its text with the parties exchanged."""
    for frame in frames:
        for one, other in pairs:
            there, back = fill(frame, one, other), fill(frame, other, one)
            if there and back:
                yield frame, there, back


def load_cases() -> tuple[list[str], list[Pair]]:
    cases: dict[str, Any] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return cases["frames"], [(pair["A"], pair["B"]) for pair in cases["pairs"]]


def _party(party: Party | None, at: Filled) -> object:
    return party and (at.words_of(party.span), party.role)


def _sides(claim: Claim, at: Filled) -> object:
    return [at.side(party.side) if party else None for party in (claim.speaker, claim.actor, claim.target)]


SLOTS: dict[str, Callable[[Claim, Filled], object]] = {
    "kind": lambda c, at: c.kind,
    "polarity": lambda c, at: c.polarity,
    "modality": lambda c, at: c.modality,
    "speaker": lambda c, at: _party(c.speaker, at),
    "actor": lambda c, at: _party(c.actor, at),
    "target": lambda c, at: _party(c.target, at),
    "places": lambda c, at: sorted((at.words_of(p.place.span), p.role) for p in c.places),
    "precision": lambda c, at: [(at.words_of(p.place.span), p.place.precision) for p in c.places],
    "quantities": lambda c, at: [(at.words_of(q.span), q.min, q.max, q.unit, q.of) for q in c.quantities],
    "time": lambda c, at: c.time and (at.words_of(c.time.span), c.time.period.start, c.time.of),
    "sides": _sides,
    "framing": lambda c, at: c.framing,
    "background": lambda c, at: c.background,
    "stage": lambda c, at: c.stage,
    "cue": lambda c, at: c.cue and at.words_of(c.cue),
    "wording": lambda c, at: at.words_of(c.evidence[0]),
}


def differences(there: Sequence[Claim], at: Filled, back: Sequence[Claim], at_back: Filled) -> list[str]:
    """The slots that differ, each once; "claims" where there are more or fewer of them."""
    if len(there) != len(back):
        return ["claims"]
    pairs = list(zip(_in_order(there, at), _in_order(back, at_back), strict=True))
    return [
        slot for slot, value in SLOTS.items() if any(value(one, at) != value(other, at_back) for one, other in pairs)
    ]


def _in_order(claims: Sequence[Claim], at: Filled) -> list[Claim]:
    return sorted(claims, key=lambda c: (at.words_of(c.evidence[0]), c.kind))


def compare(
    cases: Sequence[tuple[str, Filled, Filled]], config: ReadConfig
) -> Iterator[tuple[str, Filled, Filled, list[str]]]:
    """Reads all texts in one go and yields the frame, both texts and the slots that differ."""
    texts = [filled for _, there, back in cases for filled in (there, back)]
    reports = [Report(filled.text, published=PUBLISHED) for filled in texts]
    claims = [result.claims for result in read_reports(reports, config)]
    for number, (frame, there, back) in enumerate(cases):
        yield frame, there, back, differences(claims[2 * number], there, claims[2 * number + 1], back)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="rules")
    parser.add_argument("--gazetteer", type=Path, help="a gazetteer file; else one with cities and regions is built")
    parser.add_argument("--show", action="store_true", help="print every pair of texts that is read differently")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gazetteer = args.gazetteer or Path(folder) / "gazetteer.sqlite"
        results = list(compare(list(swapped_pairs(*load_cases())), ReadConfig(reader=args.reader, gazetteer=gazetteer)))
    by_slot: Counter[str] = Counter()
    by_sides: Counter[str] = Counter()
    by_frame: Counter[str] = Counter()
    core = 0
    for frame, there, back, slots in results:
        core += not any(slot == "claims" or slot in CORE for slot in slots)
        by_slot.update(slots)
        if slots:
            by_sides["/".join(map(str, there.sides))] += 1
            by_frame[frame] += 1
        if slots and args.show:
            print(", ".join(slots), "\n   ", there.text, "\n   ", back.text)
    same = sum(not slots for *_, slots in results)
    print(f"reader {args.reader}, {len(results)} sentences, each read both ways round")
    print(f"core      {core:4} {core / len(results):7.2%}")
    print(f"unchanged {same:4} {same / len(results):7.2%}")
    for title, counts in (("slot", by_slot), ("pair", by_sides), ("frame", by_frame)):
        for name, count in counts.most_common(20):
            print(f"by {title:5} {count:4} {name}")


if __name__ == "__main__":
    main()
