"""A FeatureCollection (RFC 7946): one feature for each place of a claim, with days that time sliders understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from claimline.model.export import ExportClaim, ExportReport
from claimline.model.record import Record
from claimline.publishing.export.flat import centre, flat_claim
from claimline.publishing.jsonl import dumps


def write_geojson(items: Iterable[ExportReport], out: TextIO) -> None:
    """Written as the claims come. A claim without a place is a feature with no geometry, so that nothing is lost."""
    lead = '{"type": "FeatureCollection", "features": ['
    for item in items:
        for claim in item.claims:
            for feature in _features(item, claim):
                out.write(f"{lead}\n{dumps(feature)}")
                lead = ","
    out.write("\n]}\n" if lead == "," else f"{lead}]}}\n")


def _features(item: ExportReport, claim: ExportClaim) -> Iterator[Record]:
    properties = _properties(item, claim)
    name = f"{item.ref}:{claim.record['id']}"
    for number, place in enumerate(claim.record["places"] or [None]):
        yield {
            "type": "Feature",
            "id": f"{name}:{number}",
            "geometry": _geometry(place),
            "properties": {**properties, **_place(place)},
        }


def _geometry(place: Record | None) -> Record | None:
    point = centre(place) if place else None
    return {"type": "Point", "coordinates": [point[1], point[0]]} if point else None


def _properties(item: ExportReport, claim: ExportClaim) -> Record:
    flat = flat_claim(item, claim)
    flat["claim"], start, end = flat.pop("id"), flat.pop("start"), flat.pop("end")
    days = _days(claim.record)
    quantities = [{name: number[name] for name in ("text", "min", "max", "unit", "of")}
                  for number in claim.record["quantities"]]  # fmt: skip
    return {**flat, "quote_start": start, "quote_end": end, **days, "quantities": quantities}


def _days(record: Record) -> Record:
    """The days it happened, else those up to publication that are the most that is known: `time_from` says which."""
    time = record["time"]
    if time and time["of"] == "event" and (time["start"] or time["end"]):
        start, end = time["start"] or time["end"], time["end"] or time["start"]
        return {"start": start[:10], "end": end[:10], "time_from": "event"}
    published = record["report"]["published"]
    return {"start": published, "end": published, "time_from": "publication" if published else None}


def _place(place: Record | None) -> Record:
    point = centre(place) if place else None
    drawn = None if place is None or point is None else "point" if place["lat"] is not None else "centre"
    names = ("name", "id", "role", "precision", "radius_km", "country")
    found = {name: place[name] if place else None for name in names}
    renamed = {name if name == "radius_km" else f"place_{name}": value for name, value in found.items()}
    return {**renamed, "drawn_as": drawn}
