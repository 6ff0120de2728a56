"""The table of cases as tellings, with two enemies, an ally and a bystander who exist only here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from claimline.model.telling import Spot, Teller, Telling
from claimline.picturing.control import Camps

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "control.yaml").read_text(encoding="utf-8")
)
END = "2030-06-30"
_AGES = ("0001-01-01", "9999-12-31")
NAMES = {"north": "North", "ally": "Ally", "south": "South", "far": "Far"}
CAMPS = Camps(NAMES, (((("north", *_AGES), ("ally", *_AGES)), (("south", *_AGES),)),))
PLACE = Spot("at", "Millbrook", "test:1", "settlement", 1.5, 2.5)


def day(value: Any) -> str:
    return str(value)


def teller(word: str | None) -> Teller | None:
    """A side, or `~name/kind` of one without side."""
    if word is None:
        return None
    if word.startswith("~"):
        name, _, kind = word[1:].partition("/")
        return Teller(name, kind)
    return Teller(NAMES[word], "organisation", word)


def telling(number: int, claim: Mapping[str, Any], spot: Spot = PLACE) -> Telling:
    first, last = (day(claim["days"][0]), day(claim["days"][1])) if "days" in claim else (None, None)
    return Telling(
        report=claim.get("report", f"report-{number}"),
        claim=f"claim-{number}",
        known=day(claim["known"]),
        kind=claim["kind"],
        text=claim.get("words", "it happened there"),
        outlet="Daily Test",
        speaker=teller(claim.get("by")),
        modality=claim.get("modality", "claimed" if "by" in claim else "asserted"),
        polarity="negative" if claim.get("polarity") == "not" else "positive",
        background=claim.get("background", False),
        actor=teller(claim.get("actor")),
        target=teller(claim.get("of")),
        places=(spot,),
        first_day=first,
        last_day=last,
    )


def tellings(case: Mapping[str, Any]) -> list[Telling]:
    return [telling(number, claim) for number, claim in enumerate(case["claims"])]
