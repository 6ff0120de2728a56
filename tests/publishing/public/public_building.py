"""Claims with something in every field that may not be public, and a look at all that a ledger's file holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimline.model import Mention, Report, Span
from claimline.model.claim import claim_id
from claimline.model.record import Record
from claimline.reading.mentions import find_mentions
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize


def find(text: str) -> Sequence[Mention]:
    return find_mentions(text, split_sentences(text), tokenize(text))


def a_place(text: str, words: str, name: str, place_id: str | None, **more: Any) -> Record:
    start = text.index(words)
    settlement = {"lat": 49.71234, "lon": 37.61234, "precision": "settlement", "radius_km": 1.3, "rung": "exact"}
    other = {"id": "geonames:999", "name": "Otherville", "within": "Farland", "lat": 1.25, "lon": 2.5, "score": 1.0}
    candidates = [{**other, "parts": [{"name": "near", "value": 1.0, "why": f"12 km from {name}"}]}]
    return {
        "text": words, "start": start, "end": start + len(words), "role": "at", "name": name, "id": place_id,
        **settlement, "country": "UA", "confidence": 0.9, "candidates": candidates, **more,
    }  # fmt: skip


def a_party(text: str, words: str, kind: str = "person", role: str | None = None, **more: Any) -> Record:
    start = text.index(words)
    return {"name": words, "role": role, "kind": kind, "side": None, "start": start, "end": start + len(words), **more}


def a_record(report: Report, kind: str, quote: str, **more: Any) -> Record:
    """A claim whose proposition is `quote`."""
    text = report.text
    start = text.index(quote)
    speaker = more.get("speaker")
    places = more.get("places", [])
    made: Record = {
        "id": claim_id(
            report.text_hash,
            Span(start, start + len(quote)),
            kind,
            Span(speaker["start"], speaker["end"]) if speaker else None,
            ((place["role"], place["id"] or place["name"]) for place in places),
        ),
        "report": {
            "id": report.id, "title": report.title, "outlet": report.outlet, "url": report.url,
            "published": report.published.isoformat() if report.published else None, "language": report.language,
            "origin": [],
        },
        "kind": kind, "evidence": [{"start": start, "end": start + len(quote), "text": quote}],
        "speaker": None, "chain": [], "cue": None, "modality": "claimed", "polarity": "positive", "framing": None,
        "background": False, "stage": None, "actor": None, "target": None, "places": [], "time": None, "quantities": [],
        "confidence": 0.8, "reader": {"name": "default", "version": "1"}, **more,
    }  # fmt: skip
    for slot in ("actor", "target"):
        if made[slot]:
            made[slot] = {name: value for name, value in made[slot].items() if name != "role"}
    return made


def all_bytes(path: Path) -> str:
    """Everything that is in the file of a ledger, its tables and its bytes, in lower case."""
    connection = sqlite3.connect(path)
    try:
        dump = "\n".join(connection.iterdump())
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    finally:
        connection.close()
    assert free == 0
    assert not [other for other in path.parent.iterdir() if other.name.startswith(f"{path.name}-")]
    return f"{dump}\n{path.read_bytes().decode('utf-8', 'replace')}".casefold()
