"""Sentences cut into clauses: where one statement ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claimline.model import Span
from claimline.reading.rules.morphology import intransitive
from claimline.reading.rules.words import BE, HAVE, Word

Opening = Literal["start", "coordinate", "shared", "subordinate", "participle", "relative", "mark", "edge"]
_QUOTES = frozenset("\"“”„«»'‘’")
_BREAKS = frozenset(";:–—()[]…|•")


@dataclass(frozen=True, slots=True)
class Clause:
    """`words[start:end]` of a sentence. `opening` is how it begins; `shared` has no subject of its own."""

    start: int
    end: int
    opening: Opening


_FINITE = frozenset(("past", "s", "base", "participle"))


def is_finite(words: Sequence[Word], i: int) -> bool:
    """Whether a finite verb group begins at word `i`."""
    word = words[i]
    if word.tag in ("MODAL", "AUX"):
        return word.lower not in ("being", "been", "be", "having")
    if word.tag != "VERB":
        return False
    before = words[i - 1] if i else None
    if before is not None and (before.tag in ("TO", "MODAL", "AUX")):
        return False
    return not _FINITE.isdisjoint(word.forms)


def has_finite(words: Sequence[Word], start: int, end: int) -> bool:
    return any(is_finite(words, i) for i in range(start, end))


def _skip(words: Sequence[Word], i: int, end: int, tags: tuple[str, ...]) -> int:
    while i < end and (words[i].tag in tags or words[i].lower in _QUOTES):
        i += 1
    return i


def _next_break(words: Sequence[Word], i: int, end: int) -> int:
    """The next word that may open a clause of its own."""
    for j in range(i, end):
        if words[j].tag in ("SUB", "CONJ", "WH") or words[j].lower in _BREAKS or words[j].lower == ",":
            return j
    return end


def _opens(words: Sequence[Word], i: int, start: int, end: int) -> Opening | None:
    """How a clause opens at word `i` of a clause that began at `start`; None where it goes on."""
    word = words[i]
    if word.lower in _BREAKS:
        return "mark" if word.lower == ";" or _has_own_verb(words, i, end) or not has_finite(words, start, i) else None
    if word.tag == "WH":
        return "relative"
    if word.tag == "SUB":
        return "subordinate" if has_finite(words, i + 1, end) or _verbal(words, i + 1, end) else None
    if word.tag == "CONJ":
        return _after_conjunction(words, i, start, end)
    if word.lower == ",":
        return _after_comma(words, i, start, end)
    if word.lower == "that" and i > start and words[i - 1].tag == "VERB":
        return "subordinate"
    return None


def _has_own_verb(words: Sequence[Word], i: int, end: int) -> bool:
    """Whether what a dash, colon or bracket opens is a clause, and no mere list of names ("– Rivne and Lozova –")."""
    j = next((k for k in range(i + 1, end) if words[k].lower in _BREAKS), end)
    return any(is_finite(words, k) and not _trails(words, k) for k in range(i + 1, j))


def _trails(words: Sequence[Word], i: int) -> bool:
    """Whether a participle only describes the noun before it ("Rivne, located 12 km away")."""
    return words[i].tag == "VERB" and "participle" in words[i].forms and words[i - 1].lower == ","


def _verbal(words: Sequence[Word], i: int, end: int) -> bool:
    """Whether an -ing form follows at once ("after taking the town")."""
    i = _skip(words, i, end, ("ADV",))
    return i < end and words[i].tag == "VERB" and "ing" in words[i].forms


def _after_conjunction(words: Sequence[Word], i: int, start: int, end: int) -> Opening | None:
    j = _skip(words, i + 1, end, ("ADV", "NEG"))
    if j >= end:
        return None
    if words[j].tag in ("VERB", "MODAL", "AUX"):
        return "shared"
    if words[j].tag in ("SUB", "WH"):
        return None  # that word opens the clause
    stop = _next_break(words, j, end)
    if has_finite(words, j, stop) and has_finite(words, start, i):
        return "coordinate"
    return None


def _after_comma(words: Sequence[Word], i: int, start: int, end: int) -> Opening | None:
    j = _skip(words, i + 1, end, ("ADV",))
    if j >= end or words[j].tag in ("SUB", "WH", "CONJ"):
        return None
    if words[j].tag == "VERB" and "ing" in words[j].forms:
        return "participle"
    if words[j].tag in ("VERB", "MODAL", "AUX"):
        return "shared"
    stop = _next_break(words, j, end)
    if words[j].tag not in ("PREP", "TO") and has_finite(words, j, stop) and has_finite(words, start, i):
        return "coordinate"
    return None


def split_clauses(words: Sequence[Word], edges: frozenset[int]) -> list[Clause]:
    """Clauses of one sentence in order. `edges` are offsets where an attribution's content begins or ends."""
    clauses: list[Clause] = []
    start, opening = 0, "start"
    for i in range(1, len(words)):
        how: Opening | None = "edge" if words[i].start in edges else _opens(words, i, start, len(words))
        if how:
            clauses.append(Clause(start, i, opening))  # type: ignore[arg-type]
            start, opening = i, how
    clauses.append(Clause(start, len(words), opening))  # type: ignore[arg-type]
    return clauses


def inner_span(words: Sequence[Word], start: int, end: int) -> Span | None:
    """The offsets of `words[start:end]` without conjunctions and marks at its ends; None if nothing is left.

    A quotation mark stays when its partner is inside.
    """
    while start < end and (words[start].tag in ("CONJ", "SUB", "WH") or words[start].lower in (",", "that", *_BREAKS)):
        start += 1
    while start < end and (
        words[end - 1].tag in ("CONJ", "SUB", "WH") or words[end - 1].lower in (",", ".", "!", "?", *_BREAKS)
    ):
        end -= 1
    if start >= end:
        return None
    inner = list(words[start:end])
    marks = sum(w.lower in _QUOTES for w in inner)
    if marks % 2 and inner[0].lower in _QUOTES:
        start += 1
    elif marks % 2 and inner[-1].lower in _QUOTES:
        end -= 1
    return Span(words[start].start, words[end - 1].end) if start < end else None


def is_passive(words: Sequence[Word], i: int) -> bool:
    """Whether the verb at `i` is in the passive: after a form of "be", or a participle with no object."""
    word = words[i]
    if "participle" not in word.forms:
        return False
    j = i - 1
    while j >= 0 and (words[j].tag in ("ADV", "NEG") or words[j].lower in _QUOTES):
        j -= 1
    if j >= 0 and words[j].lower in BE | {"get", "gets", "got", "getting"}:
        return True
    if j >= 0 and words[j].lower in HAVE:
        return False
    following = words[i + 1] if i + 1 < len(words) else None
    if following is not None and following.lower == "by":
        return True
    if word.base in intransitive():
        return False
    return following is None or following.tag in ("PREP", "PUNCT", "SUB", "CONJ", "ADV", "WH", "AUX", "MODAL")
