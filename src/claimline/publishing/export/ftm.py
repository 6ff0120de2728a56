"""FollowTheMoney entities, one a line: reports as Articles, events as Events, speakers and parties, and each claim as
the link between who says it and what it is about, with the report as its proof.

Without an event (nothing was weighed) a claim is an Event of its own. Ids are hashes of ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from claimline.model.export import ExportClaim, ExportReport
from claimline.model.record import Record
from claimline.publishing.export.elsewhere import state_of
from claimline.publishing.export.flat import Flat, flat_claim
from claimline.publishing.jsonl import dumps
from claimline.publishing.words import storable
from claimline.vocab import load

_SCHEMATA = {
    "person": "Person",
    "office": "PublicBody",
    "state": "PublicBody",
    "organisation": "Organization",
    "side": "Organization",
    "unnamed": "LegalEntity",
}
_UNNAMED = "unnamed"
_WEB = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+\S*")
Values = dict[str, str | list[str] | None]


def write_ftm(items: Iterable[ExportReport], out: TextIO) -> None:
    seen: set[str] = set()  # hashes, so that an entity is written once
    for item in items:
        for entity in _entities(item):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                out.write(dumps(entity) + "\n")


def _entities(item: ExportReport) -> Iterator[Record]:
    article = _article(item)
    yield article
    outlet = _party(item.report.outlet, "organisation", None, None) if item.report.outlet else None
    if outlet:
        yield outlet
    for claim in item.claims:
        flat = flat_claim(item, claim)
        yield from _of_claim(claim, flat, article["id"], outlet)


def _of_claim(claim: ExportClaim, flat: Flat, article: str, outlet: Record | None) -> Iterator[Record]:
    record = claim.record
    parties = {slot: _slot(flat, slot) for slot in ("speaker", "actor", "target")}
    yield from (party for party in parties.values() if party)
    event = _event(claim, flat, parties)
    yield event
    says = parties["speaker"] or outlet
    told = f"{flat['modality']}, {flat['polarity']}"
    numbers = [f"{number['of']}: {number['text']}" for number in record["quantities"]]
    yield _entity(
        "UnknownLink",
        ("link", flat["report"], flat["id"]),
        {
            "subject": says["id"] if says else None,
            "object": event["id"],
            "role": "says" if flat["speaker"] else "reports",
            "status": told,
            "summary": flat["quote"],
            "description": [*numbers, *([f"grade {flat['reliability']}{flat['credibility']}: {flat['grade_reasons']}"]
                                        if flat["reliability"] else [])],
            "date": flat["published"],
            "recordId": flat["id"],
            "publisher": flat["outlet"],
            "sourceUrl": _web(flat["url"]),
            "proof": article,
        },
    )  # fmt: skip
    for slot in ("actor", "target"):
        party = parties[slot]
        if party:
            ends: Values = {"subject": party["id"], "object": event["id"], "role": slot, "status": told}
            yield _entity("UnknownLink", (slot, flat["report"], flat["id"]), {**ends, "proof": article})


def _event(claim: ExportClaim, flat: Flat, parties: dict[str, Record | None]) -> Record:
    event = claim.event
    if event is None:
        days = (flat["time_start"], flat["time_end"]) if flat["time_of"] == "event" else (None, None)
        places = claim.record["places"]
        where = [place["name"] for place in places]
        countries = {place["country"].lower() for place in places if place["country"]}
        return _entity("Event", ("event", flat["report"], flat["id"]), _about(flat["kind"], where, countries, days))
    where = [event.place.name] if event.place else []
    countries = {event.place.country.lower()} if event.place and event.place.country else set()
    values = _about(event.kind, where, countries, (event.first_day, event.last_day))
    return _entity("Event", ("event", event.id), {**values, "recordId": event.id})


def _about(kind: str, where: list[str], countries: set[str], days: tuple[str | None, str | None]) -> Values:
    name = f"{kind} at {', '.join(where)}" if where else kind
    return {
        "name": name,
        "keywords": kind,
        "location": where,
        "country": sorted(code for code in countries if _is_country(code)),
        "startDate": _day(days[0]),
        "endDate": _day(days[1]),
    }


def _article(item: ExportReport) -> Record:
    report = item.report
    return _entity(
        "Article",
        ("report", item.ref),
        {
            "title": report.title,
            "publishedAt": report.published.isoformat() if report.published else None,
            "publisher": report.outlet,
            "sourceUrl": _web(report.url),
            "language": load("exports")["languages"].get(report.language),
            "notes": f"report {report.id}",
        },
    )


def _slot(flat: Flat, slot: str) -> Record | None:
    name, kind = flat[slot], flat[f"{slot}_kind"]
    if not name or not str(name).strip():
        return None
    # "a resident" of one report is nobody else's "a resident".
    own = f"{flat['report']}:{flat['id']}:{slot}" if kind == _UNNAMED else None
    found = _party(name, kind, flat[f"{slot}_side"], own)
    role = flat["speaker_role"] if slot == "speaker" and found["schema"] == "Person" else None
    if role:
        found["properties"]["position"] = [storable(role)]
    return found


def _party(name: str, kind: str, side: str | None, own: str | None) -> Record:
    country = (state_of(side) or "").lower()
    values: Values = {"name": name, "keywords": side, "country": country if _is_country(country) else None}
    return _entity(_SCHEMATA.get(kind, "LegalEntity"), ("party", own or "", kind, side or "", _folded(name)), values)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _entity(schema: str, key: tuple[str, ...], values: Values) -> Record:
    """An entity of the library's JSON form; `key` is hashed into its id. Empty values are left out."""
    digest = hashlib.sha256("\n".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    properties = {}
    for name, value in values.items():
        texts = [storable(" ".join(one.split())) for one in (value if isinstance(value, list) else [value]) if one]
        if texts:
            properties[name] = texts
    return {"id": f"cl-{digest}", "schema": schema, "properties": properties, "datasets": ["claimline"]}


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _web(url: str | None) -> str | None:
    return url if url and _WEB.fullmatch(url) else None


def _is_country(code: str) -> bool:
    """ISO 3166-1: the vocabulary's own ids for others begin with X."""
    return len(code) == 2 and not code.startswith("x")
