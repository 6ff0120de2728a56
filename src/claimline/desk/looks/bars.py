"""Bars: how many reports on which day, with gaps drawn as what they are, and how a score adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claimline.desk.looks.axis import Axis
from claimline.model.record import Record

_BARS = 180  # more than so many and days are put together
HEIGHT = 64  # pixels of the highest bar


@dataclass(frozen=True, slots=True)
class Bar:
    """x, width: percent; y, height: pixels from the top of a picture of `HEIGHT`."""

    x: float
    width: float
    y: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A gap in coverage: never calm."""

    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """each: days of one bar. top: the number of the highest."""

    axis: Axis
    bars: tuple[Bar, ...]
    gaps: tuple[Silence, ...]
    each: int
    top: int


def by_day(
    counts: Iterable[Sequence[object]], first: str, last: str, gaps: Iterable[Record] = (), *, least: int = 0
) -> Bars:
    """counts: pairs of an ISO day and a number. first, last: ISO days of the picture.

    least: the number for which the highest bar stands at least, so that several pictures have one scale.
    """
    axis = Axis(first, max(first, last))
    each = 1 if axis.days <= _BARS else 7 if axis.days <= _BARS * 7 else 30
    start = date.fromisoformat(first)
    sums: Counter[int] = Counter()
    for day, number in counts:
        at = (date.fromisoformat(str(day)) - start).days // each
        if at >= 0:
            sums[at] += int(str(number))
    top = max(least, *sums.values()) if sums else least
    bars = tuple(_bar(axis, start + timedelta(days=at * each), each, sums[at], top) for at in sorted(sums) if sums[at])
    return Bars(axis, bars, tuple(_silence(axis, gap) for gap in gaps), each, top)


def _bar(axis: Axis, day: date, each: int, number: int, top: int) -> Bar:
    last = day + min(timedelta(days=each - 1), date.max - day)
    x, height = axis.start(day.isoformat()), round(HEIGHT * number / top, 1)
    when = day.isoformat() if each == 1 else f"{day.isoformat()} to {last.isoformat()}"
    width = max(0.25, round((axis.end(last.isoformat()) - x) * 0.86, 3))
    return Bar(x, width, round(HEIGHT - height, 1), height, f"{when}: {number}")


def _silence(axis: Axis, gap: Record) -> Silence:
    x = axis.start(gap["since"])
    words = f"no report from {gap['since']} to {gap['until']}: a gap in coverage"
    return Silence(x, max(0.4, round(axis.end(gap["until"]) - x, 3)), words)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score. x, width: percent of a picture in which zero stands at `zero`."""

    name: str
    value: float
    why: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    zero: float
    parts: tuple[Part, ...]


def waterfall(parts: Iterable[Record]) -> Waterfall:
    """Each part begins where the sum of those before it ends, and the last ends at the score."""
    rows, ends = list(parts), [0.0]
    for row in rows:
        ends.append(ends[-1] + row["value"])
    low, high = min(ends), max(ends)
    scale = 100 / (high - low) if high > low else 0.0
    found = []
    for row, before, after in zip(rows, ends, ends[1:], strict=False):
        x, width = (min(before, after) - low) * scale, abs(after - before) * scale
        found.append(Part(row["name"], row["value"], row["why"], round(x, 3), round(max(width, 0.3), 3)))
    return Waterfall(round(-low * scale, 3), tuple(found))
