"""What the words of a date say, gathered word by word before they are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claimline.model.timeform import TimeMod
from claimline.reading.times.lexicon import Word

Base = Literal["published", "context"]

_POINTERS: dict[str, Base] = {
    "last": "published", "past": "published", "next": "published", "this": "published", "current": "published",
    "previous": "context", "following": "context", "that": "context", "those": "context", "same": "context",
    "latest": "published",
}  # fmt: skip
_EDGES = frozenset({"early", "late", "mid", "begin", "middle", "end", "latter"})
_UNITS = frozenset(
    {"day", "unit", "days", "units", "short_unit", "short_units", "quarter", "weekend", "period", "half"}
)
_MONTHS = frozenset({"month", "month_amb", "month_abbr"})


@dataclass(slots=True)
class Parts:
    """Mutable while it is filled; `numbers` are those that no other part took, in order."""

    numbers: list[int]
    ordinals: list[int]
    year: int | None = None
    month: int | None = None
    weekday: int | None = None
    season: str | None = None
    holiday: str | None = None
    unit: str | None = None
    slice: str | None = None  # "quarter" or "half", which "of the year" may follow
    point: int | None = None
    base: Base | None = None
    mod: TimeMod | None = None
    clock: str | None = None
    zone: str | None = None
    relative: int | None = None
    bc: bool = False


def gather(words: Sequence[Word]) -> Parts:
    """The parts that `words` (numbers folded) name. Sequences are read left to right; later words win."""
    parts = Parts([], [])
    before = ""
    for at, word in enumerate(words):
        if word.kind == "year4" and _with_mark(words, at):
            continue
        _take(parts, word)
        if word.kind == "next" and before == "the":
            parts.base = "context"  # "the next day" follows what was told, "next week" follows today
        before = word.kind
    parts.clock = read_clock(words) or parts.clock
    return parts


def _take(parts: Parts, word: Word) -> None:
    kind, value = word.kind, word.value
    if kind in _MONTHS:
        parts.month = value
    elif kind in ("weekday", "weekday_abbr"):
        parts.weekday = value
    elif kind == "year4":
        parts.year = value
    elif kind == "number":
        parts.numbers.append(value)
    elif kind == "nth":
        parts.ordinals.append(value)
    elif kind in _POINTERS:
        _point(parts, kind, value)
    elif kind in _EDGES:
        parts.mod = value
    elif kind in ("earlier", "later"):
        parts.mod = "EARLIER" if kind == "earlier" else "LATER"
    elif kind in _UNITS:
        parts.unit = value
        parts.slice = value if kind in ("quarter", "half") else parts.slice
    elif kind in ("season", "season_amb"):
        parts.season = value
    elif kind in ("daypart", "night", "overnight", "noon", "midnight"):
        parts.clock = f"T{value}"
    elif kind in ("today", "relative_day", "tonight"):
        parts.relative = value
        parts.clock = "TNI" if kind == "tonight" else parts.clock
    elif kind in ("holiday", "christmas", "eve"):
        parts.holiday = f"{parts.holiday or ''}{'eve' if kind == 'eve' else value}"
    elif kind == "era_bc":
        parts.bc = True
    elif kind == "approx" and parts.mod is None:
        parts.mod = value
    elif kind == "zone":
        parts.zone = word.text.upper()


def _point(parts: Parts, kind: str, value: int) -> None:
    if kind in ("last", "past") and parts.base == "published" and parts.point == 0:
        parts.point = -1  # "this last week"
    elif not (kind == "that" and parts.base):
        parts.point = value if parts.base is None or kind != "same" else parts.point
        parts.base = _POINTERS[kind]


def read_clock(words: Sequence[Word]) -> str | None:
    """The TimeML time of day that the words name with figures ("5:30 p.m." is T17:30), else None."""
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else None
        if word.kind == "hhmm":
            hour, minute = word.text.split(":")[:2]
            return f"T{_hour(int(hour), after):02}:{minute}"
        if after is None:
            break
        if word.kind == "number" and after.kind == "ampm":
            return f"T{_hour(int(word.value), after):02}:00"
        if word.kind == "number" and after.kind == "in" and words[-1].kind in ("daypart", "night"):
            return f"T{_part_hour(int(word.value), words[-1].value):02}:00"
        if word.kind == "number" and after.kind == "oclock":
            return f"T{int(word.value):02}:00"
        if _with_mark(words, at):
            return f"T{word.text[:2]}:{word.text[2:]}"
    return None


def _part_hour(hour: int, part: str) -> int:
    """ "4 in the morning" is 4, "4 in the afternoon" 16, "2 in the night" 2."""
    later = part in ("AF", "EV") or (part == "NI" and hour >= 6)
    return hour + 12 if later and hour < 12 else hour


def _with_mark(words: Sequence[Word], at: int) -> bool:
    """Whether the four figures at `at` are a time of day: "1400 GMT", "0930 hours"."""
    text = words[at].text
    return len(text) == 4 and text.isdecimal() and at + 1 < len(words) and words[at + 1].kind in ("short_units", "zone")


def _hour(hour: int, mark: Word | None) -> int:
    if mark is None or mark.kind != "ampm":
        return hour
    return hour % 12 + int(mark.value)
