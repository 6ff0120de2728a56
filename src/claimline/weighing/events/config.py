"""What two claims are compared by: weights, and kinds that may be about one event (vocab/event_*.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from claimline.vocab import load

Weights = Mapping[str, Any]


def _weights() -> Weights:
    weights: Weights = load("event_weights")
    return weights


@dataclass(frozen=True, slots=True)
class EventConfig:
    """weights: the tables of `vocab/event_weights.yaml`, natural log-odds. threshold: claims are joined above it."""

    weights: Weights = field(default_factory=_weights)
    threshold: float = 0.0

    def table(self, name: str) -> Weights:
        table: Weights = self.weights[name]
        return table


@cache
def groups_of(kind: str) -> tuple[str, ...]:
    """The groups of a kind; claims can be of one event only where they share one. A kind in no group has its own."""
    kinds = load("event_kinds")
    family = kind.partition(".")[0]
    for name in (kind, family):
        for group, entry in kinds["groups"].items():
            if name in entry["names"]:
                return (str(group), *(str(more) for more in kinds["also"].get(kind, ())))
    return (family,)


@cache
def lag_of(kind: str) -> int:
    """Days before a claim became known in which an event without a day is taken to have happened."""
    group = load("event_kinds")["groups"].get(groups_of(kind)[0])
    return int(group["lag"]) if group else 0


@cache
def relation(one: str, other: str) -> tuple[float, str]:
    """What two kinds say about their claims being of one event: log-odds and why. Symmetric."""
    kinds = load("event_kinds")
    for entry in kinds["relations"]:
        first, second = entry["kinds"]
        if (_is(one, first) and _is(other, second)) or (_is(one, second) and _is(other, first)):
            if one == other and entry["kinds"] != [first, first]:
                continue
            return float(entry["value"]), str(entry["why"])
    name = "same" if one == other else "bare" if _one_is_bare(one, other) else "other"
    return float(kinds[name]["value"]), str(kinds[name]["why"])


def _is(kind: str, name: str) -> bool:
    return kind == name or kind.startswith(f"{name}.")


def _one_is_bare(one: str, other: str) -> bool:
    return _is(one, other) or _is(other, one)
