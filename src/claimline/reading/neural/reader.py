"""The trained reader: triggers, roles and stance by the network; sentences, quotations, numbers and times by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from claimline.model import Mention, ReaderInfo, Reading, Reason, Report, Span, Trigger
from claimline.model.reading import Modality, Polarity
from claimline.reading.drafting import EDGES, Joiner, allowed_modality, by_vocabulary, closed_quotes, sentence_at
from claimline.reading.neural.decoding import Pieces
from claimline.reading.neural.holding import are_troops, kind_of, not_later, unseen, with_holder, without_denier
from claimline.reading.neural.leaning import leanings
from claimline.reading.neural.masking import Masked, mask
from claimline.reading.neural.model import Found, Model, open_model
from claimline.reading.neural.naming import names_in, with_names
from claimline.reading.neural.placing import with_places
from claimline.reading.neural.speaking import Speaking
from claimline.reading.neural.twins import Twins, distinct, joined, within
from claimline.reading.neural.windows import Window, cut
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.falsehood import called_false, without_falsehood
from claimline.reading.rules.ground import Ground, lay_ground
from claimline.reading.rules.reader import read_triggers


class NeuralReader:
    """Reads with the weights of that name, or those in a folder; deterministic on one kind of processor."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self._model: Model = Model(folder) if folder else open_model(name)
        self._info = ReaderInfo(name, str(self._model.settings["version"]))

    @property
    def info(self) -> ReaderInfo:
        return self._info

    def read(self, report: Report) -> Reading:
        ground = lay_ground(report, self._info)
        sentences = {s.span: s for s in ground.sentences}
        seen_by_rule = read_triggers(ground)
        twins = Twins(seen_by_rule)
        draft = _Draft(ground, Speaking(ground.reading), twins, self._model.settings["calibration"])
        masked = mask(report.text)
        encoding = self._model.tokenizer.encode(masked.text, add_special_tokens=False)
        bounds = [Span(masked.there(s.start), masked.there(s.end)) for s in ground.reading.sentences]
        for window in cut(masked.text, bounds, encoding):
            read = self._model.read(window, leanings(seen_by_rule, window, masked))
            seen = _Seen(window, masked, report.text)
            for found in read.triggers:
                draft.add(found, seen, sentence_at(sentences, seen.span(found.trigger)))
            draft.names += names_in(read.names, window, masked)
        return draft.reading()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A window of the masked text, and the report that it stands for."""

    window: Window
    masked: Masked
    text: str

    def span(self, pieces: Pieces) -> Span:
        """The characters of some pieces in the report, widened to whole words: a name may be cut into several."""
        first, last = self.window.offsets[pieces[0]], self.window.offsets[pieces[1]]
        if first is None or last is None:
            raise ValueError("a special piece has no characters")
        return _whole_words(*self.masked.back_from(first.start, last.end), self.text)


def _whole_words(start: int, end: int, text: str) -> Span:
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
        self.names: list[Mention] = []
        self.joiner = Joiner(self.ground)

    def add(self, found: Found, seen: _Seen, sentence: Sentence | None) -> None:
        text = seen.text
        span = seen.span(found.trigger)
        proposition = seen.span(found.proposition).trimmed(text, EDGES)
        proposition = closed_quotes(proposition.cover(span), text)
        falsehood = sentence is not None and called_false(sentence, span) is not None
        if sentence is not None and falsehood:
            proposition = without_falsehood(sentence, span, proposition)
        roles = {role: tuple(map(seen.span, pieces)) for role, pieces in found.roles.items()}
        modal = max(found.modality, key=lambda m: found.modality[m])
        kind = attempted(found.kind, text[max(0, span.start - 30) : span.start])
        twin = self.twins.of(span, proposition, kind)
        troops = any(are_troops(actor.of(text)) for actor in roles["actor"][:1])
        kind = kind_of(kind, text[span.start : proposition.end], proposition.of(text), twin, troops=troops)
        index = twin.attribution if twin is not None else None
        if index is None:
            index = self.speaking.of(span, proposition, roles["speaker"], roles["cue"], modal)
        attribution = self.speaking.attributions[index] if index is not None else None
        framing, stage, why = by_vocabulary(kind, span, proposition, sentence)
        negative = twin is None or twin.polarity == "negative" if falsehood else found.negative > 0.5
        polarity: Polarity = "negative" if negative else "positive"
        links = with_holder(joined(tuple(self.joiner.links(roles, sentence)), twin), kind, twin, text)
        links = not_later(links, sentence.span if sentence else None)
        links = with_places(links, kind, proposition, sentence, self.ground)
        if polarity == "negative":
            links = without_denier(links, kind, proposition, attribution, text)
        reasons = [Reason("kind", f"model: {kind}", span), Reason("modality", f"model: {modal}")]
        self.triggers.append(
            Trigger(
                span=span,
                kind=kind,
                proposition=proposition,
                modality=foreseen(allowed_modality(found.modality, attribution), twin),
                polarity=polarity,
                links=within(links, proposition),
                attribution=index,
                framing=framing,
                background=found.background > 0.5,
                stage=stage,
                reasons=(*reasons, *why),
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

    def reading(self) -> Reading:
        triggers = [*self.triggers, *unseen(self.twins.left, self.triggers)]
        reading = self.joiner.reading(self.speaking.attributions, distinct(triggers))
        used = {link.span for trigger in reading.triggers for link in trigger.links}
        return replace(reading, mentions=with_names(reading.mentions, self.names, used)) if self.names else reading


def foreseen(modality: Modality, twin: Trigger | None) -> Modality:
    """What nobody says and the rules read as planned ("is about to") has not happened."""
    return "planned" if modality == "asserted" and twin is not None and twin.modality == "planned" else modality


_TRYING = re.compile(r"\b(?:try|tries|tried|trying|attempt\w*|seek|sought|struggl\w+) to (?:\w+ )?$", re.IGNORECASE)


def attempted(kind: str, before: str) -> str:
    """What somebody only tried to take is an attack: "tried to capture the bridge"."""
    return "attack.ground" if kind in ("control.taken", "control.retaken") and _TRYING.search(before) else kind
