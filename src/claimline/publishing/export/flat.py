"""A claim of an export as flat columns: what CSV, Parquet and GeoJSON share."""

from __future__ import annotations

from typing import Any

from claimline.model.export import ExportClaim, ExportReport
from claimline.model.record import Record
from claimline.model.weighed import Grade

Flat = dict[str, Any]


def flat_claim(item: ExportReport, claim: ExportClaim) -> Flat:
    """The scalar columns of a claim: strings, numbers, booleans, None. Lists and nested values are left out."""
    record = claim.record
    speaker, actor, target = (record[name] or {} for name in ("speaker", "actor", "target"))
    time, first, report = record["time"] or {}, record["evidence"][0], record["report"]
    return {
        "id": record["id"],
        "report": item.ref,
        "report_id": report["id"],
        "outlet": report["outlet"],
        "speaker": speaker.get("name"),
        "speaker_kind": speaker.get("kind"),
        "speaker_role": speaker.get("role"),
        "speaker_side": speaker.get("side"),
        "cue": record["cue"]["text"] if record["cue"] else None,
        "published": report["published"],
        "title": report["title"],
        "url": report["url"],
        "language": report["language"],
        "kind": record["kind"],
        "quote": first["text"],
        "start": first["start"],
        "end": first["end"],
        "modality": record["modality"],
        "polarity": record["polarity"],
        "framing": record["framing"],
        "background": record["background"],
        "stage": record["stage"],
        "actor": actor.get("name"),
        "actor_kind": actor.get("kind"),
        "actor_side": actor.get("side"),
        "target": target.get("name"),
        "target_kind": target.get("kind"),
        "target_side": target.get("side"),
        "time_text": time.get("text"),
        "time_start": time.get("start"),
        "time_end": time.get("end"),
        "time_precision": time.get("precision"),
        "time_of": time.get("of"),
        "confidence": record["confidence"],
        "reader": record["reader"]["name"],
        "reader_version": record["reader"]["version"],
        "known": item.known,
        "first_seen": claim.first_seen,
        "status": claim.status,
        "event": claim.event.id if claim.event else None,
        **grade_columns(claim.grade),
    }


def grade_columns(grade: Grade | None) -> Flat:
    """Reliability and credibility apart, with the reasons of both; empty where nothing was weighed."""
    if grade is None:
        return {"reliability": None, "credibility": None, "grade_reasons": None}
    reasons = "; ".join(f"{part.name}: {part.why}" if part.why else part.name for part in grade.parts)
    return {"reliability": grade.reliability, "credibility": grade.credibility, "grade_reasons": reasons}


def centre(place: Record) -> tuple[float, float] | None:
    """Latitude and longitude of a place: its own, or for a coarse one with a radius the centre of what was chosen.

    Without a radius a centre would be a false pin: a country has none.
    """
    if place["lat"] is not None and place["lon"] is not None:
        return place["lat"], place["lon"]
    if place["id"] is None or place["radius_km"] is None or place["precision"] == "country":
        return None
    chosen = next((one for one in place["candidates"] if one["id"] == place["id"]), None)
    if chosen is None or chosen["lat"] is None or chosen["lon"] is None:
        return None
    return chosen["lat"], chosen["lon"]
