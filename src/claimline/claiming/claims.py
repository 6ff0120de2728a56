"""From a resolved reading to claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimline.model import (
    Attribution,
    Claim,
    ClaimPlace,
    ClaimTime,
    Link,
    Party,
    Period,
    QuantityMention,
    Reason,
    Resolution,
    ResolvedPlace,
    Span,
    Trigger,
)
from claimline.model.claim import claim_id
from claimline.model.place import PlaceRole
from claimline.model.quantity import QuantityOf
from claimline.model.reading import Role

_PLACE_ROLES: dict[Role, PlaceRole] = {"at": "at", "from": "from", "to": "to", "via": "via"}
# What a number of people counts is said by the kind of event that it is linked to.
_COUNTED: dict[str, QuantityOf] = {
    "casualties.killed": "killed",
    "casualties.injured": "injured",
    "casualties.captured": "captured",
    "casualties.missing": "missing",
    "displacement.evacuated": "evacuated",
    "displacement.fled": "displaced",
    "displacement.stock": "displaced",
    "displacement": "displaced",
}
_VAGUE = Period(None, None, "vague")


def claims_of(resolution: Resolution) -> Iterator[Claim]:
    """The claims of a report, in the order of their propositions; the same proposition and kind counts once."""
    seen: set[str] = set()
    for trigger in sorted(resolution.reading.triggers, key=lambda t: (t.proposition, t.span)):
        claim = claim_of(resolution, trigger)
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim


def claim_of(resolution: Resolution, trigger: Trigger) -> Claim:
    reading = resolution.reading
    report = reading.report
    attribution = reading.attributions[trigger.attribution] if trigger.attribution is not None else None
    speaker_span = _speaker_span(attribution)
    speaker = resolution.party_at(speaker_span) if speaker_span else None
    places = tuple(_places(resolution, trigger))
    claim_time = _time(resolution, trigger)
    evidence = tuple(_evidence(trigger, attribution, places, claim_time))
    return Claim(
        id=claim_id(
            report.text_hash,
            trigger.proposition,
            trigger.kind,
            speaker_span,
            ((p.role, p.place.id or p.place.name) for p in places),
        ),
        report=report,
        origin=tuple(dict.fromkeys(s.of(report.text) for s in reading.origin)),
        kind=trigger.kind,
        evidence=evidence,
        speaker=speaker,
        chain=_chain(resolution, attribution, speaker),
        cue=attribution.cue[0] if attribution and attribution.cue else None,
        modality=trigger.modality,
        polarity=trigger.polarity,
        framing=trigger.framing,
        background=trigger.background,
        stage=trigger.stage,
        actor=_party(resolution, trigger, "actor"),
        target=_party(resolution, trigger, "target"),
        places=places,
        time=claim_time,
        quantities=tuple(_quantities(resolution, trigger)),
        confidence=trigger.confidence,
        reader=reading.reader,
        reasons=tuple(_reasons(trigger, attribution, speaker)),
    )


def _speaker_span(attribution: Attribution | None) -> Span | None:
    if attribution is None:
        return None
    return attribution.speaker or (attribution.source[0] if attribution.source else None)


def _chain(resolution: Resolution, attribution: Attribution | None, speaker: Party | None) -> tuple[str, ...]:
    """Who passed the claim on, outermost first: outlet, outlets it quotes, outer speakers, the speaker."""
    if attribution is None:
        return ()
    reading = resolution.reading
    text = reading.report.text
    outer: list[str] = []
    parent, seen = attribution.parent, 0
    while parent is not None and seen < len(reading.attributions):
        above = reading.attributions[parent]
        span = _speaker_span(above)
        party = resolution.party_at(span) if span else None
        if party:
            outer.insert(0, party.name)
        outer[:0] = [s.of(text) for s in above.via]
        parent, seen = above.parent, seen + 1
    links = [
        reading.report.outlet or "",
        *outer,
        *(s.of(text) for s in attribution.via),
        speaker.name if speaker else "",
    ]
    return tuple(dict.fromkeys(name for name in links if name))


def _party(resolution: Resolution, trigger: Trigger, role: Role) -> Party | None:
    link = next(iter(trigger.linked(role)), None)
    return resolution.party_at(link.span) if link else None


def _places(resolution: Resolution, trigger: Trigger) -> Iterator[ClaimPlace]:
    text = resolution.reading.report.text
    found: list[ClaimPlace] = []
    for link in trigger.linked("at", "from", "to", "via"):
        place = resolution.place_at(link.span) or _unresolved(link, text)
        found.append(ClaimPlace(place, _PLACE_ROLES[link.role]))
    facilities = {m.span for m in resolution.reading.mentions if m.type == "facility"}
    housed = [(f, t) for f in found for t in found if f.place.span in facilities and _stands_in(f, t, text)]
    left_out = {town.place.span if facility.place.id else facility.place.span for facility, town in housed}
    kept = [one for one in found if one.place.span not in left_out]
    yield from (one for one in kept if not _is_only_around(one, kept, text))


def _is_only_around(area: ClaimPlace, places: Sequence[ClaimPlace], text: str) -> bool:
    """Whether an area only says where another place of the same role lies: "Ed Daein, the capital of East Darfur".

    "Ed Daein and other parts of East Darfur" and "all of Sudan, including Ed Daein" are two places.
    """
    inside = [one.place for one in places if _contains(area, one)]
    if not inside:
        return False
    nearest = min(inside, key=lambda place: abs(place.span.start - area.place.span.start))
    first, second = sorted((nearest.span, area.place.span))
    return _BESIDE.isdisjoint(text[first.end : second.start].lower().replace(",", " ").split())


_BESIDE = frozenset(("and", "or", "including", "especially", "particularly", "notably"))


def _contains(area: ClaimPlace, place: ClaimPlace) -> bool:
    """Whether the gazetteer has a place within an area of the same role."""
    if area.role != place.role or area.place.precision not in _AREAS or area.place.country != place.place.country:
        return False
    within = next((c.within for c in place.place.candidates if c.id == place.place.id), "")
    return area.place.name in within.split(", ")


_AREAS = ("country", "region", "district")


def _stands_in(facility: ClaimPlace, town: ClaimPlace, text: str) -> bool:
    """Whether two places are one: "the base in Sarda". The base counts if the gazetteer knows it, else the town."""
    between = text[facility.place.span.end : town.place.span.start].split()
    return between[:1] in (["in"], ["at"]) and len(between) <= 5 and town.place.id is not None


def _unresolved(link: Link, text: str) -> ResolvedPlace:
    """A place that nothing was found for: its name is kept."""
    name = link.span.of(text)
    return ResolvedPlace(link.span, name, name, None, None, None, "unresolved", None, None, 0.0)


def _time(resolution: Resolution, trigger: Trigger) -> ClaimTime | None:
    for role, of in (("time", "event"), ("saying_time", "saying")):
        for link in trigger.linked(role):  # type: ignore[arg-type]
            resolved = resolution.time_at(link.span)
            if resolved:
                return ClaimTime(link.span, resolved.period or _VAGUE, of)  # type: ignore[arg-type]
    return None


def _quantities(resolution: Resolution, trigger: Trigger) -> Iterator[QuantityMention]:
    by_span = {q.span: q for q in resolution.reading.quantities}
    for link in trigger.linked("quantity"):
        quantity = by_span.get(link.span)
        if quantity is None:
            continue
        counted = _COUNTED.get(trigger.kind)
        yield replace(quantity, of=counted) if counted and quantity.unit in ("people", "households") else quantity


def _evidence(
    trigger: Trigger, attribution: Attribution | None, places: Sequence[ClaimPlace], time: ClaimTime | None
) -> Iterator[Span]:
    """The proposition first, then whatever else was used and stands outside it."""
    yield trigger.proposition
    used: list[Span] = []
    if attribution:
        used += [*attribution.cue, *attribution.source]
        if attribution.speaker:
            used.append(attribution.speaker)
        used += attribution.via
    used += [p.place.span for p in places]
    if time:
        used.append(time.span)
    used += [link.span for link in trigger.linked("actor", "target", "quantity")]
    for span in dict.fromkeys(used):
        if not trigger.proposition.contains(span):
            yield span


def _reasons(trigger: Trigger, attribution: Attribution | None, speaker: Party | None) -> Iterator[Reason]:
    yield from trigger.reasons
    if attribution and speaker:
        yield Reason("speaker", attribution.rule or "attribution", attribution.source[0])
        if attribution.cue:
            yield Reason("cue", f"class {attribution.cue_class}", attribution.cue[0])
        if attribution.speaker and attribution.speaker != attribution.source[0]:
            yield Reason("speaker", "later mention of the same speaker", attribution.speaker)
    for link in trigger.links:
        yield Reason(link.role, link.rule, link.span)
