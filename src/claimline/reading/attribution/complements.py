"""What follows a cue: a clause, a quotation, a noun phrase, an infinitive, or nothing."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.adjuncts import adjunct_end
from claimline.reading.attribution.clauses import ends_here, is_quote
from claimline.reading.attribution.cues import Cue
from claimline.reading.attribution.syntax import Items, has_finite, is_finite, is_mark, is_name, lower
from claimline.reading.attribution.units import STOPS

_FARTHEST_THAT = 16  # items between a cue and its "that"
_OBJECT_OPENERS = w.DETERMINERS | w.POSSESSIVES
_HEARERS = w.OBJECTS | frozenset(("it", "you"))


def complement(items: Items, start: int, cue: Cue) -> tuple[int, str]:
    """Where the content after a cue begins, and of what kind it is ("none": nothing follows)."""
    takes = cue.takes
    if "colon" in takes:
        return len(items), "colon"
    if (that := that_within(items, start, cue)) is not None and takes & {"that", "told", "clause"}:
        return that, "that"
    after = adjunct_end(items, start, len(items))
    if (spoken := _quote_within(items, start, cue)) is not None:
        return spoken, "quote"
    if is_quote(items, after) and takes & {"quote", "clause", "told", "that", "noun", "name", "as"}:
        return after, "quote"
    if lower(items, after) == ":" or (
        lower(items, after) in (",",) and is_quote(items, after + 1) and after + 2 >= len(items) - 1
    ):
        return after + 1, "quote" if is_quote(items, after + 1) else "colon"
    if "told" in takes:
        return _after_hearer(items, start)
    if items[-1].lower == ":" and after < len(items) - 1 and lower(items, after) == "," and len(items) - after < 14:
        return len(items), "colon"  # "He said, and I quote:"
    if ends_here(items, after):
        return after, "none"
    if lower(items, after) == ",":
        return _after_insertion(items, after, cue)
    return _bare(items, start, after, cue)


def that_within(items: Items, start: int, cue: Cue) -> int | None:
    """The "that" of a that-clause, after words of time and place, or of the hearer where the verb takes one."""
    opening = lower(items, start)
    hearer = bool(cue.takes & {"told", "hearer"})
    if not hearer and not (
        opening in ("that", ",") or opening in w.PREPOSITIONS or w.is_time(opening) or w.is_adverb(opening)
    ):
        return None
    for k in range(start, min(start + _FARTHEST_THAT, len(items))):
        word = items[k].lower
        if word == "that":
            after = lower(items, k + 1)
            return k if k == start or after not in ("", ".", ",") else None
        if word in STOPS or word in (";", ":") or items[k].kind == "quote" or (word in w.SUBJECTS and k == start):
            return None
        if word == "," and (close := _comma_pair(items, k)) is not None:
            return close + 1
        if is_finite(items, k) or (word == "," and k == start):
            return None
    return None


def _quote_within(items: Items, start: int, cue: Cue) -> int | None:
    """A spoken quotation after a hearer: "asks the council, “Who gave the order?”"."""
    if not cue.takes & {"quote", "told"} or cue.takes & {"noun"}:
        return None
    for k in range(start, min(start + 9, len(items))):
        if items[k].kind == "quote":
            return k if items[k].end - items[k].start > 30 and lower(items, k - 1) in (",", ":") else None
        if is_finite(items, k) or items[k].lower in STOPS or items[k].lower in w.SUBORDINATORS:
            return None
    return None


def _comma_pair(items: Items, at: int) -> int | None:
    """ ", in his view, that", ", she said, that": the comma that ends an insertion before "that"."""
    close = next((k for k in range(at + 1, min(at + 12, len(items))) if items[k].lower == ","), None)
    return close if close is not None and lower(items, close + 1) == "that" else None


def _after_hearer(items: Items, start: int) -> tuple[int, str]:
    """After "told": a pronoun or a noun phrase, then the clause."""
    at = start
    if lower(items, at) in _HEARERS:
        at += 1
    else:
        at = hearer_end(items, at)
    at = adjunct_end(items, at, len(items))
    if is_quote(items, at):
        return at, "quote"
    if lower(items, at) == ":":
        return at + 1, "quote" if is_quote(items, at + 1) else "colon"
    if lower(items, at) == "to":
        return at, "inf"
    if ends_here(items, at) or lower(items, at) == ",":
        return at, "none"
    return at, "clause"


def hearer_end(items: Items, at: int) -> int:
    """One past the hearer who stands at `at` ("told | the Lenn Gazette | that")."""
    k = at
    if lower(items, k) in _OBJECT_OPENERS:
        k += 1
    named = is_name(items, k)
    while k < len(items) and not is_mark(items, k) and not is_quote(items, k):
        word = items[k].lower
        opens = word in _OBJECT_OPENERS or word in w.SUBJECTS or word in ("that", "to") or word[:1].isdigit()
        if k > at and opens and lower(items, k - 1) not in w.PREPOSITIONS:
            break
        if k > at and is_finite(items, k):
            break
        if word in w.PREPOSITIONS and k > at and adjunct_end(items, k, len(items)) > k:
            break
        if w.is_time(word) or (
            named and k > at and not is_name(items, k) and word not in w.PREPOSITIONS and word not in ("'s", "and")
        ):
            break
        if not named and k > at and is_name(items, k) and lower(items, k - 1) not in w.PREPOSITIONS | _OBJECT_OPENERS:
            break
        k += 1
    return k


def _after_insertion(items: Items, comma: int, cue: Cue) -> tuple[int, str]:
    """A comma follows the cue: an insertion ("says, in his view, there were none"), or the content lies on the left."""
    close = next((k for k in range(comma + 1, min(comma + 10, len(items))) if items[k].lower == ","), None)
    inserted = close is not None and lower(items, comma + 1) in w.PREPOSITIONS and "clause" in cue.takes
    if (
        close is not None
        and inserted
        and (lower(items, close + 1) == "that" or has_finite(items, close + 1, len(items)))
    ):
        return close + 1, "insertion"
    return comma, "none"


def _bare(items: Items, start: int, after: int, cue: Cue) -> tuple[int, str]:
    """A clause without "that", a noun phrase, an infinitive or a prepositional phrase."""
    takes = cue.takes
    word = lower(items, start)
    if "inf" in takes and _infinitive(items, start):
        return start, "inf"
    if "of" in takes and (
        word == "of" or cue.lemma == "accuse" or (cue.lemma in ("warn",) and word in ("against", "about"))
    ):
        return (start + 1 if word in ("of", "against", "about") else start), "of"
    if takes & {"for", "on", "as", "name", "at"}:
        return start, "noun"
    if "clause" in takes and has_finite(items, after, len(items)):
        return after, "clause"
    if "noun" in takes and (word not in w.PREPOSITIONS or after > start or _counts(items, start)):
        return after, "noun"
    if "clause" in takes and after < len(items) and lower(items, after) not in w.PREPOSITIONS:
        return after, "clause"
    return start, "none"


def _counts(items: Items, start: int) -> bool:
    """ "at least 45", "between 10 and 20": a number, not a place."""
    return any(
        lower(items, k)[:1].isdigit() or lower(items, k) in ("dozens", "hundreds", "thousands")
        for k in range(start + 1, start + 4)
    )


def _infinitive(items: Items, start: int) -> bool:
    for k in range(start, min(start + 8, len(items))):
        if items[k].lower == "to":
            return True
        if is_mark(items, k) or items[k].kind == "quote":
            return False
    return False
