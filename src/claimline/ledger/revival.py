"""From the kept record back to the claim, for what works on claims: formats, weighing.

`claim_record(claim_of(record, report)) == record` for every record that `claim_record` made. What a record does not
keep (the reasons, the precision of candidates that lost) does not come back.
"""

from __future__ import annotations

from claimline.model import (
    Candidate,
    Claim,
    ClaimPlace,
    ClaimTime,
    Part,
    Party,
    Period,
    QuantityMention,
    ReaderInfo,
    Report,
    ResolvedPlace,
    Span,
)
from claimline.model.record import Record


def claim_of(record: Record, report: Report) -> Claim:
    """The claim that a record of this report tells."""
    return Claim(
        id=record["id"],
        report=report,
        origin=tuple(record["report"]["origin"]),
        kind=record["kind"],
        evidence=tuple(_span(span) for span in record["evidence"]),
        speaker=_party(record["speaker"]),
        chain=tuple(record["chain"]),
        cue=_span(record["cue"]) if record["cue"] else None,
        modality=record["modality"],
        polarity=record["polarity"],
        framing=record["framing"],
        background=record["background"],
        stage=record["stage"],
        actor=_party(record["actor"]),
        target=_party(record["target"]),
        places=tuple(_place(place) for place in record["places"]),
        time=_time(record["time"]),
        quantities=tuple(_quantity(quantity) for quantity in record["quantities"]),
        confidence=record["confidence"],
        reader=ReaderInfo(record["reader"]["name"], record["reader"]["version"]),
    )


def _span(record: Record) -> Span:
    return Span(record["start"], record["end"])


def _party(record: Record | None) -> Party | None:
    if record is None:
        return None
    return Party(_span(record), record["name"], record["kind"], record["side"], record.get("role"))


def _place(record: Record) -> ClaimPlace:
    candidates = tuple(_candidate(candidate, record) for candidate in record["candidates"])
    place = ResolvedPlace(
        span=_span(record),
        text=record["text"],
        name=record["name"],
        id=record["id"],
        lat=record["lat"],
        lon=record["lon"],
        precision=record["precision"],
        radius_km=record["radius_km"],
        rung=record["rung"],
        confidence=record["confidence"],
        candidates=candidates,
        country=record["country"],
    )
    return ClaimPlace(place, record["role"])


def _candidate(record: Record, place: Record) -> Candidate:
    """The chosen candidate has the precision and country of its place; those of the others are not kept."""
    chosen = record["id"] == place["id"]
    return Candidate(
        id=record["id"],
        name=record["name"],
        lat=record["lat"],
        lon=record["lon"],
        precision=place["precision"] if chosen else "unresolved",
        country=place["country"] if chosen else None,
        within=record["within"],
        score=record["score"],
        parts=tuple(Part(part["name"], part["value"], part["why"]) for part in record["parts"]),
    )


def _time(record: Record | None) -> ClaimTime | None:
    if record is None:
        return None
    return ClaimTime(Span(*record["span"]), Period(record["start"], record["end"], record["precision"]), record["of"])


def _quantity(record: Record) -> QuantityMention:
    return QuantityMention(_span(record), record["min"], record["max"], record["unit"], record["of"])
