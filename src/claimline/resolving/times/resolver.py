"""Times to TimeML values and periods: against the day of publication, and against what the text has spoken of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from claimline.model.span import Span
from claimline.model.time import Period
from claimline.model.timeform import ResolvedTime, TimeForm, TimeMention
from claimline.resolving.times.anchor import in_year, near, pointed
from claimline.resolving.times.context import Context, is_narrative, paragraph_breaks
from claimline.resolving.times.period import bounded, edge, length, preposition_before
from claimline.resolving.times.stretch import Stretch, add_months, containing
from claimline.resolving.times.tense import Tense, find_tense

VAGUE = Period(None, None, "vague")


def resolve_times(
    text: str,
    mentions: Sequence[TimeMention],
    published: date | None,
    tense_of: Callable[[Span], str] | None = None,
) -> tuple[ResolvedTime, ...]:
    """Each mention with its TimeML value and its period; `mentions` in the order of the text.

    Without `published` nothing that counts from the day of speaking is resolved (value and period None). A weekday or
    a month without a year is the last one on or before publication, the next one where the verb looks ahead (`tense_of`
    gives "past" or "future", else the words around decide). A date with its year written out governs the dates that
    follow it in the same paragraph; in a history (many such dates, far from publication) in the whole text.
    """
    context = Context(text, published, is_narrative(mentions, published), paragraph_breaks(text))
    following = [*mentions[1:], None][: len(mentions)]
    return tuple(
        _resolve(mention, later, context, tense_of) for mention, later in zip(mentions, following, strict=True)
    )


def _resolve(
    mention: TimeMention, later: TimeMention | None, context: Context, tense_of: Callable[[Span], str] | None
) -> ResolvedTime:
    form = mention.form
    if form.kind == "vague":
        return ResolvedTime(mention, form.value, VAGUE)
    if form.kind == "set":
        return ResolvedTime(mention, form.value, None)
    if form.kind == "duration":
        return ResolvedTime(mention, form.value, _length(form, context))
    if form.kind == "fixed" and form.value is not None:
        return ResolvedTime(mention, form.value, _written_period(form))
    if form.year is not None and form.year < 0:
        return ResolvedTime(mention, _before_christ(form), VAGUE)
    stretch = _stretch(mention, later, context, tense_of)
    if stretch is None:
        return ResolvedTime(mention, None, VAGUE if context.published and form.kind == "later" else None)
    context.speak(stretch, mention.span.start, dated=form.kind == "fixed" and form.weekday is None or _full(form))
    return ResolvedTime(mention, _value(form, stretch), _period(mention, stretch, context))


def _full(form: TimeForm) -> bool:
    return form.year is not None


def _stretch(
    mention: TimeMention, later: TimeMention | None, context: Context, tense_of: Callable[[Span], str] | None
) -> Stretch | None:
    form, published = mention.form, context.published
    if form.kind == "fixed":
        return in_year(form, form.year) if form.year is not None else None
    if form.kind == "shift":
        return _shift(form, published)
    if form.kind == "later":
        return _later(mention, context)
    if form.kind == "clock":
        return _clock_day(mention, context)
    return _partial(mention, later, context, tense_of)


def _shift(form: TimeForm, published: date | None) -> Stretch | None:
    return pointed(form, published) if published else None


def _later(mention: TimeMention, context: Context) -> Stretch | None:
    form = mention.form
    base = context.background(mention.span.start) or context.last
    if form.unit == "quarter" and context.quarter and form.count in (0, None):
        return context.quarter
    if base is None:
        return pointed(form, context.published) if context.published else None
    if form.part and form.part.startswith("Q") and base.unit == "quarter":
        return containing("quarter", add_months(base.start, -12))
    return pointed(form, base.start)


def _clock_day(mention: TimeMention, context: Context) -> Stretch | None:
    near_by = context.last_day
    if near_by is not None and context.same_paragraph(context.last_at, mention.span.start):
        return near_by
    if context.narrative:
        return near_by
    return containing("day", context.published) if context.published else None


def _partial(
    mention: TimeMention, later: TimeMention | None, context: Context, tense_of: Callable[[Span], str] | None
) -> Stretch | None:
    form, published = mention.form, context.published
    if form.years_from:
        base = published if form.years_from == "published" else _spoken(context, published)
        return in_year(form, base.year + (form.count or 0)) if base else None
    year = _year_ahead(mention, later, context.text)
    if year is not None:
        return in_year(form, year)
    background = context.background(mention.span.start)
    if background is not None and form.pick is None and (context.narrative or not form.weekday):
        return _following(form, background)
    if published is None:
        return None
    tense: Tense = "unknown"
    if form.pick is None:
        tense = _tense(mention.span, context.text, tense_of)
    return near(form, published, tense)


def _tense(span: Span, text: str, tense_of: Callable[[Span], str] | None) -> Tense:
    given = tense_of(span) if tense_of else "unknown"
    if given in ("past", "future"):
        return "future" if given == "future" else "past"
    return find_tense(text, span)


def _spoken(context: Context, published: date | None) -> date | None:
    return context.last.start if context.last else published


def _year_ahead(mention: TimeMention, later: TimeMention | None, text: str) -> int | None:
    """The year of the second half of a range: "from March to May 2022", "10 and 14 May 2022"."""
    if later is None or later.form.year is None or later.form.year < 0 or mention.form.weekday:
        return None
    between = text[mention.span.end : later.span.start].strip(" \n").lower()
    if between not in ("to", "and", "until", "till", "through", "-", "–", "—", "or"):
        return None
    ahead, own = later.form.month, mention.form.month
    return later.form.year - 1 if ahead and own and own > ahead else later.form.year


def _following(form: TimeForm, base: Stretch) -> Stretch | None:
    """A date without a year in the wake of one with its year: the same year."""
    if form.day and not form.month:
        return _same_month(form, base)
    if form.weekday and not form.month:
        return near(form, base.end, "past")
    return in_year(form, base.start.year)


def _same_month(form: TimeForm, base: Stretch) -> Stretch | None:
    assert form.day is not None
    try:
        return containing("day", base.start.replace(day=form.day))
    except ValueError:
        return None


def _value(form: TimeForm, stretch: Stretch) -> str:
    if not form.clock:
        return stretch.value
    day = stretch.start
    if form.clock == "T24:00" and stretch.unit == "day":
        return f"{day.isoformat()}T24:00"
    return f"{stretch.value}{form.clock}"


def _period(mention: TimeMention, stretch: Stretch, context: Context) -> Period:
    form, published = mention.form, context.published
    if form.clock == "TNI" and form.pick == "last":  # overnight: from the evening before
        return Period(stretch.start.isoformat(), (stretch.start + timedelta(days=1)).isoformat(), "day")
    if form.mod == "WITHIN" and published:
        return length(replace(form, mod=None), published, forward=True) or VAGUE
    period = edge(stretch, form.mod, published)
    return bounded(period, preposition_before(context.text, mention.span.start), published, form.mod)


def _length(form: TimeForm, context: Context) -> Period | None:
    if form.pick is None:
        return None
    if form.count is None:
        return VAGUE
    return length(form, context.published, forward=form.pick == "next") if context.published else None


def _written_period(form: TimeForm) -> Period | None:
    """The years of a decade or a century, which are no day that a claim could be dated to."""
    digits = form.value or ""
    if not digits.isdigit():
        return VAGUE
    span = 10 ** (4 - len(digits))
    first = int(digits) * span
    if first < 1:
        return VAGUE
    return Period(f"{first:04}-01-01", f"{first + span - 1:04}-12-31", "vague")


def _before_christ(form: TimeForm) -> str:
    """TIMEX2's form for years before Christ ("BC0480-08"), which TimeML keeps."""
    value = f"BC{-(form.year or 0):04}"
    if form.month:
        value += f"-{form.month:02}" + (f"-{form.day:02}" if form.day else "")
    elif form.season:
        value += f"-{form.season}"
    return value
