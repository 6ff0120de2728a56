"""What every reader starts from: sentences, names, times, numbers and attributions, found by rule."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from claimline.model import Mention, ReaderInfo, Reading, Report, Span
from claimline.reading.attribution import find_attributions, find_origin
from claimline.reading.mentions import find_mentions, is_government
from claimline.reading.quantities import find_quantities
from claimline.reading.quotations import find_quotations
from claimline.reading.rules.clauses import split_clauses
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.words import tag_words
from claimline.reading.sentences import split_sentences
from claimline.reading.speakers import resolve_speakers
from claimline.reading.times import find_times
from claimline.reading.tokens import Token, tokenize


@dataclass(frozen=True)
class Ground:
    """A reading without triggers yet, its tokens, and the place names that stand for a government."""

    reading: Reading
    tokens: tuple[Token, ...]
    governments: frozenset[Span]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that have words, tagged and cut into clauses."""
        edges = sorted(
            offset
            for a in self.reading.attributions
            if a.source or a.cue_class != "hedge"  # "were reportedly killed" is one clause
            for s in (*a.content, *a.source, *a.cue)
            for offset in (s.start, s.end)
        )
        spans, within = self.reading.sentences, _Within(self.reading)
        parted = zip(spans, by_sentence(spans, self.tokens), strict=True)
        return tuple(self._sentence(span, inside, edges, within) for span, inside in parted if inside)

    def places_before(self, span: Span) -> list[Mention]:
        """The last places that the report named before a sentence."""
        places = [
            m
            for m in self.reading.mentions
            if m.type == "place" and m.span.end <= span.start and m.span not in self.governments
        ]
        return places[-12:]

    def _sentence(self, span: Span, tokens: Sequence[Token], edges: Sequence[int], within: _Within) -> Sentence:
        mentions = within.mentions(span)
        begun = [t.start for t in tokens]
        named = {
            start: m.type
            for m in mentions
            for start in begun[bisect_left(begun, m.span.start) : bisect_left(begun, m.span.end)]
        }
        words = tuple(tag_words(tokens, named))
        # the token that follows an edge opens a clause
        near = edges[bisect_right(edges, span.start) : bisect_left(edges, span.end)]
        starts = frozenset(next(iter(begun[bisect_left(begun, edge) :]), -1) for edge in near)
        return Sentence(
            text=self.reading.report.text,
            span=span,
            words=words,
            clauses=tuple(split_clauses(words, starts)),
            mentions=mentions,
            times=tuple(t for t in within.times(span) if span.contains(t.span)),
            quantities=tuple(q for q in within.quantities(span) if span.contains(q.span)),
            governments=self.governments,
        )


class _Within:
    """What of a reading touches a stretch of its text: names, times and numbers, by the order that each of them has."""

    def __init__(self, reading: Reading) -> None:
        self.mentions = _touching(reading.mentions)
        self.times = _touching(reading.times)
        self.quantities = _touching(reading.quantities)


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Spanned)


def _touching(items: tuple[T, ...]) -> Callable[[Span], tuple[T, ...]]:
    """Of items in the order of the text that do not overlap: those that a span overlaps."""
    starts, ends = [i.span.start for i in items], [i.span.end for i in items]
    return lambda span: items[bisect_right(ends, span.start) : bisect_left(starts, span.end)]


def lay_ground(report: Report, info: ReaderInfo) -> Ground:
    """All that is found without looking for events."""
    text = report.text
    spans = split_sentences(text)
    tokens = tokenize(text)
    mentions = find_mentions(text, spans, tokens)
    times = find_times(text)
    quantities = find_quantities(text, times)
    quotations = find_quotations(text, spans)
    attributions = find_attributions(text, spans, tokens, quotations)
    attributions = resolve_speakers(text, attributions, mentions)
    governments = frozenset(m.span for m in mentions if m.type == "place" and is_government(text, m, tokens))
    origin = find_origin(text, spans, tokens)
    reading = Reading(report, spans, mentions, attributions, (), times, quantities, info, origin)
    return Ground(reading, tuple(tokens), governments)


def by_sentence(spans: Sequence[Span], tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each sentence."""
    groups: list[list[Token]] = [[] for _ in spans]
    s = 0
    for token in tokens:
        while s < len(spans) and token.start >= spans[s].end:
            s += 1
        if s < len(spans) and token.start >= spans[s].start:
            groups[s].append(token)
    return groups
