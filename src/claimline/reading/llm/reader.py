"""The reader that asks a language model for events; sentences, quotations, names, numbers and times are by rule."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claimline.errors import ReaderAnswer
from claimline.model import ReaderInfo, Reading, Reason, Report, Span, Trigger
from claimline.model.reading import Modality
from claimline.reading.drafting import EDGES, Joiner, allowed_modality, by_vocabulary, closed_quotes, sentence_at
from claimline.reading.llm.answer import Stated, edition, events_of, instructions, schema
from claimline.reading.llm.chat import Chat, Patience, Server
from claimline.reading.llm.passages import Located, Passage, argument, locate, passages
from claimline.reading.neural.speaking import Speaking
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.ground import Ground, lay_ground

_CONFIDENCE = 0.5  # nothing is known of how often a model is right that nobody has measured
_ANSWERS = 2  # answers that are asked for before a passage is given up
_THEN = "Choose a server and a model that keep to a JSON schema; `--reader default` needs none."
_FALLBACKS: tuple[Modality, ...] = ("claimed", "hedged", "asserted")  # what stands in for a modality that cannot be


def _silent(message: str) -> None:
    """The default `note`: nobody listens."""


class LlmReader:
    """Asks a server that speaks OpenAI's chat completions. The text of the report is sent to it.

    Every word of an answer is looked up in the text, and what does not stand there is left out and counted in a note.
    Raises UsageError for an endpoint that is no address; `read` raises ReaderUnreachable and ReaderRefused, and
    ReaderAnswer as long as the server has given no usable answer yet. Afterwards a passage without a usable answer is
    noted and stays unread. Deterministic as far as the server is: temperature 0 and a seed are asked for.
    """

    def __init__(
        self,
        endpoint: str,
        model: str,
        api_key: str | None = None,
        timeout_s: float = 60.0,
        note: Callable[[str], None] = _silent,
        patience: Patience | None = None,
    ) -> None:
        server = Server(endpoint.strip(), model.strip(), (api_key or "").strip() or None)
        self._chat = Chat(server, patience or Patience(timeout_s), note)
        self._note = note
        self._info = ReaderInfo("llm", f"{server.model}+{edition()}")
        self._usable = False  # whether the server has ever answered as it should
        if server.open_to_all:
            note(f"{server.endpoint} is not encrypted: the text and the key can be read on their way")

    @property
    def info(self) -> ReaderInfo:
        return self._info

    def read(self, report: Report) -> Reading:
        ground = lay_ground(report, self._info)
        draft = _Draft(ground)
        waiting = deque(p for p in passages(report, ground.reading.sentences) if p.core.of(report.text).strip())
        while waiting:
            passage = waiting.popleft()
            halves = self._read_passage(passage, draft)
            waiting.extendleft(reversed(halves))
        if draft.told:
            self._note(f"{report.label}: {', '.join(draft.told)}")
        return draft.reading()

    def _read_passage(self, passage: Passage, draft: _Draft) -> tuple[Passage, ...]:
        """Adds what the model found; where its answer was cut off, the halves that are to be asked for instead."""
        problem = "the model's answer was cut off"
        for _ in range(_ANSWERS):
            try:
                answer = self._chat.ask(instructions(), passage.message(), schema())
                if answer.state == "cut" and (halves := passage.halves()):
                    return halves
                if answer.state == "whole":
                    self._take(answer.text, passage, draft)
                    return ()
                if answer.state == "declined":
                    problem = "the model declined to read them"
                break
            except ReaderAnswer as error:
                problem = error.what
        else:
            if not self._usable:  # not one bad answer, but a server that does not do this at all
                raise ReaderAnswer(problem, where=passage.report.label, then=_THEN)
        self._note(f"{passage.report.label}: {passage.name} not read: {problem}")
        return ()

    def _take(self, answer: str, passage: Passage, draft: _Draft) -> None:
        events, misfits = events_of(answer)
        self._usable = True
        draft.misfits += misfits
        for event in events:
            draft.add(event, passage)


@dataclass
class _Draft:
    """The reading as it grows, and how much of the answers had to be left out."""

    ground: Ground

    def __post_init__(self) -> None:
        self._sentences = {s.span: s for s in self.ground.sentences}
        self._speaking = Speaking(self.ground.reading)
        self._joiner = Joiner(self.ground)
        self._triggers: dict[tuple[Span, str], Trigger] = {}
        self.misfits = self.lost_events = self.lost_words = 0

    @property
    def told(self) -> list[str]:
        """What was left out, in words."""
        counts = (
            (self.misfits, "of the model's events do not fit the schema"),
            (self.lost_events, "of its events are not in the text"),
            (self.lost_words, "of its other quotations are not in the text"),
        )
        return [f"{n} {what} and were left out" for n, what in counts if n]

    def add(self, event: Stated, passage: Passage) -> None:
        located = locate(passage, event.sentence, event.trigger, event.quote)
        if located is None:
            self.lost_events += 1
            return
        text = self.ground.reading.report.text
        sentence = sentence_at(self._sentences, located.trigger)
        if located.proposition is None:
            self.lost_words += 1
            proposition = _clause(sentence, located.trigger)
        else:
            proposition = closed_quotes(located.proposition.trimmed(text, EDGES).cover(located.trigger), text)
        roles = {role: self._found(role, quotes, located, passage) for role, quotes in event.roles.items()}
        nameless = bool(event.roles["speaker"]) and not roles["speaker"]
        modality = "claimed" if nameless and event.modality == "asserted" else event.modality
        index = self._speaking.of(located.trigger, proposition, roles["speaker"], roles["cue"], modality)
        attribution = self._speaking.attributions[index] if index is not None else None
        framing, stage, reasons = by_vocabulary(event.kind, located.trigger, proposition, sentence)
        self._triggers.setdefault(
            (located.trigger, event.kind),
            Trigger(
                span=located.trigger,
                kind=event.kind,
                proposition=proposition,
                modality=allowed_modality({modality: 1.0, **_weights(modality)}, attribution),
                polarity="negative" if event.negative else "positive",
                links=tuple(dict.fromkeys(self._joiner.links(roles, sentence))),
                attribution=index,
                framing=framing,
                background=event.background,
                stage=stage,
                reasons=(
                    Reason("kind", f"model: {event.kind}", located.trigger),
                    Reason("modality", f"model: {event.modality}"),
                    *reasons,
                ),
                confidence=_CONFIDENCE,
            ),
        )

    def _found(self, role: str, quotes: Sequence[str], event: Located, passage: Passage) -> tuple[Span, ...]:
        """The quotes of a role that are in the text."""
        spans = [argument(passage, quote, event, outside=role in ("speaker", "cue")) for quote in quotes]
        found = tuple(span for span in spans if span is not None)
        self.lost_words += len(spans) - len(found)
        return found

    def reading(self) -> Reading:
        return self._joiner.reading(self._speaking.attributions, list(self._triggers.values()))


def _weights(given: Modality) -> dict[Modality, float]:
    """The modalities that stand in for one that cannot be, the best of them first."""
    return {m: 0.5 - 0.1 * rank for rank, m in enumerate(_FALLBACKS) if m != given}


def _clause(sentence: Sentence | None, trigger: Span) -> Span:
    """The clause around a trigger whose proposition is unknown, or the trigger alone."""
    if sentence is None:
        return trigger
    clause = sentence.clauses[sentence.clause_at_offset(trigger.start)]
    return sentence.span_of((clause.start, clause.end)).trimmed(sentence.text, EDGES).cover(trigger)
