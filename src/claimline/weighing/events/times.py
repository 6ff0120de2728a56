"""What the days of two claims say about their being of one event."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.weighing.events.config import Weights
from claimline.weighing.events.places import Weighed
from claimline.weighing.events.profile import Days, Profile

_WEEK = 7


def times(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """Log-odds and why. A claim without a day speaks of the days before it became known; in a report with a claim that
    gives its day, it may be of that day."""
    if a.telling.report == b.telling.report and not (a.dated and b.dated):
        return weights["known"][0], "in one report, where not both give a day"
    if a.days is None or b.days is None:
        return weights["unknown"], "one recalls something without saying when"
    if a.dated and b.dated:
        return _two_periods(a.days, b.days, weights)
    if a.dated or b.dated:
        return _period_and_report(a.days, b, weights) if a.dated else _period_and_report(b.days, a, weights)
    gap = abs(a.known - b.known)
    later = b if b.known >= a.known else a
    if gap and later.recalls:
        return _at(weights["recall"], gap, weights["step"]), f"became known {_days(gap)} later, and looks back"
    why = f"became known {_days(gap)} apart" if gap else "became known on the same day"
    return _at(weights["known"], gap, weights["step"]), why


def _two_periods(a: Days, b: Days, weights: Weights) -> Weighed:
    if a[0] == a[1] and b[0] == b[1]:
        gap = abs(a[0] - b[0])
        return _at(weights["days"], gap, weights["step"]), f"{_days(gap)} apart" if gap else "the same day"
    if a == b:
        return weights["periods"], "the same period"
    if a[0] <= b[1] and b[0] <= a[1]:
        return weights[_length(a, b)], "periods that overlap"
    return weights["outside"], "periods that do not overlap"


def _period_and_report(days: Days, bare: Profile, weights: Weights) -> Weighed:
    """One gives its days, the other only became known on a day."""
    first, last = days
    if bare.known < first:
        return weights["before"], "the one became known before the other happened"
    if last > first:
        if bare.known <= last + 1:
            return weights[_length(days)], "became known within the period of the other"
        return weights["outside"], "became known after the period of the other"
    lag = bare.known - first
    why = f"became known {_days(lag)} after the day of the other" if lag else "became known on the day of the other"
    return _at(weights["recall" if bare.recalls else "lag"], lag, weights["step"]), why


def _length(*periods: Days) -> str:
    """The weight of lying in a period: a week at most says more than a month."""
    return "short" if all(last - first <= _WEEK for first, last in periods) else "within"


def _at(table: Sequence[float], days: int, step: float) -> float:
    """The value for so many days; beyond the table each day adds a step."""
    if days < len(table):
        return table[days]
    return float(table[-1] + step * (days - len(table) + 1))


def _days(number: int) -> str:
    return "a day" if number == 1 else f"{number} days"
