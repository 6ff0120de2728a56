"""What a clause without a trigger is about, by its words (vocab/topics.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline.model import Span
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.lexicon import singular
from claimline.reading.rules.stance import find_phrase
from claimline.reading.rules.words import Word
from claimline.vocab import load


@dataclass(frozen=True, slots=True)
class Topic:
    """One entry of the vocabulary; `number` is its place in the file."""

    number: int
    kind: str
    words: frozenset[str]
    verbs: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    within: frozenset[str]
    without: frozenset[str]


def _topic(number: int, item: dict[str, Any]) -> Topic:
    return Topic(
        number=number,
        kind=item["kind"],
        words=frozenset((item.get("words") or "").split()),
        verbs=frozenset((item.get("verbs") or "").split()),
        phrases=tuple(tuple(line.split()) for line in (item.get("phrases") or "").splitlines()),
        within=frozenset(item.get("with") or ()),
        without=frozenset(item.get("without") or ()),
    )


@cache
def topics() -> tuple[Topic, ...]:
    """The topics, in the order in which they are tried."""
    return tuple(_topic(number, item) for number, item in enumerate(load("topics")["topics"]))


def topic_of(sentence: Sentence, piece: Span) -> Topic | None:
    """The first topic that fits the words of a piece of a sentence."""
    indices = [i for i, w in enumerate(sentence.words) if piece.start <= w.start and w.end <= piece.end]
    if not indices:
        return None
    first, last = indices[0], indices[-1] + 1
    words = sentence.words[first:last]
    classes = sentence.classes_in((first, last)) | _counted(sentence, piece)
    nouns = {form for w in words for form in ((w.lower,) if w.tag == "VERB" else (w.lower, singular(w.lower)))}
    verbs = {w.base for w in words if w.tag == "VERB"}
    inside = _Inside(words, nouns, verbs, {form for w in words for form in (w.lower, w.base, singular(w.lower))})
    return next((t for t in topics() if _fits(t, inside, classes)), None)


@dataclass(frozen=True, slots=True)
class _Inside:
    """The words of a piece: its nouns and verbs, and all forms that a word of a phrase is compared with."""

    words: Sequence[Word]
    nouns: set[str]
    verbs: set[str]
    forms: set[str]


def _fits(topic: Topic, inside: _Inside, classes: frozenset[str]) -> bool:
    if not topic.within <= classes or topic.without & classes:
        return False
    if topic.words & inside.nouns or topic.verbs & inside.verbs:
        return True
    whole = (0, len(inside.words))
    if any(phrase[0] in inside.forms and find_phrase(inside.words, phrase, whole) for phrase in topic.phrases):
        return True
    return not (topic.words or topic.verbs or topic.phrases)


def _counted(sentence: Sentence, piece: Span) -> frozenset[str]:
    """`people` and `money`, where the piece has a number of them."""
    found = {
        "people" if q.unit in ("people", "households") else "money" if q.of == "money" else ""
        for q in sentence.quantities
        if piece.overlaps(q.span)
    }
    return frozenset(found - {""})
