"""Cues in the passive ("was quoted as saying", "is believed to", "was denied by"), and words that name no holder."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.clauses import clause_end, group_start
from claimline.reading.attribution.cues import Cue, lexicon
from claimline.reading.attribution.draft import Draft, Range, trimmed
from claimline.reading.attribution.noun_phrases import noun_phrase_start
from claimline.reading.attribution.sources import source_after, source_before
from claimline.reading.attribution.syntax import Items, is_finite, is_mark, lower
from claimline.reading.attribution.units import Unit

_AGENT_CLASSES = frozenset(("deny", "claim", "confirm", "accuse", "report", "announce", "say", "admit", "judge"))


def is_passive(items: Items, at: int) -> bool:
    """Does a form of "be" stand before the participle at `at`?"""
    k = at - 1
    while k >= 0 and (w.is_adverb(items[k].lower) or items[k].lower in w.NEGATIONS):
        k -= 1
    return k >= 0 and items[k].lower in w.BE


def read_quoted(unit: Unit, at: int, before: Draft | None) -> Draft | None:
    """ "X was quoted as saying that …", "X, cited by Y as saying …": the source is X."""
    items = unit.items
    if items[at].lower not in ("quoted", "cited"):
        return None
    saying = next(
        (k for k in range(at + 1, min(at + 12, len(items))) if items[k].lower in ("saying", "telling", "claiming")),
        None,
    )
    if saying is None or lower(items, saying - 1) != "as":
        return None
    first = group_start(items, at)
    source = source_before(items, first - 1)
    via: Range | None = None
    if lower(items, at + 1) == "by":
        via = source_after(items, at + 2, saying - 1)
    if not is_passive(items, at):
        source, via = _active_quoting(items, first, at, saying, via)
    if source is None:
        return None
    piece = trimmed(items, (saying + 1, clause_end(items, saying + 1)))
    return (
        Draft(unit, (first, saying + 1), source, [piece], "say", "passive:quoted", via=via)
        if piece[0] < piece[1]
        else None
    )


def _active_quoting(
    items: Items, first: int, at: int, saying: int, via: Range | None
) -> tuple[Range | None, Range | None]:
    """ "The agency quoted a witness as saying": the source follows the verb, the subject passes it on."""
    if via is not None:
        end = first - 1 if lower(items, first - 1) == "," else first
        start = noun_phrase_start(items, end - 1)
        return ((start, end) if start < end else None), via
    inner = source_after(items, at + 1, saying - 1)
    return inner, source_before(items, first - 1)


def read_passive(unit: Unit, at: int, cue: Cue | None) -> Draft | None:
    """A participle after "be": with an agent it has a source, else nobody is named."""
    items = unit.items
    first = group_start(items, at)
    after = lower(items, at + 1)
    if after == "by" and cue is not None and cue.cue_class in _AGENT_CLASSES:
        return _agent(unit, first, at, cue)
    if items[at].lower not in lexicon().hedged:
        return None
    word = items[at].lower
    cue_class = "believe" if word == "expected" else "hedge"
    if (lower(items, first - 1) == "it" and after in ("that", "")) or after == "that":
        return _rest(unit, first, at, at + 1, cue_class)
    if after in ("to", "as"):
        return _rest(unit, first, at, at + 1, cue_class)
    if word == "accused" and after == "of":
        return _rest(unit, first, at, at + 2, "accuse")
    if (
        word in ("reported", "alleged", "feared", "suspected", "believed", "presumed", "rumoured")
        and after not in ("in", "by")
    ) or word == "reported":
        return _subject(unit, first, at, cue_class)
    return None


def _rest(unit: Unit, first: int, at: int, start: int, cue_class: str) -> Draft | None:
    piece = trimmed(unit.items, (start, clause_end(unit.items, start)))
    if piece[0] >= piece[1]:
        return None
    return Draft(unit, (first, at + 1), None, [piece], cue_class, "passive:nobody")


def _subject(unit: Unit, first: int, at: int, cue_class: str) -> Draft | None:
    """ "Clashes were reported in two villages": the content lies around the cue."""
    items = unit.items
    start = noun_phrase_start(items, first - 1)
    pieces = [trimmed(items, (start, first)), trimmed(items, (at + 1, clause_end(items, at + 1)))]
    pieces = [p for p in pieces if p[0] < p[1]]
    return Draft(unit, (first, at + 1), None, pieces, cue_class, "passive:subject", side="both") if pieces else None


def _agent(unit: Unit, first: int, at: int, cue: Cue) -> Draft | None:
    items = unit.items
    source = source_after(items, at + 2, len(items))
    if source is None:
        return None
    if "told" in cue.takes:
        piece = trimmed(items, (source[1], clause_end(items, source[1])))
    else:
        piece = trimmed(items, (noun_phrase_start(items, first - 1), first))
    if piece[0] >= piece[1]:
        return None
    return Draft(
        unit,
        (first, at + 2),
        source,
        [piece],
        cue.cue_class,
        "passive:agent",
        side="right" if "told" in cue.takes else "left",
    )


def read_hedge(unit: Unit, at: int) -> Draft | None:
    """ "reportedly", "allegedly": the clause around the word is held by nobody."""
    items = unit.items
    start, end = at, at + 1
    while (
        start > 0
        and not is_mark(items, start - 1)
        and items[start - 1].lower not in ("that", "while", "when", "and", "but")
    ):
        start -= 1
    while end < len(items) and not is_mark(items, end) and items[end].lower not in ("while", "when", "but"):
        if items[end].lower == "and" and any(is_finite(items, k) for k in range(end + 1, min(end + 8, len(items)))):
            break
        end += 1
    pieces = [p for p in ((start, at), (at + 1, end)) if p[0] < p[1]]
    return Draft(unit, (at, at + 1), None, pieces, "hedge", "adverb", side="both") if pieces else None
