"""One person told of with an article: "a soldier was killed", "killing an elderly man", "another is missing"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimline.model.quantity import QuantityMention
from claimline.model.span import Span
from claimline.reading.quantities.cues import Said, by_object, by_subject
from claimline.reading.quantities.lexicon import nouns

_ARTICLE = re.compile(r"\b(?:an?|another)\s+(?=[\"“”'‘’]?[\w-]+)", re.IGNORECASE)
_WORD = re.compile(r"[\"“‘]?([^\W\d_][\w’'-]*|\d{1,3}-year-old)[\"”’]?\s?")


def _person(text: str, position: int) -> Span | None:
    """The singular noun for a person within six words of an article."""
    found: Span | None = None
    for _ in range(7):
        match = _WORD.match(text, position, position + 40)
        if match is None:
            break
        word = match[1].lower()
        known = nouns().singulars.get(word) or nouns().singulars.get(word.rsplit("-", 1)[-1])
        if known and known[0] == "human":
            found = Span(match.start(1), match.end(1))
        elif found or word in nouns().stops or (word in nouns().plurals and word not in nouns().adjectives):
            break
        position = match.end()
    return found


def _said(text: str, start: int, end: int) -> Said | None:
    return by_object(text, start) or by_subject(text, end)


def find_singular(text: str, sentences: Iterator[Span]) -> Iterator[QuantityMention]:
    """One person each, only where the words near by say that something befell them."""
    for sentence in sentences:
        for match in _ARTICLE.finditer(text, sentence.start, sentence.end):
            start = match.start()
            noun = _person(text, match.end())
            if noun is None or noun.of(text).lower() == "couple":  # not one person, and often "a couple of"
                continue
            said = _said(text, start, noun.end)
            if said is not None:
                span = Span(start, match.end()).trimmed(text)
                yield QuantityMention(span, 1.0, 1.0, "people", said.of, noun, "singular")
