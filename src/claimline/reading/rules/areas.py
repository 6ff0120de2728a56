"""Of several places that stand together, the one where it happened: the others say where that one lies.

"Uvira, South Kivu" is Uvira; "a base in Sarda" is Sarda; "Oriv, on the road between Sarda and Pharo" is Oriv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimline.model import Mention
from claimline.vocab import load, word_set

_LINKS = word_set("function_words", "area_links")
# What was taken or left is the first of "Oriv, a suburb near Sarda", "Oriv on the outskirts of Sarda".
_BESIDE = _LINKS | word_set("function_words", "settlement_nouns") | {"near", "outside", "on", "outskirts"}
_REGION_NOUNS = word_set("function_words", "region_nouns")
_AREA_NOUNS = _REGION_NOUNS | word_set("function_words", "area_nouns")
# Three of a kind: "Rivne, Lozova and Yasne".
_LIST_GOES_ON = re.compile(r"(?:, [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?)*,? and (?:the )?[A-Z]")
_IN = re.compile(r"\s+(?:in|at)\s+(?:(?:the|a)\s+)?(?:[a-z][\w-]*\s+){0,2}(?:of\s+)?")
_WORD = r"(?!(?:and|or|to|from|as|after|before|while|with|into|towards?|by|for)\b)[\w'’-]+\s+"
_SIDE = r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?"
_LINE = r"(?:borders?|frontier|edge|outskirts|road|highway|motorway|railway|coast|shore|banks?|side|way)"
_LOCATOR = re.compile(
    rf",?\s+(?:{_WORD}){{0,3}}?"
    rf"(?:near|outside|{_SIDE}\s+of|on\s+the\s+(?:[\w-]+\s+)?{_LINE}|along\s+the\s+(?:[\w-]+\s+)?{_LINE})\s+"
    r"(?:[\w'’-]+\s+){0,6}?(?:[\w'’-]+-)?"
)


def most_specific(mentions: Sequence[Mention], text: str, family: str) -> list[Mention]:
    """Without the places that only say where another one lies; all are of one claim, in the order of the text.

    A facility and the town that it stands in both stay: which of them has a place is for the gazetteer to say.
    """
    links = _BESIDE if family in ("control", "withdrawal") else _LINKS
    return [
        mention
        for i, mention in enumerate(mentions)
        if not any(_contains(mention, o, text, links) or _locates(mention, o, text) for o in mentions[:i])
        or (i > 0 and houses(mention, mentions[i - 1], text))
    ]


def houses(town: Mention, facility: Mention, text: str) -> bool:
    """Whether a base, a bridge or a hospital stands in a town: "the base in Sarda"."""
    if facility.type != "facility" or level_of(town, text) != "settlement":
        return False
    return _IN.fullmatch(text, facility.span.end, town.span.start) is not None


def _contains(mention: Mention, other: Mention, text: str, links: frozenset[str]) -> bool:
    """Whether only `links` stand between a place and one before: "Uvira, South Kivu", "Nayrab in Idlib province"."""
    if other.span.end > mention.span.start:
        return False
    if _LIST_GOES_ON.match(text, mention.span.end) and text[: mention.span.start].endswith(", "):
        return False
    between = text[other.span.end : mention.span.start].strip(" ,(")
    return len(between) < 24 and all(word in links for word in between.split())


def _locates(mention: Mention, other: Mention, text: str) -> bool:
    """Whether a place says where the one before it lies: by the border, the road or the side of the world."""
    return mention.span.start - other.span.end < 80 and bool(
        _LOCATOR.fullmatch(text, other.span.end, mention.span.start)
    )


def area_links() -> frozenset[str]:
    """The words that may stand between a place and the area that it lies in."""
    return _LINKS


def level_of(mention: Mention, text: str) -> str:
    """What a place name is called where it stands: a region, a country, or (anything else) a settlement."""
    name = mention.span.of(text)
    before = text[max(0, mention.span.start - 16) : mention.span.start].split()
    if name.split()[-1].lower() in _AREA_NOUNS or (
        before[-1:] == ["of"] and before[-2:-1] and before[-2].lower() in _REGION_NOUNS
    ):
        return "region"
    return "country" if name in country_names() else "settlement"


@cache
def country_names() -> frozenset[str]:
    """The names of all states, short and long."""
    return frozenset(name for state in load("states")["states"] for name in (state["name"], *state.get("also", ())))
