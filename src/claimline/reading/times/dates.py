"""Words of a date to its unanchored meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from claimline.model.timeform import TimeForm, TimePick, TimeUnit
from claimline.reading.times.lexicon import Word
from claimline.reading.times.numbers import fold
from claimline.reading.times.parts import Parts, gather

_PICKS: dict[int, TimePick] = {-1: "last", 0: "this", 1: "next"}


def read_date(words: Sequence[Word]) -> TimeForm | None:
    """Any calendar date, weekday, season, quarter or relative day, with a time of day or without."""
    special = _written(words[0]) if len(words) == 1 else None
    if special:
        return special
    folded = fold(words)
    parts = gather(folded)
    if parts.unit == "hour" and parts.clock is None:  # "the early hours of Monday"
        parts.unit, parts.clock = None, "TNI" if parts.mod == "END" else "TMO"
    if parts.relative is not None:
        return TimeForm("shift", unit="day", count=parts.relative, clock=parts.clock, mod=parts.mod, zone=parts.zone)
    return _calendar(parts)


def _written(word: Word) -> TimeForm | None:
    """ "2022-02-24" and "24.02.2022"; a date with slashes only where no other order of day and month is possible."""
    if word.kind == "iso":
        year, month, day = map(int, word.text.split("-"))
        return TimeForm("fixed", year=year, month=month, day=day)
    if word.kind == "american":
        month, day, year = map(int, word.text.split("/"))
        return TimeForm("fixed", year=year, month=month, day=day)
    if word.kind == "dotted":
        slashed = "/" in word.text
        day, month, year = map(int, word.text.replace("/", ".").split("."))
        if slashed and day <= 12 and day != month:
            return TimeForm("fixed", year=year)  # a guess at the day would be a defect
        return TimeForm("fixed", year=year, month=month, day=day)
    return None


def _calendar(parts: Parts) -> TimeForm | None:
    year = parts.year if parts.year is not None else _bc_year(parts)
    day = _day(parts)
    if day is not None and not 1 <= day <= 31:
        return None
    part = _part(parts)
    if year is not None and parts.bc:
        year = -year
    named = any((parts.month, day, parts.weekday, parts.season, part, parts.holiday))
    if year is None and not named:
        return _pointed(parts)
    whole_year = year is None and parts.base is not None and (parts.unit == "year" or parts.base == "context")
    week = parts.unit == "week" and parts.base is not None and parts.weekday is not None
    feast = parts.unit == "week" and parts.holiday is not None  # "Easter week"
    return TimeForm(
        "partial" if year is None else "fixed",
        unit="week" if week or feast else None,
        count=parts.point if whole_year or week else None,
        year=year,
        month=parts.month,
        day=day,
        weekday=parts.weekday,
        season=parts.season,
        part=part,
        holiday=parts.holiday,
        clock=parts.clock,
        zone=parts.zone,
        mod=parts.mod,
        pick=None if whole_year or week or parts.point is None else _PICKS[parts.point],
        years_from=parts.base if whole_year else None,
    )


def _day(parts: Parts) -> int | None:
    if parts.season or parts.slice:
        return None
    if parts.clock and parts.month is None:
        return parts.ordinals[-1] if parts.ordinals else None
    if parts.ordinals:
        return parts.ordinals[-1]
    if parts.month is None:
        return None
    return parts.numbers[-1] if parts.numbers else None


def _bc_year(parts: Parts) -> int | None:
    return parts.numbers.pop() if parts.bc and parts.numbers else None


def _part(parts: Parts) -> str | None:
    if parts.slice != "quarter" and (
        parts.slice == "half" or (parts.unit == "year" and parts.ordinals and not parts.month)
    ):
        nth = parts.ordinals[0] if parts.ordinals else (2 if parts.mod == "END" or parts.point == -1 else None)
        return f"H{nth}" if nth in (1, 2) else None
    if parts.slice == "quarter" or (parts.ordinals and parts.unit is None and parts.month is None):
        nth = parts.ordinals[0] if parts.ordinals else None
        return f"Q{nth}" if parts.slice == "quarter" and nth in (1, 2, 3, 4) else None
    return None


def _pointed(parts: Parts) -> TimeForm | None:
    """A unit by pointing: "last month" counts from publication, "that year" from what was spoken of."""
    if parts.clock and not parts.unit:
        return TimeForm("clock", clock=parts.clock, zone=parts.zone, mod=parts.mod)
    if parts.unit is None:
        return None
    unit = cast(TimeUnit, parts.unit)
    if unit == "weekend" and parts.base is None:
        return TimeForm("partial", unit="weekend", mod=parts.mod)
    count = 0 if parts.point is None else parts.point
    kind = "shift" if parts.base == "published" else "later"
    return TimeForm("shift" if kind == "shift" else "later", unit=unit, count=count, mod=parts.mod, clock=parts.clock)


def read_part(words: Sequence[Word]) -> TimeForm | None:
    """A part of a day by pointing or alone: "last night", "this morning", "the early hours", "overnight"."""
    parts = gather(fold(words))
    clock = parts.clock or ("TMO" if parts.mod == "START" else "TNI")
    if words[0].kind == "overnight":
        return TimeForm("shift", unit="day", count=-1, clock="TNI", pick="last")
    if parts.base == "published":
        return TimeForm("shift", unit="day", count=parts.point, clock=clock, mod=parts.mod)
    if parts.base == "context":
        return TimeForm("later", unit="day", count=parts.point, clock=clock, mod=parts.mod)
    if parts.weekday:
        return TimeForm("partial", weekday=parts.weekday, clock=clock, mod=parts.mod)
    return TimeForm("clock", clock=clock, mod=parts.mod)


def read_later(words: Sequence[Word]) -> TimeForm | None:
    """Units by pointing: "last month", "earlier this week", "the following year", "the end of the month"."""
    parts = gather(fold(words))
    sign = next((w.value for w in words if w.kind == "beside"), 0)
    if sign:  # "the day before", "the day after"
        return TimeForm("later", unit="day", count=sign)
    if parts.unit == "quarter" and any(w.kind == "latest" for w in words):
        return TimeForm("shift", unit="quarter", count=-1)  # results are those of a quarter that has ended
    if parts.unit == "day" and parts.mod in ("EARLIER", "LATER") and words[0].kind == "the":
        return TimeForm("later", unit="day", count=1 if parts.mod == "LATER" else -1)
    return _pointed(parts)


def read_beyond(words: Sequence[Word]) -> TimeForm | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    count = next(w.value for w in words if w.kind == "relative_day")
    return TimeForm("shift", unit="day", count=2 * int(count))


def read_day_beside(words: Sequence[Word]) -> TimeForm | None:
    """ "the day before last Tuesday", "the day after 5 May": a date, moved by a day (`unit` day with `count`)."""
    cut = next(i for i, w in enumerate(words) if w.kind == "beside")
    date = read_date(words[cut + 1 :])
    if date is None or date.unit is not None or date.years_from is not None:
        return None
    return replace(date, unit="day", count=int(words[cut].value))


def read_week_of(words: Sequence[Word]) -> TimeForm | None:
    """ "the week of March 6"."""
    parts = gather(fold(words))
    day = _day(parts)
    if parts.unit != "week" or day is None:
        return None
    return TimeForm(
        "partial" if parts.year is None else "fixed", unit="week", year=parts.year, month=parts.month, day=day
    )


def read_edge_of(words: Sequence[Word]) -> TimeForm | None:
    """ "the first days of April", "the final weeks of last year": the month or the year, its beginning or its end."""
    cut = next(i for i, w in enumerate(words) if w.kind == "of")
    parts, whole = gather(fold(words[:cut])), read_date(words[cut + 1 :])
    closing = parts.point == -1 or parts.mod == "END" or any(w.kind == "final" and w.value == "END" for w in words)
    if whole is None or (parts.ordinals and parts.ordinals[0] != 1):
        return None
    return replace(whole, mod="END" if closing else "START")


def read_short_year(words: Sequence[Word]) -> TimeForm | None:
    """The "16" of "1915-16"; its century is that of the year before it, which the resolver knows."""
    number = int(words[0].text)
    return TimeForm("fixed", year=number) if len(words[0].text) == 2 else None


def read_lone_day(words: Sequence[Word]) -> TimeForm | None:
    """The "10" of "between 10 and 14 May" and the "25" of "April 24 and 25": the month stands with the other one."""
    parts = gather(fold(words))
    day = (parts.ordinals or parts.numbers or [0])[-1]
    return TimeForm("partial", day=day, year=parts.year) if 1 <= day <= 31 else None


def read_year_bc(words: Sequence[Word]) -> TimeForm | None:
    """The "499" of "499-493 BC"."""
    return TimeForm("fixed", year=-int(words[0].value))
