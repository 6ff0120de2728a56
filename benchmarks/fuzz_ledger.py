"""A ledger whose reports are hostile: in every field that words of a report reach, words that break programs.

What a reader would make of such reports is made here by hand, since no reader finds a name of a million characters.
Kinds, precisions and modalities stay those of the vocabulary: they are never words of a report.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from claimline.ledger import Ledger
from claimline.model import Report, Span
from claimline.model.claim import claim_id
from claimline.model.record import Record

#: What a hostile report may be called, may call a speaker, or may say.
WORDS = (
    "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{ 7 * 7 }}", "${7*7}",
    '=HYPERLINK("http://evil.example")', "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1+1", "\r=1+1",
    "'; DROP TABLE x; --", "x' OR 1=1 --", "%s%n%x", "../../../etc/passwd", "..\\..\\x", "C:\\x", "/", ".", "..",
    "%2e%2e%2f", "%00", "\x00", "\x1b[31m", "\u202egnp.exe", "\u2066x\u2069", "Kha\u200brkiv", "Ky\u00adiv",
    "\ufeffKyiv", "Кyiv", "Κyiv", "KYİV", "ﬃ", "e\u0301" * 40, "\ud800", "\udfff", "\U0010ffff", "\uffff", "\u2028",
    "\u2029", "\x85", "\r\nSet-Cookie: x=1", "\n\n", " ", "", "null", "NaN", "-0", "1e999", "9" * 400, "0x1", "true",
    "geonames:706483", "geonames:", "unresolved", "a" * 5_000, "(" * 3_000, "ب" * 300, "]]>", "<!--", "--><b>",
    "&lt;&amp;&#0;", "\\u0000", "\\", '"', "'", "`", ";", ",", "*", "%", "_", "?", "#", "[", "🇺🇦" * 50,
)  # fmt: skip
KINDS = (
    "control.taken",
    "control.retaken",
    "attack.shelling",
    "casualties.killed",
    "displacement.fled",
    "aid.military",
)
PRECISIONS = ("settlement", "district", "region", "country", "area")
NUMBERS = (0, 1, -1, 12, 10**9, 10**30, 2**63, 0.5, 1e300)
TOWNS = (("geonames:689304", 50.29, 36.94), ("geonames:695586", 47.45, 35.84), (None, None, None))
FIRST = date(2024, 4, 1)
EDGES = (date(1970, 1, 2), date(2026, 1, 1))  # what intake lets in


def fill(ledger: Ledger, seed: int, reports: int) -> None:
    """So many reports with one to six claims each, the same ones for the same seed."""
    chance = random.Random(seed)
    with ledger.writer() as writer:
        for _ in range(reports):
            report = _report(chance)
            claims = {claim["id"]: claim for claim in (_claim(chance, report) for _ in range(chance.randint(1, 6)))}
            writer.add(report, list(claims.values()))


def word(chance: random.Random) -> str:
    """One of them, or some together."""
    return "".join(chance.choice(WORDS) for _ in range(chance.choice((1, 1, 1, 2, 5))))


def _maybe(chance: random.Random) -> str | None:
    return word(chance) if chance.random() < 0.8 else None


def _report(chance: random.Random) -> Report:
    text = " ".join(f"{word(chance)} said that {word(chance)} was shelled." for _ in range(chance.randint(1, 8)))
    day = FIRST + timedelta(days=chance.randint(0, 60)) if chance.random() < 0.98 else chance.choice(EDGES)
    return Report(text, given_id=_maybe(chance), title=_maybe(chance), outlet=_maybe(chance), url=_maybe(chance),
                  published=day if chance.random() < 0.9 else None, language=chance.choice(("en", None)),
                  author=_maybe(chance))  # fmt: skip


def _claim(chance: random.Random, report: Report) -> Record:
    start = chance.randrange(len(report.text))
    end = min(len(report.text), start + chance.choice((1, 7, 40, 6_000)))
    kind, place = chance.choice(KINDS), _place(chance)
    speaker = _party(chance, chance.choice(("person", "office", "organisation")))
    evidence = [{"start": start, "end": end, "text": report.text[start:end]}]
    return {
        "id": claim_id(report.text_hash, Span(start, end), kind, None, [("at", place["id"] or place["name"])]),
        "report": {
            "id": report.id,
            "title": report.title,
            "outlet": report.outlet,
            "url": report.url,
            "published": report.published and str(report.published),
            "language": report.language,
            "origin": [word(chance)],
        },
        "kind": kind,
        "evidence": evidence,
        "speaker": speaker,
        "chain": [word(chance), word(chance)],
        "cue": chance.choice((None, evidence[0])),
        "modality": chance.choice(("claimed", "asserted")),
        "polarity": chance.choice(("positive", "negative")),
        "framing": None,
        "background": chance.random() < 0.2,
        "stage": None,
        "actor": _party(chance, "organisation"),
        "target": _party(chance, "person"),
        "places": [place, _place(chance)][: chance.randint(0, 2)],
        "time": _time(chance, report),
        "quantities": [_quantity(chance, report)] if kind.startswith(("casualties", "displacement", "aid")) else [],
        "confidence": chance.choice((0.0, 0.5, 1.0)),
        "reader": {"name": "rules", "version": "1"},
    }


def _party(chance: random.Random, kind: str) -> Record | None:
    if chance.random() < 0.2:
        return None
    side = chance.choice((None, "russia", "ukraine", "<b>=1"))
    return {"name": word(chance) or "x", "role": _maybe(chance), "kind": kind, "side": side, "start": 0, "end": 1}


def _place(chance: random.Random) -> Record:
    identifier, lat, lon = chance.choice(TOWNS)
    name = word(chance) or "x"
    return {
        "text": name,
        "start": 0,
        "end": 1,
        "role": chance.choice(("at", "from", "to", "via")),
        "name": name,
        "id": identifier,
        "lat": lat,
        "lon": lon,
        "precision": chance.choice(PRECISIONS) if identifier else "unresolved",
        "radius_km": chance.choice((None, 2.0, 1e9)),
        "rung": "exact" if identifier else None,
        "country": chance.choice(("UA", None)),
        "confidence": 0.9,
        "candidates": [],
    }


def _time(chance: random.Random, report: Report) -> Record | None:
    if report.published is None or chance.random() < 0.3:
        return None
    day = report.published.isoformat()
    return {"start": day, "end": day, "text": word(chance), "precision": "day", "of": "event", "span": [0, 1]}


def _quantity(chance: random.Random, report: Report) -> Record:
    number = float(chance.choice(NUMBERS))
    return {"text": word(chance), "start": 0, "end": 1, "min": chance.choice((None, number)), "max": number,
            "unit": chance.choice(("people", "troops", word(chance))), "of": chance.choice(("people", "other")),
            "replaces": False}  # fmt: skip
