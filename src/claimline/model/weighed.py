"""What weighing finds out about an event: who says the same, who says otherwise, how far it can be trusted and why.

Nothing here says what is true. Positions that contradict each other stand side by side.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from claimline.model.place import Part
from claimline.model.reading import Modality

Interest = Literal["for", "against", "none", "unknown"]
#: A telling says that it happened, denies it, denies only that its speaker did it, or speaks of a plan or a condition.
Stand = Literal["says", "denies", "disowns", "plans"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True)
class Grade:
    """The Admiralty code (NATO AJP-2.1): reliability of the source A to F, credibility of the information 1 to 6.

    The two are judged apart from each other. `parts` lists every reason, the rules that set the letter and the digit
    among them.
    """

    reliability: Reliability
    credibility: int
    parts: tuple[Part, ...]

    @property
    def code(self) -> str:
        """ "F6"."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Line:
    """Tellings that depend on each other: one origin, one speaker or one voice counts once.

    tellings: keys. speakers: who they are, in the order in which they became known. why: what ties them together; of a
    single telling it is ().
    """

    tellings: tuple[str, ...]
    speakers: tuple[str, ...]
    why: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Another position of the same slot that cannot be true together with this one. `other`: its place in the slot."""

    other: int
    why: str


@dataclass(frozen=True, slots=True)
class Position:
    """What some tellings say of one slot, in words.

    says: keys of those that say just this. looser: those that say it less precisely, which neither supports nor
    contradicts. denies: those that deny it. revised: those whose speaker later gave another figure. withdrawn: those
    whose speaker later denied it; neither counts any more. conceded: those that speak against their own interest, a
    side's own word that it left the place among them. lines: the independent lines among those that say it and still
    do, and those that concede it.
    """

    value: str
    says: tuple[str, ...]
    looser: tuple[str, ...]
    denies: tuple[str, ...]
    revised: tuple[str, ...]
    withdrawn: tuple[str, ...]
    conceded: tuple[str, ...]
    contrasts: tuple[Contrast, ...]
    lines: tuple[Line, ...]
    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    sides: tuple[str, ...]
    modalities: tuple[Modality, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class SlotWeighed:
    """All that is said of one slot of an event.

    silent: keys of tellings that say it happened, whose speaker leaves this open in the whole report.
    """

    name: str
    positions: tuple[Position, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellingWeighed:
    """One telling's part in an event. `interest`: of its speaker, that the claim be believed; `why` says whence."""

    key: str
    known: str
    speaker: str
    side: str | None
    outlet: str | None
    stand: Stand
    modality: Modality
    interest: Interest
    why: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Weighed:
    """An event, weighed.

    main: the proposition that `grade` is about, in words. lines: the independent lines that put it forward.
    """

    event: str
    kind: str
    main: str
    grade: Grade
    lines: tuple[Line, ...]
    slots: tuple[SlotWeighed, ...]
    tellings: tuple[TellingWeighed, ...]

    def slot(self, name: str) -> SlotWeighed | None:
        return next((slot for slot in self.slots if slot.name == name), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one claim: the key of the claim, and the keys of the tellings that show it."""

    claim: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What became of a speaker's claims on control, counted; no opinion, and no rate.

    voice: its key (`claimline.weighing.grading.voice_of`). claims: the first telling of each claim. conceded: the other
    side later said the same. echoed: another origin said the same, before or after. unechoed: nobody else did.
    withdrawn: the same speaker later denied it. contradicted: somebody denied it, or said at the same time that an
    opponent holds the place.
    """

    voice: str
    name: str
    claims: tuple[str, ...]
    conceded: tuple[Outcome, ...]
    echoed: tuple[Outcome, ...]
    unechoed: tuple[str, ...]
    withdrawn: tuple[Outcome, ...]
    contradicted: tuple[Outcome, ...]


def grade_record(grade: Grade) -> dict[str, Any]:
    return {"code": grade.code, **dataclasses.asdict(grade)}


def weighed_record(weighed: Weighed) -> dict[str, Any]:
    """The event as plain data for JSON: the fields of `Weighed`, each grade with its `code`."""
    record: dict[str, Any] = _plain(weighed)
    return record


def track_record(record: TrackRecord) -> dict[str, Any]:
    """A track record as plain data, with the counts beside the keys."""
    counts = {
        name: len(getattr(record, name))
        for name in ("claims", "conceded", "echoed", "unechoed", "withdrawn", "contradicted")
    }
    plain: dict[str, Any] = _plain(record)
    return {"voice": record.voice, "name": record.name, "counts": counts, **plain}


def _plain(value: Any) -> Any:
    if isinstance(value, Grade):
        return grade_record(value)
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
