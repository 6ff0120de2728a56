"""Where a noun phrase begins and ends."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.adjuncts import time_phrase
from claimline.reading.attribution.cues import lexicon
from claimline.reading.attribution.syntax import ARTICLES, HARD, Items, has_finite, is_finite, is_mark, is_name, lower
from claimline.reading.attribution.units import QUOTE

_NP_COORDINATORS = frozenset(("and", "or", "&", "nor"))


def noun_phrase_start(items: Items, last: int) -> int:
    """The first item of the noun phrase that ends with item `last`; `last + 1` when there is none."""
    at = last
    while at >= 0:
        item = items[at]
        if _ends_leftward(items, at):
            break
        if item.kind == QUOTE and not _part_of_name(items, at, last):
            break
        if item.lower in w.SUBORDINATORS and not _relative(items, at) and not _inside_phrase(items, at):
            break
        if item.lower in w.COORDINATORS and not _joins_nouns(items, at):
            break
        if item.lower in w.NEGATIONS:
            break
        if is_finite(items, at):
            relative = _relative_before(items, at)
            if relative is None:
                break
            at = relative
        at -= 1
    return _without_opening(items, at + 1, last)


def _inside_phrase(items: Items, at: int) -> bool:
    """A preposition inside a noun phrase ("the mayor since May"), not the opening of a clause."""
    return items[at].lower in w.PREPOSITIONS and at > 0 and not is_mark(items, at - 1)


def _ends_leftward(items: Items, at: int) -> bool:
    return items[at].lower in HARD


def _part_of_name(items: Items, at: int, last: int) -> bool:
    """A short quotation inside a noun phrase ("the “people's militia” said")."""
    return items[at].end - items[at].start < 40 and (
        lower(items, at - 1) in ARTICLES or (at < last and at > 0 and not is_mark(items, at - 1))
    )


def _relative(items: Items, at: int) -> bool:
    """ "who", "which", or "that" after a noun that is no cue."""
    word = items[at].lower
    if word in w.RELATIVES:
        return at > 0 and not is_mark(items, at - 1)
    if word != "that":
        return False
    before = lower(items, at - 1)
    lex = lexicon()
    return (
        at > 0
        and before not in lex.verbs
        and before not in lex.nouns
        and not is_mark(items, at - 1)
        and before not in w.VERB_GROUP
    )


def _relative_before(items: Items, verb: int) -> int | None:
    for at in range(verb - 1, max(verb - 12, -1), -1):
        if items[at].lower in HARD:
            return None
        if (
            items[at].lower in ("i", "we")
            and at > 0
            and lower(items, at - 1)[:1].isalpha()
            and lower(items, at - 1) not in lexicon().verbs
        ):
            return at  # "a captain I met at noon"
        if _relative(items, at):
            return at
    return None


def _joins_nouns(items: Items, at: int) -> bool:
    """Does the conjunction join nouns ("Kyiv and Warsaw"), not clauses ("two died and the army")?"""
    if items[at].lower not in _NP_COORDINATORS or at == 0:
        return False
    k = at - 1
    while k >= 0 and items[k].lower not in HARD and items[k].kind != QUOTE:
        if items[k].lower in w.SUBORDINATORS and items[k].lower not in w.PREPOSITIONS:
            return True
        if is_finite(items, k) or items[k].lower in lexicon().shy:
            return False
        k -= 1
    return not (k >= 0 and items[k].kind == QUOTE)


def _without_opening(items: Items, first: int, last: int) -> int:
    """Steps over what opens a clause before its subject: "On Wednesday", "Meanwhile", "In Kyiv"."""
    at = first
    while at <= last:
        word = items[at].lower
        if (
            (w.is_adverb(word) and word not in ("all", "both"))
            or word in w.COORDINATORS
            or is_mark(items, at)
            or (word in w.DAYS and at < last)
        ) or (word in ("with", "amid") and at == first):
            at += 1
        elif word in w.PREPOSITIONS and word not in ("like", "per"):
            after = _prepositional_end(items, at, last)
            if after > last:
                return first if first > at else last + 1
            at = after
        else:
            break
    return at


def _prepositional_end(items: Items, at: int, last: int) -> int:
    """Where the subject begins after an opening prepositional phrase without a comma."""
    k = at + 1
    while k <= last and (items[k].lower in ARTICLES or w.is_time(items[k].lower) or items[k].lower[:1].isdigit()):
        k += 1
        if w.is_time(items[k - 1].lower) and not (k <= last and items[k].lower[:1].isdigit()):
            return k
    if k <= last and w.is_time(items[k - 1].lower):
        return k
    for j in range(k + 1, last + 1):
        if items[j].lower in ARTICLES or items[j].lower in w.SUBJECTS:
            return j
    return next((j for j in range(k + 1, last + 1) if is_name(items, j) != is_name(items, k)), last + 1)


def noun_phrase_end(items: Items, first: int, limit: int) -> int:
    """One past the last item of the noun phrase that begins at `first`, with what hangs on it, up to `limit`."""
    at = first
    while at < limit:
        item = items[at]
        if item.lower in HARD or item.kind == QUOTE:
            if item.kind == QUOTE and item.end - item.start < 40 and lower(items, at - 1) in ARTICLES:
                at += 1
                continue
            break
        if item.lower in (
            "that",
            "as",
            "while",
            "when",
            "if",
            "because",
            "although",
            "though",
            "after",
            "before",
            "since",
            "but",
        ):
            break
        if item.lower in w.RELATIVES:
            at = _relative_end(items, at, limit)
            break
        if item.lower in w.PREPOSITIONS and time_phrase(items, at, limit) > at and at > first:
            break
        if w.is_time(item.lower) and at > first and lower(items, at - 1) not in ARTICLES:
            break
        if item.lower in ("and", "or") and _clause_follows(items, at + 1, limit):
            break
        if is_finite(items, at) and at > first:
            break
        at += 1
    return at


def _relative_end(items: Items, at: int, limit: int) -> int:
    k = at
    while k < limit and items[k].lower not in HARD and items[k].kind != QUOTE:
        k += 1
    return k


def _clause_follows(items: Items, first: int, limit: int) -> bool:
    stop = next((k for k in range(first, limit) if items[k].lower in HARD), limit)
    return has_finite(items, first, stop)
