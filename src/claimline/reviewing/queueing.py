"""What to look at next: the claims of which most is in doubt, and on which most hangs.

A score is a plain sum, with the weights of vocab/review.yaml, so that every claim's place in the queue can be read off
its parts. Nothing in it depends on which side, speaker or outlet it is, nor on the order in which reports came.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from claimline.model import Figure, Part, Teller, Telling
from claimline.model.judgement import Due
from claimline.vocab import load

_CONTROL = ("control", "withdrawal")
_HARMED = ("killed", "injured", "captured", "missing", "displaced", "evacuated")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may be looked at.

    others: the other tellings of its event. reopened: why it is open again, where it was judged before. alone: whether
    no other report says who holds the place on that day or after it; None where that was not looked up.
    """

    telling: Telling
    others: tuple[Telling, ...] = ()
    reopened: str = ""
    alone: bool | None = None


def queue(claims: Iterable[Candidate], *, last_known: str | None = None) -> tuple[Due, ...]:
    """The claims in the order in which to look at them: those opened again first, then by score, equal ones by key.

    last_known: the last ISO day that the ledger knows, which `recent` is measured from.
    """
    found = [due(one, last_known=last_known) for one in claims]
    return tuple(sorted(found, key=lambda one: (not one.reopened, -one.score, one.key)))


def due(one: Candidate, *, last_known: str | None = None) -> Due:
    """How much one claim is worth a look, and why. The score is the sum of the values of the parts."""
    weights: dict[str, float] = load("review")["queue"]
    parts = [Part("reopened", weights["reopened"], one.reopened)] if one.reopened else []
    parts += [
        Part(name, round(value, 3), why)
        for name, value, why in (*_doubts(one, weights), *_consequences(one, weights, last_known))
        if round(value, 3) > 0
    ]
    return Due(one.telling.key, round(sum(part.value for part in parts), 3), tuple(parts), one.reopened)


_Found = Iterator[tuple[str, float, str]]


def _doubts(one: Candidate, weights: dict[str, Any]) -> _Found:
    telling = one.telling
    lacking = 1 - telling.confidence
    yield "confidence", weights["confidence"] * lacking, f"the reader is {telling.confidence:.0%} sure"
    unknown = sorted({spot.name for spot in telling.places if spot.id is None})
    if unknown:
        yield "unresolved", weights["unresolved"], f"in no gazetteer: {', '.join(unknown)}"
    if not telling.places and telling.family in _CONTROL:
        yield "placeless", weights["placeless"], "it speaks of control and names no place"
    differing = _differing(one)
    if differing:
        value = min(weights["differs"] * len(differing), weights["differs_most"])
        yield "differs", value, f"other reports of the event say otherwise: {', '.join(differing)}"
    if telling.speaker and (telling.speaker.kind == "unnamed" or _nobody(telling.speaker)):
        what = "no name" if telling.speaker.kind == "unnamed" else "no known role"
        yield "speaker", weights["speaker"], f"its speaker has {what}: {telling.speaker.name}"


def _nobody(speaker: Teller) -> bool:
    """A person of whom nothing tells what they speak for."""
    return speaker.kind == "person" and not speaker.role and not speaker.side


def _consequences(one: Candidate, weights: dict[str, Any], last_known: str | None) -> _Found:
    telling = one.telling
    if telling.family in _CONTROL:
        yield "control", weights["control"], "it says who holds a place"
    toll = _toll(telling)
    if toll >= weights["toll_from"]:
        value = weights["toll"] * (1 + math.log10(toll / weights["toll_from"]))
        yield "toll", min(value, weights["toll_most"]), f"{toll:,.0f} people"
    if any(other.polarity != telling.polarity for other in one.others if other.family == telling.family):
        yield "contested", weights["contested"], "its event is told and denied"
    if one.alone and telling.family in _CONTROL:
        yield "alone", weights["alone"], "no other report says who holds the place on that day or later"
    days = _days(telling.known, last_known)
    if days is not None and days < weights["recent_days"]:
        yield "recent", weights["recent"] * (1 - max(days, 0) / weights["recent_days"]), f"known since {telling.known}"


def _toll(telling: Telling) -> float:
    return max((f.min if f.min is not None else f.max or 0 for f in telling.figures if f.of in _HARMED), default=0)


def _days(known: str, last_known: str | None) -> int | None:
    return (date.fromisoformat(last_known) - date.fromisoformat(known)).days if last_known else None


def _differing(one: Candidate) -> list[str]:
    """The slots in which tellings of the same event from other reports cannot be true together with this one."""
    telling, found = one.telling, set()
    for other in one.others:
        if other.report == telling.report or other.polarity != telling.polarity or other.family != telling.family:
            continue
        if _apart(telling.figures, other.figures):
            found.add("numbers")
        if telling.first_day and other.first_day and not _touch(telling, other):
            found.add("day")
        for slot in ("actor", "target"):
            mine, theirs = getattr(telling, slot), getattr(other, slot)
            if mine and theirs and mine.side and theirs.side and mine.side != theirs.side:
                found.add(slot)
    return sorted(found)


def _touch(one: Telling, other: Telling) -> bool:
    spans = sorted((t.first_day or "", t.last_day or t.first_day or "") for t in (one, other))
    return all(second[0] <= first[1] for first, second in pairwise(spans))


def _apart(mine: Iterable[Figure], theirs: Iterable[Figure]) -> bool:
    """Whether two numbers of the same thing have no value in common."""
    return any(
        one.of == other.of and one.unit == other.unit and (_below(one, other) or _below(other, one))
        for one in mine
        for other in theirs
    )


def _below(one: Figure, other: Figure) -> bool:
    return one.max is not None and other.min is not None and one.max < other.min
