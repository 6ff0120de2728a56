"""Tests on the items of a unit: is this a finite verb, where does a noun phrase begin, where does it end."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.reading.attribution import words as w
from claimline.reading.attribution.cues import lexicon
from claimline.reading.attribution.units import BRACKET, DASHES, QUOTE, STOPS, Item

Items = Sequence[Item]
_HARD = frozenset((",", ";", ":")) | DASHES | STOPS
_ARTICLES = w.DETERMINERS | w.POSSESSIVES
_NP_COORDINATORS = frozenset(("and", "or", "&", "nor"))


def lower(items: Items, at: int) -> str:
    """The word at an index, or "" outside the unit."""
    return items[at].lower if 0 <= at < len(items) else ""


def is_name(items: Items, at: int) -> bool:
    """A capitalised word."""
    return 0 <= at < len(items) and items[at].text[:1].isupper()


def is_mark(items: Items, at: int) -> bool:
    """A mark that ends a phrase, or the edge of the unit."""
    return not 0 <= at < len(items) or items[at].lower in _HARD


def is_noun_place(items: Items, at: int) -> bool:
    """Does the word before call for a noun here ("the report", "his claims", "of reports", "Kyiv's claim")?"""
    before = lower(items, at - 1)
    return before in _ARTICLES or before in ("'s", "'") or (before in w.PREPOSITIONS and before not in ("that",))


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
        return after in _ARTICLES or (after == "to" and is_name(items, at - 1))
    if after not in _ARTICLES or word in w.PREPOSITIONS or word in w.SUBORDINATORS or word in w.COORDINATORS:
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
        after in _ARTICLES
        or after in w.OBJECTS
        or after[:1].isdigit()
        or (is_name(items, at + 1) and not is_name(items, at - 1))
    )


def has_finite(items: Items, first: int, last: int) -> bool:
    """Is there a finite verb among the items `first` up to before `last`?"""
    return any(is_finite(items, k) for k in range(max(first, 0), min(last, len(items))))


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
    return items[at].lower in _HARD


def _part_of_name(items: Items, at: int, last: int) -> bool:
    """A short quotation inside a noun phrase ("the “people's militia” said")."""
    return items[at].end - items[at].start < 40 and (
        lower(items, at - 1) in _ARTICLES or (at < last and at > 0 and not is_mark(items, at - 1))
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
        if items[at].lower in _HARD:
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
    while k >= 0 and items[k].lower not in _HARD and items[k].kind != QUOTE:
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
    while k <= last and (items[k].lower in _ARTICLES or w.is_time(items[k].lower) or items[k].lower[:1].isdigit()):
        k += 1
        if w.is_time(items[k - 1].lower) and not (k <= last and items[k].lower[:1].isdigit()):
            return k
    if k <= last and w.is_time(items[k - 1].lower):
        return k
    for j in range(k + 1, last + 1):
        if items[j].lower in _ARTICLES or items[j].lower in w.SUBJECTS:
            return j
    return next((j for j in range(k + 1, last + 1) if is_name(items, j) != is_name(items, k)), last + 1)


def noun_phrase_end(items: Items, first: int, limit: int) -> int:
    """One past the last item of the noun phrase that begins at `first`, with what hangs on it, up to `limit`."""
    at = first
    while at < limit:
        item = items[at]
        if item.lower in _HARD or item.kind == QUOTE:
            if item.kind == QUOTE and item.end - item.start < 40 and lower(items, at - 1) in _ARTICLES:
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
        if item.lower in w.PREPOSITIONS and _time_phrase(items, at, limit) > at and at > first:
            break
        if w.is_time(item.lower) and at > first and lower(items, at - 1) not in _ARTICLES:
            break
        if item.lower in ("and", "or") and _clause_follows(items, at + 1, limit):
            break
        if is_finite(items, at) and at > first:
            break
        at += 1
    return at


def _relative_end(items: Items, at: int, limit: int) -> int:
    k = at
    while k < limit and items[k].lower not in _HARD and items[k].kind != QUOTE:
        k += 1
    return k


def _clause_follows(items: Items, first: int, limit: int) -> bool:
    stop = next((k for k in range(first, limit) if items[k].lower in _HARD), limit)
    return has_finite(items, first, stop)


def _time_phrase(items: Items, at: int, limit: int) -> int:
    """One past a phrase of time ("on Monday", "late on 5 May"); `at` where there is none."""
    k = at
    if k < limit and items[k].lower in ("late", "early", "earlier", "later"):
        k += 1
    if k < limit and items[k].lower in ("on", "in", "at", "by", "since"):
        k += 1
        while k < limit and (
            items[k].lower in _ARTICLES or items[k].lower in ("last", "next", "early", "late", "morning", "same")
        ):
            k += 1
    if not (
        k < limit
        and (
            w.is_time(items[k].lower) or (k + 1 < limit and items[k].lower.isdigit() and w.is_time(items[k + 1].lower))
        )
    ):
        return at
    while k < limit and (
        w.is_time(items[k].lower)
        or items[k].lower.isdigit()
        or items[k].lower in ("morning", "evening", "night", "afternoon", "last", "this", "week", "noon")
    ):
        k += 1
    return k


def adjunct_end(items: Items, at: int, limit: int) -> int:
    """One past the words of time, place and manner of the saying that stand at `at`: "on Monday in a statement"."""
    while at < limit:
        after = _time_phrase(items, at, limit)
        if after == at:
            after = _channel_phrase(items, at, limit)
        if (
            after == at
            and w.is_adverb(items[at].lower)
            and items[at].lower not in ("so", "all", "no", "only", "just", "even", "never")
        ):
            after = at + 1
        if after == at:
            return at
        at = after
    return at


def _channel_phrase(items: Items, at: int, limit: int) -> int:
    """One past "in a statement", "on his channel", "to reporters in Goma"; `at` where there is none."""
    if items[at].lower not in (
        "in",
        "on",
        "at",
        "by",
        "through",
        "to",
        "during",
        "via",
        "from",
        "under",
        "over",
        "for",
    ):
        return at
    last = at
    for k in range(at + 1, min(at + 6, limit)):
        word = items[k].lower
        if word in w.CHANNELS:
            last = k
        elif (
            k > at + 1 and (word in w.SUBORDINATORS or is_mark(items, k) or word in w.SUBJECTS or is_finite(items, k))
        ) or last > at:
            break
    if last == at:
        return at
    return last + 1


def fold(kind: str) -> bool:
    """Is the kind of item a folded one?"""
    return kind in (QUOTE, BRACKET)
