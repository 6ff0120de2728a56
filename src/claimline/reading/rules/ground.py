"""What every reader starts from: sentences, names, times, numbers and attributions, found by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

    def sentences(self) -> Iterator[Sentence]:
        """The sentences that have words, tagged and cut into clauses."""
        edges = frozenset(
            offset
            for a in self.reading.attributions
            if a.source or a.cue_class != "hedge"  # "were reportedly killed" is one clause
            for s in (*a.content, *a.source, *a.cue)
            for offset in (s.start, s.end)
        )
        spans = self.reading.sentences
        for span, inside in zip(spans, by_sentence(spans, self.tokens), strict=True):
            if inside:
                yield self._sentence(span, inside, edges)

    def places_before(self, span: Span) -> list[Mention]:
        """The last places that the report named before a sentence."""
        places = [
            m
            for m in self.reading.mentions
            if m.type == "place" and m.span.end <= span.start and m.span not in self.governments
        ]
        return places[-12:]

    def _sentence(self, span: Span, tokens: Sequence[Token], edges: frozenset[int]) -> Sentence:
        reading = self.reading
        mentions = tuple(m for m in reading.mentions if span.overlaps(m.span))
        named = {t.start: m.type for m in mentions for t in tokens if m.span.start <= t.start < m.span.end}
        words = tuple(tag_words(tokens, named))
        # the token that follows an edge opens a clause
        starts = frozenset(
            next((w.start for w in words if w.start >= edge), -1) for edge in edges if span.start < edge < span.end
        )
        return Sentence(
            text=reading.report.text,
            span=span,
            words=words,
            clauses=tuple(split_clauses(words, starts)),
            mentions=mentions,
            times=tuple(t for t in reading.times if span.contains(t.span)),
            quantities=tuple(q for q in reading.quantities if span.contains(q.span)),
            governments=self.governments,
        )


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
