"""Where a claim of the network happened, where the network says nothing: what the grammar of its words says."""

from __future__ import annotations

from claimline.model import Link, Span
from claimline.model.reading import Role
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.ground import Ground
from claimline.reading.rules.where import place_links

# Not what is said or agreed about a place, and not who is held: on held-out reports that named as many wrong as right.
_ASKED = frozenset(
    (
        "attack",
        "clash",
        "withdrawal",
        "control",
        "deployment",
        "casualties",
        "displacement",
        "damage",
        "aid",
        "protest",
    )
)
PLACES: tuple[Role, ...] = ("at", "from", "to", "via")


def with_places(
    links: tuple[Link, ...], kind: str, proposition: Span, sentence: Sentence | None, ground: Ground
) -> tuple[Link, ...]:
    """The links, and where none of them is a place those that the rules see in the proposition or near it."""
    if sentence is None or kind.split(".")[0] not in _ASKED or any(link.role in PLACES for link in links):
        return links
    said = ground.reading.attributions
    blocked = [s for a in said for s in (*a.cue, *a.source) if sentence.span.overlaps(s)]
    agent = next((link.span for link in links if link.role == "actor"), None)
    found = place_links(sentence, kind, proposition, agent, blocked, ground.places_before(sentence.span))
    return (*links, *found)
