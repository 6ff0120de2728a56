"""Reports and claims for the ledger's tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimline.model import (
    Candidate,
    Claim,
    ClaimPlace,
    ClaimTime,
    Part,
    Period,
    QuantityMention,
    ReaderInfo,
    Report,
    ResolvedPlace,
    Span,
)
from claimline.model.claim import claim_id
from claimline.model.resolution import Party

TEXT = (
    "River towns under fire\n"
    "The mayor of Oldbridge said that 12 people were killed when shells hit the market on Monday. "
    "Northern forces took Millford, the army’s spokesman claimed."
)
READER = ReaderInfo("rules", "1")


def a_report(text: str = TEXT, **facts: Any) -> Report:
    known: dict[str, Any] = {"title": "River towns", "outlet": "Test Wire", "published": date(2024, 5, 16)}
    return Report(text=text, **{**known, **facts})


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def a_claim(report: Report, words: str, kind: str, **slots: Any) -> Claim:
    """A claim whose evidence are these words."""
    evidence = span(report.text, words)
    given: dict[str, Any] = {
        "report": report,
        "origin": (),
        "kind": kind,
        "evidence": (evidence,),
        "speaker": None,
        "chain": (report.outlet,) if report.outlet else (),
        "cue": None,
        "modality": "asserted",
        "polarity": "positive",
        "framing": None,
        "background": False,
        "stage": None,
        "actor": None,
        "target": None,
        "places": (),
        "time": None,
        "quantities": (),
        "confidence": 0.8,
        "reader": READER,
    }
    given.update(slots)
    speaker = given["speaker"].span if given["speaker"] else None
    places = ((place.role, place.place.id or place.place.name) for place in given["places"])
    given.setdefault("id", claim_id(report.text_hash, evidence, kind, speaker, places))
    return Claim(**given)


def a_place(report: Report, words: str, place_id: str | None, role: Any = "at") -> ClaimPlace:
    part = Part("region", 0.25, "stated")
    candidates = tuple(
        Candidate(id, words, 50.25, 36.5, "settlement", "UA", "Some Raion", 900, score, (part,))
        for id, score in ((place_id or "", 0.75), ("geonames:99", 0.2))
    )
    resolved = ResolvedPlace(
        span=span(report.text, words),
        text=words,
        name=words,
        id=place_id,
        lat=50.25 if place_id else None,
        lon=36.5 if place_id else None,
        precision="settlement" if place_id else "unresolved",
        radius_km=2.0 if place_id else None,
        rung="exact" if place_id else None,
        confidence=0.9,
        candidates=candidates if place_id else (),
        country="UA" if place_id else None,
    )
    return ClaimPlace(resolved, role)


def two_claims(report: Report, **slots: Any) -> list[Claim]:
    """What TEXT says: a toll by the mayor with place, time and number, and a claim of control by a spokesman."""
    text = report.text
    time = ClaimTime(span(text, "Monday"), Period("2024-05-13", "2024-05-13", "day"))
    number = QuantityMention(span(text, "12 people"), 12, 12, "people", "killed")
    mayor = Party(span(text, "The mayor of Oldbridge"), "The mayor of Oldbridge", "office", None, "mayor")
    spokesman = Party(span(text, "the army’s spokesman"), "the army’s spokesman", "unnamed", "ua", "spokesman")
    return [
        a_claim(
            report,
            "12 people were killed when shells hit the market",
            "casualties.killed",
            speaker=mayor,
            modality="claimed",
            cue=span(text, "said that"),
            places=(a_place(report, "Oldbridge", "geonames:1"),),
            time=time,
            quantities=(number,),
            **slots,
        ),
        a_claim(
            report,
            "Northern forces took Millford",
            "control.taken",
            speaker=spokesman,
            modality="claimed",
            places=(a_place(report, "Millford", None),),
            **slots,
        ),
    ]


def numbered_report(number: int) -> tuple[Report, list[Claim]]:
    """One of many different reports, with two claims."""
    report = a_report(f"Dispatch {number}.\n{TEXT}", title=f"Dispatch {number}")
    return report, two_claims(report)
