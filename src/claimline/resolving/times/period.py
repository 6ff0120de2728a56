"""From a stretch of the calendar to the period that a claim may carry: edges, the words before it, directions."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimline.model.span import Span
from claimline.model.time import Period
from claimline.model.timeform import TimeForm, TimeMod
from claimline.resolving.times.stretch import Stretch, add_months, month_end

_BEFORE = re.compile(
    r"(?:\b(since|until|till|by|before|after|within|from)\s+(?:(?:the|at|about|around|early|late)\s+)?)$", re.IGNORECASE
)
_WHEN = re.compile(r",?\s+when\b")
_UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def preposition_before(text: str, span: Span) -> str | None:
    """ "since", "until", "by", "before", "after", "within" right before a time expression, in lower case.

    "since July 2015 when" dates what follows, not the time from then on: no preposition.
    """
    found = _BEFORE.search(text[max(0, span.start - 20) : span.start])
    if not found or _WHEN.match(text, span.end):
        return None
    return found[1].lower()


def edge(stretch: Stretch, mod: TimeMod | None, published: date | None) -> Period:
    """The part of the stretch that START, MID, END, EARLIER or LATER leaves; parts of a month and more are vague."""
    start, end = stretch.start, stretch.end
    if mod == "EARLIER" and published and start <= published <= end:
        return Period(start.isoformat(), published.isoformat(), stretch.precision)
    if mod == "LATER" and published and start <= published <= end:
        return Period(published.isoformat(), end.isoformat(), stretch.precision)
    if mod in ("START", "MID", "END") and stretch.unit not in ("day", "weekend", "week"):
        first, last = _third(start, end, mod)
        return Period(first.isoformat(), last.isoformat(), "vague")
    return Period(start.isoformat(), end.isoformat(), stretch.precision)


def _third(start: date, end: date, mod: TimeMod) -> tuple[date, date]:
    """Early 2015 is January to March, late 2015 October to December, early May the first ten days."""
    days = (end - start).days + 1
    if days <= 31:
        ten, twenty = start + timedelta(days=9), start + timedelta(days=19)
        return {"START": (start, ten), "MID": (ten + timedelta(days=1), twenty)}.get(
            mod, (twenty + timedelta(days=1), end)
        )
    months = round(days / 30.4)
    piece = max(1, months // 4)
    if mod == "START":
        return start, month_end(add_months(start, piece - 1))
    if mod == "END":
        return add_months(end.replace(day=1), 1 - piece), end
    return add_months(start, piece), month_end(add_months(end.replace(day=1), -piece))


def bounded(period: Period, word: str | None, published: date | None, mod: TimeMod | None = None) -> Period:
    """The period that a preposition makes of it: "since Friday" runs to publication, "by the end of June" from it."""
    today = published.isoformat() if published else None
    if word == "since" and period.start and (today is None or period.start <= today):
        return Period(period.start, today, period.precision)
    if word == "by" and mod == "END" and period.end and today and period.end >= today:
        return Period(today, period.end, "day")
    if word in ("until", "till", "by") and period.end and today and period.end > today:
        return Period(today, period.end, period.precision)
    if word in ("until", "till", "before") and period.start:
        return Period(None, period.end if word != "before" else period.start, "vague")
    if word == "after" and period.end and period.precision != "instant":
        return Period(period.end, None, "vague")
    return period


def length(form: TimeForm, published: date, *, forward: bool) -> Period | None:
    """The days that "the past 24 hours" or "the next two weeks" cover, counted from publication; None if unknown."""
    if form.unit is None or form.count is None:
        return Period(None, None, "vague")
    try:
        other = _moved(form, published, form.count if forward else -form.count)
    except (ValueError, OverflowError):
        return None
    if other is None:
        return None
    first, last = sorted((other, published))
    precision = {"hour": "day", "minute": "day", "second": "day", "day": "day", "week": "week", "fortnight": "week"}
    unit_precision = precision.get(form.unit, "month" if form.unit in ("month", "quarter") else "year")
    return Period(first.isoformat(), last.isoformat(), unit_precision)  # type: ignore[arg-type]


def _moved(form: TimeForm, day: date, count: int) -> date | None:
    unit = form.unit or "day"
    if unit in ("hour", "minute", "second"):
        hours = abs(count) if unit == "hour" else 1
        days = -(-hours // 24)
        return day + timedelta(days=days if count > 0 else -days)
    if unit in _UNIT_DAYS:
        return day + timedelta(days=count * _UNIT_DAYS[unit])
    return add_months(day, count * _UNIT_MONTHS[unit]) if unit in _UNIT_MONTHS else None
