"""Damage: buildings, infrastructure, equipment, interceptions, counted by event with ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from claimline.model.telling import Telling
from claimline.model.toll import Measure, Scope, Tally
from claimline.picturing.tolls import Case, Count, Family, tally, words
from claimline.picturing.tolls.counting import accident, bounds_of, running
from claimline.vocab import load

INTERCEPTION = "damage.interception"
_EQUIPMENT = ("vehicles", "aircraft", "munitions")
_CLASSES = ("buildings", "infrastructure", "equipment")


def damage(cases: Iterable[Case], scope: Scope, origins: Mapping[str, str] | None = None) -> Tally:
    """Damage within a scope. Measures: what: damaged (or destroyed) or intercepted; of: what sort of thing; unit: it.

    What a side says that it destroyed or shot down of another's stands for itself, as with losses of people.
    """
    return tally(cases, scope, DAMAGE, origins)


def counts(telling: Telling) -> tuple[Count, ...]:
    """The first number of each counted noun."""
    no_war = accident(telling)
    what = "intercepted" if telling.kind == INTERCEPTION else "damaged"
    found: dict[str, Count] = {}
    for seen in words.figures_in(telling):
        figure, bounds = seen.figure, bounds_of(seen.figure)
        sort = _sort(figure.of, figure.unit)
        if bounds is None or sort is None or words.is_part(seen):
            continue
        apart = no_war or running(telling, seen)
        count = Count(Measure(what, sort, figure.unit), bounds, figure.text, figure.replaces, words.adds(seen), apart)
        found.setdefault(figure.unit, count)
    return tuple(found.values())


def _sort(of: str, unit: str) -> str | None:
    """buildings, infrastructure, equipment or other; None for a number that counts no thing."""
    if of in _EQUIPMENT:
        return "equipment"
    if of != "other" or unit in load("tolls")["not_damage"]:
        return None
    return _sorts().get(unit, "other")


@cache
def _sorts() -> dict[str, str]:
    rows = load("tolls")["damage"]
    return {noun: name for name in _CLASSES for noun in rows[name].split()}


DAMAGE = Family(names=frozenset({"damage"}), counts=counts)
