"""Where each value of a claim comes from: the words, and the rule or model that read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimline.model import Candidate, Claim, Party, Reading, Reason, Resolution, Span, Trigger
from claimline.model.record import Record, candidate_record, span_record
from claimline.publishing.words import OWN_VOICE, party_words, place_words, quantity_words, time_words, visible

_ONE_SLOT = {"places": "place", "quantities": "quantity", "at": "place", "from": "place", "to": "place", "via": "place",
             "saying_time": "time"}  # fmt: skip
_DEFAULTS = ("speaker", "modality", "polarity")  # slots that have a value without any words for it
_MANY = ("place", "quantity")  # slots with several values: a reason belongs to the value whose words it names


@dataclass(frozen=True, slots=True)
class Why:
    """One value: its slot, the value in words, the characters that it came from, and the rules that read them.

    A reason without a span rests on the span of the value. No reason at all: the default of the slot.
    """

    slot: str
    value: str
    span: Span | None
    because: tuple[Reason, ...]

    @property
    def unsaid(self) -> str:
        """What to say where no reason is given."""
        return "nothing says otherwise" if self.span is None and self.slot in _DEFAULTS else "no rule is named"


@dataclass(frozen=True, slots=True)
class PlaceWhy:
    """What one place's words may have meant. `chosen` is None where no candidate was sure enough."""

    text: str
    rung: str | None
    chosen: Candidate | None
    lost: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    values: tuple[Why, ...]
    places: tuple[PlaceWhy, ...]


def explain(claim: Claim, resolution: Resolution | None = None) -> Explanation:
    """All values of a claim with their words and rules.

    With the resolution that it came from, the rules of links, mentions, times and attributions are named too.
    """
    reasons = _Reasons(claim, resolution.reading if resolution else None)
    values = [Why(slot, value, span, reasons.of(slot, span)) for slot, value, span in _values(claim)]
    told = {reason for why in values for reason in why.because}
    left = [r for r in claim.reasons if r not in told and Reason(_slot(r.slot), r.rule, r.span) not in told]
    values += [Why(r.slot, "", r.span, (r,)) for r in left]  # a slot not known here is shown all the same
    return Explanation(tuple(values), tuple(_place_whys(claim)))


def _slot(name: str) -> str:
    return _ONE_SLOT.get(name, name)


def _values(claim: Claim) -> Iterator[tuple[str, str, Span | None]]:
    """Slot, value in words, and the characters it came from, in the order of the record."""
    text = claim.report.text
    yield "kind", claim.kind, None
    yield "speaker", *_party(claim.speaker, OWN_VOICE)
    if claim.cue:
        yield "cue", visible(claim.cue.of(text)), claim.cue
    yield "modality", claim.modality, None
    yield "polarity", claim.polarity, None
    for slot, value in (("framing", claim.framing), ("stage", claim.stage)):
        if value:
            yield slot, value, None
    if claim.background:
        yield "background", "yes", None
    for slot, party in (("actor", claim.actor), ("target", claim.target)):
        if party:
            yield slot, *_party(party, "")
    for claim_place in claim.places:
        yield "place", place_words(claim_place), claim_place.place.span
    if claim.time:
        yield "time", time_words(claim.time, text), claim.time.span
    for quantity in claim.quantities:
        yield "quantity", quantity_words(quantity), quantity.span


def _party(party: Party | None, absent: str) -> tuple[str, Span | None]:
    return (party_words(party), party.span) if party else (absent, None)


class _Reasons:
    """The reasons behind one claim: its own, and those of the reading's parts that have the very same characters."""

    def __init__(self, claim: Claim, reading: Reading | None) -> None:
        self.claim, self.reading = claim, reading
        self.own = [Reason(_slot(r.slot), r.rule, r.span) for r in claim.reasons]
        self.triggers = [t for t in reading.triggers if _states(t, claim)] if reading else []

    def of(self, slot: str, span: Span | None) -> tuple[Reason, ...]:
        found = [r for r in self.own if r.slot == slot and (slot not in _MANY or _about(r, span))]
        if span is not None:
            found += [Reason(slot, rule, span) for rule in self._of_parts(slot, span)]
        rules: dict[str, Reason] = {}
        for reason in found:
            if reason.rule:
                rules.setdefault(reason.rule, reason)
        return tuple(rules.values())

    def _of_parts(self, slot: str, span: Span) -> Iterator[str]:
        for trigger in self.triggers:
            yield from (link.rule for link in trigger.links if link.span == span and _slot(link.role) == slot)
        for party in (self.claim.speaker, self.claim.actor, self.claim.target):
            if party and party.span == span:
                yield party.rule
        yield from (q.rule for q in self.claim.quantities if slot == "quantity" and q.span == span)
        if self.reading is None:
            return
        yield from (m.rule for m in self.reading.mentions if m.span == span)
        yield from (t.rule for t in self.reading.times if slot == "time" and t.span == span)
        if slot in ("speaker", "cue"):
            for said in self.reading.attributions:
                if said.speaker == span or span in said.source or span in said.cue:
                    yield said.rule


def _about(reason: Reason, span: Span | None) -> bool:
    return reason.span is None or (span is not None and reason.span.overlaps(span))


def _states(trigger: Trigger, claim: Claim) -> bool:
    """Whether the claim was made from this trigger."""
    family = claim.kind.partition(".")[0]
    return trigger.kind.partition(".")[0] == family and any(s.overlaps(trigger.span) for s in claim.evidence[:1])


def _place_whys(claim: Claim) -> Iterator[PlaceWhy]:
    for place in (p.place for p in claim.places):
        chosen = next((c for c in place.candidates if c.id == place.id), None)
        lost = tuple(c for c in place.candidates if c is not chosen)
        yield PlaceWhy(visible(place.text), place.rung, chosen, lost)


def explanation_record(claim: Claim, resolution: Resolution | None) -> Record:
    """The explanation as plain data; spans carry their words."""
    text = claim.report.text
    found = explain(claim, resolution)
    return {
        "values": [
            {
                "slot": why.slot,
                "value": why.value,
                "words": span_record(why.span, text) if why.span else None,
                "because": [
                    {"rule": r.rule, "words": span_record(r.span, text) if r.span else None} for r in why.because
                ],
            }
            for why in found.values
        ],
        "places": [
            {
                "text": place.text,
                "rung": place.rung,
                "chosen": candidate_record(place.chosen) if place.chosen else None,
                "lost": [candidate_record(c) for c in place.lost],
            }
            for place in found.places
        ],
    }


def candidate_words(candidate: Candidate) -> str:
    """ "Lukiantsi, Kharkiv Raion, Kharkiv Oblast (geonames:702569)"."""
    within = f", {visible(candidate.within)}" if candidate.within else ""
    return f"{visible(candidate.name)}{within} ({candidate.id})"


def score_words(candidate: Candidate) -> str:
    """ "0.71 = stated region +0.50 (Kharkiv) · population +0.21"."""
    parts = " · ".join(
        f"{visible(p.name)} {p.value:+.2f}" + (f" ({visible(p.why)})" if p.why else "") for p in candidate.parts
    )
    return f"{candidate.score:.2f} = {parts}" if parts else f"{candidate.score:.2f}"
