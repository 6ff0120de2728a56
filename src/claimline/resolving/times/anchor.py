"""Unanchored forms to stretches of the calendar, given a day to count from."""

from __future__ import annotations

from datetime import date, timedelta

from claimline.model.timeform import TimeForm, TimePick
from claimline.resolving.times.stretch import (
    Stretch,
    add_months,
    containing,
    easter,
    half,
    month,
    quarter,
    season,
    shifted,
    week,
    weekend,
    year,
)  # fmt: skip
from claimline.resolving.times.tense import Tense

_CLEARLY_NEAR = 150  # days
_JUST_OVER = 60  # days
_NEXT_MONTH, _MONTHS_AGO = 31, 300  # days


def in_year(form: TimeForm, of_year: int) -> Stretch | None:
    """The stretch that the form's calendar fields name in one year; None where there is no such day."""
    try:
        return _in_year(form, of_year)
    except (ValueError, OverflowError):
        return None


def _in_year(form: TimeForm, of_year: int) -> Stretch | None:
    if form.holiday:
        feast = _holiday(form.holiday, of_year)
        return week(feast) if form.unit == "week" else containing("day", feast)
    if form.month and form.day:
        day = date(of_year, form.month, form.day)
        return week(day) if form.unit == "week" else containing("day", day)
    if form.month:
        return month(of_year, form.month)
    if form.season:
        return season(of_year, form.season)
    if form.part and form.part[1].isdigit():
        number = int(form.part[1])
        return quarter(of_year, number) if form.part[0] == "Q" else half(of_year, number)
    return year(of_year) if not (form.day or form.weekday) else None


def _holiday(name: str, of_year: int) -> date:
    if name.startswith("12-25"):
        return date(of_year, 12, 24 if name.endswith("eve") else 25)
    if name == "easter":
        return easter(of_year)
    first = date(of_year, 11, 1)  # thanksgiving: the fourth Thursday of November
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def near(form: TimeForm, base: date, tense: Tense) -> Stretch | None:
    """A date without a year, or a weekday, seen from `base` in the given tense."""
    if form.weekday and not form.month:
        return _weekday(form, base, tense)
    if form.unit == "weekend":
        return _weekend(form.pick, base, tense)
    if form.day and not form.month:
        return _day_of_month(form.day, base, tense)
    choices = [s for y in (-1, 0, 1) if (s := in_year(form, base.year + y))]
    return _choose(choices, base, form.pick, tense)


def _choose(choices: list[Stretch], base: date, pick: TimePick | None, tense: Tense) -> Stretch | None:
    if not choices:
        return None
    if pick == "last":
        return max((s for s in choices if s.end < base), key=lambda s: s.start, default=None)
    if pick == "next":
        return min((s for s in choices if s.start > base), key=lambda s: s.start, default=None)
    if pick == "this":
        return min(choices, key=lambda s: abs(s.start.year - base.year))
    past = max((s for s in choices if s.start <= base), key=lambda s: s.start, default=None)
    future = min((s for s in choices if s.end >= base), key=lambda s: s.start, default=None)
    if past is None or future is None:
        return past or future
    back, ahead = (base - past.end).days, (future.start - base).days
    if past.unit in ("day", "week") and min(back, ahead) <= _CLEARLY_NEAR < max(back, ahead):
        return past if back < ahead else future  # who means a day ten months off names its year
    if past.unit == "month" and ahead <= _NEXT_MONTH and back >= _MONTHS_AGO:
        return future  # "a cut of supplies in September" in August: who means last year's says so
    if past.unit == "quarter" and back <= _JUST_OVER:
        return past  # "expects third-quarter results" in October: the quarter that has just ended
    if tense == "unknown" and past.unit in ("month", "quarter"):
        return past if back <= ahead else future
    return future if tense == "future" else past


def _weekday(form: TimeForm, base: date, tense: Tense) -> Stretch | None:
    assert form.weekday is not None
    back = (base.isoweekday() - form.weekday) % 7
    if form.unit == "week" and form.count is not None:
        return containing("day", week(base).start + timedelta(days=7 * form.count + form.weekday - 1))
    if form.pick == "last":
        return containing("day", base - timedelta(days=back or 7))
    if form.pick == "next" or (form.pick is None and tense == "future"):
        return containing("day", base + timedelta(days=(7 - back) if back or form.pick == "next" else 0))
    if form.pick == "this":
        return containing("day", week(base).start + timedelta(days=form.weekday - 1))
    return containing("day", base - timedelta(days=back))


def _weekend(pick: TimePick | None, base: date, tense: Tense) -> Stretch:
    if pick == "next":
        return weekend(base + timedelta(days=7))
    if pick == "last" or (pick is None and tense != "future" and base.isoweekday() < 6):
        return weekend(base - timedelta(days=7))
    return weekend(base)


def _day_of_month(number: int, base: date, tense: Tense) -> Stretch | None:
    for step in (0, 1, 2) if tense == "future" else (0, -1, -2):
        first = add_months(base.replace(day=1), step)
        try:
            day = first.replace(day=number)
        except ValueError:
            continue
        if (day >= base) if tense == "future" else (day <= base):
            return containing("day", day)
    return None


def pointed(form: TimeForm, base: date) -> Stretch | None:
    """`count` units from `base`; None where the number is unknown or the calendar ends."""
    if form.count is None or form.unit is None:
        return None
    try:
        return shifted(form.unit, base, form.count)
    except (ValueError, OverflowError):
        return None
