"""Who holds a settlement, according to whom: the claims that bear on it, and what written rules make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from claimline.model.place import Part
from claimline.model.telling import Spot, Telling

Status = Literal["held", "claimed", "contested", "unknown"]
#: What a claim says of a place: X holds it (now: took it), X left it, X does not hold it, it is fought over, X went in.
Says = Literal["takes", "holds", "leaves", "denies", "contested", "fighting", "enters", "nothing"]
#: Who says so, seen from the side that gains by it: see `voices` in vocab/control_rules.yaml.
Voice = Literal["outlet", "interested", "conceding", "third", "unknown"]
#: What it does: makes a holder, makes a claim, or is only listed.
Weight = Literal["confirms", "claims", "listed"]


class ControlClaim(NamedTuple):
    """A telling with what it says of one settlement.

    day: the ISO day from which it is surely true: the last day of its time, and never after it was known. who: the
    parties it is about (ids of vocab/sides.yaml, or names). why: where it is only listed, what keeps it from counting.
    """

    telling: Telling
    spot: Spot
    day: str
    says: Says
    who: frozenset[str]
    voice: Voice
    weight: Weight
    why: str = ""


class Held(NamedTuple):
    """A state without its reasons. `by`: the holder or claimer; `parties`: all who contend; `left`: who went away."""

    status: Status
    by: str | None = None
    parties: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    rule: str = "nothing_said"
    since: str | None = None


@dataclass(frozen=True, slots=True)
class ControlState:
    """The state of one settlement on one day, as known on one day, and why.

    by: a side's id, or the name of an actor without side. parties: who contend; left: who went away. since: the day of
    the claim that brought this state about; nothing is said of the days between claims. last_claim: day of the last
    claim that counted, `days_since` it until the day asked for; stale: longer ago than the rules trust. origins:
    independent origins of the claims for it. before: the state that it replaced.
    """

    place: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    inside: tuple[str, ...]
    on: str
    known: str
    status: Status
    by: str | None
    by_name: str | None
    parties: frozenset[str]
    left: frozenset[str]
    since: str | None
    last_claim: str | None
    days_since: int | None
    stale: bool
    origins: int
    before: Held | None
    reasons: tuple[Part, ...]
    claims_for: tuple[ControlClaim, ...]
    claims_against: tuple[ControlClaim, ...]
    listed: tuple[ControlClaim, ...]


@dataclass(frozen=True, slots=True)
class ControlStep:
    """One state of a settlement's history with the claims of the day that brought it about."""

    place: str
    name: str
    day: str
    state: Held
    claims: tuple[ControlClaim, ...]


@dataclass(frozen=True, slots=True)
class ControlChange:
    """A settlement whose state on the day asked for is another than on an earlier day, with the steps between."""

    place: str
    name: str
    before: Held
    after: ControlState
    steps: tuple[ControlStep, ...]


@dataclass(frozen=True, slots=True)
class WiderClaim:
    """A claim on control of a district, region or area, which is never turned into the state of a settlement."""

    spot: Spot
    telling: Telling
