"""Quarters of the year: results are compared with those of the same quarter a year before."""

from __future__ import annotations

import re
from datetime import date

from claimline.model.timeform import TimeForm, TimeMention
from claimline.resolving.times.anchor import in_year
from claimline.resolving.times.context import Context
from claimline.resolving.times.stretch import Stretch, shifted

COMPARED = frozenset({"ago", "earlier-later", "year-ago"})  # rules whose times may stand for the year before
_RESULTS = 900  # characters over which results of one quarter may be told
_FIGURES = re.compile(r"(?:\d|million|billion|cents|share|shares|percent|%|tons|barrels),?\s+(?:in\s+)?$")


def year_before(mention: TimeMention, context: Context) -> Stretch | None:
    """Results of a quarter are compared with those of the same quarter "a year earlier"."""
    quarter, form = context.quarter, mention.form
    if mention.rule not in COMPARED or form.unit != "year" or abs(form.count or 0) != 1:
        return None
    if form.part and context.published:
        return _quarter_before(form.part, quarter or shifted("quarter", context.published, -1), context.published)
    at = mention.span.start
    if quarter is None or not (context.same_paragraph(context.quarter_at, at) or _beside_figures(context, mention)):
        return None
    return shifted("quarter", quarter.start, -4)


def _beside_figures(context: Context, mention: TimeMention) -> bool:
    """Whether figures are compared ("from 58 million, or 90 cents a share, a year earlier") not far from a quarter."""
    at = mention.span.start
    if at - context.quarter_at > _RESULTS:
        return False
    return mention.rule == "year-ago" or bool(_FIGURES.search(context.text, max(0, at - 24), at))


def _quarter_before(part: str, told: Stretch, published: date) -> Stretch | None:
    """ "the year-ago quarter": the one told of, a year before; "the year-ago third quarter": by its number."""
    if part == "QX":
        return shifted("quarter", told.start, -4)
    ended = [s for y in (-1, 0) if (s := in_year(TimeForm("partial", part=part), published.year + y))]
    latest = max((s for s in ended if s.end < published), key=lambda s: s.start, default=None)
    return shifted("quarter", latest.start, -4) if latest else None
