"""Claims as plain data: the JSON form of the claim record, and back for what the ledger keeps."""

from __future__ import annotations

from typing import Any

from claimline.model.claim import Claim, ClaimPlace
from claimline.model.place import Candidate
from claimline.model.quantity import QuantityMention
from claimline.model.resolution import Party
from claimline.model.span import Span

Record = dict[str, Any]


def span_record(span: Span, text: str) -> Record:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def party_record(party: Party | None) -> Record | None:
    if party is None:
        return None
    return {
        "name": party.name,
        "kind": party.kind,
        "side": party.side,
        "start": party.span.start,
        "end": party.span.end,
    }


def speaker_record(party: Party | None) -> Record | None:
    if party is None:
        return None
    record = party_record(party) or {}
    return {"name": record.pop("name"), "role": party.role, **record}


def candidate_record(candidate: Candidate) -> Record:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "within": candidate.within,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "score": round(candidate.score, 3),
        "parts": [{"name": p.name, "value": round(p.value, 3), "why": p.why} for p in candidate.parts],
    }


def place_record(claim_place: ClaimPlace) -> Record:
    """Only a settlement is a point: regions, districts and countries carry no coordinates (house rule 3)."""
    place = claim_place.place
    pinned = place.precision in ("settlement", "area")
    return {
        "text": place.text,
        "start": place.span.start,
        "end": place.span.end,
        "role": claim_place.role,
        "name": place.name,
        "id": place.id,
        "lat": place.lat if pinned else None,
        "lon": place.lon if pinned else None,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "rung": place.rung,
        "country": place.country,
        "confidence": round(place.confidence, 3),
        "candidates": [candidate_record(c) for c in place.candidates],
    }


def quantity_record(quantity: QuantityMention, text: str) -> Record:
    return {
        "text": quantity.span.of(text),
        "start": quantity.span.start,
        "end": quantity.span.end,
        "min": quantity.min,
        "max": quantity.max,
        "unit": quantity.unit,
        "of": quantity.of,
        "replaces": quantity.replaces,
    }


def claim_record(claim: Claim) -> Record:
    """The claim as `claimline read --format jsonl` prints it."""
    report, text = claim.report, claim.report.text
    time = claim.time
    return {
        "id": claim.id,
        "report": {
            "id": report.id,
            "title": report.title,
            "outlet": report.outlet,
            "url": report.url,
            "published": report.published.isoformat() if report.published else None,
            "language": report.language,
            "origin": list(claim.origin),
        },
        "kind": claim.kind,
        "evidence": [span_record(s, text) for s in claim.evidence],
        "speaker": speaker_record(claim.speaker),
        "chain": list(claim.chain),
        "cue": span_record(claim.cue, text) if claim.cue else None,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "framing": claim.framing,
        "background": claim.background,
        "stage": claim.stage,
        "actor": party_record(claim.actor),
        "target": party_record(claim.target),
        "places": [place_record(p) for p in claim.places],
        "time": None
        if time is None
        else {
            **span_record(time.span, text),
            "start": time.period.start,
            "end": time.period.end,
            "precision": time.period.precision,
            "of": time.of,
            "span": [time.span.start, time.span.end],
        },
        "quantities": [quantity_record(q, text) for q in claim.quantities],
        "confidence": round(claim.confidence, 3),
        "reader": {"name": claim.reader.name, "version": claim.reader.version},
    }
