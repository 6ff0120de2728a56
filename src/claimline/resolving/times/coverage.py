"""The period that a time covers, with the preposition before it and the direction that it looks in."""

from __future__ import annotations

from datetime import date, timedelta

from claimline.model.time import Period
from claimline.model.timeform import TimeForm, TimeMention
from claimline.resolving.times.anchor import in_year, near
from claimline.resolving.times.context import Context
from claimline.resolving.times.period import bounded, edge, length, preposition_before
from claimline.resolving.times.stretch import Stretch

VAGUE = Period(None, None, "vague")


def period_of(mention: TimeMention, stretch: Stretch, context: Context) -> Period:
    form, published = mention.form, context.published
    if form.clock == "TNI" and form.kind == "shift" and form.pick == "last":
        return _night(stretch.start)  # overnight: from the evening before
    if form.kind == "clock" and not context.day_told(mention.span.start):
        # "in the early hours" of a report that names no day may be any night; "during the night" is the last one
        return _night(stretch.start - timedelta(days=1)) if form.clock == "TNI" and form.mod is None else VAGUE
    period = edge(stretch, form.mod, published)
    if form.clock:
        return period
    return bounded(period, preposition_before(context.text, mention.span), published, form.mod)


def _night(evening: date) -> Period:
    return Period(evening.isoformat(), (evening + timedelta(days=1)).isoformat(), "day")


def duration_period(mention: TimeMention, context: Context) -> Period | None:
    form = mention.form
    within = preposition_before(context.text, mention.span) == "within"
    if form.part and form.month:
        return _end_of(form, context)
    if form.pick is None and not within:
        return None
    if form.count is None:
        return VAGUE
    forward = within or form.pick == "next"
    return length(form, context.published, forward=forward) if context.published else None


def _end_of(form: TimeForm, context: Context) -> Period | None:
    """The days of "the last week of August"."""
    if form.year is None and context.published is None and not context.narrative:
        return None
    whole = TimeForm("partial", year=form.year, month=form.month)
    if form.year is not None:
        month = in_year(whole, form.year)
    elif context.last is not None and context.narrative:
        month = in_year(whole, context.last.start.year)
    else:
        month = near(whole, context.published, "past") if context.published else None
    days = {"day": 1, "week": 7, "fortnight": 14}.get(form.unit or "", 0) * (form.count or 1)
    if month is None or not days or form.part is None:
        return VAGUE
    if form.part == "last":
        return Period((month.end - timedelta(days=days - 1)).isoformat(), month.end.isoformat(), "week")
    first = month.start + timedelta(days=days * (int(form.part) - 1))
    last = min(first + timedelta(days=days - 1), month.end)
    return Period(first.isoformat(), last.isoformat(), "week") if first <= month.end else VAGUE


def written_period(form: TimeForm) -> Period | None:
    """The years of a decade or a century, which are no day that a claim could be dated to."""
    digits = form.value or ""
    if not digits.isdigit():
        return VAGUE
    span = 10 ** (4 - len(digits))
    first = int(digits) * span
    if first < 1:
        return VAGUE
    return Period(f"{first:04}-01-01", f"{first + span - 1:04}-12-31", "vague")
