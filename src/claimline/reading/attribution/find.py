"""All attributions of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claimline.model import Attribution, Span
from claimline.model.reading import Manner
from claimline.reading.attribution import words as w
from claimline.reading.attribution.adjuncts import adjunct_end
from claimline.reading.attribution.cueing import cue_at
from claimline.reading.attribution.cues import Cue, lexicon
from claimline.reading.attribution.documents import document_attributions
from claimline.reading.attribution.draft import Draft, Range, trimmed
from claimline.reading.attribution.headlines import read_headline
from claimline.reading.attribution.origin import with_outlets
from claimline.reading.attribution.passives import is_passive, read_hedge, read_passive, read_quoted
from claimline.reading.attribution.phrases import phrase_at, read_noun, read_phrase
from claimline.reading.attribution.quoted import add_quotations
from claimline.reading.attribution.syntax import lower
from claimline.reading.attribution.transcripts import transcript_attributions
from claimline.reading.attribution.tree import with_parents
from claimline.reading.attribution.units import Unit, units
from claimline.reading.attribution.verbs import read_verb
from claimline.reading.quotations import Quotation
from claimline.reading.tokens import Token

_CONFIDENCE = {
    "verb:that": 0.95,
    "verb:quote": 0.95,
    "verb:colon": 0.9,
    "verb:left": 0.9,
    "phrase:first": 0.95,
    "phrase:after": 0.95,
}


def find_attributions(
    text: str, sentences: Sequence[Span], tokens: Sequence[Token], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """Who is said to say what, in the order of the text; `parent` is set, `speaker` is left to `resolve_speakers`."""
    drafts: list[Draft] = []
    for unit in units(text, sentences, tokens, quotations):
        drafts += read_unit(unit)
    drafts = add_quotations(text, drafts, sentences, quotations)
    found = [a for d in drafts if (a := _attribution(text, d, quotations)) is not None]
    found += transcript_attributions(text)
    found += document_attributions(text, found)
    return with_outlets(text, with_parents(found))


def read_unit(unit: Unit) -> list[Draft]:
    """The attributions of one unit, in the order of their cues."""
    items = unit.items
    starts = lexicon().starts
    found: list[Draft] = []
    done = -1
    for at in range(len(items)):
        if at <= done or items[at].lower not in starts:
            continue
        draft = _read_at(unit, at, found[-1] if found else None)
        if draft is not None:
            done = draft.cue[1] - 1
            found.append(draft)
    if not found and (draft := read_headline(unit)) is not None:
        found.append(draft)
    return found


def _read_at(unit: Unit, at: int, before: Draft | None) -> Draft | None:
    items = unit.items
    lex = lexicon()
    word = items[at].lower
    if (phrase := phrase_at(items, at)) is not None:
        draft = read_phrase(unit, at, phrase, before)
        if draft is not None or "according" in phrase.words:
            return draft
    if word in ("quoted", "cited") and (draft := read_quoted(unit, at, before)) is not None:
        return draft
    if word in lex.hedges:
        return read_hedge(unit, at)
    found = cue_at(items, at)
    if word.endswith(("ed", "en", "n", "t", "d")) and is_passive(items, at):
        return read_passive(unit, at, found[0] if found and found[0].participle else _participle_cue(word))
    if found is not None and lower(items, at - 1) not in w.DETERMINERS | {"'s"}:
        cue, last = found
        by_agent = (
            cue.participle and lower(items, last + 1) == "by" and adjunct_end(items, last + 1, len(items)) == last + 1
        )
        if not by_agent:
            draft = read_verb(unit, at, last, cue, before)
            if draft is not None and not _nobody(draft):
                return draft
    if word == "accused" and lower(items, at + 1) == "of":
        return read_passive(unit, at, None)
    if word in lex.nouns:
        return read_noun(unit, at, lex.nouns[word])
    return None


def _nobody(draft: Draft) -> bool:
    """ "No group has claimed responsibility": nobody says it."""
    return draft.source is not None and draft.unit.items[draft.source[0]].lower in (
        "no",
        "nobody",
        "none",
        "neither",
        "you",
    )


def _participle_cue(word: str) -> Cue | None:
    return next((c for c in lexicon().verbs.get(word, ()) if c.participle and not c.tail), None)


def _attribution(text: str, draft: Draft, quotations: Sequence[Quotation]) -> Attribution | None:
    unit = draft.unit
    content = _pieces(text, unit, draft, quotations)
    if not content:
        return None
    return Attribution(
        source=(_span(unit, draft.source),) if draft.source else (),
        cue=(_span(unit, draft.cue),),
        content=tuple(content),
        manner=_manner(text, draft, content, quotations),
        cue_class=draft.cue_class,
        via=(_span(unit, draft.via),) if draft.via else (),
        confidence=_CONFIDENCE.get(draft.rule, 0.8),
        rule=draft.rule,
    )


def _span(unit: Unit, piece: Range) -> Span:
    return unit.span_of(piece[0], piece[1] - 1)


def _pieces(text: str, unit: Unit, draft: Draft, quotations: Sequence[Quotation]) -> list[Span]:
    pieces = [trimmed(unit.items, piece) for piece in draft.content]
    spans = [_span(unit, piece) for piece in pieces if piece[0] < piece[1]]
    spans += draft.quotes
    return sorted(set(spans))


def _overlapping(quotations: Sequence[Quotation], span: Span) -> list[Quotation]:
    """The quotations that share a character with a span; quotations are in order and apart."""
    at = bisect_right(quotations, span.start, key=lambda q: q.outer.end)
    found = []
    while at < len(quotations) and quotations[at].outer.start < span.end:
        found.append(quotations[at])
        at += 1
    return found


def _manner(text: str, draft: Draft, content: list[Span], quotations: Sequence[Quotation]) -> Manner:
    """direct: nothing but quotations; mixed: some words quoted; indirect: none."""
    inside = [q.outer for span in content for q in _overlapping(quotations, span)]
    if not inside:
        return "indirect"
    left = sum(len(span) for span in content) - sum(len(q) for q in inside)
    return "direct" if left <= 3 * len(content) else "mixed"
