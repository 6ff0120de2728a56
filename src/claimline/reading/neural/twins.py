"""The same event as the rules read it: where both see it, the rules have the last word on some of its slots.

Which slots was chosen on reports that the network was not trained on (benchmarks/held_out.py): it finds more events,
tells their kind and stance better, and carries actors from a cause to its consequence; the rules follow a sentence's
grammar to its places, and to words outside the network's window. Who killed or hurt somebody they do not guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Link, Span, Trigger
from claimline.model.reading import Role
from claimline.reading.neural.labels import family_of

_NEAR = 0.4  # share of two propositions that must be common

# Roles that are read together, and who is asked first, and who else, where the first names nobody.
Asked = tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...]
ASKED: Asked = (
    (("actor",), ("network", "rules")),
    (("target",), ("network", "rules")),
    (("at", "from", "to", "via"), ("rules", "network")),
    (("time", "saying_time"), ("rules", "network")),
    (("quantity",), ("network", "rules")),
)
OF_CASUALTIES: Asked = ((("actor",), ("network",)), *ASKED[1:])


class Twins:
    """The triggers that the rules found, each given away once."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self._left = list(triggers)

    @property
    def left(self) -> Sequence[Trigger]:
        """Those that were not given away."""
        return self._left

    def of(self, trigger: Span, proposition: Span, kind: str) -> Trigger | None:
        """The rules' trigger of the same family with the same words, or with much the same proposition."""
        family = family_of(kind)
        same = [t for t in self._left if family_of(t.kind) == family]
        best = max(
            same,
            key=lambda t: (t.span.overlaps(trigger), common(t.proposition, proposition), -t.span.start),
            default=None,
        )
        if best is None or not (best.span.overlaps(trigger) or common(best.proposition, proposition) >= _NEAR):
            return None
        self._left.remove(best)
        return best


def common(first: Span, second: Span) -> float:
    """Dice coefficient of two spans."""
    inside = min(first.end, second.end) - max(first.start, second.start)
    return max(0.0, 2 * inside / max(1, len(first) + len(second)))


def joined(links: tuple[Link, ...], twin: Trigger | None) -> tuple[Link, ...]:
    """The network's links, each once, with those of the rules for the roles that the rules read better."""
    links = tuple({(link.role, link.span): link for link in links}.values())
    if twin is None:
        return links
    by = {"network": links, "rules": twin.links}
    chosen: list[Link] = []
    for roles, asked in OF_CASUALTIES if family_of(twin.kind) == "casualties" else ASKED:
        answers = ([link for link in by[who] if link.role in roles] for who in asked)
        chosen += next(filter(None, answers), [])
    grouped = {role for roles, _ in ASKED for role in roles}
    return (*(link for link in links if link.role not in grouped), *chosen)


def within(links: Sequence[Link], proposition: Span) -> tuple[Link, ...]:
    """Without what another clause counts and dates: numbers outside the proposition where it has some inside, and times
    outside that the network alone names."""
    counted = any(link.role == "quantity" and proposition.contains(link.span) for link in links)

    def kept(link: Link) -> bool:
        if proposition.contains(link.span):
            return True
        return not (link.role == "quantity" and counted) and not (link.role == "time" and link.rule == "model")

    return tuple(filter(kept, links))


def distinct(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Without those that say what a surer one of the same family says in the same words."""
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (-t.confidence, t.span)):
        if not any(_same_words(trigger, k) for k in kept):
            kept.append(trigger)
    return kept


def _same_words(trigger: Trigger, surer: Trigger) -> bool:
    same = family_of(trigger.kind) == family_of(surer.kind) and trigger.polarity == surer.polarity
    return same and common(trigger.proposition, surer.proposition) >= _ALIKE


_ALIKE = 0.85
