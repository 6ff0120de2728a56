"""The columns of the desk's tables. A name means the same here and in `claimline list --format csv`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claimline.desk.tables import at, plainly
from claimline.model.record import Record

Columns = tuple[tuple[str, Callable[[Record], Any]], ...]


def _each(part: str, name: str) -> Callable[[Record], Any]:
    return lambda record: [one.get(name) for one in record.get(part) or ()]


def _first(part: str, name: str) -> Callable[[Record], Any]:
    return lambda record: next((one.get(name) for one in record.get(part) or ()), None)


def _point(name: str) -> Callable[[Record], Any]:
    return lambda record: next((p[name] for p in record.get("places") or () if p.get("lat") is not None), None)


CLAIMS: Columns = (
    ("id", at("id")),
    ("report_id", at("report", "id")),
    ("outlet", at("report", "outlet")),
    ("published", at("report", "published")),
    ("title", at("report", "title")),
    ("url", at("report", "url")),
    ("kind", at("kind")),
    ("quote", _first("evidence", "text")),
    ("speaker", at("speaker", "name")),
    ("speaker_kind", at("speaker", "kind")),
    ("speaker_role", at("speaker", "role")),
    ("speaker_side", at("speaker", "side")),
    ("modality", at("modality")),
    ("polarity", at("polarity")),
    ("framing", at("framing")),
    ("actor", at("actor", "name")),
    ("actor_side", at("actor", "side")),
    ("target", at("target", "name")),
    ("target_side", at("target", "side")),
    ("place_names", _each("places", "name")),
    ("place_roles", _each("places", "role")),
    ("place_ids", _each("places", "id")),
    ("place_precisions", _each("places", "precision")),
    ("lat", _point("lat")),
    ("lon", _point("lon")),
    ("time_text", at("time", "text")),
    ("time_start", at("time", "start")),
    ("time_end", at("time", "end")),
    ("time_precision", at("time", "precision")),
    ("quantity_min", _first("quantities", "min")),
    ("quantity_max", _first("quantities", "max")),
    ("quantity_unit", _first("quantities", "unit")),
    ("quantity_of", _first("quantities", "of")),
    ("start", _first("evidence", "start")),
    ("end", _first("evidence", "end")),
    ("confidence", at("confidence")),
)

REPORTS: Columns = (
    *plainly("ref", "id", "title", "outlet", "url", "published", "language", "text_hash", "length", "added_at"),
    ("reader", at("reader", "name")),
    ("reader_version", at("reader", "version")),
    *plainly("claim_count"),
)

EVENTS: Columns = (
    *plainly("id", "family", "kind"),
    ("place", at("place", "name")),
    ("place_id", at("place", "id")),
    *plainly("first_day", "last_day", "first_known", "last_known", "claims", "sides", "text"),
)

TELLINGS: Columns = plainly("claim", "report", "outlet", "speaker", "known", "kind", "modality", "polarity", "text")

PLACES: Columns = (
    *plainly("id", "name", "precision", "lat", "lon", "radius_km", "country"),
    ("region", at("region", "name")),
    *plainly("claims", "first_known", "last_known"),
)

SPEAKERS: Columns = plainly(
    "key", "name", "role", "kind", "sides", "claims", "reports", "outlets", "first_known", "last_known"
)

OUTLETS: Columns = plainly("key", "name", "reports", "claims", "first_published", "last_published")

STATES: Columns = (
    ("place_id", at("place", "id")),
    ("place", at("place", "name")),
    ("lat", at("place", "lat")),
    ("lon", at("place", "lon")),
    *plainly("status"),
    ("by", at("by", "name")),
    ("parties", _each("parties", "name")),
    *plainly("since", "last_claim", "days_since", "stale", "origins"),
)

CHANGES: Columns = (
    ("place_id", at("place")),
    ("place", at("name")),
    ("status_before", at("before", "status")),
    ("by_before", at("before", "by", "name")),
    ("status", at("after", "status")),
    ("by", at("after", "by", "name")),
    ("since", at("after", "since")),
)

CORRECTIONS: Columns = plainly("at", "what", "who", "why", "claim", "now", "report", "holds")
