"""Times made of two expressions: ranges, and a season with its year elsewhere in the clause."""

from __future__ import annotations

import re
from dataclasses import replace

from claimline.model.time import Period, PeriodPrecision
from claimline.model.timeform import ResolvedTime
from claimline.resolving.times.anchor import in_year

_JOINT = re.compile(r"\s*(to|and|until|till|through|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_OPEN = re.compile(r"\b(between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_FINEST: tuple[PeriodPrecision, ...] = ("instant", "day", "week", "month", "season", "year", "vague")


def join_range(text: str, first: ResolvedTime, second: ResolvedTime) -> Period | None:
    """The period of "between 10 and 14 May", "from Monday to Wednesday", "December 2008 through January 2009".

    `first` and `second` are neighbours in `text`. None where the words between them make no range ("Monday and
    Wednesday" are two days), or where an end is unknown or lies before the start.
    """
    joint = _JOINT.fullmatch(text[first.mention.span.end : second.mention.span.start])
    if not joint or first.period is None or second.period is None:
        return None
    opened = _OPEN.search(text[max(0, first.mention.span.start - 14) : first.mention.span.start])
    if joint[1].lower() == "and" and (not opened or opened[1].lower() != "between"):
        return None
    start, end = first.period.start, second.period.end
    if start is None or end is None or start > end:
        return None
    precision = min(first.period.precision, second.period.precision, key=_FINEST.index)
    return Period(start, end, precision)


def compose_season(season: ResolvedTime, year: ResolvedTime) -> ResolvedTime:
    """A season or a month with a year that stands elsewhere in the clause ("its summer offensive last year").

    `season` is given back as it is where it names its own year, or where `year` is no year.
    """
    form, stretch = season.mention.form, year.period
    if form.year is not None or not (form.season or form.month) or stretch is None or stretch.start is None:
        return season
    if stretch.precision != "year":
        return season
    found = in_year(form, int(stretch.start[:4]))
    if found is None:
        return season
    period = Period(found.start.isoformat(), found.end.isoformat(), found.precision)
    return replace(season, value=found.value, period=period)
