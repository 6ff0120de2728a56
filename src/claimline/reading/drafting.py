"""Events that a model found, joined with what the rules found: shared by the readers that are no rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claimline.model import Attribution, Link, Mention, Reading, Reason, Span, Trigger
from claimline.model.reading import Framing, Modality, Role, Stage
from claimline.reading.mentions.lexicon import lexicon
from claimline.reading.rules.context import Sentence, word_class_names
from claimline.reading.rules.ground import Ground
from claimline.reading.rules.links import COUNTED_ALREADY
from claimline.reading.rules.reader import placed
from claimline.reading.rules.repeats import without_headline
from claimline.reading.rules.stance import framing_of, stage_of
from claimline.reading.rules.where import pointed_at
from claimline.reading.speakers import resolve_speakers

EDGES = " \t\n\r,;:.–—-"  # what a model's span may not begin or end with
_PLACES: tuple[Role, ...] = ("at", "from", "to", "via")
_SAID_BY_SOMEBODY = {"claimed", "announced", "accused"}


class Joiner:
    """The spans of a model's roles, each joined with the mention, time or number that it stands for."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._added: list[Mention] = []

    def links(self, roles: Mapping[str, Sequence[Span]], sentence: Sentence | None) -> Iterator[Link]:
        """The links of one trigger. `roles` are spans by role; whatever is none of ours is left alone."""
        reading = self._ground.reading
        for role in ("actor", "target"):
            for span in roles.get(role, ())[:1]:
                yield Link(role, span.trimmed(reading.report.text, EDGES), "model")
        for place_role in _PLACES:
            for span in _touching(roles.get(place_role, ()), reading.report.text):
                place = self._place(span, sentence)
                if place is not None:
                    yield Link(place_role, place, "model")
        for time_role in ("time", "saying_time"):
            for span in roles.get(time_role, ()):
                yield from (Link(time_role, t.span, "model") for t in reading.times if t.span.overlaps(span))
        for span in roles.get("quantity", ()):
            for quantity in reading.quantities:
                if quantity.span.overlaps(span) and quantity.rule not in COUNTED_ALREADY:
                    yield Link("quantity", quantity.span, "model")

    def _place(self, span: Span, sentence: Sentence | None) -> Span | None:
        """The place mention that a span covers; for a noun that points back the earlier one; else a new mention."""
        reading = self._ground.reading
        text = reading.report.text
        inside = [m for m in (*reading.mentions, *self._added) if m.span.overlaps(span)]
        named = next((m for m in inside if m.type in ("place", "facility")), None)
        if named is not None:
            return named.span
        if sentence is not None and not any(c.isupper() for c in span.of(text)) and not _may_be_name(sentence, span):
            known = [
                *self._ground.places_before(sentence.span),
                *(m for m in sentence.mentions if m.span.end <= span.start),
            ]
            pointed = pointed_at(sentence, span, known)
            return pointed[1].span if pointed else None
        if inside and inside[0].type in ("nationality", "person"):
            return None
        span = span.trimmed(text, EDGES)
        self._added.append(Mention(span, "place", 0.6, "model"))
        return span

    def reading(self, attributions: Sequence[Attribution], triggers: Sequence[Trigger]) -> Reading:
        """The ground with these triggers, in the order of the text and without those of a headline said again."""
        base = self._ground.reading
        known = (m for m in base.mentions if not any(a.span.overlaps(m.span) for a in self._added))
        mentions = tuple(sorted((*known, *self._added), key=lambda m: m.span))
        resolved = resolve_speakers(base.report.text, tuple(attributions), mentions)
        in_order = sorted(triggers, key=lambda t: (t.proposition, t.span))
        kept = without_headline(base.report, base.sentences, in_order)
        return replace(base, mentions=placed(mentions, kept), attributions=resolved, triggers=kept)


def _touching(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """Spans with those joined that only a space parts: a name of two words that the network saw as two."""
    held: Span | None = None
    for span in sorted(spans):
        if held is not None and text[held.end : span.start] == " ":
            held = held.cover(span)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _may_be_name(sentence: Sentence, span: Span) -> bool:
    """Whether a place without a capital may still be a name: in a sentence that is in lower case throughout.

    It begins with a word that is none of the common ones; "the border districts" is no name.
    """
    if any(c.isupper() for c in sentence.span.of(sentence.text)):
        return False
    first = next((w.lower for w in sentence.words if w.start >= span.start), "")
    return first.isalpha() and first not in lexicon().common and not word_class_names(first)


def sentence_at(sentences: Mapping[Span, Sentence], span: Span) -> Sentence | None:
    """The sentence in which a span begins."""
    return next((s for at, s in sentences.items() if at.start <= span.start < at.end), None)


def closed_quotes(span: Span, text: str) -> Span:
    """With the closing mark of a quotation that begins inside, if it stands right behind."""
    opened = span.of(text).count("“") - span.of(text).count("”")
    straight = span.of(text).count('"') % 2
    after = text[span.end : span.end + 1]
    return Span(span.start, span.end + 1) if (opened > 0 and after == "”") or (straight and after == '"') else span


def allowed_modality(chances: Mapping[Modality, float], attribution: Attribution | None) -> Modality:
    """The likeliest modality that fits: with a speaker not `asserted`, without one no claim of anybody's."""
    spoken = attribution is not None and attribution.source
    barred = {"asserted"} if spoken else _SAID_BY_SOMEBODY
    return max((m for m in chances if m not in barred), key=lambda m: chances[m])


def by_vocabulary(
    kind: str, span: Span, proposition: Span, sentence: Sentence | None
) -> tuple[Framing | None, Stage | None, tuple[Reason, ...]]:
    """Framing and stage of aid, which are words of the vocabulary whoever finds the event, and why."""
    framing = framing_of(sentence, proposition) if sentence else None
    stage = stage_of(sentence, sentence.clause_at_offset(span.start)) if sentence and kind.startswith("aid") else None
    why = (Reason("framing", framing[0], framing[1]),) if framing else ()
    return framing[0] if framing else None, stage[0] if stage else None, why
