"""The trained reader: triggers, roles and stance by the network; sentences, quotations, numbers and times by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claimline.model import Attribution, Link, Mention, ReaderInfo, Reading, Reason, Report, Span, Trigger
from claimline.model.reading import Modality, Role
from claimline.reading.neural.masking import mask
from claimline.reading.neural.model import Found, Model, Pieces, open_model
from claimline.reading.neural.speaking import Speaking
from claimline.reading.neural.twins import Twins, distinct, joined
from claimline.reading.neural.windows import Window, cut
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.ground import Ground, lay_ground
from claimline.reading.rules.links import COUNTED_ALREADY, pointed_at
from claimline.reading.rules.reader import placed, read_triggers
from claimline.reading.rules.repeats import without_headline
from claimline.reading.rules.stance import framing_of, stage_of
from claimline.reading.speakers import resolve_speakers

_PLACES: tuple[Role, ...] = ("at", "from", "to", "via")
_EDGES = " \t\n\r,;:.–—-"


class NeuralReader:
    """Reads with the weights of that name; deterministic on one kind of processor."""

    def __init__(self, name: str) -> None:
        self._model: Model = open_model(name)
        self._info = ReaderInfo(name, str(self._model.settings["version"]))

    @property
    def info(self) -> ReaderInfo:
        return self._info

    def read(self, report: Report) -> Reading:
        ground = lay_ground(report, self._info)
        sentences = {s.span: s for s in ground.sentences()}
        twins = Twins(read_triggers(ground))
        draft = _Draft(ground, Speaking(ground.reading), twins, self._model.settings["calibration"])
        masked = mask(report.text)
        encoding = self._model.tokenizer.encode(masked.text, add_special_tokens=False)
        bounds = [Span(masked.there(s.start), masked.there(s.end)) for s in ground.reading.sentences]
        for seen in cut(masked.text, bounds, encoding):
            window = replace(seen, offsets=tuple(masked.back(o) if o else None for o in seen.offsets))
            for found in self._model.read(seen):
                draft.add(found, window, _sentence_at(sentences, _span(window, found.trigger, report.text)))
        draft.triggers += twins.alone()
        return draft.reading()


def _sentence_at(sentences: dict[Span, Sentence], span: Span) -> Sentence | None:
    return next((s for at, s in sentences.items() if at.start <= span.start < at.end), None)


def _span(window: Window, pieces: Pieces, text: str) -> Span:
    """The characters of some pieces, widened to whole words: a name may be cut into several."""
    first, last = window.offsets[pieces[0]], window.offsets[pieces[1]]
    if first is None or last is None:
        raise ValueError("a special piece has no characters")
    start, end = first.start, max(last.end, first.end)
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


@dataclass
class _Draft:
    """The reading as it grows: triggers in the order of the text, mentions and attributions that the network added."""

    ground: Ground
    speaking: Speaking
    twins: Twins
    table: Sequence[tuple[float, float]] = ()  # probability of a trigger, share that was right

    def __post_init__(self) -> None:
        self.triggers: list[Trigger] = []
        self.added: list[Mention] = []

    def add(self, found: Found, window: Window, sentence: Sentence | None) -> None:
        text = self.ground.reading.report.text
        span = _span(window, found.trigger, text)
        proposition = _span(window, found.proposition, text).trimmed(text, _EDGES)
        proposition = _closed_quotes(proposition.cover(span), text)
        spoken = {r: tuple(_span(window, p, text) for p in found.roles[r]) for r in ("speaker", "cue")}
        modal = max(found.modality, key=lambda m: found.modality[m])
        kind = attempted(found.kind, text[max(0, span.start - 30) : span.start])
        twin = self.twins.of(span, proposition, kind)
        index = twin.attribution if twin is not None else None
        if index is None:
            index = self.speaking.of(span, proposition, spoken["speaker"], spoken["cue"], modal)
        attribution = self.speaking.attributions[index] if index is not None else None
        framing = framing_of(sentence, proposition) if sentence else None
        stage = (
            stage_of(sentence, sentence.clause_at_offset(span.start))
            if sentence and found.kind.startswith("aid")
            else None
        )
        reasons = [Reason("kind", f"model: {kind}", span), Reason("modality", f"model: {modal}")]
        if framing:
            reasons.append(Reason("framing", framing[0], framing[1]))
        self.triggers.append(
            Trigger(
                span=span,
                kind=kind,
                proposition=proposition,
                modality=allowed_modality(found.modality, attribution),
                polarity="negative" if found.negative > 0.5 else "positive",
                links=joined(tuple(self._links(found, window, sentence)), twin),
                attribution=index,
                framing=framing[0] if framing else None,
                background=found.background > 0.5,
                stage=stage[0] if stage else None,
                reasons=tuple(reasons),
                confidence=self.calibrated(found.confidence),
            )
        )

    def calibrated(self, chance: float) -> float:
        """How often triggers of about this probability were right, by the table that came with the weights."""
        table = self.table
        if not table:
            return round(chance, 3)
        if chance <= table[0][0]:
            return round(table[0][1] * chance / table[0][0], 3)
        for (low, share), (high, next_share) in pairwise(table):
            if chance <= high:
                return round(share + (next_share - share) * (chance - low) / max(1e-6, high - low), 3)
        return round(table[-1][1], 3)

    def _links(self, found: Found, window: Window, sentence: Sentence | None) -> Iterator[Link]:
        reading = self.ground.reading
        text = reading.report.text
        for role in ("actor", "target"):
            for pieces in found.roles[role][:1]:
                yield Link(role, _span(window, pieces, text).trimmed(reading.report.text, _EDGES), "model")
        for place_role in _PLACES:
            for pieces in found.roles[place_role]:
                span = self._place(_span(window, pieces, text), sentence)
                if span is not None:
                    yield Link(place_role, span, "model")
        for time_role in ("time", "saying_time"):
            for pieces in found.roles[time_role]:
                at = _span(window, pieces, text)
                for time in (t.span for t in reading.times if t.span.overlaps(at)):
                    yield Link(time_role, time, "model")
        for pieces in found.roles["quantity"]:
            at = _span(window, pieces, text)
            for quantity in reading.quantities:
                if quantity.span.overlaps(at) and quantity.rule not in COUNTED_ALREADY:
                    yield Link("quantity", quantity.span, "model")

    def _place(self, span: Span, sentence: Sentence | None) -> Span | None:
        """The place mention that a span covers; for a noun that points back the earlier one; else a new mention."""
        reading = self.ground.reading
        text = reading.report.text
        mentions = [*reading.mentions, *self.added]
        inside = [m for m in mentions if m.span.overlaps(span)]
        named = next((m for m in inside if m.type in ("place", "facility")), None)
        if named is not None:
            return named.span
        if sentence is not None and not any(c.isupper() for c in span.of(text)):
            known = [
                *self.ground.places_before(sentence.span),
                *(m for m in sentence.mentions if m.span.end <= span.start),
            ]
            pointed = pointed_at(sentence, span, known)
            return pointed[1].span if pointed else None
        if inside and inside[0].type in ("nationality", "person"):
            return None
        span = span.trimmed(text, _EDGES)
        self.added.append(Mention(span, "place", 0.6, "model"))
        return span

    def reading(self) -> Reading:
        base = self.ground.reading
        mentions = tuple(sorted((*_without(base.mentions, self.added), *self.added), key=lambda m: m.span))
        attributions = resolve_speakers(base.report.text, self.speaking.attributions, mentions)
        triggers = sorted(distinct(self.triggers), key=lambda t: (t.proposition, t.span))
        kept = without_headline(base.report, base.sentences, triggers)
        return replace(base, mentions=placed(mentions, kept), attributions=attributions, triggers=kept)


def _without(mentions: Sequence[Mention], added: Sequence[Mention]) -> Iterator[Mention]:
    return (m for m in mentions if not any(a.span.overlaps(m.span) for a in added))


def _closed_quotes(span: Span, text: str) -> Span:
    """With the closing mark of a quotation that begins inside, if it stands right behind."""
    opened = span.of(text).count("“") - span.of(text).count("”")
    straight = span.of(text).count('"') % 2
    after = text[span.end : span.end + 1]
    return Span(span.start, span.end + 1) if (opened > 0 and after == "”") or (straight and after == '"') else span


_TRYING = re.compile(r"\b(?:try|tries|tried|trying|attempt\w*|seek|sought|struggl\w+) to (?:\w+ )?$", re.IGNORECASE)


def attempted(kind: str, before: str) -> str:
    """What somebody only tried to take is an attack: "tried to capture the bridge"."""
    return "attack.ground" if kind in ("control.taken", "control.retaken") and _TRYING.search(before) else kind


def allowed_modality(chances: dict[Modality, float], attribution: Attribution | None) -> Modality:
    """The likeliest modality that fits: with a speaker not `asserted`, without one no claim of anybody's."""
    spoken = attribution is not None and attribution.source
    barred = {"asserted"} if spoken else {"claimed", "announced", "accused"}
    return max((m for m in chances if m not in barred), key=lambda m: chances[m])
