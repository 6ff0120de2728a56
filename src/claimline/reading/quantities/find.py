"""Every quantity of a text: number, unit, what it is of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from claimline.model.quantity import QuantityMention, QuantityOf
from claimline.model.span import Span
from claimline.model.timeform import TimeMention
from claimline.reading.quantities.drafts import Draft, find_drafts
from claimline.reading.quantities.lists import spread
from claimline.reading.quantities.measures import Measure, scaled
from claimline.reading.quantities.singular import find_singular
from claimline.reading.quantities.tolls import replaces
from claimline.reading.quantities.wholes import with_shares

_BREAK = re.compile(r"[.!?;]\s|\n\s*\n")


def find_quantities(text: str, times: Sequence[TimeMention] = ()) -> tuple[QuantityMention, ...]:
    """All quantities of a text, in order, without overlap; offsets are code points of `text`.

    `times` are the text's time expressions, whose numbers are skipped. Vague words that no rule gives a range to
    ("several", "many") yield nothing. A number without any hint of what it counts is left out.
    """
    blocked = _Blocked(times)
    drafts = [d for d in find_drafts(text) if not blocked.touches(d.figure.at, d.figure.amount.end)]
    drafts = spread(text, drafts)
    found = [q for d in drafts if (q := _mention(text, d)) is not None]
    found = with_shares(text, found)
    taken = _Blocked([])
    taken.extend([(q.span.start, q.noun.end if q.noun else q.span.end) for q in found])
    singles = [q for q in find_singular(text, _sentences(text)) if not taken.touches(q.span.start, q.span.end)]
    return tuple(sorted([*found, *singles], key=lambda q: q.span))


class _Blocked:
    """Stretches of text that numbers may not come from; both lists are sorted by start."""

    def __init__(self, times: Sequence[TimeMention]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.extend([(t.span.start, t.span.end) for t in times])

    def extend(self, pairs: Sequence[tuple[int, int]]) -> None:
        merged = sorted([*zip(self.starts, self.ends, strict=True), *pairs])
        self.starts, self.ends = [s for s, _ in merged], [e for _, e in merged]

    def touches(self, start: int, end: int) -> bool:
        index = bisect_right(self.starts, start)
        return (index > 0 and self.ends[index - 1] > start) or (index < len(self.starts) and self.starts[index] < end)


def _sentences(text: str) -> Iterator[Span]:
    """Rough sentences: enough to keep a search within one statement."""
    start = 0
    for match in _BREAK.finditer(text):
        yield Span(start, match.end())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def _mention(text: str, draft: Draft) -> QuantityMention | None:
    figure, measure = draft.figure, draft.measure
    start, end = figure.start, figure.end
    rule = "earlier toll" if figure.earlier else draft.rule
    renewed = figure.later or replaces(text, figure.start)
    if measure is not None:
        return _measured(text, draft, measure, rule)
    unit, of = _unit(draft)
    if unit is None:
        return None
    own = draft.noun.span if draft.noun and draft.noun.span.start >= end else None
    return QuantityMention(Span(start, end), figure.low, figure.high, unit, of, own, rule, renewed)


def _measured(text: str, draft: Draft, measure: Measure, rule: str) -> QuantityMention:
    figure = draft.figure
    low, high = scaled(figure.low, measure.factor), scaled(figure.high, measure.factor)
    span = Span(figure.start, measure.end if measure.in_span else figure.end)
    noun = None if measure.in_span else Span(measure.unit_start, measure.end)
    if _in_parentheses(text, figure.start, measure.end):
        rule = "converted"
    return QuantityMention(span, low, high, measure.unit, measure.of, noun, rule)


def _in_parentheses(text: str, start: int, end: int) -> bool:
    """ "£752 million ($990 million)": the same sum again."""
    return text[max(0, start - 8) : start].removesuffix("about ").endswith("(") and text[end : end + 1] == ")"


def _unit(draft: Draft) -> tuple[str | None, QuantityOf]:
    noun, said = draft.noun, draft.said
    if noun is None:
        return ("people", said.of) if said else (None, "other")
    if noun.category == "human":
        return "people", said.of if said else "people"
    if noun.category == "households":
        return "households", said.of if said else "people"
    if noun.category is None and said is not None and noun.plural[0].isupper():
        return "people", said.of  # "two Nuer", "35,326 Brus": what befalls people
    if noun.category in ("vehicles", "aircraft", "munitions"):
        return noun.plural, noun.category
    return noun.plural, "other"
