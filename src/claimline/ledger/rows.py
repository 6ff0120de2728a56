"""A claim record as rows: the record whole, and beside it what filters, joins and people need as plain columns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from claimline.model import Report
from claimline.model.record import Record

Row = dict[str, Any]

#: The key of a claim is that of its report, shifted, plus its position in it: neighbours lie together on disk, and
#: no key has to be asked of the database.
CLAIMS_PER_REPORT = 1 << 20

_readable = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def fold(name: str) -> str:
    """A name for comparison: without case and without differences of spacing."""
    return storable(" ".join(name.casefold().split()))


def folded(name: str | None) -> str | None:
    return (fold(name) or None) if name else None


def storable(text: str) -> str:
    """Text as every database can hold it: U+FFFD for NUL and for lone surrogates, so that no offset moves."""
    if "\x00" not in text and not _has_surrogates(text):
        return text
    return "".join("\ufffd" if char == "\x00" or "\ud800" <= char <= "\udfff" else char for char in text)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def record_json(record: Record) -> str:
    """The record as the ledger keeps it: JSON, readable, equal to what went in when it is parsed."""
    readable = _readable(record)
    return json.dumps(record, separators=(",", ":")) if _has_surrogates(readable) else readable


def digest(records_json: Iterable[str]) -> str:
    """A hash of all claims of one reading, in their order: the same reading again has the same."""
    total = hashlib.sha256()
    for line in records_json:
        total.update(line.encode("utf-8"))
        total.update(b"\n")
    return total.hexdigest()


def original_row(report: Report) -> Row:
    text = storable(report.text)
    exact = None if text == report.text else report.text.encode("utf-8", "surrogatepass")
    return {"text_hash": report.text_hash, "text": text, "exact": exact, "length": len(report.text)}


def exact_text(text: str, exact: bytes | None) -> str:
    """The text as it came in, from the two columns that keep it."""
    return text if exact is None else exact.decode("utf-8", "surrogatepass")


def claim_row(record: Record, key: int, report_key: int, position: int, first_seen: str) -> Row:
    """The row of `claims` for a record."""
    speaker = record["speaker"] or {}
    actor, target = record["actor"] or {}, record["target"] or {}
    time = record["time"] or {}
    evidence = record["evidence"][0]
    first_day, last_day = days(record)
    return {
        "key": key,
        "report_key": report_key,
        "position": position,
        "id": record["id"],
        "kind": record["kind"],
        "family": record["kind"].partition(".")[0],
        "evidence": storable(evidence["text"]),
        "start_char": evidence["start"],
        "end_char": evidence["end"],
        "speaker_name": _maybe(speaker.get("name")),
        "speaker_role": _maybe(speaker.get("role")),
        "speaker_kind": speaker.get("kind"),
        "speaker_side": speaker.get("side"),
        "speaker_folded": folded(speaker.get("name")),
        "modality": record["modality"],
        "polarity": record["polarity"],
        "framing": record["framing"],
        "background": record["background"],
        "stage": record["stage"],
        "actor_name": _maybe(actor.get("name")),
        "actor_side": actor.get("side"),
        "target_name": _maybe(target.get("name")),
        "target_side": target.get("side"),
        "places": storable("; ".join(place["name"] for place in record["places"])) or None,
        "time_start": time.get("start"),
        "time_end": time.get("end"),
        "time_precision": time.get("precision"),
        "time_of": time.get("of"),
        "first_day": first_day,
        "last_day": last_day,
        "confidence": record["confidence"],
        "reader_name": record["reader"]["name"],
        "reader_version": record["reader"]["version"],
        "first_seen": first_seen,
    }


def place_rows(record: Record, key: int) -> list[Row]:
    return [
        {
            "claim_key": key,
            "position": position,
            "role": place["role"],
            "text": storable(place["text"]),
            "name": storable(place["name"]),
            "name_folded": fold(place["name"]),
            "place_id": place["id"],
            "latitude": place["lat"],
            "longitude": place["lon"],
            "precision": place["precision"],
            "radius_km": place["radius_km"],
            "country": place.get("country"),
            "start_char": place["start"],
            "end_char": place["end"],
        }
        for position, place in enumerate(record["places"])
    ]


def quantity_rows(record: Record, key: int) -> list[Row]:
    return [
        {
            "claim_key": key,
            "position": position,
            "text": storable(quantity["text"]),
            "minimum": quantity["min"],
            "maximum": quantity["max"],
            "unit": storable(quantity["unit"]),
            "counts": quantity["of"],
            "start_char": quantity["start"],
            "end_char": quantity["end"],
        }
        for position, quantity in enumerate(record["quantities"])
    ]


def days(record: Record) -> tuple[str | None, str | None]:
    """First and last day (ISO 8601) that a claim is about, for filters: its period, else the day of publication.

    A period without an end runs to publication, one without a beginning is its last day. (None, None) for a claim
    with neither: no day is made up.
    """
    published = record["report"]["published"]
    time = record["time"]
    if time is None or time["of"] != "event" or not (time["start"] or time["end"]):
        return published, published
    start, end = time["start"] and time["start"][:10], time["end"] and time["end"][:10]
    if end is None:
        end = max(start, published) if published else start
    return start or end, end


def _maybe(text: str | None) -> str | None:
    return None if text is None else storable(text)
