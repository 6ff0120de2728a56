"""Names that the network sees, joined with those of the rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimline.model import Mention, Span
from claimline.reading.neural.labels import NAMES
from claimline.reading.neural.masking import Masked
from claimline.reading.neural.model import Tagged
from claimline.reading.neural.windows import Window

SURE = 0.6  # a likelihood below this names nothing
WEAK = 0.7  # the rules only guessed a type


def names_in(named: Sequence[Tagged], window: Window, there: Masked) -> list[Mention]:
    """Names of a window of the masked text, in characters of the report.

    A stand-in is no name of the report: what it stands for the rules know.
    """
    found = []
    for first, last, kind, chance in named:
        start, end = window.offsets[first], window.offsets[last]
        if start is None or end is None or chance < SURE:
            continue
        span = Span(start.start, end.end)
        if not there.exchanged(span):
            found.append(Mention(there.back(span), NAMES[kind], round(chance, 3), "model"))
    return found


def with_names(known: Sequence[Mention], seen: Sequence[Mention], used: Collection[Span] = ()) -> tuple[Mention, ...]:
    """The rules' names; where they only guessed, or have none, those that the network saw.

    used: what a trigger is linked to; a mention of it stays as it is.
    """
    by_start = sorted(seen, key=lambda m: m.span)
    linked = frozenset(used)
    sure = sorted((m for m in known if m.confidence >= WEAK or m.span in linked), key=lambda m: m.span)
    taken = _apart(by_start, sure)
    weak = sorted((m for m in known if m.confidence < WEAK and m.span not in linked), key=lambda m: m.span)
    return tuple(sorted((*sure, *taken, *_apart(weak, taken)), key=lambda m: m.span))


def _apart(mentions: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Those that overlap none of the others; both in the order of the text, neither overlapping itself."""
    kept, i = [], 0
    for mention in mentions:
        while i < len(others) and others[i].span.end <= mention.span.start:
            i += 1
        if i == len(others) or not others[i].span.overlaps(mention.span):
            kept.append(mention)
    return kept
