"""What the rules look at: one sentence with its words, clauses and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from claimline.model import Mention, QuantityMention, Span, TimeMention
from claimline.reading.rules.clauses import Clause
from claimline.reading.rules.frame import Range
from claimline.reading.rules.lexicon import singular, word_classes
from claimline.reading.rules.phrases import noun_head
from claimline.reading.rules.words import KNOWN, Word

_MENTION_CLASSES: dict[str, tuple[str, ...]] = {
    "place": ("named_place", "place"),
    "facility": ("facility",),
    "person": ("person", "officials"),
    "group": ("troops",),
    "weapon": ("arms",),
    "nationality": ("state",),
    "organisation": ("organisation",),
    "other": ("named_place",),  # a name that nothing is known of is more often a village than anything else
}


# What a pronoun may stand for, as far as the sense of a verb goes: "they held it", "we withdrew".
_PRONOUN_CLASSES: dict[str, frozenset[str]] = {
    "it": frozenset(("named_place", "place", "troops")),
    "they": frozenset(("troops",)),
    "we": frozenset(("troops",)),
    "them": frozenset(("civilians",)),
    "him": frozenset(("civilians", "person")),
    "her": frozenset(("civilians", "person")),
    "he": frozenset(("person", "officials")),
    "she": frozenset(("person", "officials")),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `governments` are place mentions that stand for a government here ("Kyiv retook")."""

    text: str
    span: Span
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[QuantityMention, ...]
    governments: frozenset[Span]

    def clause_at(self, word: int) -> int:
        return next(c for c, clause in enumerate(self.clauses) if clause.start <= word < clause.end)

    def clause_at_offset(self, offset: int) -> int:
        """The clause of the word that holds a character of the text, or the last clause."""
        word = next((i for i, w in enumerate(self.words) if w.start <= offset < w.end), len(self.words) - 1)
        return self.clause_at(word)

    def span_of(self, words: Range) -> Span:
        return Span(self.words[words[0]].start, self.words[words[1] - 1].end)

    def mentions_in(self, span: Span) -> Iterable[Mention]:
        return (m for m in self.mentions if span.contains(m.span))

    def classes_of(self, phrase: Range | None) -> frozenset[str]:
        """The word classes of a phrase's head noun, or of the names in it."""
        if phrase is None:
            return frozenset()
        head = noun_head(self.words, *phrase)
        if self.words[phrase[0]].tag == "PRON":
            return _PRONOUN_CLASSES.get(self.words[phrase[0]].lower, frozenset())
        found = set(word_class_names(self.words[head].lower))
        span = self.span_of(phrase)
        for mention in self.mentions_in(span):
            if mention.span.start <= self.words[head].start < mention.span.end:
                found.update(self._mention_classes(mention))
        if not found:
            for i in range(*phrase):
                found.update(word_class_names(self.words[i].lower))
            for mention in self.mentions_in(span):
                found.update(self._mention_classes(mention))
        if self.words[head].tag == "NUM" and not found:
            found.add("civilians")  # "14 were killed": people
        if not found and self.words[head].token.text[0].isupper():
            found.add("named_place")
        if found & {"settlement", "named_place"}:
            found.add("place")
        return frozenset(found)

    def _mention_classes(self, mention: Mention) -> tuple[str, ...]:
        if mention.span in self.governments:
            return ("state",)
        return _MENTION_CLASSES.get(mention.type, ())

    def classes_in(self, words: Range) -> frozenset[str]:
        """All word classes that occur among the words."""
        found: set[str] = set()
        for i in range(*words):
            found.update(word_class_names(self.words[i].lower))
        for mention in self.mentions_in(self.span_of(words)):
            found.update(_MENTION_CLASSES.get(mention.type, ()))
        return frozenset(found)


@lru_cache(KNOWN)
def word_class_names(word: str) -> frozenset[str]:
    """The classes that list a word, in either number; a compound has those of its last part."""
    options = {word, singular(word), word.rpartition("-")[2], singular(word.rpartition("-")[2])}
    return frozenset(name for name, nouns in word_classes().items() if options & nouns)
