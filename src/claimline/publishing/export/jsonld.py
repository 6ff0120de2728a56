"""JSON-LD: schema.org Claims with their report and speaker, W3C Web Annotations for the words, PROV-O for the reader.

One document with its context in it, so that nothing has to be fetched to read it. What no public vocabulary has a word
for stands under `urn:claimline:ns:`. Selectors count Unicode code points, as the Web Annotation model asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from urllib.parse import quote

from claimline.model.export import ExportClaim, ExportReport
from claimline.model.record import Record
from claimline.publishing.export.flat import flat_claim
from claimline.publishing.jsonl import dumps
from claimline.publishing.words import storable

AROUND = 32  # code points before and after the words that are quoted, by which they are found again
_ID, _IRI = "@id", {"@type": "@id"}
CONTEXT: Record = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "cl": "urn:claimline:ns:",
    "appearance": {_ID: "schema:appearance", **_IRI},
    "author": "schema:author",
    "publisher": "schema:publisher",
    "datePublished": {_ID: "schema:datePublished", "@type": "xsd:date"},
    "url": {_ID: "schema:url", **_IRI},
    "derived": {_ID: "prov:wasDerivedFrom", **_IRI},
    "reader": {_ID: "prov:wasAttributedTo", **_IRI},
    "seen": {_ID: "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "event": {_ID: "cl:event", **_IRI},
    "body": {_ID: "oa:hasBody", **_IRI},
    "source": {_ID: "oa:hasSource", **_IRI},
    "start": {_ID: "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {_ID: "oa:end", "@type": "xsd:nonNegativeInteger"},
    "confidence": {_ID: "cl:confidence", "@type": "xsd:double"},
    "latitude": {_ID: "schema:latitude", "@type": "xsd:double"},
    "longitude": {_ID: "schema:longitude", "@type": "xsd:double"},
}
_PERSONS = ("person",)
_SAID = ("kind", "modality", "polarity", "framing", "background", "stage", "status", "reliability", "credibility")


def write_jsonld(items: Iterable[ExportReport], out: TextIO) -> None:
    """Written as the claims come: a node a line."""
    out.write(f'{{"@context": {dumps(CONTEXT)},\n"@graph": [')
    lead, readers = "\n", set()
    for item in items:
        for node in (_report(item), *(node for claim in item.claims for node in _claim(item, claim))):
            out.write(lead + dumps(_kept(node)))
            lead = ",\n"
        for claim in item.claims:
            name, version = claim.record["reader"]["name"], claim.record["reader"]["version"]
            if (name, version) not in readers:
                readers.add((name, version))
                out.write(lead + dumps(_reader(name, version)))
    out.write("\n]}\n")


def _report(item: ExportReport) -> Record:
    report = item.report
    return {
        "@id": _urn("report", item.ref),
        "@type": ["schema:Article", "prov:Entity"],
        "schema:identifier": report.id,
        "schema:name": report.title,
        "publisher": {"@type": "schema:Organization", "schema:name": report.outlet} if report.outlet else None,
        "datePublished": report.published.isoformat() if report.published else None,
        "url": quote(report.url, safe=":/?#[]@!$&'()*+,;=%~") if report.url else None,
        "schema:inLanguage": report.language,
        "cl:textSha256": report.text_hash,
    }


def _claim(item: ExportReport, claim: ExportClaim) -> Iterator[Record]:
    record, flat = claim.record, flat_claim(item, claim)
    name = _urn("claim", item.ref, record["id"])
    yield {
        "@id": name,
        "@type": ["schema:Claim", "prov:Entity"],
        "schema:identifier": record["id"],
        "schema:text": flat["quote"],
        "appearance": _urn("report", item.ref),
        "derived": _urn("report", item.ref),
        "author": _speaker(item, record),
        "cl:ownVoice": record["speaker"] is None,
        "cl:chain": {"@list": record["chain"]} if record["chain"] else None,
        "cl:cue": flat["cue"],
        "schema:temporalCoverage": _period(record),
        "cl:timePrecision": flat["time_precision"],
        "schema:spatialCoverage": [_place(place) for place in record["places"]],
        "cl:actor": _party(record["actor"]),
        "cl:target": _party(record["target"]),
        "cl:quantity": [_quantity(number) for number in record["quantities"]],
        "confidence": record["confidence"],
        "reader": _urn("reader", record["reader"]["name"], record["reader"]["version"]),
        "seen": claim.first_seen,
        "event": _urn("event", flat["event"]) if flat["event"] else None,
        "cl:gradeReasons": flat["grade_reasons"],
        **{f"cl:{slot}": flat[slot] for slot in _SAID},
    }
    for number, span in enumerate(record["evidence"]):
        yield _annotation(item, f"{name}:evidence:{number}", name, span)


def _annotation(item: ExportReport, name: str, claim: str, span: Record) -> Record:
    text, start, end = item.report.text, span["start"], span["end"]
    return {
        "@id": name,
        "@type": "oa:Annotation",
        "body": claim,
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "source": _urn("report", item.ref),
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "start": start, "end": end},
                {
                    "@type": "oa:TextQuoteSelector",
                    "oa:exact": span["text"],
                    "oa:prefix": text[max(0, start - AROUND) : start],
                    "oa:suffix": text[end : end + AROUND],
                },
            ],
        },
    }


def _speaker(item: ExportReport, record: Record) -> Record | None:
    """Who says so; of the report's own voice that is its outlet."""
    speaker = record["speaker"]
    if speaker is None:
        outlet = item.report.outlet
        return {"@type": "schema:Organization", "schema:name": outlet} if outlet else None
    return {**(_party(speaker) or {}), "schema:roleName": speaker["role"]}


