"""Phrases about a named person: who it is, in which role, on which side."""

from __future__ import annotations

import re

from claimline.model import Mention, Party, Span
from claimline.resolving.actors.context import PartyContext
from claimline.resolving.actors.names import clean, party_words, words_of
from claimline.resolving.actors.sides import side_of, side_of_state

_BEFORE_OTHERS = re.compile(r"\b(?:for|of|to|with|by|from|loyal|against|under|near|in|at)\b", re.IGNORECASE)
_PARTNERS = re.compile(r",| and ")


def named_person(text: str, span: Span, context: PartyContext) -> Party | None:
    """A phrase about a named person: the name alone; title and office become the role."""
    inside = [m for m in context.mentions if m.type == "person" and span.contains(m.span)]
    if not inside:
        return None
    phrase = span.of(text)
    mention = inside[-1] if _appositive(text, span, inside[-1]) else inside[0]
    before = text[span.start : mention.span.start]
    after = text[mention.span.end : span.end]
    if re.match(r"['’]s?\s+\w", after):
        return _office_of(text, span, mention, after, context)
    if len(inside) > 1 and _PARTNERS.fullmatch(text[inside[0].span.end : inside[1].span.start] + " "):
        return None
    if _BEFORE_OTHERS.search(before) and not _appositive(text, span, mention) and not _ends_with_title(before):
        return None  # "a supporter of …": not the person
    name = _full_name(text, mention, context)
    role = clean(before) or _role_after(after) or None
    side = (
        side_of(name, context.published)
        or side_of_role(f"{before} {after}", context)
        or _side_of_others(text, name, context)
    )
    return Party(span, name, "person", side, role, "person" if phrase != name else "name")


def _appositive(text: str, span: Span, mention: Mention) -> bool:
    """ "the head of the administration, Serhii …": the name after the comma is the person."""
    before = text[span.start : mention.span.start].rstrip()
    return before.endswith(",") and not text[mention.span.end : span.end].strip(" ,.")


def _ends_with_title(before: str) -> bool:
    """ "Secretary of State" before the name: the preposition belongs to the title."""
    words = words_of(before)
    return bool(words) and (words[-1] in party_words().roles or words[-1] in ("state", "defence", "defense", "war"))


def side_of_role(described: str, context: PartyContext) -> str | None:
    """The side of an office ("Ukrainian commander", "Vovchansk's police chief"); civilians have none."""
    words = set(words_of(described))
    if words & party_words().civilians and not words & party_words().officials:
        return None
    side = side_of(clean(described), context.published)
    if side is None and words & (party_words().officials | party_words().roles):
        countries = {c for place, c in context.countries.items() if place in described}
        if len(countries) == 1:
            return side_of_state(countries.pop(), context.published)
    return side


def _side_of_others(text: str, name: str, context: PartyContext) -> str | None:
    """What the report says elsewhere of the same person: "Ukrainian President X", "X, a Russian general"."""
    surname = name.rsplit(" ", 1)[-1]
    for m in context.mentions:
        if m.type != "person" or m.span.of(text).rsplit(" ", 1)[-1] != surname:
            continue
        before = re.search(r"(?:[\w’'.-]+ ){0,6}$", text[max(0, m.span.start - 60) : m.span.start])
        after = re.match(r"\s*,\s*(?:the|an?|who)?\s*([^,.;“\"]{3,60})", text[m.span.end : m.span.end + 80])
        for described in (before[0] if before else "", after[1] if after else ""):
            words = set(words_of(described))
            if words & (party_words().roles | party_words().officials):
                side = side_of_role(described, context)
                if side:
                    return side
    return None


def _role_after(after: str) -> str:
    """ ", Vovchansk's police chief": what stands behind the name."""
    return clean(re.sub(r"^[\s,]+", "", after)) if after.lstrip().startswith(",") else ""


def _office_of(text: str, span: Span, mention: Mention, after: str, context: PartyContext) -> Party | None:
    """ "President Zelensky's office": an office that is named after its holder."""
    words = words_of(after)
    if not set(words) & party_words().offices:
        return None
    name = clean(span.of(text))
    side = side_of(_full_name(text, mention, context), context.published) or side_of(name, context.published)
    return Party(span, name, "office", side, rule="office")


def _full_name(text: str, mention: Mention, context: PartyContext) -> str:
    """The fullest mention of a person with the same surname in the report, the first of those."""
    name = clean(mention.span.of(text))
    if " " in name:
        return name
    for other in context.mentions:
        whole = other.span.of(text)
        if other.type == "person" and " " in whole and name in whole.split(" ")[1:]:
            return clean(whole)
    return name
