"""GeoJSON (RFC 7946): a point for what is a point, and no geometry for what is not. Never a false pin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from claimline.model.record import Record


def feature(lat: float | None, lon: float | None, properties: Record) -> Record:
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def features_of(name: str, rows: Iterable[Record]) -> Iterator[Record]:
    """The rows of a list as features: claims one for each place that they name, other things one each."""
    for row in rows:
        if name == "claims":
            yield from claim_features(row)
        elif name == "places":
            yield feature(row.get("lat"), row.get("lon"), row)
        else:
            place: Record = row.get("place") or {}
            yield feature(place.get("lat"), place.get("lon"), row)


def claim_features(claim: Record) -> Iterator[Record]:
    """A claim at each of its places; a claim without any once, without geometry."""
    told: Record = {
        "claim": claim["id"],
        "kind": claim["kind"],
        "text": next((part["text"] for part in claim["evidence"]), None),
        "speaker": _name(claim["speaker"]),
        "outlet": claim["report"]["outlet"],
        "published": claim["report"]["published"],
        "modality": claim["modality"],
        "polarity": claim["polarity"],
        "start": (claim["time"] or {}).get("start"),
        "end": (claim["time"] or {}).get("end"),
    }
    for place in claim["places"]:
        where = {name: place[name] for name in ("id", "name", "role", "precision", "radius_km", "country")}
        yield feature(place["lat"], place["lon"], {**told, "place": where})
    if not claim["places"]:
        yield feature(None, None, {**told, "place": None})


def _name(party: Any) -> str | None:
    return party["name"] if party else None
