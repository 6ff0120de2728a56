"""Where and when an event is, as far as a scope asks: inside, outside, perhaps inside, or told only of more than it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from claimline.model.telling import Spot, Telling
from claimline.model.toll import Scope
from claimline.picturing.tolls.counting import days_told

Placed = Literal["in", "partly", "wider", "out"]


@dataclass(frozen=True, slots=True)
class When:
    """ISO days, inclusive. dated: False where it is only the day of the earliest report."""

    first: str
    last: str
    dated: bool

    @property
    def length(self) -> int:
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1


def known_tellings(tellings: Iterable[Telling], scope: Scope) -> tuple[Telling, ...]:
    """Those that were known, by key: the same for any order."""
    kept = {t.key: t for t in tellings if scope.known is None or t.known <= scope.known}
    return tuple(kept[key] for key in sorted(kept))


def when(tellings: Sequence[Telling]) -> When:
    """The days of an event: from the tellings that give the shortest time; else the day of the earliest report."""
    dated = [t for t in tellings if days_told(t) > 0]
    if not dated:
        day = min(t.known for t in tellings)
        return When(day, day, dated=False)
    shortest = min(days_told(t) for t in dated)
    exact = [t for t in dated if days_told(t) == shortest]
    return When(min(t.first_day or "" for t in exact), max(t.last_day or "" for t in exact), dated=True)


def in_time(days: When, scope: Scope) -> Placed:
    """in: all of its days are asked for; partly: some; out: none."""
    since, last = scope.since or days.first, scope.last or days.last
    if days.last < since or days.first > last:
        return "out"
    return "in" if since <= days.first and days.last <= last else "partly"


def event_spots(telling: Telling) -> tuple[Spot, ...]:
    """Where it happened: the places that it was at, else all that it names."""
    at = tuple(spot for spot in telling.places if spot.role == "at")
    return narrowest(at or telling.places)


def narrowest(spots: Collection[Spot]) -> tuple[Spot, ...]:
    """Without the places that hold another one of them: "in Homs, Syria" is Homs."""
    return tuple(spot for spot in spots if not any(_holds(spot, other) for other in spots))


def _holds(spot: Spot, other: Spot) -> bool:
    if spot.id is None or spot.id == other.id:
        return False
    return spot.id in other.inside or (
        spot.precision == "country" and other.precision != "country" and spot.country == other.country is not None
    )


def lies_in(spot: Spot, places: Collection[str]) -> bool:
    return spot.id is not None and (spot.id in places or not set(spot.inside).isdisjoint(places))


def in_place(tellings: Iterable[Telling], scope: Scope, spots: Callable[[Telling], Sequence[Spot]]) -> Placed:
    """in: every known place that the tellings name lies inside, or holds it; partly: some lie outside.

    A place that is in no gazetteer says nothing, beside others that are.
    """
    if not scope.places:
        return "in"
    named = [spot for telling in tellings for spot in spots(telling) if spot.id is not None]
    inside = [spot for spot in named if lies_in(spot, scope.places)]
    others = [spot for spot in named if not lies_in(spot, scope.places) and spot.id not in scope.holders]
    if inside:
        return "partly" if others else "in"
    return "wider" if any(spot.id in scope.holders for spot in named) else "out"


def place_names(tellings: Iterable[Telling], spots: Callable[[Telling], Sequence[Spot]]) -> tuple[str, ...]:
    """The names of the places, each once, in the order of the tellings."""
    named = [spot for telling in tellings for spot in spots(telling)]
    return tuple(dict.fromkeys(spot.name for spot in narrowest(named)))
