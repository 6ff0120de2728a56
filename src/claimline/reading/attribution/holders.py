"""Which attribution a stretch of text belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Attribution, Span


def holder(attributions: Sequence[Attribution], span: Span) -> int | None:
    """The index of the attribution that a proposition with these words inherits; None is the report's own voice.

    The deepest attribution with a source whose content holds the start of the span, else the deepest without one;
    failing both, one whose cue is itself the span ("the mayor called for talks": the cue states the proposition).
    """
    best: tuple[bool, int, int, int] | None = None
    for index, attribution in enumerate(attributions):
        for piece in attribution.content:
            if piece.start <= span.start < piece.end:
                key = (bool(attribution.source), depth(attributions, index), -len(piece), index)
                best = max(best, key) if best else key
    if best is not None:
        return best[3]
    cues = (k for k, a in enumerate(attributions) if a.source and any(c.overlaps(span) for c in a.cue))
    return next(cues, None)


def depth(attributions: Sequence[Attribution], index: int) -> int:
    """How many attributions hold this one."""
    n = 0
    parent = attributions[index].parent
    while parent is not None and n < len(attributions):
        n += 1
        parent = attributions[parent].parent
    return n
