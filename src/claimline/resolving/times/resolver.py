"""Times to TimeML values and periods: against the day of publication, and against what the text has spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from claimline.model.span import Span
from claimline.model.timeform import ResolvedTime, TimeForm, TimeMention, TimePick
from claimline.resolving.times.affairs import beginnings, counted_day
from claimline.resolving.times.anchor import in_year, near, pointed
from claimline.resolving.times.beside import of_event, same_day
from claimline.resolving.times.context import Context, is_narrative, paragraph_breaks
from claimline.resolving.times.coverage import VAGUE, duration_period, period_of, written_period
from claimline.resolving.times.quarters import COMPARED, year_before
from claimline.resolving.times.stretch import Stretch, containing, shifted
from claimline.resolving.times.tense import Tense, find_tense, sentence_around

_JOINT = re.compile(r"\s*(?:to|and|until|till|through|or|-|–|—)\s*(?:the\s+)?")
_BRACKET = re.compile(r"\s*\(")
_ON = re.compile(r"\s*,?\s*(?:(?:\([^().]{1,24}\)|(?:local|\w+) time\b)\s*,?\s*)?(?:on\s+)?(?:the\s+)?")
_LONGEST = {"week": 31, "fortnight": 31, "weekend": 31, "month": 92}  # days of a stretch that a unit may follow
_ENDED = re.compile(r"\bended\s+(?:on\s+)?$", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:by|through|until)\s+$", re.IGNORECASE)
_HAD = re.compile(r"\bhad\b")  # "By March they had left" looks back
_SOON = 125  # days, four months
_TURN = 9  # months: from December on to March, not from September back to June


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
    if not mentions:
        return ()
    context = Context(
        text, published, is_narrative(mentions, published), paragraph_breaks(text), began=beginnings(text, mentions)
    )
    return tuple(_resolve(mention, _next(mentions, i), context, tense_of) for i, mention in enumerate(mentions))


def _next(mentions: Sequence[TimeMention], at: int) -> TimeMention | None:
    """The mention after the one at `at`; after a time of day the next that is none ("10 a.m. (0700 GMT) on Friday")."""
    clock = mentions[at].form.kind == "clock"
    return next((m for m in mentions[at + 1 : at + 4] if not (clock and m.form.kind == "clock")), None)


def _resolve(
    mention: TimeMention, later: TimeMention | None, context: Context, tense_of: Callable[[Span], str] | None
) -> ResolvedTime:
    form = mention.form
    if form.kind == "vague":
        return ResolvedTime(mention, form.value, VAGUE)
    if form.kind == "set":
        return ResolvedTime(mention, form.value, None)
    if form.kind == "duration":
        return ResolvedTime(mention, form.value, duration_period(mention, context))
    if form.kind == "fixed" and form.value is not None:
        return ResolvedTime(mention, form.value, written_period(form))
    if form.year is not None and form.year < 0:
        context.antique, context.last, context.dated = form.year, None, None
        return ResolvedTime(mention, _before_christ(form), VAGUE)
    if context.antique is not None and form.year is None and context.narrative:
        return ResolvedTime(mention, _antique(form, context.antique), VAGUE)
    if form.year is not None:
        context.antique = None
    stretch = _stretch(mention, later, context, tense_of)
    if stretch is None:
        return _unresolved(mention, context)
    compared = mention.rule in COMPARED and stretch.unit == "quarter"  # what is spoken of stays the later quarter
    if not (context.narrative and form.kind == "shift") and not compared:
        context.speak(stretch, mention.span.start, mention.span.end, dated=form.year is not None)
    return ResolvedTime(mention, _value(form, stretch), period_of(mention, stretch, context))


def _unresolved(mention: TimeMention, context: Context) -> ResolvedTime:
    form = mention.form
    if form.kind == "counted":
        return ResolvedTime(mention, "XXXX-XX-XX" + (form.clock or ""), VAGUE)
    if form.kind in ("shift", "later") and form.count is None:
        return ResolvedTime(mention, "FUTURE_REF" if form.pick == "next" else "PAST_REF", VAGUE)
    return ResolvedTime(mention, None, VAGUE if context.published else None)


def _stretch(
    mention: TimeMention, later: TimeMention | None, context: Context, tense_of: Callable[[Span], str] | None
) -> Stretch | None:
    form = mention.form
    if form.unit == "day" and form.count and form.kind in ("fixed", "partial") and not form.years_from:
        day = _stretch(replace(mention, form=replace(form, unit=None, count=None)), later, context, tense_of)
        return containing("day", day.start + timedelta(days=form.count)) if day and day.unit == "day" else None
    if form.kind == "fixed":
        return _fixed(form, context)
    if form.kind == "shift":
        return _shift(mention, context)
    if form.kind == "later":
        return _later(mention, context)
    if form.kind == "counted":
        return counted_day(form, context.began)
    if form.kind == "clock":
        return _clock_day(mention, later, context, tense_of)
    return _partial(mention, later, context, tense_of)


def _fixed(form: TimeForm, context: Context) -> Stretch | None:
    if form.year is None:
        return None
    if form.year < 100:  # the "16" of "1915-16"
        return in_year(form, context.last.start.year // 100 * 100 + form.year) if context.last else None
    return in_year(form, form.year)


def _shift(mention: TimeMention, context: Context) -> Stretch | None:
    form, published = mention.form, context.published
    if context.narrative and form.unit != "day":
        return pointed(form, context.last.start) if context.last else None
    if context.narrative and mention.rule == "overnight":
        return context.last_day
    if published is None:
        return None
    return year_before(mention, context) or pointed(form, published)


def _later(mention: TimeMention, context: Context) -> Stretch | None:
    form, at = mention.form, mention.span.start
    if form.unit == "quarter" and form.count in (0, None):
        if context.quarter is None and context.published:
            return shifted("quarter", context.published, -1)
        return context.quarter
    compared = year_before(mention, context)
    if compared is not None:
        return compared
    if of_event(mention, context.text):
        return same_day(mention, context)
    base = context.spoken(at)
    if base is None:
        return pointed(form, context.published) if context.published and not context.narrative else None
    if form.unit == "day" and form.count == 0 and base.unit == "month" and not context.narrative:
        return replace(base, value=f"{base.value}-XX")  # "last October ... that same day"
    if form.unit == "day" and base.unit not in ("day", "weekend"):
        base = context.last_day if context.narrative and context.last_day else None
    elif (base.end - base.start).days > _LONGEST.get(form.unit or "", 40000):
        return None  # "the following month" after a year: which one is not said
    return pointed(form, base.start) if base else None


def _clock_day(
    mention: TimeMention, later: TimeMention | None, context: Context, tense_of: Callable[[Span], str] | None
) -> Stretch | None:
    """The day beside the time of day ("at 3 a.m. on 14 May"), the day told of, or the day of publication."""
    gap = context.text[mention.span.end : later.span.start] if later else ""
    if later is not None and (_ON.fullmatch(gap) or (later.form.clock and _BRACKET.fullmatch(gap))):
        beside = _stretch(later, None, context, tense_of) if later.form.kind != "clock" else None
        if beside is not None and beside.unit == "day":
            context.speak(beside, mention.span.start, later.span.end, dated=later.form.year is not None)
            return beside
    if context.narrative or context.day_told(mention.span.start):
        return context.last_day
    return containing("day", context.published) if context.published else None


def _partial(
    mention: TimeMention, later: TimeMention | None, context: Context, tense_of: Callable[[Span], str] | None
) -> Stretch | None:
    form, published, at = mention.form, context.published, mention.span.start
    if form.years_from:
        spoken = context.spoken(at) or (context.last if form.years_from == "context" else None)
        if form.unit is None and form.years_from == "context":
            return _pointed_date(form, spoken)
        base = published if form.years_from == "published" and not context.narrative else spoken and spoken.start
        return in_year(form, base.year + (form.count or 0)) if base else None
    joined = _joined(form, mention, later, context)
    if joined is not None:
        return joined
    if form.month and published and not context.narrative:
        bounded = _bounded(mention, published, context)
        if bounded is not None:
            return bounded
    tense = _tense(mention.span, context.text, tense_of) if form.pick is None and not context.narrative else "unknown"
    background = context.background(at)
    if context.narrative:
        return _following(form, background) if background else None
    if background is not None and form.pick is None and not form.weekday and tense != "future":
        return _following(form, background)
    if published is None:
        return None
    return near(form, published, tense)


def _bounded(mention: TimeMention, published: date, context: Context) -> Stretch | None:
    """A month or a day of a month after "ended" (the last one), or after "by" and "through" where it is near."""
    form, before = mention.form, context.text[max(0, mention.span.start - 12) : mention.span.start]
    if form.pick is None and _ENDED.search(before):
        return near(replace(form, pick="last"), published, "past")
    if (
        form.day is None
        and _UP_TO.search(before)
        and not _HAD.search(sentence_around(context.text, mention.span).of(context.text))
    ):
        ahead = near(replace(form, pick="next"), published, "future")
        return ahead if ahead and (ahead.start - published).days <= _SOON else None
    return None


def _pointed_date(form: TimeForm, spoken: Stretch | None) -> Stretch | None:
    """ "the previous April", "that same spring", "the next Friday", seen from what was told."""
    if spoken is None:
        return None
    pick: TimePick | None = {-1: "last", 1: "next"}.get(form.count or 0)  # type: ignore[assignment]
    if pick is None and not form.weekday:
        return in_year(form, spoken.start.year)
    return near(replace(form, pick=pick, count=None), spoken.start, "past")


def _joined(form: TimeForm, mention: TimeMention, later: TimeMention | None, context: Context) -> Stretch | None:
    """A date that shares the month or the year of the other half of a range: "10 and 14 May", "March to May 2022"."""
    if mention.rule == "range-last-day" and context.last is not None:
        return _same_month(form, context.last)
    if later is None or form.weekday or not _JOINT.fullmatch(context.text[mention.span.end : later.span.start]):
        return None
    whole = replace(form, month=later.form.month) if mention.rule == "range-first-day" else form
    year = later.form.year
    if year is not None and year > 0:
        ahead = later.form.month and whole.month and whole.month > later.form.month
        return in_year(whole, year - 1 if ahead else year)
    if whole is form or context.published is None:
        return None
    other = _partial(later, None, context, None)
    return in_year(whole, other.start.year) if other else None


def _tense(span: Span, text: str, tense_of: Callable[[Span], str] | None) -> Tense:
    given = tense_of(span) if tense_of else "unknown"
    if given in ("past", "future"):
        return "future" if given == "future" else "past"
    return find_tense(text, span)


def _following(form: TimeForm, base: Stretch) -> Stretch | None:
    """A date without a year in the wake of another: the same year, or the next one where the story turns the year."""
    if form.day and not form.month:
        return _same_month(form, base)
    if form.weekday and not form.month:
        return near(form, base.end, "past")
    if form.pick in ("last", "next"):
        return near(form, base.start, "past")
    turns = form.month is not None and base.unit in ("day", "month") and base.start.month - form.month >= _TURN
    return in_year(form, base.start.year + (1 if turns else 0))


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


def _antique(form: TimeForm, year: int) -> str | None:
    """A month, a season or a distance in years told after a year before Christ."""
    if form.kind == "partial" and (form.month or form.season) and not form.years_from:
        return _before_christ(replace(form, year=year))
    if form.kind == "later" and form.count is not None and form.unit == "year":
        return _before_christ(TimeForm("fixed", year=year + form.count))
    return None


def _before_christ(form: TimeForm) -> str:
    """TIMEX2's form for years before Christ ("BC0480-08"), which TimeML keeps."""
    value = f"BC{-(form.year or 0):04}"
    if form.month:
        value += f"-{form.month:02}" + (f"-{form.day:02}" if form.day else "")
    elif form.season:
        value += f"-{form.season}"
    return value
