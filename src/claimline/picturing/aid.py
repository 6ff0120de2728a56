"""Aid: promised, approved, delivered, blocked, each for itself; by giver, receiver and kind; money by its currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from claimline.model.telling import Spot, Teller, Telling
from claimline.model.toll import ApartKind, Bounds, Measure, Scope, Tally
from claimline.picturing.tolls import Case, Count, Family, tally, words
from claimline.picturing.tolls.counting import bounds_of, standing
from claimline.picturing.tolls.scope import narrowest
from claimline.vocab import load

FAMILY = "aid"
UNSAID = "told"  # the stage where words do not say it
NO_AMOUNT = "not said"  # the unit where no amount is given
_KINDS = ("military", "humanitarian", "financial", "package")
_NO_GOODS = frozenset(
    ("killed", "injured", "captured", "missing", "displaced", "evacuated", "people", "distance", "area")
)
_GIVERS = frozenset(("state", "office", "group", "organisation", "person"))
_PARTIES = frozenset(("state", "office", "group"))


def aid(cases: Iterable[Case], scope: Scope, origins: Mapping[str, str] | None = None) -> Tally:
    """Aid within a scope. Measures: what: the stage; of: the kind; unit: currency, counted noun, or `NO_AMOUNT`.

    A package is one event however often it is announced; it may stand under several stages, which are never added. A
    scope with places holds aid that goes there, or to a party of the same name.
    """

    def spots(telling: Telling) -> tuple[Spot, ...]:
        return _spots(telling, scope)

    family = Family(frozenset({FAMILY}), counts, losses=False, standing=_standing)
    return tally(cases, scope, family, origins, spots)


def counts(telling: Telling) -> tuple[Count, ...]:
    """One number of each unit; an amount of 0 or more where none is given."""
    found: dict[str, Count] = {}
    for seen in words.figures_in(telling):
        figure, bounds = seen.figure, bounds_of(seen.figure)
        if (
            bounds is None
            or figure.of in _NO_GOODS
            or figure.unit in load("tolls")["not_damage"]
            or words.is_part(seen)
        ):
            continue
        measure = _measure(telling, figure.unit)
        found.setdefault(figure.unit, Count(measure, bounds, figure.text, figure.replaces, words.adds(seen)))
    if not found:
        return (Count(_measure(telling, NO_AMOUNT), Bounds(0, 0, open=True), ""),)
    return tuple(found.values())


def _measure(telling: Telling, unit: str) -> Measure:
    sub = telling.kind.partition(".")[2]
    actor = telling.actor
    giver = _party(actor) if actor is not None and (actor.side or actor.kind in _GIVERS) else None
    return Measure(stage_of(telling), sub if sub in _KINDS else "aid", unit, giver, _receiver(telling))


def stage_of(telling: Telling) -> str:
    """The stage that words give; what is still to come is at most promised."""
    if telling.modality == "planned" and telling.stage != "blocked":
        return "promised"
    return telling.stage or UNSAID


def _standing(telling: Telling) -> tuple[ApartKind, str] | None:
    """As for all claims, but a plan is a promise, and a negative is what "blocked" means."""
    found = standing(telling)
    if found and found[0] == "planned" and not telling.background:
        return None
    if found and found[0] == "denied" and telling.stage == "blocked":
        return None
    return found


def _party(teller: Teller | None) -> str | None:
    return (teller.side or teller.name) if teller else None


def _receiver(telling: Telling) -> str | None:
    """Who gets it: a party that is no thing given; else the place that it goes to."""
    target = telling.target
    if target is not None and (target.side or target.kind in _PARTIES):
        return _party(target)
    return next((spot.name for spot in telling.places if spot.role == "to"), None)


def _spots(telling: Telling, scope: Scope) -> tuple[Spot, ...]:
    """Where it goes; a receiver whose name is that of the place asked for stands for the place."""
    receiver = _receiver(telling)
    if scope.places and scope.name and receiver and _side_name(receiver).casefold() == scope.name.casefold():
        return (Spot("to", scope.name, min(scope.places), "unresolved"),)
    to: Sequence[Spot] = [spot for spot in telling.places if spot.role == "to"]
    return narrowest(to or telling.places)


@cache
def _names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in load("sides")["sides"]}


def _side_name(party: str) -> str:
    return _names().get(party, party)
