"""Noun phrases: where the one before or after a word begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Span
from claimline.reading.rules.words import Word
from claimline.vocab import word_set

_INSIDE = frozenset(("DET", "NUM", "NAME", "NOUN", "ADJ", "POSS"))
_QUOTES = frozenset("\"“”„«»'‘’")
# Prepositions that belong to the noun before them rather than to the verb.
_NOMINAL = frozenset(("of",))


def _part_of_noun_phrase(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    if word.tag in _INSIDE or word.lower in _QUOTES:
        return True
    if word.tag == "VERB" and i + 1 < len(words) and words[i + 1].tag in ("NOUN", "NAME"):
        # "displaced people", "advancing troops": a participle before its noun
        return bool({"participle", "ing"} & set(word.forms)) and (
            i == 0 or words[i - 1].tag in ("DET", "ADJ", "NUM", "PREP")
        )
    return False


def phrase_left(words: Sequence[Word], last: int, floor: int) -> int:
    """The first word of the noun phrase that ends with word `last`, not before `floor`."""
    i = last
    while i - 1 >= floor:
        before = words[i - 1]
        if before.tag in ("NUM",) and words[i].tag == "DET":
            break
        if words[i].tag == "DET" and before.tag not in ("DET", "ADV", "NUM"):
            break  # the determiner opens the phrase
        if _part_of_noun_phrase(words, i - 1):
            i -= 1
        elif (before.lower in _NOMINAL and i - 2 >= floor and _part_of_noun_phrase(words, i - 2)) or _joined(
            words, i - 1, floor
        ):
            i -= 2
        elif (before.tag == "ADV" and words[i].tag in ("NUM", "ADJ") and i - 2 >= floor - 1) or (
            before.lower in ("at", "up", "over", "about", "around", "under") and words[i].tag == "NUM"
        ):
            i -= 1
        else:
            break
    return i


def _joined(words: Sequence[Word], i: int, floor: int) -> bool:
    """Whether "and" at `i` joins two adjectives or names of one phrase ("Russian and Syrian forces")."""
    if words[i].lower not in ("and", "or") or i - 1 < floor or i + 1 >= len(words):
        return False
    left, right = words[i - 1], words[i + 1]
    return left.tag in ("NAME", "NUM", "NOUN") and right.tag == left.tag


def phrase_right(words: Sequence[Word], first: int, ceiling: int) -> int:
    """One past the last word of the noun phrase that begins with word `first`, before `ceiling`.

    "of" phrases, joined nouns ("tanks and guns") and lists of names ("A, B and C") belong to it.
    """
    i = first
    while i < ceiling:
        word = words[i]
        if (
            _part_of_noun_phrase(words, i)
            or (word.tag == "ADV" and i == first)
            or (
                word.lower in ("more", "than", "about", "around", "least", "most", "nearly", "over")
                and _number_near(words, i, ceiling)
            )
            or (word.lower in _NOMINAL and i > first and i + 1 < ceiling and _opens_phrase(words, i + 1))
            or (word.lower in ("and", "or") and i > first and i + 1 < ceiling and _opens_phrase(words, i + 1))
            or (word.lower == "," and i > first and _list_goes_on(words, i, ceiling))
        ):
            i += 1
        else:
            break
    return i


def _number_near(words: Sequence[Word], i: int, ceiling: int) -> bool:
    return any(words[j].tag == "NUM" for j in range(i + 1, min(i + 3, ceiling)))


def _opens_phrase(words: Sequence[Word], i: int) -> bool:
    return words[i].tag in ("DET", "NUM", "NAME", "NOUN", "ADJ") or words[i].lower in _QUOTES


def _list_goes_on(words: Sequence[Word], i: int, ceiling: int) -> bool:
    """Whether the comma at `i` stands in a list of names: another name, then a comma or "and"."""
    if not (words[i - 1].tag == "NAME" and i + 1 < ceiling and words[i + 1].tag == "NAME"):
        return False
    j = i + 1
    while j < ceiling and words[j].tag == "NAME":
        j += 1
    return j < ceiling and words[j].lower in (",", "and", "or")


def noun_head(words: Sequence[Word], start: int, end: int) -> int:
    """The head noun of the phrase `words[start:end]`: the last word before "of" or a comma."""
    head = start
    for i in range(start, end):
        if words[i].tag in ("NOUN", "NAME", "NUM"):
            head = i
        elif (words[i].lower == "of" and words[head].lower not in _MEASURES and words[head].tag != "NUM") or (
            words[i].lower in (",", "and") and words[head].tag == "NOUN"
        ):
            break
    return head


_MEASURES = word_set("function_words", "measures")


def phrase_span(words: Sequence[Word], start: int, end: int) -> Span | None:
    """Offsets of a phrase without quotation marks or a possessive 's at its ends; None when empty."""
    while start < end and (words[start].lower in _QUOTES or words[start].tag in ("PUNCT", "CONJ")):
        start += 1
    while start < end and (
        words[end - 1].lower in _QUOTES or words[end - 1].tag in ("PUNCT", "POSS", "CONJ", "PREP", "DET")
    ):
        end -= 1
    return Span(words[start].start, words[end - 1].end) if start < end else None
