"""Tellings of our own for the tests of events."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from claimline.model import Figure, Spot, Teller, Telling

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "events.yaml").read_text(encoding="utf-8"))


def telling(name: str, claim: Mapping[str, Any]) -> Telling:
    """A telling of the short form of tests/cases/events.yaml."""
    text, sentence = claim["text"], claim["sentence"]
    start = claim.get("at", 0) + max(0, sentence.find(text))
    place = CASES["places"].get(claim.get("place"))
    figures = [Figure(of, "people", claim[of], claim[of]) for of in ("killed", "injured") if of in claim]
    return Telling(
        report=claim["report"],
        claim=name,
        known=str(claim["known"]),
        kind=claim["kind"],
        text=text,
        outlet=claim.get("outlet"),
        speaker=Teller(claim["by"], "office", claim["by"]) if "by" in claim else None,
        polarity=claim.get("polarity", "positive"),
        stage=claim.get("stage"),
        actor=Teller(claim["actor"], "state", claim["actor"]) if "actor" in claim else None,
        places=(Spot(role="at", **{**place, "inside": tuple(place["inside"])}),) if place else (),
        figures=tuple(figures),
        span=(start, start + len(text)),
        context=sentence,
    )
