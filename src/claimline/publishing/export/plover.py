"""A table in PLOVER's terms, one row a claim: event type, mode, context, source and target, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from claimline.model.export import ExportClaim, ExportReport
from claimline.model.record import Record
from claimline.publishing.export.elsewhere import names_of, state_of
from claimline.publishing.export.flat import Flat, centre, flat_claim, grade_columns
from claimline.publishing.export.rows import write_rows

_AUXILIARY = {"planned": "future", "conditional": "hypothetical", "hedged": "hypothetical"}


def write_plover(items: Iterable[ExportReport], out: TextIO) -> None:
    """Every claim has a row; one of a kind that PLOVER lacks has an empty event type, and its kind beside it."""
    write_rows("plover", (_row(item, claim) for item in items for claim in item.claims), out)


def _row(item: ExportReport, claim: ExportClaim) -> Flat:
    record, flat = claim.record, flat_claim(item, claim)
    names = names_of(record["kind"], "plover")
    actor, target, time = record["actor"] or {}, record["target"] or {}, record["time"] or {}
    happened = time if time.get("of") == "event" else {}
    place: Record = next((one for one in record["places"] if one["role"] == "at"), next(iter(record["places"]), {}))
    point = centre(place) if place and place["lat"] is not None else None
    return {
        "id": record["id"],
        "event": names.get("type"),
        "mode": names.get("mode"),
        "context": names.get("context"),
        "auxiliary": _auxiliary(record),
        "date_start": happened.get("start"),
        "date_end": happened.get("end"),
        "date_text": happened.get("text"),
        "source": actor.get("name"),
        "source_state": state_of(actor.get("side")),
        "source_side": actor.get("side"),
        "target": target.get("name"),
        "target_state": state_of(target.get("side")),
        "target_side": target.get("side"),
        "location": place.get("name"),
        "location_id": place.get("id"),
        "location_precision": place.get("precision"),
        "country": place.get("country"),
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        **_numbers(record, "killed", "dead"),
        **_numbers(record, "injured", "injured"),
        "text": flat["quote"],
        "modality": record["modality"],
        "polarity": record["polarity"],
        **{name: flat[name] for name in ("speaker", "speaker_kind", "speaker_side", "outlet", "published", "url")},
        "report": item.ref,
        "kind": record["kind"],
        "claimline_event": flat["event"],
        **grade_columns(claim.grade),
    }


def _auxiliary(record: Record) -> str | None:
    """PLOVER's auxiliary modes: negation, historical, future, hypothetical."""
    found = ["negation"] if record["polarity"] == "negative" else []
    found += ["historical"] if record["background"] else []
    found += [_AUXILIARY[record["modality"]]] if record["modality"] in _AUXILIARY else []
    return "; ".join(found) or None


def _numbers(record: Record, of: str, name: str) -> Flat:
    number: Record = next((one for one in record["quantities"] if one["of"] == of), {})
    return {f"{name}_min": number.get("min"), f"{name}_max": number.get("max")}
