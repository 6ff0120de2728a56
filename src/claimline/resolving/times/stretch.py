"""Stretches of the calendar: a day, a week, a month, a season, with TimeML values and arithmetic."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from claimline.model.time import PeriodPrecision
from claimline.model.timeform import TimeUnit

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere (meteorological)
PRECISION: dict[str, PeriodPrecision] = {
    "second": "instant", "minute": "instant", "hour": "day", "day": "day", "weekend": "day", "week": "week",
    "fortnight": "week", "month": "month", "quarter": "season", "season": "season", "half": "season", "year": "year",
    "decade": "vague", "century": "vague",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, both inclusive, that make up one `unit`; `value` is its TimeML value."""

    unit: TimeUnit
    start: date
    end: date
    value: str

    @property
    def precision(self) -> PeriodPrecision:
        return PRECISION[self.unit]


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, count: int) -> date:
    """The same day `count` months on, or the last day of a shorter month.

    Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def containing(unit: TimeUnit, day: date) -> Stretch:
    """The stretch of kind `unit` that holds `day` (a weekend: the one of its ISO week)."""
    if unit in ("week", "fortnight"):
        return week(day)
    if unit == "weekend":
        return weekend(day)
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        return quarter(day.year, (day.month - 1) // 3 + 1)
    if unit == "half":
        return half(day.year, 1 if day.month <= 6 else 2)
    if unit == "season":
        return season_of(day)
    if unit == "year":
        return year(day.year)
    if unit == "decade":
        first = date(max(day.year // 10 * 10, 1), 1, 1)
        return Stretch("decade", first, date(day.year // 10 * 10 + 9, 12, 31), f"{day.year // 10:03}")
    if unit == "century":
        first = date(max(day.year // 100 * 100, 1), 1, 1)
        return Stretch("century", first, date(day.year // 100 * 100 + 99, 12, 31), f"{day.year // 100:02}")
    return Stretch("day", day, day, day.isoformat())


def week(day: date) -> Stretch:
    monday = day - timedelta(days=day.weekday())
    iso = day.isocalendar()
    return Stretch("week", monday, monday + timedelta(days=6), f"{iso.year}-W{iso.week:02}")


def weekend(day: date) -> Stretch:
    base = week(day)
    return Stretch("weekend", base.start + timedelta(days=5), base.end, f"{base.value}-WE")


def month(of_year: int, number: int) -> Stretch:
    first = date(of_year, number, 1)
    return Stretch("month", first, month_end(first), f"{of_year:04}-{number:02}")


def quarter(of_year: int, number: int) -> Stretch:
    first = date(of_year, 3 * number - 2, 1)
    return Stretch("quarter", first, month_end(add_months(first, 2)), f"{of_year:04}-Q{number}")


def half(of_year: int, number: int) -> Stretch:
    first = date(of_year, 6 * number - 5, 1)
    return Stretch("half", first, month_end(add_months(first, 5)), f"{of_year:04}-H{number}")


def season(of_year: int, name: str) -> Stretch:
    """Spring from March, summer from June, autumn from September, winter from December into the next year."""
    first = date(of_year, SEASONS[name], 1)
    return Stretch("season", first, month_end(add_months(first, 2)), f"{of_year:04}-{name}")


def season_of(day: date) -> Stretch:
    name = {0: "WI", 1: "SP", 2: "SU", 3: "FA"}[day.month % 12 // 3]
    return season(day.year - 1 if name == "WI" and day.month < 12 else day.year, name)


def year(number: int) -> Stretch:
    return Stretch("year", date(number, 1, 1), date(number, 12, 31), f"{number:04}")


def shifted(unit: TimeUnit, day: date, count: int) -> Stretch:
    """The stretch `count` units after (before, if negative) the one that holds `day`.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    months = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
    if unit in months:
        return containing(unit, add_months(day, count * months[unit]))
    days = {"week": 7, "weekend": 7, "fortnight": 14}.get(unit, 1)
    if unit in ("second", "minute", "hour"):
        hours = count if unit == "hour" else 0
        return containing("day", day + timedelta(hours=hours) if abs(hours) >= 24 else day)
    return containing(unit, day + timedelta(days=count * days))


def easter(of_year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = of_year % 19, *divmod(of_year, 100)
    leaps, after = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * after + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    number, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(of_year, number, day + 1)
