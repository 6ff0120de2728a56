"""Our kinds and sides in the words of other schemes (`vocab/kinds_elsewhere.yaml`, `vocab/sides.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from claimline.vocab import load

TERRITORY = "territory"
REGAINS, OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"


@cache
def names_of(kind: str, scheme: str) -> Mapping[str, str]:
    """What `scheme` ("acled", "plover") calls a kind: that of its family where the kind has no entry."""
    kinds: Mapping[str, Any] = load("kinds_elsewhere")["kinds"]
    entry = kinds.get(kind, kinds.get(kind.partition(".")[0], {}))
    names: Mapping[str, str] = entry.get(scheme, {})
    return names


@cache
def sides() -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in load("sides")["sides"]}


def side_name(side: str) -> str:
    """The name of a side; a party without side is its own name."""
    return str(sides()[side]["name"]) if side in sides() else side


def state_of(side: str | None) -> str | None:
    """The state (ISO 3166-1 alpha-2, or an id of vocab/states.yaml) that a side is the government of."""
    state = sides()[side].get("state") if side in sides() and side is not None else None
    return str(state) if state else None


def sub_event(kind: str, side: str | None, country: str | None) -> str | None:
    """ACLED's sub-event type; of a change of control only where side and country are known."""
    sub = names_of(kind, "acled").get("sub")
    if sub != TERRITORY:
        return sub
    if side not in sides() or country is None:
        return None
    return REGAINS if state_of(side) == country else OVERTAKES
