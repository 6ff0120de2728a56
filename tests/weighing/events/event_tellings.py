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


def a_month() -> list[Telling]:
    """Reports of thirty days on two villages and a city: strikes, tolls, and a capture that two outlets tell."""
    found = []
    for day in range(1, 31):
        place = ("zelenyi", "stara", "city")[day % 3]
        name = CASES["places"][place]["name"]
        known = f"2024-06-{day:02}"
        sentence = f"Shells hit a {('school', 'depot', 'bakery', 'farm')[day % 4]} in {name}, killing {day} people."
        common = {"known": known, "sentence": sentence, "place": place}
        for outlet in range(1 + day % 3):
            shared = {**common, "report": f"r{day}-{outlet}", "actor": ("russia", "ukraine")[day % 2]}
            found.append(telling(f"s{day}", {**shared, "kind": "attack.shelling", "text": sentence[:20]}))
            found.append(telling(f"d{day}", {**shared, "kind": "casualties.killed", "text": "killing", "killed": day}))
        sentence = f"The death toll from the shelling of {name} rises to {day + 2}."
        later = {**common, "known": f"2024-06-{min(30, day + 1):02}", "sentence": sentence, "killed": day + 2}
        if day % 4 == 0:
            found.append(
                telling(f"t{day}", {**later, "report": f"t{day}", "kind": "casualties.killed", "text": sentence})
            )
    return found
