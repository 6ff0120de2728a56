"""What is said without naming an event: calls and demands, and how a speaker sees the situation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimline.model import Attribution, Link, Reason, Span, Trigger
from claimline.reading.rules.clauses import has_finite, inner_span
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.stance import framing_of
from claimline.vocab import word_set

_STATEMENT_CUES = frozenset(
    ("call", "demand", "urge", "condemn", "warn", "promise", "accuse", "deny", "reject", "threaten")
)


def open_statements(
    sentence: Sentence, attributions: Sequence[Attribution], covered: Sequence[Span]
) -> Iterator[Trigger]:
    """One trigger for every attributed clause in this sentence that holds no other trigger."""
    for index, attribution in enumerate(attributions):
        for content in attribution.content:
            piece = _inside(sentence, content)
            if piece is None or any(piece.overlaps(c) for c in covered):
                continue
            if any(
                a.content and piece.contains(c) for k, a in enumerate(attributions) if k != index for c in a.content
            ):
                continue  # what is said there is said by somebody else
            yield _statement(sentence, attribution, index, piece)


def _inside(sentence: Sentence, content: Span) -> Span | None:
    """The part of a content that stands in this sentence, if it is a clause."""
    if not sentence.span.overlaps(content):
        return None
    indices = [i for i, w in enumerate(sentence.words) if content.start <= w.start and w.end <= content.end]
    if len(indices) < 3 or not has_finite(sentence.words, indices[0], indices[-1] + 1):
        return None
    return inner_span(sentence.words, indices[0], indices[-1] + 1)


def _is_stand(sentence: Sentence, piece: Span) -> bool:
    """Whether a clause takes a stand (will, should, is ready to) rather than describes how things are."""
    words = [w for w in sentence.words if piece.start <= w.start and w.end <= piece.end]
    return any(
        w.lower in ("will", "would", "should", "must", "shall", "ready", "willing", "never")
        or (w.tag == "VERB" and w.base in _STANDS)
        for w in words
    )


_STANDS = word_set("verb_classes", "stands")


def _statement(sentence: Sentence, attribution: Attribution, index: int, piece: Span) -> Trigger:
    call = attribution.cue_class in _STATEMENT_CUES or _is_stand(sentence, piece)
    verb = next(
        (w for w in sentence.words if piece.start <= w.start and w.end <= piece.end and w.tag in ("VERB", "AUX")), None
    )
    span = Span(verb.start, verb.end) if verb else piece
    framing = framing_of(sentence, piece)
    links = (Link("actor", attribution.source[0], "the speaker"),) if call and attribution.source else ()
    return Trigger(
        span=span,
        kind="diplomacy.statement" if call else "assessment",
        proposition=piece,
        modality="claimed" if attribution.source else "hedged",
        polarity="negative" if attribution.cue_class in ("deny", "reject") else "positive",
        links=links,
        attribution=index,
        framing=framing[0] if framing else None,
        reasons=(Reason("kind", "attributed clause without an event", piece),),
        confidence=0.3,
    )
