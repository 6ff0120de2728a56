"""Shares joined with their whole: "two-thirds of the 500 residents" is 333 people, "85 % of the city" a percentage."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from claimline.model.quantity import QuantityMention
from claimline.model.span import Span
from claimline.reading.quantities import guards
from claimline.reading.quantities.cues import by_object, by_subject
from claimline.reading.quantities.shares import Share, base_kind, find_fractions
from claimline.reading.quantities.spans import find_figures

REACH = 45  # characters between a share and its whole
_BETWEEN = re.compile(r"\s+of\s+[^,.;:()]{0,42}")


def with_shares(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """The quantities with the text's shares added: computed where the whole has a number, else in percent of a whole
    that is named. A percentage of nothing named is no quantity. The whole's own number gets the rule "base".
    """
    parts = sorted([*find_fractions(text), *_percents(text)], key=lambda s: s.start)
    ends = [s.end for s in parts]
    out = [q for q in found if not _inside(q.span, parts, ends)]
    starts = [q.span.start for q in out]
    added: list[QuantityMention] = []
    for share in parts:
        index = bisect_left(starts, share.end)
        whole = out[index] if index < len(out) and starts[index] - share.end <= REACH else None
        if whole is not None and _BETWEEN.fullmatch(text[share.end : whole.span.start]):
            if whole.min is not None and whole.min == whole.max:
                added.append(_part(text, share, whole, whole.min))
                out[index] = replace(whole, rule="base", of="people" if whole.unit == "people" else "other")
        elif kind := base_kind(text, share.end):
            added.append(_percent(text, share, kind))
    return sorted([*out, *added], key=lambda q: q.span)


def _inside(span: Span, parts: list[Share], ends: list[int]) -> bool:
    """Whether a number is itself part of a share: the "three" of "three quarters of"."""
    index = bisect_right(ends, span.start)
    return index < len(parts) and parts[index].start < span.end


def _part(text: str, share: Share, whole: QuantityMention, value: float) -> QuantityMention:
    end = whole.noun.end if whole.noun else whole.span.end
    said = by_object(text, share.start) or by_subject(text, end)
    low, high = (None if v is None else float(round(v * value)) for v in (share.low, share.high))
    return QuantityMention(
        Span(share.start, share.end), low, high, whole.unit, said.of if said else whole.of, whole.noun, "share"
    )


def _percent(text: str, share: Share, kind: str) -> QuantityMention:
    said = (by_object(text, share.start) or by_subject(text, share.end)) if kind == "people" else None
    low, high = (None if v is None else round(v * 100, 1) for v in (share.low, share.high))
    of = said.of if said else ("area" if kind == "area" else "people")
    return QuantityMention(Span(share.start, share.end), low, high, "percent", of, None, "share")


def _percents(text: str) -> Iterator[Share]:
    if "%" not in text and "per" not in text and "pct" not in text:
        return
    for figure in find_figures(text):
        end = guards.is_percent(text, figure.end)
        if end is not None and figure.amount.form != "vague" and (figure.amount.high or 0) <= 100:
            low, high = (None if v is None else v / 100 for v in (figure.low, figure.high))
            yield Share(figure.start, end, low, high, "share")
