"""Quotations that no cue of their own sentence explains."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claimline.model import Span
from claimline.reading.attribution.draft import Draft
from claimline.reading.attribution.units import QUOTE
from claimline.reading.quotations import Quotation

_NEAR = 30  # drafts looked at on either side
_SPEECH = 5  # words; a shorter quotation that stands alone is no speech


def add_quotations(
    text: str, drafts: list[Draft], sentences: Sequence[Span], quotations: Sequence[Quotation]
) -> list[Draft]:
    """Gives every quotation that makes up a sentence to the speaker before it, or after it, in its paragraph.

    Further paragraphs of a speech, and paragraphs after "He said:", go to the speaker who began it.
    """
    taken = _taken(drafts, quotations)
    starts = [d.unit.span.start for d in drafts]
    lasting: Draft | None = None
    for index, quotation in enumerate(quotations):
        if index in taken:
            lasting = taken[index]
            continue
        owner = _owner(text, drafts, starts, quotation, lasting)
        if owner is None:
            continue
        owner.quotes.append(quotation.outer)
        lasting = owner
    return drafts


def _taken(drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> dict[int, Draft]:
    """Quotations that lie in a content, or that are part of a source or a sentence in the report's voice."""
    taken: dict[int, Draft] = {}
    for draft in drafts:
        if draft.unit.inside is not None and quotations[draft.unit.inside].marked:
            continue
        for a, b in draft.content:
            for item in draft.unit.items[a:b]:
                if item.kind == QUOTE and (item.quote not in taken or draft.direct):
                    taken[item.quote] = draft
    return taken


def _owner(
    text: str, drafts: Sequence[Draft], starts: list[int], quotation: Quotation, lasting: Draft | None
) -> Draft | None:
    """`starts` are the first characters of the drafts' units, in order."""
    if quotation.follows:
        return lasting
    at = bisect_right(starts, quotation.outer.start)
    if not quotation.marked:
        return _introducer(text, drafts[max(0, at - _NEAR) : at], quotation)
    if quotation.words(text) < _SPEECH or not _stands_alone(text, quotation):
        return None
    line = text.rfind("\n", 0, quotation.outer.start) + 1
    near = [
        d for d in drafts[max(0, at - _NEAR) : at] if d.unit.inside is None and d.source and d.unit.span.start >= line
    ]
    spoken = [d for d in near if d.direct or d.cue_class in ("say", "claim", "admit", "warn", "confirm")]
    if spoken:
        return spoken[-1]
    end = text.find("\n", quotation.outer.end)
    for draft in drafts[at : at + _NEAR]:
        if end >= 0 and draft.unit.span.start >= end:
            break
        if draft.unit.inside is None and draft.direct and draft.source and draft.unit.span.start >= quotation.outer.end:
            return draft
    if (
        line == quotation.outer.start
        and lasting is not None
        and _paragraph_before(text, line) <= lasting.unit.span.start
    ):
        return lasting
    return None


def _stands_alone(text: str, quotation: Quotation) -> bool:
    """Does the quotation make up sentences of its own, not a part of one?"""
    last = quotation.inner.of(text)[-1:]
    before = text[max(0, quotation.outer.start - 8) : quotation.outer.start].rstrip(" ")[-1:]
    return last in ".!?…" and before in (".", "!", "?", "”", '"', "\n", "", "…", "»", ":")


def _introducer(text: str, drafts: Sequence[Draft], quotation: Quotation) -> Draft | None:
    """The attribution of the line that introduces an unmarked quotation."""
    before = [
        d
        for d in drafts
        if d.unit.span.end <= quotation.outer.start and text[d.unit.span.end : quotation.outer.start].strip() == ""
    ]
    return before[-1] if before else None


def _paragraph_before(text: str, line: int) -> int:
    """Where the paragraph before the line at `line` begins."""
    end = line
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return text.rfind("\n", 0, end) + 1
