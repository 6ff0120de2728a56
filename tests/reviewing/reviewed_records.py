"""Claim records and tellings for the tests of judgements."""

from __future__ import annotations

import json
from typing import Any

from claimline.model import Figure, Spot, Teller, Telling
from claimline.model.judgement import Change, Verdict, VerdictVerb
from claimline.model.record import Record
from claimline.reviewing import changes_of, core, standing, with_changes
from claimline.reviewing.applying import apply

TEXT = "The mayor of Oldbridge said that 12 people were killed when shells hit the market on Monday."
PLACES: dict[str, Record] = {
    "geonames:1": {"name": "Oldbridge", "id": "geonames:1", "lat": 50.25, "lon": 36.5, "precision": "settlement"}
    | {"radius_km": 2.0, "country": "UA"},
    "geonames:2": {"name": "Millford", "id": "geonames:2", "lat": 50.5, "lon": 36.75, "precision": "settlement"}
    | {"radius_km": 2.0, "country": "UA"},
}


def words(quote: str) -> Record:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote)}


def a_record(**slots: Any) -> Record:
    """What a reader says of TEXT."""
    return {
        "id": "c0ffee",
        "report": {"id": "r1", "title": None, "outlet": "Test Wire", "url": None, "published": "2024-05-16"}
        | {"language": "en", "origin": []},
        "kind": "casualties.killed",
        "evidence": [{**words("12 people were killed"), "text": "12 people were killed"}],
        "speaker": {"name": "The mayor of Oldbridge", "role": "mayor", "kind": "office", "side": None}
        | words("The mayor of Oldbridge"),
        "chain": ["Test Wire"],
        "cue": {**words("said that"), "text": "said that"},
        "modality": "claimed",
        "polarity": "positive",
        "framing": None,
        "background": False,
        "stage": None,
        "actor": None,
        "target": None,
        "places": [
            {**words("Oldbridge"), "text": "Oldbridge", "role": "at", **PLACES["geonames:1"], "rung": "exact"}
            | {"confidence": 0.9, "candidates": []}
        ],
        "time": {"text": "Monday", "start": "2024-05-13", "end": "2024-05-13", "precision": "day", "of": "event"}
        | {"span": [words("Monday")["start"], words("Monday")["end"]]},
        "quantities": [
            {**words("12 people"), "text": "12 people", "min": 12, "max": 12, "unit": "people", "of": "killed"}
            | {"replaces": False}
        ],
        "confidence": 0.8,
        "reader": {"name": "rules", "version": "1"},
        **slots,
    }


class Judging:
    """Verdicts on one record, each with what was seen when it was given, as the ledger keeps them."""

    def __init__(self, record: Record) -> None:
        self.record, self.verdicts = record, list[Verdict]()

    def add(self, verb: VerdictVerb, who: str, *, day: int = 1, **more: Any) -> Verdict:
        given = more.pop("set", {})
        before = standing(self.record, self.verdicts).changes
        changes: tuple[Change, ...] = ()
        if given:
            changes = changes_of(given, apply(self.record, before), PLACES.get)
        number = len(self.verdicts)
        verdict = Verdict(f"j{number}", verb, f"2024-06-{day:02}T10:00:{number:02}Z", who, changes=changes, **more)
        seen = json.loads(json.dumps(core(apply(self.record, with_changes(before, verdict)))))
        found = Verdict(**{**{name: getattr(verdict, name) for name in Verdict.__slots__}, "seen": seen})
        self.verdicts.append(found)
        return found

    def undo(self, verdict: Verdict, day: int = 9) -> None:
        at = self.verdicts.index(verdict)
        values = {name: getattr(verdict, name) for name in Verdict.__slots__}
        self.verdicts[at] = Verdict(**{**values, "undone_at": f"2024-06-{day:02}T10:00:00Z", "undone_by": "X"})


def a_telling(claim: str = "c1", report: str = "r1", **slots: Any) -> Telling:
    given: dict[str, Any] = {
        "report": report,
        "claim": claim,
        "known": "2024-05-16",
        "kind": "control.taken",
        "text": "Northern forces took Millford",
        "places": (Spot("at", "Millford", "geonames:2", "settlement"),),
        "confidence": 0.9,
    }
    return Telling(**{**given, **slots})


def a_toll(dead: int) -> tuple[Figure, ...]:
    return (Figure("killed", "people", dead, dead),)


PERSON = Teller("Ivan Petrenko", "person")
OFFICE = Teller("the mayor", "office", None, "mayor")
