"""Which attribution lies inside which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimline.model import Attribution, Span


def with_parents(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Orders attributions by their cue and sets `parent` to the one with the smallest content that holds the cue."""
    ordered = sorted(found, key=lambda a: (a.cue[0], a.content))
    spans = sorted((span, k) for k, a in enumerate(ordered) for span in a.content)
    open_: list[tuple[Span, int]] = []
    at = 0
    parents: list[int | None] = []
    for index, attribution in enumerate(ordered):
        cue = attribution.cue[0]
        while at < len(spans) and spans[at][0].start <= cue.start:
            open_.append(spans[at])
            at += 1
        open_ = [held for held in open_ if held[0].end > cue.start]
        holders = [(len(span), k) for span, k in open_ if k != index and span.contains(cue)]
        parents.append(min(holders)[1] if holders else _passed_on_by(ordered, index))
    return tuple(replace(a, parent=p) for a, p in zip(ordered, _without_cycles(parents), strict=True))


def _passed_on_by(ordered: Sequence[Attribution], index: int) -> int | None:
    """The attribution of the outlet that passes this one on ("The agency reported …, citing officials")."""
    via = ordered[index].via
    return next((k for k in range(index - 1, max(-1, index - 4), -1) if via and ordered[k].source == via), None)


def _without_cycles(parents: list[int | None]) -> list[int | None]:
    for index in range(len(parents)):
        seen = {index}
        at = parents[index]
        while at is not None:
            if at in seen:
                parents[index] = None
                break
            seen.add(at)
            at = parents[at]
    return parents
