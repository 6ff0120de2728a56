"""Where a reported clause begins and ends."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.syntax import Items, has_finite, is_finite, lower
from claimline.reading.attribution.units import DASHES, QUOTE, STOPS

# after a comma these open a clause in which the report's own voice is back
_BACK = frozenset(("while", "whilst", "whereas", "although", "though", "as", "after", "when"))


def clause_end(items: Items, first: int) -> int:
    """One past the last item of the reported clause that begins at `first` (the stop of the sentence left out)."""
    at = first
    while at < len(items):
        item = items[at]
        if item.lower == ";":
            break
        if item.lower in STOPS and at >= len(items) - 2:
            break
        if item.lower == "," and _own_voice_follows(items, at + 1):
            break
        at += 1
    return at


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


def first_finite(items: Items, first: int, last: int) -> int | None:
    """The first finite verb among the items `first` up to before `last`."""
    return next((k for k in range(first, min(last, len(items))) if is_finite(items, k)), None)


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
