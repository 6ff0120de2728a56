"""The rules of `vocab/times_rules.yaml`, compiled once, on first use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from claimline.model.time import TimexType
from claimline.model.timeform import TimeForm
from claimline.reading.times import dates, spans
from claimline.reading.times.lexicon import Word, lexicon
from claimline.reading.times.pattern import PatternCompiler, PatternError
from claimline.vocab import load

Reader = Callable[[Sequence[Word]], TimeForm | None]

READERS: dict[str, Reader] = {
    "date": dates.read_date,
    "part": dates.read_part,
    "later": dates.read_later,
    "beyond": dates.read_beyond,
    "day_beside": dates.read_day_beside,
    "week_of": dates.read_week_of,
    "short_year": dates.read_short_year,
    "lone_day": dates.read_lone_day,
    "year_bc": dates.read_year_bc,
    "nth_of": spans.read_nth_of,
    "edge_of": dates.read_edge_of,
    "decade": spans.read_decade,
    "duration": spans.read_duration,
    "ago": spans.read_ago,
    "often": spans.read_often,
    "reference": spans.read_reference,
    "vague": spans.read_vague,
    "counted": spans.read_counted,
}


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    type: TimexType
    regex: re.Pattern[str]
    read: Reader


@dataclass(frozen=True, slots=True)
class Grammar:
    """`starts` gives the rules that may begin with a class character; `regions` finds stretches worth a look."""

    starts: dict[str, tuple[Rule, ...]]
    regions: re.Pattern[str]
    headed: re.Pattern[str]

    def stretches(self, codes: str) -> Iterator[tuple[int, int]]:
        """Where a time may stand: begin and end of each stretch of words that times are made of, with one that they
        cannot do without."""
        for found in self.regions.finditer(codes):
            if self.headed.search(codes, found.start(), found.end()):
                yield found.span()


@cache
def grammar() -> Grammar:
    vocab, codes = load("times_rules"), lexicon().codes
    compiler = PatternCompiler(codes, vocab["macros"])
    starts: dict[str, list[Rule]] = {}
    for entry in vocab["rules"]:
        if entry["type"] not in get_args(TimexType):
            raise PatternError(f"{entry['name']}: no TimeML type: {entry['type']!r}")
        piece = compiler.piece(entry["pattern"])
        if piece.empty:
            raise PatternError(f"{entry['name']}: the pattern may match nothing")
        rule = Rule(entry["name"], entry["type"], re.compile(piece.regex), READERS[entry["as"]])
        for code in piece.first:
            starts.setdefault(code, []).append(rule)
    heads = "".join(re.escape(codes[name]) for name in vocab["heads"])
    outside = "".join(re.escape(codes[name]) for name in ("word", "name", "brk"))
    # a stretch between plain words is looked through once: `Grammar.stretches` leaves out those without a head
    regions, headed = re.compile(f"[^{outside}]+"), re.compile(f"[{heads}]")
    return Grammar({code: tuple(rules) for code, rules in starts.items()}, regions, headed)
