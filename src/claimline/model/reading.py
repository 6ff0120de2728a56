"""A reading: what the words of one report say, before any of them is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimline.model.quantity import QuantityMention
from claimline.model.report import Report
from claimline.model.span import Span
from claimline.model.timeform import TimeMention

MentionType = Literal["person", "organisation", "place", "facility", "group", "nationality", "weapon", "other"]
Role = Literal["actor", "target", "at", "from", "to", "via", "time", "saying_time", "quantity"]
Modality = Literal["asserted", "claimed", "announced", "accused", "hedged", "planned", "conditional"]
Polarity = Literal["positive", "negative"]
Framing = Literal["euphemism", "justification", "loaded"]
Stage = Literal["promised", "approved", "delivered", "blocked"]
Manner = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a slot has its value: the words, and the rule or model that read them."""

    slot: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or noun phrase for a thing in the world."""

    span: Span
    type: MentionType
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to say something (PolNeAR's source, cue and content; a content may be in several pieces).

    `source` is () where the text names nobody ("is believed to"). `speaker` is the fullest mention of the same
    speaker in the report ("A spokesman for the army" for a later "He"), or the source itself. `via` are outlets that
    passed it on, outermost first. `parent` is the index of the attribution whose content holds this one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    cue_class: str  # a class of vocab/cues.yaml: say, claim, announce, accuse, deny, admit, ...
    speaker: Span | None = None
    via: tuple[Span, ...] = ()
    parent: int | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An argument of one proposition."""

    role: Role
    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that state an event of a kind, with the proposition around them and its arguments.

    `attribution` is an index into the reading's attributions; None is the outlet's own voice.
    """

    span: Span
    kind: str
    proposition: Span
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    links: tuple[Link, ...] = ()
    attribution: int | None = None
    framing: Framing | None = None
    background: bool = False
    stage: Stage | None = None
    reasons: tuple[Reason, ...] = ()
    confidence: float = 1.0

    def linked(self, *roles: Role) -> tuple[Link, ...]:
        return tuple(link for link in self.links if link.role in roles)


@dataclass(frozen=True, slots=True)
class ReaderInfo:
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Reading:
    report: Report
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    triggers: tuple[Trigger, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[QuantityMention, ...]
    reader: ReaderInfo
    origin: tuple[Span, ...] = ()  # outlets that the whole report is credited to
