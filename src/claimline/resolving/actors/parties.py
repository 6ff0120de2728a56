"""A phrase that names a party, with the party: its name in full, what it is, its side."""

from __future__ import annotations

import re
from dataclasses import replace

from claimline.model import Party, Span
from claimline.resolving.actors.context import PartyContext
from claimline.resolving.actors.names import (
    clean,
    group_names,
    party_words,
    state_names,
    state_rows,
    words_of,
)
from claimline.resolving.actors.persons import named_person, side_of_role
from claimline.resolving.actors.sides import opponent, side_of, sides

_FIRST = frozenset(("we", "us", "ourselves", "ours"))
_SINGULAR_FIRST = frozenset(("i", "me", "myself"))
_THIRD = frozenset(("he", "she", "it", "they", "him", "her", "them", "itself", "themselves", "himself", "herself"))
_SINGULAR_THIRD = frozenset(("he", "she", "it", "him", "her", "its", "his", "itself", "himself", "herself"))
_ONE_PERSON = frozenset(("he", "she", "him", "her", "his", "himself", "herself"))
_THEIRS = frozenset(("his", "her", "its", "their"))
_OURS = frozenset(("our", "my"))


def resolve_party(text: str, span: Span, context: PartyContext) -> Party:
    """The party that `text[span]` names.

    Pronouns and possessives take the antecedent; "we", "our troops" and bare "soldiers" the speaker's side, "the enemy"
    its opponent, each only where that is clear; a capital or state is the state. `rule` says which of these it was.
    What cannot be told stays as it is written, with side None.
    """
    words = words_of(span.of(text))
    return (
        _pronoun(text, span, words, context)
        or _possessive(text, span, words, context)
        or _enemy(text, span, words, context)
        or _definite(text, span, words, context)
        or named_person(text, span, context)
        or _state(text, span, context)
        or _own_troops(text, span, words, context)
        or _described(text, span, words, context)
    )


def _party(span: Span, name: str, kind: str, rule: str, context: PartyContext, side: str | None = None) -> Party:
    return Party(span, name, kind, side or side_of(name, context.published), rule=rule)


def _pronoun(text: str, span: Span, words: list[str], context: PartyContext) -> Party | None:
    if len(words) != 1:
        return None
    word = words[0]
    if word in _THIRD or word in _THEIRS:
        base = _antecedent(text, context)
        if base is not None and word not in _SINGULAR_THIRD and _leads(base):
            return _we(span, base)
        if base is None or not _agrees(word, base):
            return Party(span, clean(span.of(text)), "unnamed", None, rule="pronoun")
        return Party(span, base.name, base.kind, base.side, base.role, "antecedent")
    speaker = context.speaker
    if word in _SINGULAR_FIRST and speaker is not None:
        return Party(span, speaker.name, speaker.kind, speaker.side, speaker.role, "first-person")
    if word in _FIRST or word in _OURS:
        if speaker is None:
            return Party(span, clean(span.of(text)), "unnamed", None, rule="first-person")
        return _we(span, speaker)
    return None


def _leads(person: Party) -> bool:
    """Whether "they" of a person are his force: a soldier's, or that of who leads an armed group; no mayor's."""
    if person.kind != "person" or person.side is None:
        return False
    return not sides()[person.side].is_state or _is_soldier(person)


def _agrees(pronoun: str, party: Party) -> bool:
    """ "They" is no single person, "he" no state or organisation, "it" nobody with a name of a person."""
    if pronoun in _ONE_PERSON:
        return party.kind in ("person", "unnamed", "office")
    return party.kind != "person"


def _we(span: Span, speaker: Party) -> Party:
    """ "We" is the speaker's troops when a soldier says it, else the speaker's state or organisation."""
    if speaker.side is None:
        return Party(span, speaker.name, speaker.kind, None, speaker.role, "first-person")
    side = sides()[speaker.side]
    if _is_soldier(speaker):
        return Party(span, side.forces, "organisation" if side.is_state else "group", side.id, rule="own-troops")
    return Party(span, side.name, "state" if side.is_state else "group", side.id, rule="own-side")


