"""Who says it: the noun phrase before or after a cue."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.clauses import is_quote
from claimline.reading.attribution.cues import lexicon
from claimline.reading.attribution.draft import Range
from claimline.reading.attribution.noun_phrases import noun_phrase_end, noun_phrase_start
from claimline.reading.attribution.syntax import Items, has_finite, is_finite, is_name
from claimline.reading.attribution.units import DASHES, QUOTE

_NO_SOURCE = frozenset(
    ("and", "but", "or", "then", "yet", "what", "how", "why", "when", "there", "so", "to", "not", "whether", "nobody")
)
_SEPARATORS = frozenset((",",)) | DASHES
_FARTHEST = 45  # items between the commas of an apposition


def source_before(items: Items, last: int, floor: int = 0, headless: bool = False) -> Range | None:
    """The source that ends with item `last`, with its appositions and relative clauses; None when no subject is there.

    `headless` leaves out what the noun phrase itself is in apposition to.
    """
    if last < floor:
        return None
    if items[last].lower in _SEPARATORS:
        return _before_insertion(items, last, floor)
    first = max(noun_phrase_start(items, last), floor)
    if first > last or not _is_source(items, first, last):
        return None
    if items[first].lower in ("he", "she", "they", "it", "we", "i") and last > first:
        return first, first + 1  # "he laughed and said"
    return (first, last + 1) if headless else _with_head(items, first, last + 1, floor)


def _is_source(items: Items, first: int, last: int) -> bool:
    if first == last and (
        items[first].lower in _NO_SOURCE or w.is_adverb(items[first].lower) or items[first].kind == QUOTE
    ):
        return False
    if not any(items[k].lower[:1].isalnum() for k in range(first, last + 1)):
        return False
    return items[first].lower not in w.OBJECTS or items[first].lower in w.POSSESSIVES


def _before_insertion(items: Items, comma: int, floor: int) -> Range | None:
    """ "Oleh Kiper, the governor, said"; "The army, in a statement, said": kept when it names the source."""
    k = comma - 1
    while k >= floor and comma - k < _FARTHEST and items[k].lower not in _SEPARATORS and items[k].kind != QUOTE:
        k -= 1
    if k < floor or items[k].lower not in _SEPARATORS or k == floor:
        return None
    inner = k + 1
    outer = source_before(items, k - 1, floor)
    if outer is None:
        return None
    opening = items[inner].lower
    if opening in w.RELATIVES or not _adverbial(items, inner, comma):
        if opening not in w.RELATIVES and has_finite(items, inner, _first_relative(items, inner, comma)):
            return None
        return outer[0], comma
    return outer


def _first_relative(items: Items, first: int, last: int) -> int:
    return next((k for k in range(first, last) if items[k].lower in w.RELATIVES), last)


def _adverbial(items: Items, first: int, last: int) -> bool:
    word = items[first].lower
    return (
        word in w.PREPOSITIONS
        or word in w.SUBORDINATORS
        or w.is_adverb(word)
        or w.is_time(word)
        or word.endswith("ing")
        or (word.endswith("ed") and word not in ("wounded",))
        or last - first > _FARTHEST
    )


def _with_head(items: Items, first: int, end: int, floor: int) -> Range:
    """ "One of them, a corporal", "Kyiv, Warsaw and Vilnius": takes in what the last part explains or goes with."""
    if first - 2 < floor or items[first - 1].lower != ",":
        return first, end
    k = first - 2
    while (
        k >= floor and items[k].lower not in _SEPARATORS and items[k].kind != QUOTE and items[k].lower not in (":", ";")
    ):
        k -= 1
    head = k + 1
    if k >= floor and items[k].lower in (",",):
        return first, end
    listed = any(items[j].lower in ("and", "or") for j in range(first, end))
    apposed = (
        items[first].lower in ("a", "an", "the", "his", "her", "its", "their")
        and is_name(items, head)
        and items[head].lower not in w.DETERMINERS
    )
    named = (
        is_name(items, first) and not listed and items[head].lower in ("the", "a", "an", "his", "her", "its", "their")
    )
    if not (listed or apposed or named) or has_finite(items, head, first - 1) or _adverbial(items, head, first - 1):
        return first, end
    if any(items[j].kind == QUOTE for j in range(head, first)):
        return first, end
    return head, end


def source_after(items: Items, first: int, limit: int) -> Range | None:
    """The source that begins at item `first` ("said Oleh Kiper, who heads the region"), up to before `limit`."""
    end = noun_phrase_end(items, first, limit)
    if end <= first or not _is_source(items, first, end - 1):
        return None
    while end < limit and items[end].lower == "," and (grown := _apposition_end(items, end + 1, limit)) is not None:
        end = grown
    return first, end


def _apposition_end(items: Items, first: int, limit: int) -> int | None:
    """One past an apposition or a relative clause that begins after a comma; None when something else begins there."""
    if first >= limit or items[first].kind == QUOTE:
        return None
    stop = next(
        (
            k
            for k in range(first, limit)
            if items[k].lower in _SEPARATORS or items[k].lower in (";", ".", ":") or is_quote(items, k)
        ),
        limit,
    )
    word = items[first].lower
    if word in w.RELATIVES:
        return stop
    if _adverbial(items, first, stop) or word in w.COORDINATORS or has_finite(items, first, stop):
        return None
    if word in lexicon().verbs and not is_name(items, first):
        return None
    return stop


def clause_subject(items: Items, before: int) -> Range | None:
    """The subject of the clause in which item `before` stands: the noun phrase up to its first finite verb."""
    start = 0
    for k in range(before - 1, -1, -1):
        if items[k].lower in (";", ":") or items[k].kind == QUOTE:
            start = k + 1
            break
    verb = next((k for k in range(start, before) if is_finite(items, k)), None)
    if verb is None or verb == start:
        return None
    last = verb - 1
    while last > start and (w.is_adverb(items[last].lower) or items[last].lower in w.VERB_GROUP):
        last -= 1
    return source_before(items, last, start)
