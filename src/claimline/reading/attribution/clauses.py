"""Where a reported clause begins and ends."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.cues import lexicon
from claimline.reading.attribution.syntax import Items, has_finite, lower
from claimline.reading.attribution.units import DASHES, QUOTE, STOPS

# after a comma these open a clause in which the report's own voice is back
_BACK = frozenset(("while", "whilst", "whereas", "although", "though", "as", "when"))
# after the object of a cue these say what the report knows ("announces a truce | after months of fighting")
_AFTER_OBJECT = frozenset(("after", "amid", "amidst", "following", "despite"))


def clause_end(items: Items, first: int, is_object: bool = False) -> int:
    """One past the last item of the reported clause that begins at `first` (the stop of the sentence left out).

    `is_object`: a noun phrase or an infinitive is reported, not a clause; it ends earlier.
    """
    at = first
    while at < len(items):
        item = items[at]
        if item.lower == ";" and (is_object or _cue_follows(items, at + 1)):
            break
        if is_object and item.lower in _AFTER_OBJECT and at > first:
            break
        if item.lower == "as" and at > first + 1 and _clause_after_as(items, at):
            break
        if item.lower in STOPS and at >= len(items) - 2:
            break
        if item.lower == "," and _own_voice_follows(items, at + 1):
            break
        at += 1
    return at


def _cue_follows(items: Items, at: int) -> bool:
    return any(items[k].lower in lexicon().starts for k in range(at, len(items)))


def _clause_after_as(items: Items, at: int) -> bool:
    """ "… as explosions were heard": a clause of time, unlike "as part of"."""
    end = _next_mark(items, at + 1)
    return lower(items, at + 1) not in ("a", "an", "well", "many", "much", "part", "far", "long", "soon", "if") and (
        lower(items, at - 1) not in ("as", "such", "known", "same", "described", "so")
        and has_finite(items, at + 2, min(end, at + 12))
    )


def _own_voice_follows(items: Items, at: int) -> bool:
    """Does the report's own voice come back after the comma before `at`?"""
    return lower(items, at) in _BACK and has_finite(items, at + 1, _next_mark(items, at + 1))


def _next_mark(items: Items, at: int) -> int:
    while at < len(items) and items[at].lower not in (",", ";") and items[at].lower not in STOPS:
        at += 1
    return at


def clause_start(items: Items, last: int, floor: int) -> int:
    """The first item of the clause that ends with item `last`, not before `floor`."""
    at = last
    while at >= floor:
        if items[at].lower == ";" or (items[at].lower == ":" and has_finite(items, at + 1, last + 1)):
            return at + 1
        at -= 1
    return max(floor, 0)


def ends_here(items: Items, at: int) -> bool:
    """Is this the end of the sentence or of its part: a stop, a semicolon, a dash, or nothing more?"""
    if at >= len(items):
        return True
    word = items[at].lower
    return word in STOPS or word == ";" or word in DASHES


def is_quote(items: Items, at: int) -> bool:
    return 0 <= at < len(items) and items[at].kind == QUOTE


def group_start(items: Items, verb: int) -> int:
    """The first item of the verb group that ends with `verb`: "has also not said"."""
    at = verb
    while at > 0 and (items[at - 1].lower in w.VERB_GROUP or _adverb_in_group(items, at - 1)):
        at -= 1
    while (
        at < verb
        and w.is_adverb(items[at].lower)
        and items[at].lower in ("however", "meanwhile", "today", "yesterday", "overnight")
    ):
        at += 1
    return at


def _adverb_in_group(items: Items, at: int) -> bool:
    word = items[at].lower
    return w.is_adverb(word) and word not in (
        "so",
        "all",
        "today",
        "yesterday",
        "overnight",
        "tomorrow",
        "himself",
        "herself",
        "itself",
        "themselves",
    )
