"""One row a claim, flat, for spreadsheets and statistics. Lists are joined with "; "."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from claimline.model.export import ExportClaim, ExportReport
from claimline.model.record import Record
from claimline.publishing.export.flat import Flat, flat_claim
from claimline.publishing.export.rows import write_rows


def write_csv(items: Iterable[ExportReport], out: TextIO) -> None:
    write_rows("csv", (_row(item, claim) for item in items for claim in item.claims), out)


def _row(item: ExportReport, claim: ExportClaim) -> Flat:
    record = claim.record
    places, numbers = record["places"], record["quantities"]
    pinned: Record = next((place for place in places if place["lat"] is not None), {})
    first: Record = numbers[0] if numbers else {}
    return {
        **flat_claim(item, claim),
        "origin": _joined(record["report"]["origin"]),
        "chain": _joined(record["chain"]),
        "evidence": _joined(span["text"] for span in record["evidence"][1:]),
        "places": _joined(place["name"] for place in places),
        "place_roles": _joined(place["role"] for place in places),
        "place_ids": _joined(place["id"] for place in places),
        "place_precisions": _joined(place["precision"] for place in places),
        "latitude": pinned.get("lat"),
        "longitude": pinned.get("lon"),
        "quantities": _joined(number["text"] for number in numbers),
        "quantity_min": first.get("min"),
        "quantity_max": first.get("max"),
        "quantity_unit": first.get("unit"),
        "quantity_of": first.get("of"),
    }


def _joined(words: Iterable[str | None]) -> str | None:
    return "; ".join(word or "" for word in words) or None
