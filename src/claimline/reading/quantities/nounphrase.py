"""The counted thing after a number: "13 Daesh fighting positions" counts positions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimline.model.span import Span
from claimline.reading.quantities.lexicon import Category, nouns

REACH = 110  # characters after the number
WORDS = 9
_TOKEN = re.compile(r"[^\W\d_][\w.&]*(?:[-'’/][\w]+)*")
_GAP = re.compile(r"[ \t\u00a0\u202f]*\n?[ \t\u00a0]*[\"“”‘’'(]?\Z")
_PARTITIVE = re.compile(
    r"\s+(?:(?:more|other|others|further|additional)\s+)?of\s+(?:the\s+|its\s+|his\s+|her\s+|their\s+|our\s+|my\s+|"
    r"these\s+|those\s+|your\s+|[A-Z][\w-]*(?:['’]s|s['’])\s+)?",
)
_PRONOUN = re.compile(r"\s+of\s+(?:them|us|whom|you|those|which|ours|theirs)\b", re.IGNORECASE)
_ADJECTIVE_NOUNS = frozenset(
    "dead wounded injured missing displaced homeless military police sick ill elderly others civilians".split()
)
_DEMONYM = re.compile(r"^[A-Z][\w-]+(?:ans|ese|[^s]is|ites|ists|ards)$")


@dataclass(frozen=True, slots=True)
class Counted:
    """`plural` is the unit's name, `category` None where the noun is not in the vocabulary."""

    span: Span
    plural: str
    category: Category | None
    lead: str = ""  # a telling adjective before it ("wounded soldiers", "displaced people")


def _generic(token: str) -> bool:
    lower = token.lower()
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s", "’s", "ous"))


def _known(token: str, one: bool) -> tuple[Category, str] | None:
    lower = token.lower()
    found = nouns().plurals.get(lower) or (nouns().singulars.get(lower) if one else None)
    if found is None and "-" in lower:  # "F-16s" stays a name; "aid-workers", "lance-corporals" do not
        last = lower.rsplit("-", 1)[1]
        found = nouns().plurals.get(last) or (nouns().singulars.get(last) if one else None)
    return found


def _tokens(text: str, position: int, limit: int) -> list[re.Match[str]]:
    out: list[re.Match[str]] = []
    end = min(len(text), position + REACH)
    while len(out) < limit:
        match = _TOKEN.search(text, position, end)
        if match is None or not _GAP.match(text[position : match.start()]):
            break
        out.append(match)
        position = match.end()
    return out


def _trimmed(match: re.Match[str]) -> tuple[str, int]:
    word = match[0].rstrip(".")
    return word, match.start() + len(word)


def counted(text: str, position: int, *, one: bool = False) -> Counted | None:
    """The noun counted by the number that ends at `position`; `one` allows a singular ("one soldier").

    Known nouns win; else the first plural in lower case; else a capitalised plural ("four Leopards", "54 Somalis").
    """
    if _PRONOUN.match(text, position, position + 20):
        return None
    if match := _PARTITIVE.match(text, position, position + 40):
        position, one = match.end(), False
    best: Counted | None = None
    weak: Counted | None = None
    lead = ""
    for match in _tokens(text, position, WORDS):
        word, end = _trimmed(match)
        lower = word.lower()
        span = Span(match.start(), end)
        known = _known(word, one)
        if best is not None:
            if known and lower not in nouns().stops and _adjacent(text, best.span.end, match.start()):
                best = Counted(span, known[1], known[0], lead)
                continue
            break
        if known and not (lower in nouns().stops and lower not in _ADJECTIVE_NOUNS):
            if weak and weak.category is None and weak.span.end < match.start() and lower in _ADJECTIVE_NOUNS:
                break
            best = Counted(span, known[1], known[0], lead)
            if lower in _ADJECTIVE_NOUNS:
                lead = lower
            continue
        if lower in nouns().stops or lower in nouns().no_units:
            break
        if _generic(word) and not (one and not known):
            if word[0].islower():
                weak = Counted(span, lower, None, lead)
                break
            if weak is None or not _DEMONYM.match(text[weak.span.start : weak.span.end]):
                demonym = _DEMONYM.match(word) is not None
                weak = Counted(span, word if not demonym else "people", "human" if demonym else None, lead)
        if weak is not None and lower.endswith(("ed", "ing")):
            break
    return _head(text, best or weak, one)


def _adjacent(text: str, end: int, start: int) -> bool:
    return text[end:start].strip(" \t\n\u00a0\"“”'‘’") == ""


def _head(text: str, found: Counted | None, one: bool) -> Counted | None:
    """A bare "wounded" before an unknown noun ("wounded hospital patients") keeps what it is; nothing else changes."""
    if found is None or found.plural.lower() in nouns().no_units:
        return None
    return found


def no_count(text: str, position: int) -> bool:
    """Whether the words after a number say that it counts nothing of ours: "24 hours", "14-year-old", "9th", "85 %"."""
    match = re.compile(r"(?:[\s\u00a0]|-|–)?([^\W\d_][\w'’.]*)").match(text, position, position + 24)
    if match is None:
        return False
    word = match[1].lower().rstrip(".")
    return word in nouns().no_units or word.removesuffix("'").removesuffix("’") in nouns().no_units
