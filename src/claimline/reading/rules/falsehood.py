"""What is told and called false in one breath: "Reports that the troops have left are untrue"."""

from __future__ import annotations

import re
from functools import cache

from claimline.model import Span
from claimline.reading.rules.context import Sentence
from claimline.vocab import load


def called_false(sentence: Sentence, trigger: Span) -> Span | None:
    """The words that call false what the trigger states, None where none do.

    The trigger stands between a noun for something told, with "that" or "of", and a predicate: "The news that a
    village was shelled is a lie".
    """
    text, (start, end) = sentence.text, (sentence.span.start, sentence.span.end)
    opened = _told().search(text, start, trigger.start)
    if opened is None:
        return None
    for found in _false().finditer(text, trigger.end, end):
        if ("not" in found[0].lower().split()) == ("true" in found[0].lower().split()):
            return Span(found.start(), found.end())
    return None


def without_falsehood(sentence: Sentence, trigger: Span, proposition: Span) -> Span:
    """The proposition without the words that call it false."""
    found = called_false(sentence, trigger)
    if found is None or found.start >= proposition.end:
        return proposition
    return Span(min(proposition.start, trigger.start), found.start).trimmed(sentence.text)


@cache
def _told() -> re.Pattern[str]:
    nouns = "|".join(load("stance")["told_nouns"].split())
    return re.compile(rf"\b(?:{nouns})\s+(?:that|of|about)\s", re.IGNORECASE)


@cache
def _false() -> re.Pattern[str]:
    words = "|".join(load("stance")["called_false"].split())
    return re.compile(rf"\b(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:an?\s|not\s)?(?:{words})\b", re.IGNORECASE)
