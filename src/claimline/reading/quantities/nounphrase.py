"""The counted thing after a number: "13 Daesh fighting positions" counts positions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimline.model.span import Span
from claimline.reading.quantities.lexicon import Category, nouns

REACH = 110  # characters after the number
WORDS = 9
_TOKEN = re.compile(r"(?:\d{1,2}-year-old|[^\W\d_][\w.&]*(?:[-–'’/][\w]+)*)")
_GAP = re.compile(r"[\"“”’']?(?: \([A-Z][A-Z.-]{1,9}\))?[ \t\u00a0\u202f]*\n?[ \t\u00a0]*[\"“”‘’'(]?\Z")
_PARTITIVE = re.compile(
    r"\s+(?:(?:more|other|others|further|additional)\s+)?of\s+(?:(?:their|its|his|her|our)\s+own\s+|the\s+|its\s+|his\s+|her\s+|their\s+|our\s+|my\s+|"
    r"these\s+|those\s+|your\s+|[A-Z][\w-]*(?:['’]s|s['’])\s+)?",
)
_PRONOUN = re.compile(r"\s+of\s+(?:them|us|whom|you|those|which|ours|theirs)\b", re.IGNORECASE)
_DEMONYM = re.compile(r"^[A-Z][\w-]+(?:ans|ese|[^s]is|ites|ists|ards)$")


@dataclass(frozen=True, slots=True)
class Counted:
    """`plural` is the unit's name, `category` None where the noun is not in the vocabulary."""

    span: Span
    plural: str
    category: Category | None
    lead: str = ""  # a telling adjective before it ("wounded soldiers", "displaced people")


def of_pronoun(text: str, position: int) -> bool:
    """ "37 of whom", "11,000 of them"."""
    return _PRONOUN.match(text, position, position + 20) is not None


def _generic(token: str) -> bool:
    lower = token.lower()
    no_plurals = ("ss", "'s", "’s") if token[0].isupper() else ("ss", "us", "is", "'s", "’s")
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(no_plurals)


def _known(token: str, one: bool) -> tuple[Category, str] | None:
    lower = token.lower()
    found = nouns().plurals.get(lower) or (nouns().singulars.get(lower) if one else None)
    if found is None and "-" in lower:  # "aid-workers", "lance-corporals"
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


def _leads_on(text: str, position: int, one: bool) -> bool:
    """Whether a participle stands before the noun: "106 escaped inmates", against "106 escaped from a prison"."""
    return any(_known(_trimmed(m)[0], one) and m[0].lower() not in nouns().stops for m in _tokens(text, position, 1))


def _trimmed(match: re.Match[str]) -> tuple[str, int]:
    word = match[0].rstrip(".")
    return word, match.start() + len(word)


def counted(text: str, position: int, *, one: bool = False) -> Counted | None:
    """The noun counted by the number that ends at `position`; `one` allows a singular ("one soldier").

    Known nouns win; else the first plural in lower case; else a capitalised plural ("four Leopards", "54 Somalis").
    """
    if of_pronoun(text, position):
        return None
    if match := _PARTITIVE.match(text, position, position + 40):
        position, one = match.end(), False
    search = _Search(text, one)
    for match in _tokens(text, position, WORDS):
        if not search.goes_on(match):
            break
    found = search.best or search.weak
    return None if found is None or found.plural.lower() in nouns().no_units else found


class _Search:
    """Walks the words after a number. `best` is a known noun, `weak` the best of unknown ones."""

    def __init__(self, text: str, one: bool) -> None:
        self.text, self.one = text, one
        self.best: Counted | None = None
        self.weak: Counted | None = None

    def goes_on(self, match: re.Match[str]) -> bool:
        """Takes one more word; False ends the walk."""
        words = nouns()
        word, end = _trimmed(match)
        lower, span = word.lower(), Span(match.start(), end)
        known = _known(word, self.one)
        if self.best is not None:
            return self._compound(known, lower, span)
        if lower in words.participles and _leads_on(self.text, end, self.one):
            return True
        if known and (lower not in words.stops or lower in words.adjectives):
            if self.weak and lower in words.adjectives:
                return False
            name = known[1] if not re.search(r"\d", word) else word.removesuffix("s") + "s"  # "F-16s" keep their form
            self.best = Counted(span, name, known[0], lower if lower in words.adjectives else "")
            return True
        if lower in ("and", "or") and self.weak is None and self.text[end + 1 : end + 2].isupper():
            return True  # "Hamas and Islamic Jihad members"
        if lower in words.stops or lower in words.no_units:
            return False
        return self._unknown(word, span)

    def _compound(self, known: tuple[Category, str] | None, lower: str, span: Span) -> bool:
        """ "police officers", "wounded soldiers": the last known noun of those that stand together."""
        best = self.best
        if best is None or known is None or lower in nouns().stops:
            return False
        if self.text[best.span.end : span.start].strip(" \t\n\u00a0\"“”'‘’"):
            return False
        self.best = Counted(span, known[1], known[0], best.lead)
        return True

    def _unknown(self, word: str, span: Span) -> bool:
        demonym = _DEMONYM.match(word) is not None
        if (_generic(word) or demonym) and not self.one:
            if word[0].islower():
                self.weak = Counted(span, word.lower(), None)
                return False
            if self.weak is None or self.weak.category is None:
                self.weak = Counted(span, "people" if demonym else word, "human" if demonym else None)
        return self.weak is None or not word.lower().endswith(("ed", "ing"))


def no_count(text: str, position: int) -> bool:
    """Whether the words after a number say that it counts nothing of ours: "24 hours", "14-year-old", "9th", "85 %"."""
    match = re.compile(r"(?:[\s\u00a0]|-|–)?([^\W\d_][\w'’.]*)").match(text, position, position + 24)
    if match is None:
        return False
    word = match[1].lower().rstrip(".")
    return word in nouns().no_units or word.removesuffix("'").removesuffix("’") in nouns().no_units
