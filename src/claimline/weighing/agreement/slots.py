"""The slots of a telling, each with the value it gives."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from claimline.model import Figure, Spot, Teller, Telling
from claimline.vocab import load
from claimline.weighing.agreement.relations import (
    DaysValue,
    FigureValue,
    HolderValue,
    KindValue,
    PartyValue,
    PlacesValue,
    StageValue,
)
from claimline.weighing.grading import side_of_voice, stand
from claimline.weighing.grading.names import words_of

HOLDING = ("control.taken", "control.retaken", "control.held")
GIVING_UP = ("control.lost", "withdrawal")


def values_of(telling: Telling) -> Iterator[tuple[str, Any, str]]:
    """Slot, value, and the value in words. A slot that the telling leaves open is not given."""
    yield "kind", KindValue(telling.kind), telling.kind
    if telling.family in ("control", "withdrawal"):
        yield from _holder(telling)
    else:
        actor = telling.speaker if stand(telling) == "disowns" else telling.actor
        for slot, teller in (("actor", actor), ("target", telling.target)):
            if teller is not None and teller.name:
                yield slot, _party(teller, telling), teller.name
    yield from _places(telling)
    if telling.first_day or telling.last_day:
        lasting = telling.kind in _kinds("lasting")
        yield "time", DaysValue(telling.first_day, telling.last_day, lasting), _days_words(telling)
    if telling.stage:
        yield "stage", StageValue(telling.stage), telling.stage
    yield from _figures(telling)


@cache
def _kinds(name: str) -> frozenset[str]:
    return frozenset(load("grades")[name])


def _party(teller: Teller, telling: Telling) -> PartyValue:
    day = telling.first_day or telling.known
    return PartyValue(teller.name, teller.side, frozenset(words_of(teller.name)), day, telling.kind in _kinds("mutual"))


def _holder(telling: Telling) -> Iterator[tuple[str, Any, str]]:
    if telling.kind == "control.contested":
        yield "holder", HolderValue("contested", None), "contested"
    elif telling.kind in HOLDING and _denies_another(telling):
        side = side_of_voice(telling)
        foe = PartyValue("", None, frozenset(), telling.first_day or telling.known, foe_of=side)
        yield "holder", HolderValue("holds", foe), "held by an opponent of the speaker"
    elif telling.kind in HOLDING and telling.actor is not None and telling.actor.name:
        yield "holder", HolderValue("holds", _party(telling.actor, telling)), f"held by {telling.actor.name}"
    elif telling.kind in GIVING_UP:
        loser = telling.actor or (telling.target if telling.kind == "control.lost" else None)
        if loser is not None and loser.name:
            yield "holder", HolderValue("gave up", _party(loser, telling)), f"given up by {loser.name}"


def _denies_another(telling: Telling) -> bool:
    """A side that rejects a claim ("denies this claim"): where no other actor is named, an opponent's is meant."""
    side = side_of_voice(telling)
    if side is None or telling.speaker is None or telling.polarity == "positive":
        return False
    actor = telling.actor
    return actor is None or actor.side == side or (actor.side is None and actor.kind == "unnamed")


def _places(telling: Telling) -> Iterator[tuple[str, Any, str]]:
    """Where it happened, and apart from that where it came from and went to; troops withdraw where they were."""
    here = ("at", "from") if telling.family in ("control", "withdrawal") else ("at",)
    roles: dict[str, list[Spot]] = {}
    for spot in telling.places:
        roles.setdefault("place" if spot.role in here else spot.role, []).append(spot)
    for slot, spots in roles.items():
        yield slot, PlacesValue(tuple(spots)), ", ".join(dict.fromkeys(spot.name for spot in spots))


def _days_words(telling: Telling) -> str:
    first, last = telling.first_day, telling.last_day
    if first == last:
        return str(first)
    if first is None or last is None:
        return f"until {last}" if first is None else f"from {first}"
    return f"{first} to {last}"


def _figures(telling: Telling) -> Iterator[tuple[str, Any, str]]:
    """One slot for each thing that is counted: "killed", "money (USD)"."""
    slots: dict[str, list[Figure]] = {}
    for figure in telling.figures:
        if figure.of != "distance" and (figure.min is not None or figure.max is not None):
            name = figure.of if figure.unit == "people" else f"{figure.of} ({figure.unit})"
            slots.setdefault(name, []).append(figure)
    whom = telling.target.side if telling.target else None
    for name, figures in slots.items():
        ranges = tuple(sorted({(_end(f.min, -math.inf), _end(f.max, math.inf)) for f in figures}))
        words = ", ".join(dict.fromkeys(_figure_words(f) for f in figures))
        yield name, FigureValue(ranges, whom), words


def _end(value: float | None, open_end: float) -> float:
    return open_end if value is None else value


def _figure_words(figure: Figure) -> str:
    low, high = figure.min, figure.max
    if low is None or high is None:
        return f"up to {high:,g}" if low is None else f"at least {low:,g}"
    return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