def _party(party: Record | None) -> Record | None:
    if party is None:
        return None
    kind = "schema:Person" if party["kind"] in _PERSONS else "schema:Thing"
    kind = "schema:Organization" if party["kind"] in ("office", "organisation", "state", "side") else kind
    return {"@type": kind, "schema:name": party["name"], "cl:partyKind": party["kind"], "cl:side": party["side"]}


def _place(place: Record) -> Record:
    geo = {"@type": "schema:GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]}
    return {
        "@type": "schema:Place",
        "schema:name": place["name"],
        "schema:identifier": place["id"],
        "schema:geo": geo if place["lat"] is not None else None,
        **{f"cl:{key}": place[key] for key in ("role", "precision", "country")},
        "cl:radiusKm": place["radius_km"],
    }


def _quantity(number: Record) -> Record:
    return {
        "@type": "schema:QuantitativeValue",
        "schema:minValue": number["min"],
        "schema:maxValue": number["max"],
        "schema:unitText": number["unit"],
        "schema:description": number["text"],
        "cl:counts": number["of"],
    }


def _period(record: Record) -> str | None:
    """An ISO 8601 interval; ".." where an end is open."""
    time = record["time"]
    if time is None or time["of"] != "event" or not (time["start"] or time["end"]):
        return None
    return f"{time['start'] or '..'}/{time['end'] or '..'}"


def _reader(name: str, version: str) -> Record:
    return {
        "@id": _urn("reader", name, version),
        "@type": "prov:SoftwareAgent",
        "schema:name": f"Claimline reader {name}",
        "schema:softwareVersion": version,
    }


def _urn(*parts: str) -> str:
    return ":".join(("urn:claimline", *(quote(storable(part), safe="") for part in parts)))


def _kept(value: Any) -> Any:
    """Without what is empty; text as UTF-8 can hold it."""
    if isinstance(value, dict):
        return {key: _kept(one) for key, one in value.items() if one is not None and one != []}
    if isinstance(value, list):
        return [_kept(one) for one in value]
    return storable(value) if isinstance(value, str) else value
