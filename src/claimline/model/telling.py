"""The telling: one claim as one report carries it, reduced to what weighing and picturing compare.

Copies of a wire text share the ids of their claims, so that a claim's id alone does not say which report carries it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from claimline.model.place import PlaceRole, Precision
from claimline.model.quantity import QuantityOf
from claimline.model.reading import Framing, Modality, Polarity, Stage
from claimline.model.record import Record
from claimline.model.time import PeriodPrecision

#: The ids of the places that hold a place, smallest first: district, region, country.
Inside = Callable[[str], tuple[str, ...]]


def _nowhere(place_id: str) -> tuple[str, ...]:
    """The default `Inside`: nothing is known of what holds a place."""
    return ()


@dataclass(frozen=True, slots=True)
class Teller:
    """An actor, target or speaker, without its span: `kind` and `side` as in `Party`."""

    name: str
    kind: str
    side: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a claim. `id` None: named, and found in no gazetteer. `inside`: what holds it, smallest first."""

    role: PlaceRole
    name: str
    id: str | None
    precision: Precision
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    country: str | None = None
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a claim; `min` and `max` inclusive, None where an end is open. `replaces`: revises an earlier one."""

    of: QuantityOf
    unit: str
    min: float | None
    max: float | None
    replaces: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim as one report carries it.

    report: the report's ref in the ledger. claim: the claim's id. known: ISO day from which it was known: the report's
    day of publication, or the day it came in where it has none. speaker None: the outlet's own voice; chain: who passed
    it on, outermost first. first_day, last_day: ISO days of the event, inclusive; both None where the text gives no
    time (a claim on control then means: on some day up to `known`). text: the words of the proposition. span: its
    code points in the report's text. context: the sentence that it stands in, "" where the report's text was not given.
    """

    report: str
    claim: str
    known: str
    kind: str
    text: str
    outlet: str | None = None
    credits: tuple[str, ...] = ()  # outlets that the report says it took the whole story from
    speaker: Teller | None = None
    chain: tuple[str, ...] = ()
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    framing: Framing | None = None
    background: bool = False
    stage: Stage | None = None
    actor: Teller | None = None
    target: Teller | None = None
    places: tuple[Spot, ...] = ()
    first_day: str | None = None
    last_day: str | None = None
    precision: PeriodPrecision | None = None
    figures: tuple[Figure, ...] = ()
    confidence: float = 1.0
    span: tuple[int, int] | None = None
    context: str = ""
    cue: str | None = None  # the words that attribute it ("admits", "according to")

    @property
    def key(self) -> str:
        """Its name in the ledger: no two tellings share it."""
        return f"{self.report}:{self.claim}"

    @property
    def family(self) -> str:
        return self.kind.partition(".")[0]


def telling_of(record: Record, *, report: str, known: str, inside: Inside = _nowhere, text: str = "") -> Telling:
    """A claim record (`claim_record`) as the telling of the report whose ref is `report` and whose text is `text`.

    A time that is only the time of saying is no time of the event, and is left out.
    """
    first = record["evidence"][0]
    time = record["time"] if record["time"] and record["time"]["of"] == "event" else None
    return Telling(
        report=report,
        claim=record["id"],
        known=known,
        kind=record["kind"],
        text=first["text"],
        outlet=record["report"]["outlet"],
        credits=tuple(record["report"]["origin"]),
        speaker=_teller(record["speaker"]),
        chain=tuple(record["chain"]),
        modality=record["modality"],
        polarity=record["polarity"],
        framing=record["framing"],
        background=record["background"],
        stage=record["stage"],
        actor=_teller(record["actor"]),
        target=_teller(record["target"]),
        places=tuple(_spot(place, inside) for place in record["places"]),
        first_day=_day(time and time["start"]),
        last_day=_day(time and time["end"]),
        precision=time["precision"] if time else None,
        figures=tuple(
            Figure(f["of"], f["unit"], f["min"], f["max"], f["replaces"], f["text"]) for f in record["quantities"]
        ),
        confidence=record["confidence"],
        span=(first["start"], first["end"]),
        context=_sentence(text, first["start"], first["end"]),
        cue=record["cue"]["text"] if record["cue"] else None,
    )


#: Where a sentence ends, near enough for comparing words: the readers' own sentences are no part of a claim record.
#: A full stop after a single capital ("U.S. Army", "J. Smith") is none.
_STOP = re.compile(r"(?<![ .][A-Z])(?<!^[A-Z])[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n")
_AHEAD = 2  # code points of the next sentence by which its beginning is known
_REACH = 400  # code points on either side at most


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around `text[start:end]`."""
    begin, stop = max(0, start - _REACH), min(len(text), end + _REACH)
    for found in _STOP.finditer(text, begin, min(len(text), start + _AHEAD)):
        begin = found.end() if found.end() <= start else begin
    found_after = _STOP.search(text, end, stop)
    return text[begin : found_after.start() if found_after else stop].strip()


def _teller(party: Record | None) -> Teller | None:
    return Teller(party["name"], party["kind"], party["side"], party.get("role")) if party else None


def _spot(place: Record, inside: Inside) -> Spot:
    return Spot(
        role=place["role"],
        name=place["name"],
        id=place["id"],
        precision=place["precision"],
        lat=place["lat"],
        lon=place["lon"],
        radius_km=place["radius_km"],
        country=place["country"],
        inside=inside(place["id"]) if place["id"] else (),
    )


def _day(moment: str | None) -> str | None:
    """The day of an ISO date or date-time."""
    return moment[:10] if moment else None