def _is_soldier(speaker: Party) -> bool:
    described = set(words_of(f"{speaker.role or ''} {speaker.name}"))
    return bool((party_words().military | {"general", "commander", "colonel", "staff"}) & described)


def _antecedent(text: str, context: PartyContext) -> Party | None:
    if context.antecedent is None or context.depth > 2:
        return None
    deeper = replace(context, antecedent=None, depth=context.depth + 1)
    return resolve_party(text, context.antecedent, deeper)


def _possessive(text: str, span: Span, words: list[str], context: PartyContext) -> Party | None:
    """ "Its forces", "his office", "our soldiers", "Kyiv's forces"."""
    if not words or len(words) < 2:
        return None
    rest = clean(span.of(text)).split(" ", 1)[-1]
    if words[0] in _OURS:
        return _ours(span, rest, context)
    if words[0] not in _THEIRS:
        return None
    owner = _antecedent(text, context)
    if owner is None:
        return Party(span, rest, _kind_of(words[1:]), None, rule="possessive")
    return _owned(span, owner, rest, words[1:], "antecedent")


def _ours(span: Span, rest: str, context: PartyContext) -> Party:
    speaker = context.speaker
    words = words_of(rest)
    if speaker is None or speaker.side is None:
        return Party(span, rest, _kind_of(words), None, rule="first-person")
    side = sides()[speaker.side]
    if set(words) & party_words().enemies:
        return Party(span, rest, "unnamed", None, rule="first-person")
    return Party(span, f"{side.adjective} {rest}", _kind_of(words), side.id, rule="own-troops")


def _owned(span: Span, owner: Party, rest: str, words: list[str], rule: str) -> Party:
    """The owner's adjective before the noun where it has one, else its genitive."""
    wanted = party_words()
    row = state_rows().get(owner.name)
    side = owner.side if set(words) & (wanted.military | wanted.officials | wanted.offices) else None
    if row and row.get("adjectives"):
        adjective = "US" if row["id"] == "US" else row["adjectives"][0]
        return Party(span, f"{adjective} {rest}", _kind_of(words), side, rule=rule)
    if owner.kind in ("person", "unnamed", "office"):
        office = bool(set(words) & wanted.offices)
        return Party(span, f"{owner.name}’s {rest}", "office" if office else _kind_of(words), side, rule=rule)
    side_row = sides().get(owner.side or "")
    if side_row and set(words) & wanted.military:
        return Party(span, f"{side_row.adjective} {rest}", _kind_of(words), side, rule=rule)
    return Party(span, f"{owner.name} {rest}", _kind_of(words), side, rule=rule)


def _definite(text: str, span: Span, words: list[str], context: PartyContext) -> Party | None:
    """ "The spokesman", "the ministry": whom the report named more fully before."""
    if (
        len(words) < 2
        or words[0] not in ("the", "this", "that")
        or any(m.span.overlaps(span) for m in context.mentions)
    ):
        return None
    wanted = party_words()
    if context.antecedent is None or words[-1] not in wanted.roles | wanted.officials | {"group", "movement"}:
        return None
    base = _antecedent(text, context)
    if base is None or (base.kind != "person" and words[-1] not in words_of(context.antecedent.of(text))):
        return None
    return Party(span, base.name, base.kind, base.side, base.role, "antecedent")


def _enemy(text: str, span: Span, words: list[str], context: PartyContext) -> Party | None:
    if not set(words) & party_words().enemies:
        return None
    name = clean(span.of(text))
    named = side_of(name, context.published)
    speaker = context.speaker
    if named is None and speaker is not None and speaker.side is not None:
        named = opponent(speaker.side, context.published, _present(text, context))
        if named == speaker.side:
            named = None
    if named is None:
        return Party(span, name, "unnamed", None, rule="enemy")
    side = sides()[named]
    return Party(span, side.forces, "organisation" if side.is_state else "group", side.id, rule="enemy")


def _present(text: str, context: PartyContext) -> frozenset[str]:
    """The sides that the report names."""
    found = (side_of(_noun_after(text, m.span), context.published) for m in context.mentions)
    return frozenset(s for s in found if s)


