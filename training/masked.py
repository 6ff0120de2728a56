"""Examples as the network will see them when it reads: every party exchanged for its stand-in, spans moved along."""

from __future__ import annotations

from dataclasses import replace

from claimline.model import Span as Place
from claimline.reading.neural.masking import mask
from training.examples import Event, Example, Span


def masked(example: Example) -> Example:
    """The example with stand-ins; a part of a name becomes the whole stand-in."""
    there = mask(example.text)

    def span(s: Span) -> Span:
        moved = there.span_there(Place(*s))
        return moved.start, moved.end

    def event(e: Event) -> Event:
        return replace(
            e,
            trigger=span(e.trigger),
            roles={role: tuple(span(s) for s in spans) for role, spans in e.roles.items()},
            proposition=span(e.proposition) if e.proposition else None,
        )

    # A stand-in is of another type than what it stands for: no name is learnt from it.
    plain = [n for n in example.names or () if example.text[n[0] : n[1]] == there.text[slice(*span(n[:2]))]]
    hidden = [n[:2] for n in example.names or () if n not in plain]
    return replace(
        example,
        text=there.text,
        events=tuple(map(event, example.events)),
        unsure=tuple(span(s) for s in example.unsure),
        names=tuple((*span((a, b)), kind) for a, b, kind in plain) if example.names is not None else None,
        names_unsure=tuple(span(s) for s in (*example.names_unsure, *hidden)),
    )
