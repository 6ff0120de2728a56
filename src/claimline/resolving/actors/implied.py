"""Sides that a phrase does not name, and that the report around it leaves no doubt about.

Three cases, each a rule of its own, tried only for what has no side by its own words:

- `same-noun`: "the command" is the command that the report named before ("Ukraine's southern command"), if all the
  commands that it named are on one side.
- `own-units`: units without a side ("units of the West grouping") that, by the words of a side's official, took or held
  a place, took prisoners or shot something down are his own; of an attack either side may be meant.
- `of-country`: "government forces" in a report whose places all lie in one country are that country's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from claimline.model import Party, Span
from claimline.resolving.actors.context import PartyContext
from claimline.resolving.actors.names import clean, party_words, words_of
from claimline.resolving.actors.sides import side_of, side_of_state

#: What a side's official says of his own units when he does not say whose they are.
OWN_DEEDS = frozenset(
    ("control.taken", "control.retaken", "control.held", "damage.interception", "casualties.captured")
)
_GENERIC = re.compile(r"(?:^|\b(?:for|of|in|with|from) )(?:the|its|this) ((?:[\w-]+ ){0,2}?)(\w+)$", re.IGNORECASE)
_BEFORE = 5  # words before a noun that may say whose it is
_GOVERNMENT = frozenset(("government", "pro-government", "federal", "loyalist"))
_MOST_WORDS = 10


def implied(text: str, span: Span, party: Party, context: PartyContext, deed: str | None) -> Party:
    """The party with its side, where the report implies one; else the party as it was.

    `deed`: the kind of what the party did, None for speakers and targets.
    """
    if party.side is not None or party.kind in ("person", "state") or party.rule in ("enemy", "pronoun"):
        return party
    words = words_of(span.of(text))
    if not words or len(words) > _MOST_WORDS or set(words) & party_words().civilians:
        return party
    for rule, side in (
        ("same-noun", _same_noun(text, span, context)),
        ("own-units", _own_units(words, context, deed)),
        ("of-country", _of_country(words, context)),
    ):
        if side is not None:
            return replace(party, side=side, rule=rule)
    return party


def _same_noun(text: str, span: Span, context: PartyContext) -> str | None:
    generic = _GENERIC.search(span.of(text))
    if generic is None or generic[2].lower() not in party_words().bodies or generic[1] != generic[1].lower():
        return None
    noun = re.compile(rf"((?:[\w’'.-]+ ){{1,{_BEFORE}}}){re.escape(generic[2])}\b", re.IGNORECASE)
    return _only(side_of(clean(found[0]), context.published) for found in noun.finditer(text, 0, span.start))


def _own_units(words: list[str], context: PartyContext, deed: str | None) -> str | None:
    wanted, speaker = party_words(), context.speaker
    if deed not in OWN_DEEDS or speaker is None or speaker.side is None or words[0] not in wanted.military:
        return None
    others = wanted.rebels | wanted.enemies | {"their", "foreign", "allied", "coalition", "drones", "missiles", "men"}
    described = set(words_of(f"{speaker.role or ''} {speaker.name}"))
    official = described & (wanted.officials | wanted.military | wanted.roles) or speaker.kind in ("state", "group")
    return speaker.side if official and len(words) > 1 and not set(words) & others else None


def _of_country(words: list[str], context: PartyContext) -> str | None:
    if not set(words) & _GOVERNMENT or words[-1] not in party_words().military:
        return None
    countries = set(context.countries.values())
    return side_of_state(countries.pop(), context.published) if len(countries) == 1 else None


def _only(found: Iterable[str | None]) -> str | None:
    sides = {side for side in found if side is not None}
    return sides.pop() if len(sides) == 1 else None