def _noun_after(text: str, span: Span) -> str:
    """A name with the word after it, which decides whether an adjective speaks of a side ("Syrian rebels")."""
    following = re.match(r"\s+([a-z]+(?:\s+[a-z]+)?)", text[span.end : span.end + 40])
    return f"{span.of(text)} {following[1]}" if following else span.of(text)


def _state(text: str, span: Span, context: PartyContext) -> Party | None:
    """ "Kyiv", "the Russian Federation": the state."""
    name = clean(span.of(text))
    regime = re.fullmatch(r"([A-Z]\w+) regime", name)
    if regime and regime[1] in state_names():
        name = regime[1]
    if name not in state_names() and name.rstrip(".") not in state_names():
        return None
    row = state_rows().get(name) or state_rows()[name.rstrip(".")]
    side = side_of(name, context.published)
    return Party(span, row["name"], "state", side, rule="state" if name == row["name"] else "metonym")


def _own_troops(text: str, span: Span, words: list[str], context: PartyContext) -> Party | None:
    """Bare "soldiers" in the words of a spokesman whose side is clear are that side's."""
    speaker = context.speaker
    wanted = party_words()
    if speaker is None or speaker.side is None or not words or words[-1] not in wanted.military:
        return None
    name = clean(span.of(text))
    if name[:1].isupper() and name[1:2].islower() and span.of(text)[:1] != name[:1]:
        return None  # "the Centre grouping": named
    if any(w in wanted.rebels or w in wanted.civilians or w in _FOREIGN for w in words):
        return None
    if (
        any(m.span.overlaps(span) for m in context.mentions)
        or "men" in words
        or "drones" in words
        or "missiles" in words
    ):
        return None
    described = words_of(f"{speaker.role or ''} {speaker.name}")
    if not set(described) & (wanted.military | wanted.officials | wanted.roles) and speaker.kind not in (
        "state",
        "group",
    ):
        return None
    side = sides()[speaker.side]
    return Party(span, f"{side.adjective} {name[:1].lower() + name[1:]}", "organisation", side.id, rule="own-troops")


_FOREIGN = frozenset(
    ("enemy", "foreign", "hostile", "allied", "coalition", "peacekeeping", "both", "their", "opposing")
)


def _described(text: str, span: Span, words: list[str], context: PartyContext) -> Party:
    """Everything else: the words themselves, cleaned, with the noun that an adjective alone stands before."""
    name = clean(span.of(text)) or span.of(text)
    if name in group_names():
        return _party(span, name, "group", "group", context)
    row = state_rows().get(name)
    if row is not None and name in row.get("adjectives", ()):
        return _adjective(text, span, name, context)
    kind = _kind_in_mentions(span, words, context) or _kind_of(words)
    return Party(span, name, kind, side_of_role(name, context), rule="words")


def _adjective(text: str, span: Span, name: str, context: PartyContext) -> Party:
    """ "Russian" before "troops" is the Russian troops, before "shelling" Russian forces."""
    following = re.match(r"\s+((?:[a-z-]+\s+)?)([a-z-]+)", text[span.end : span.end + 40])
    wanted = party_words()
    if following:
        for noun, start in ((following[1].strip(), ""), (following[2], following[1])):
            if noun in wanted.military | wanted.rebels | wanted.civilians | wanted.officials:
                whole = f"{name} {start}{noun}"
                return _party(span, whole, _kind_of([noun]), "adjective", context)
    return _party(span, f"{name} forces", "organisation", "adjective", context)


def _kind_in_mentions(span: Span, words: list[str], context: PartyContext) -> str | None:
    """The type of the name that ends the phrase ("the Russian Defence Ministry")."""
    for m in reversed(context.mentions):
        if span.contains(m.span) and m.span.end >= span.end - 2 and m.type in ("organisation", "group"):
            return m.type
    return None


def _kind_of(words: list[str]) -> str:
    """By the nouns: a spokesman is unnamed, a ministry an organisation, rebels a group."""
    wanted = party_words()
    last = words[-1] if words else ""
    if last in wanted.offices:
        return "office"
    if set(words) & wanted.roles or last in ("officials", "spokesmen", "officers", "sources", "source", "diplomats"):
        return "unnamed"
    if last in wanted.rebels:
        return "group"
    if last in wanted.military or last in wanted.officials:
        return "organisation"
    return "unnamed"
