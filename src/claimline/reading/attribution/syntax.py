"""Tests on the items of a unit: is this a mark, a name, a finite verb."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.reading.attribution import words as w
from claimline.reading.attribution.cues import lexicon
from claimline.reading.attribution.units import DASHES, STOPS, Item

Items = Sequence[Item]
HARD = frozenset((",", ";", ":")) | DASHES | STOPS
ARTICLES = w.DETERMINERS | w.POSSESSIVES


def lower(items: Items, at: int) -> str:
    """The word at an index, or "" outside the unit."""
    return items[at].lower if 0 <= at < len(items) else ""


def is_name(items: Items, at: int) -> bool:
    """A capitalised word."""
    return 0 <= at < len(items) and items[at].text[:1].isupper()


def is_mark(items: Items, at: int) -> bool:
    """A mark that ends a phrase, or the edge of the unit."""
    return not 0 <= at < len(items) or items[at].lower in HARD


def is_noun_place(items: Items, at: int) -> bool:
    """Does the word before call for a noun here ("the report", "his claims", "of reports", "Kyiv's claim")?"""
    before = lower(items, at - 1)
    return before in ARTICLES or before in ("'s", "'") or (before in w.PREPOSITIONS and before not in ("that",))


def is_finite(items: Items, at: int) -> bool:
    """Is this word the finite verb of a clause, as far as its form and its neighbours tell?"""
    word = items[at].lower
    if not word:
        return False
    if word in w.FINITE:
        return not (word == "may" and is_name(items, at) and at > 0)
    if not word[0].isalpha() or items[at].text[0].isupper() or is_noun_place(items, at):
        return False
    lex = lexicon()
    if word in lex.verbs and word not in lex.shy and any(c.finite and c.form != "base" for c in lex.verbs[word]):
        return lower(items, at - 1) not in w.BE and lower(items, at + 1) != "by" and not _reduced_relative(items, at)
    if word in w.PAST_FORMS:
        return not _reduced_relative(items, at)
    if word in w.S_FORMS or word in w.BASE_FORMS:
        return _verb_like(items, at)
    return _unknown_verb(items, at)


def _unknown_verb(items: Items, at: int) -> bool:
    """A verb that no list has: "Bashir retracts a remark", "the mayor inspected the bridge"."""
    word, after = items[at].lower, lower(items, at + 1)
    before = lower(items, at - 1)
    if at == 0 or not before[:1].isalpha() or before in w.PREPOSITIONS or word in w.CHANNELS or w.is_adverb(word):
        return False
    if word.endswith("s") and len(word) > 4 and not word.endswith(("ss", "us", "is")) and not before.endswith("s"):
        return after in ARTICLES or (after == "to" and is_name(items, at - 1))
    if after not in ARTICLES or word in w.PREPOSITIONS or word in w.SUBORDINATORS or word in w.COORDINATORS:
        return False
    if word.endswith("ed"):
        return before not in w.BE
    return (
        before.endswith("s")
        and after in ("a", "an", "the", "its", "their", "his")
        and not word.endswith(("s", "ing", "ly"))
    )


def _reduced_relative(items: Items, at: int) -> bool:
    """ "residents displaced by the fighting", "a town captured in May": participles, not finite verbs."""
    if lower(items, at - 1) in w.BE:
        return False
    after = lower(items, at + 1)
    return items[at].lower.endswith("ed") and after in ("by", "in", "from", "on", "at", "near", "to", "with", "during")


def _verb_like(items: Items, at: int) -> bool:
    """A form that may also be a noun: a verb when an object or a particle follows a noun before it."""
    if at == 0 or is_mark(items, at - 1) or items[at - 1].lower in w.COORDINATORS:
        return False
    after = lower(items, at + 1)
    if lower(items, at - 1) in ("they", "we", "i", "you") and items[at].lower in w.BASE_FORMS:
        return True
    if lower(items, at - 1) in ("he", "she", "it") and items[at].lower in w.S_FORMS:
        return True
    if items[at].lower in w.BASE_FORMS and not lower(items, at - 1).endswith("s"):
        return False
    return (
        after in ARTICLES
        or after in w.OBJECTS
        or after[:1].isdigit()
        or (is_name(items, at + 1) and not is_name(items, at - 1))
    )


def has_finite(items: Items, first: int, last: int) -> bool:
    """Is there a finite verb among the items `first` up to before `last`?"""
    return any(is_finite(items, k) for k in range(max(first, 0), min(last, len(items))))
