"""What is said without a word that states an event: its topic, calls and demands, and how a speaker sees things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimline.model import Attribution, Link, Reason, Span, Trigger
from claimline.reading.rules.clauses import has_finite, inner_span, is_finite
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.frame import verb_frame
from claimline.reading.rules.lexicon import Entry, Match
from claimline.reading.rules.links import quantity_links, time_links
from claimline.reading.rules.parties import party_links
from claimline.reading.rules.propositions import Statement
from claimline.reading.rules.stance import framing_of, stage_of, stance_of
from claimline.reading.rules.topics import topic_of
from claimline.reading.rules.where import place_links
from claimline.vocab import word_set

_STATEMENT_CUES = frozenset(
    ("call", "demand", "urge", "condemn", "warn", "promise", "accuse", "deny", "reject", "threaten")
)
_STANDS = word_set("verb_classes", "stands")
_SURE = 0.3  # what a reading without a trigger is worth


def open_statements(
    sentence: Sentence, attributions: Sequence[Attribution], covered: Sequence[Span]
) -> Iterator[Trigger]:
    """One trigger for every attributed clause in this sentence that holds no other trigger and is about something.

    Its kind is that of its topic (vocab/topics.yaml). A clause without one is a statement of its speaker where it takes
    a stand; else nothing is known of it, and nothing is claimed.
    """
    for index, attribution in enumerate(attributions):
        for content in attribution.content:
            piece = _inside(sentence, content)
            if piece is None or any(piece.overlaps(c) for c in covered):
                continue
            if any(
                a.content and piece.contains(c) for k, a in enumerate(attributions) if k != index for c in a.content
            ):
                continue  # what is said there is said by somebody else
            kind = _kind(sentence, attribution, piece)
            if kind:
                cues = [s for a in attributions for s in (*a.cue, *a.source) if sentence.span.overlaps(s)]
                yield _statement(sentence, attribution, index, piece, kind, cues)


def _inside(sentence: Sentence, content: Span) -> Span | None:
    """The part of a content that stands in this sentence, if it is a clause."""
    if not sentence.span.overlaps(content):
        return None
    indices = _indices(sentence, content)
    if len(indices) < 3 or not has_finite(sentence.words, indices[0], indices[-1] + 1):
        return None
    return inner_span(sentence.words, indices[0], indices[-1] + 1)


def _indices(sentence: Sentence, piece: Span) -> list[int]:
    return [i for i, w in enumerate(sentence.words) if piece.start <= w.start and w.end <= piece.end]


def _kind(sentence: Sentence, attribution: Attribution, piece: Span) -> str | None:
    topic = topic_of(sentence, piece)
    if topic:
        return topic.kind
    stand = attribution.cue_class in _STATEMENT_CUES or _is_stand(sentence, piece)
    return "diplomacy.statement" if stand and attribution.source else None


def _is_stand(sentence: Sentence, piece: Span) -> bool:
    """Whether a clause takes a stand (will, should, is ready to) rather than describes how things are."""
    return any(
        w.lower in ("will", "would", "should", "must", "shall", "ready", "willing", "never")
        or (w.tag == "VERB" and w.base in _STANDS)
        for w in (sentence.words[i] for i in _indices(sentence, piece))
    )


def _verb(sentence: Sentence, piece: Span) -> int:
    """The last verb of the piece's first verb group ("have now been taken"), else its first word."""
    indices = _indices(sentence, piece)
    first = next((i for i in indices if is_finite(sentence.words, i)), indices[0])
    verb = first
    for i in range(first + 1, indices[-1] + 1):
        if sentence.words[i].tag not in ("VERB", "AUX", "ADV", "NEG"):
            break
        verb = i if sentence.words[i].tag in ("VERB", "AUX") else verb
    return verb


_FALSE = frozenset(("fake", "false", "untrue", "fabrication", "fabricated", "baseless", "unfounded", "invention"))


def _calls_false(sentence: Sentence, piece: Span) -> bool:
    """Whether a clause says that something told is not so: "information about a landing is a fake"."""
    return any(sentence.words[i].lower in _FALSE for i in _indices(sentence, piece))


def _statement(
    sentence: Sentence, attribution: Attribution, index: int, piece: Span, kind: str, cues: Sequence[Span]
) -> Trigger:
    verb = _verb(sentence, piece)
    match = Match(verb, verb + 1, verb, Entry((sentence.words[verb].base,), "verb", kind, (), weak=True))
    clause = sentence.clause_at(verb)
    frame = verb_frame(sentence.words, sentence.clauses, clause, match)
    stance = stance_of(sentence, match, frame, clause, attribution)
    framing = framing_of(sentence, piece)
    stage = stage_of(sentence, clause) if kind.startswith("aid") else None
    return Trigger(
        span=sentence.span_of((verb, verb + 1)),
        kind=kind,
        proposition=piece,
        modality=stance.modality,
        polarity="negative" if _calls_false(sentence, piece) else stance.polarity,
        links=_links(sentence, Statement(match, frame, clause, kind, "topic"), attribution, piece, cues),
        attribution=index,
        framing=framing[0] if framing else None,
        stage=stage[0] if stage else None,
        reasons=(Reason("kind", "attributed clause without an event", piece), *stance.reasons),
        confidence=_SURE,
    )


_PARTIES = frozenset(("troops", "civilians", "captive", "officials", "person", "state", "rulers", "organisation"))


def _is_party(sentence: Sentence, piece: Span, span: Span) -> bool:
    """Whether somebody who can act stands there: the verb of such a clause tells too little to take anything else."""
    if not piece.overlaps(span):
        return False
    if any(span.contains(government) for government in sentence.governments):
        return True
    indices = _indices(sentence, span)
    return bool(sentence.classes_in((indices[0], indices[-1] + 1)) & _PARTIES)


def _links(
    sentence: Sentence, statement: Statement, attribution: Attribution, piece: Span, cues: Sequence[Span]
) -> tuple[Link, ...]:
    """The parties, places, time and numbers inside the piece; whoever takes a stand is its actor."""
    if statement.kind == "diplomacy.statement":
        parties = [Link("actor", attribution.source[0], "the speaker")] if attribution.source else []
    else:
        parties = [link for link in party_links(sentence, statement, ()) if _is_party(sentence, piece, link.span)]
    agent = sentence.span_of(statement.frame.agent) if statement.frame.agent else None
    return (
        *parties,
        *place_links(sentence, statement.kind, piece, agent, cues, ()),
        *time_links(sentence, piece, cues),
        *quantity_links(sentence, statement.kind, piece, statement.frame),
    )
