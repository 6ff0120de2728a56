"""Times and numbers of one proposition: those that belong to it, not all of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Link, QuantityMention, Span
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.frame import Frame


def time_links(sentence: Sentence, proposition: Span, cues: Sequence[Span]) -> tuple[Link, ...]:
    """The time inside the proposition, or one that opens the sentence; beside a cue it dates the saying."""
    saying = [
        t for t in sentence.times if any(_beside(t.span, cue, sentence.text) for cue in cues) and t.type != "DURATION"
    ]
    links = [Link("saying_time", t.span, "beside the cue") for t in saying[:1] if not proposition.contains(t.span)]
    inside = [t for t in sentence.times if proposition.contains(t.span) and t.type in ("DATE", "TIME")]
    if inside:
        return (*links, Link("time", inside[0].span, "in the proposition"))
    opening = [
        t
        for t in sentence.times
        if t not in saying and t.span.start - sentence.span.start <= 12 and t.type in ("DATE", "TIME")
    ]
    if opening and not links:
        if _dates_the_saying(opening[0].span, proposition, cues, sentence.text):
            return (Link("saying_time", opening[0].span, "opens the sentence before the speaker"),)
        return (Link("time", opening[0].span, "opens the sentence"),)
    return tuple(links)


def _dates_the_saying(time: Span, proposition: Span, cues: Sequence[Span], text: str) -> bool:
    """Whether a speaker follows at once upon the time that opens a sentence ("On Monday, the governor said ...")."""
    first = min((c for c in cues if c.start >= time.end), default=None)
    return first is not None and first.end <= proposition.start and text[time.end : first.start].strip(" ,") == ""


def _beside(time: Span, cue: Span, text: str) -> bool:
    """Whether a time stands next to a cue, with at most a preposition between ("said on Friday")."""
    if time.end <= cue.start:
        return text[time.end : cue.start].strip() == ""
    return (
        cue.end <= time.start and len(text[cue.end : time.start].split()) <= 1 and "," not in text[cue.end : time.start]
    )


_UNITS_OF = {
    "casualties": frozenset(("people",)),
    "displacement": frozenset(("people", "households", "families")),
    "detention": frozenset(("people",)),
    "deployment": frozenset(("people",)),
    "protest": frozenset(("people",)),
}


def quantity_links(sentence: Sentence, kind: str, proposition: Span, frame: Frame) -> tuple[Link, ...]:
    """The numbers that count what the event is about."""
    family = kind.split(".")[0]
    if family in ("diplomacy", "assessment", "clash"):
        return ()
    inside = [
        q
        for q in sentence.quantities
        if proposition.contains(q.span) and q.unit != "km" and q.rule not in COUNTED_ALREADY
    ]
    if family in _UNITS_OF:
        inside = [q for q in inside if q.unit in _UNITS_OF[family] or q.of in ("killed", "injured")]
    else:
        inside = [q for q in inside if q.unit != "people" and q.rule != "singular"]
    if family == "attack":
        inside = [q for q in inside if q.of in ("munitions", "aircraft", "vehicles")]
    if family == "control":
        inside = [q for q in inside if q.unit == "km2"]
    if family == "withdrawal":
        inside = [q for q in inside if q.of in ("people", "vehicles")]
    return tuple(
        Link("quantity", q.span, "counts what the event is about")
        for q in _of_the_event(sentence, family, inside, frame)
    )


# Said of a number by reading.quantities: given again in another unit, the whole of a share, the toll before.
COUNTED_ALREADY = ("converted", "base", "earlier toll")


def _of_the_event(
    sentence: Sentence, family: str, quantities: Sequence[QuantityMention], frame: Frame
) -> list[QuantityMention]:
    """Of several numbers, those in what was acted on, or for a bare count all."""
    patient = sentence.span_of(frame.patient) if frame.patient else None
    in_patient = [q for q in quantities if patient and patient.overlaps(q.span)] or list(quantities)
    return [q for q in in_patient if not _is_base(q.span, in_patient, sentence.text)]


def _is_base(span: Span, others: Sequence[QuantityMention], text: str) -> bool:
    """Whether a number is what another is a share of: 14 in "11 of 14 drones"."""
    return any(
        o.span.end < span.start and text[o.span.end : span.start].split() in (["of"], ["of", "the"]) for o in others
    )
