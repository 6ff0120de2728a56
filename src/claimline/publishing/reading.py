"""The reading with what its names stand for, each layer for itself: one JSON object a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from claimline.model import (
    Attribution,
    Link,
    Mention,
    Period,
    QuantityMention,
    Resolution,
    ResolvedPlace,
    ResolvedTime,
    Span,
    Trigger,
)
from claimline.model.record import Record, candidate_record
from claimline.model.report import Report
from claimline.publishing.formats import Item, Options
from claimline.publishing.jsonl import dumps


def write_reading(items: Iterable[Item], out: TextIO, options: Options) -> None:
    """With `explain`, each part also names its rule, and each place the candidates that were weighed."""
    for item in items:
        out.write(dumps(reading_record(item.report, item.resolution, explain=options.explain)) + "\n")


def reading_record(report: Report, resolution: Resolution | None, *, explain: bool = False) -> Record:
    """All layers of one report; every list is empty where nothing was read."""
    head = {
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
    }
    if resolution is None:
        layers = ("sentences", "mentions", "attributions", "triggers", "times", "quantities", "places")
        return {"report": head, **{layer: [] for layer in layers}, "origin": [], "reader": None}
    reading = resolution.reading
    return {
        "report": head,
        "sentences": _spans(reading.sentences),
        "mentions": [_ruled(_mention(m), m.rule, explain) for m in reading.mentions],
        "attributions": [_ruled(_attribution(a), a.rule, explain) for a in reading.attributions],
        "triggers": [_trigger(t, explain) for t in reading.triggers],
        "times": [_ruled(_time(t), t.mention.rule, explain) for t in resolution.times],
        "quantities": [_ruled(_quantity(q), q.rule, explain) for q in reading.quantities],
        "places": [_place(p, explain) for p in resolution.places],
        "origin": _spans(reading.origin),
        "reader": {"name": reading.reader.name, "version": reading.reader.version},
    }


def _ends(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _ruled(record: Record, rule: str, explain: bool) -> Record:
    return record | {"rule": rule} if explain else record


def _mention(mention: Mention) -> Record:
    return {**_ends(mention.span), "type": mention.type, "confidence": round(mention.confidence, 3)}


def _attribution(said: Attribution) -> Record:
    return {
        "source": _spans(said.source),
        "cue": _spans(said.cue),
        "content": _spans(said.content),
        "manner": said.manner,
        "cue_class": said.cue_class,
        "speaker": [said.speaker.start, said.speaker.end] if said.speaker else None,
        "via": _spans(said.via),
        "parent": said.parent,
        "confidence": round(said.confidence, 3),
    }


def _link(link: Link, explain: bool) -> Record:
    """The time of the saying is a time link that says so."""
    role = {"role": "time", "of": "saying"} if link.role == "saying_time" else {"role": link.role}
    return _ruled({**role, **_ends(link.span)}, link.rule, explain)


def _trigger(trigger: Trigger, explain: bool) -> Record:
    record: Record = {
        **_ends(trigger.span),
        "kind": trigger.kind,
        "modality": trigger.modality,
        "polarity": trigger.polarity,
        "links": [_link(link, explain) for link in trigger.links],
        "proposition": [trigger.proposition.start, trigger.proposition.end],
        "attribution": trigger.attribution,
        "framing": trigger.framing,
        "background": trigger.background,
        "stage": trigger.stage,
        "confidence": round(trigger.confidence, 3),
    }
    if explain:
        record["reasons"] = [
            {"slot": r.slot, "rule": r.rule, "span": [r.span.start, r.span.end] if r.span else None}
            for r in trigger.reasons
        ]
    return record


def _period(period: Period | None) -> Record | None:
    return {"start": period.start, "end": period.end, "precision": period.precision} if period else None


def _time(time: ResolvedTime) -> Record:
    mention = time.mention
    return {**_ends(mention.span), "type": mention.type, "value": time.value, "period": _period(time.period)}


def _quantity(quantity: QuantityMention) -> Record:
    return {
        **_ends(quantity.span),
        "min": quantity.min,
        "max": quantity.max,
        "unit": quantity.unit,
        "of": quantity.of,
    }


def _place(place: ResolvedPlace, explain: bool) -> Record:
    """Every place mention with its own coordinates, regions and countries too: that layer is scored alone."""
    record: Record = {
        **_ends(place.span),
        "id": place.id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "rung": place.rung,
        "confidence": round(place.confidence, 3),
    }
    if explain:
        record["candidates"] = [candidate_record(c) for c in place.candidates]
    return record
