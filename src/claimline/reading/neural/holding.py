"""Who takes, holds, loses or leaves a place: what the rules see more surely than the network.

Chosen on reports that the network was not trained on (benchmarks/held_out.py), for the families control and withdrawal:
there a wrong actor makes a wrong picture. `not_later` alone holds for all families.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimline.model import Attribution, Link, Span, Trigger
from claimline.model.reading import Role
from claimline.reading.neural.labels import family_of
from claimline.reading.rules.context import word_class_names
from claimline.vocab import word_set

_FAMILIES = frozenset(("control", "withdrawal"))
_GAINS = frozenset(("control.taken", "control.retaken", "control.held"))
_FELL_TO = "whom it falls to"  # the rules' name for the actor of "handed over control to"
_PLACES: tuple[Role, ...] = ("at", "from", "to", "via")


def kind_of(kind: str, words: str, proposition: str, twin: Trigger | None, *, troops: bool = False) -> str:
    """The network's kind, but for three that it mixes up. `words`: the trigger and what follows it in its proposition.

    Who is handed a place has taken it. Troops that "returned to the town" left no place that is named. Troops do not
    flee, they leave (`troops`: whether they are the actor).
    """
    if kind == "withdrawal" and _RETURNING.match(words) and not re.search(r"\bfrom\b", proposition):
        return "deployment"
    if kind == "displacement.fled" and troops:
        return "withdrawal"
    handed = twin is not None and family_of(kind) == "control" and any(link.rule == _FELL_TO for link in twin.links)
    return twin.kind if twin is not None and handed else kind


_RETURNING = re.compile(r"return(?:s|ed|ing)?\s+(?:back\s+)?(?:in)?to\b", re.IGNORECASE)


def are_troops(actor: str) -> bool:
    """Whether a phrase ends with a word for troops: "the Northern forces"."""
    words = re.findall(r"[\w-]+", re.split(r"\b(?:of|from|in)\b", actor.lower())[0])
    return bool(words) and "troops" in word_class_names(words[-1])


def with_holder(links: tuple[Link, ...], kind: str, twin: Trigger | None, text: str) -> tuple[Link, ...]:
    """The links with the rules' actor where a place was handed over, and where the network names nobody."""
    if family_of(kind) not in _FAMILIES:
        return links
    kept = tuple(link for link in links if link.role != "actor" or _names(link.span.of(text)))
    by_rule = [link for link in twin.links if link.role in ("actor", "target")] if twin is not None else []
    if any(link.rule == _FELL_TO for link in by_rule):
        return (*(link for link in kept if link.role not in ("actor", "target")), *by_rule)
    actors = [link for link in by_rule if link.role == "actor"]
    if any(link.role == "actor" for link in kept):
        return kept
    taken = [link.span for link in kept]
    return (*actors, *kept) if not any(a.span.overlaps(s) for a in actors for s in taken) else kept


def _names(words: str) -> bool:
    """Whether words can be somebody: "the" and "of" alone are what is left of a name cut short."""
    return any(w not in _EMPTY for w in re.findall(r"[a-z]+", words.lower())) or not words.isascii()


_EMPTY = word_set("function_words", "determiners") | word_set("function_words", "prepositions")


def without_denier(
    links: tuple[Link, ...], kind: str, proposition: Span, said: Attribution | None, text: str
) -> tuple[Link, ...]:
    """The links of a denied claim. Who denies the other side's gain is not the one who gains.

    "The ministry rejects this claim, saying that its forces still hold a district" names no taker.
    """
    if kind not in ("control.taken", "control.retaken") or said is None:
        return links

    def denies(link: Link) -> bool:
        own = link.span.of(text).split()[0].lower() in _OWN
        return link.role == "actor" and (own or any(s.overlaps(link.span) for s in said.source))

    return tuple(link for link in links if proposition.contains(link.span) or not denies(link))


_OWN = frozenset(("its", "their", "his", "her", "our"))


def not_later(links: tuple[Link, ...], sentence: Span | None) -> tuple[Link, ...]:
    """Without the places that only a later sentence names: they are those of its own claims."""
    if sentence is None:
        return links
    return tuple(link for link in links if link.role not in _PLACES or link.span.start < sentence.end)


def unseen(left: Sequence[Trigger], found: Sequence[Trigger]) -> list[Trigger]:
    """Claims of who holds a named place that the rules alone found, each with its holder, and in words of its own."""
    return [t for t in left if _is_sure(t) and not any(_shares_words(t, other) for other in found)]


def _is_sure(trigger: Trigger) -> bool:
    """A gain whose words say whose it is: "Serbia's occupation of Pharo", "Pharo was taken by", "fell to"."""
    placed = any(link.role in _PLACES for link in trigger.links)
    return trigger.kind in _GAINS and placed and any(link.rule in _SAID_OUTRIGHT for link in trigger.linked("actor"))


_SAID_OUTRIGHT = frozenset(("possessor or by-phrase", "by-phrase", _FELL_TO))  # the rules' names for it


def _shares_words(trigger: Trigger, other: Trigger) -> bool:
    return family_of(other.kind) in _FAMILIES and other.proposition.overlaps(trigger.span)
