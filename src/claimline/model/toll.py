"""Numbers that follow from events: people harmed and on the move, aid, damage. Ranges and who says so, no verdict.

An event's number is a range over the lines that tell it. A line is one number that one telling gives. Totals list the
events and tellings (keys) that they came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimline.model.coverage import Gap

#: Whose word a number is: a side's, the outlets' own, or somebody's who speaks for no side.
VoiceKind = Literal["side", "outlet", "other"]
#: Why a line counts in no total.
ApartKind = Literal["running", "recalled", "denied", "planned", "conditional", "accident"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of the world and of time a picture is of, and what it may know.

    places: ids of the places asked for; what lies inside them counts; () is everywhere. holders: ids of the places that
    hold them (region, country): events told only of those cannot be placed, and are named but not counted. name: for
    the heading. since, until, on: ISO days of the event, inclusive; `on` ends the period as `until` does and is the day
    for which the latest stock is sought. known: ISO day; what became known later does not exist.
    """

    places: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    name: str = ""
    since: str | None = None
    until: str | None = None
    on: str | None = None
    known: str | None = None

    @property
    def last(self) -> str | None:
        """The last day of events that count; None: no end."""
        return min((day for day in (self.until, self.on) if day), default=None)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range, both ends inclusive. high: the largest number named; `open`: and perhaps more ("at least")."""

    low: float
    high: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """`side` only where `kind` is "side": an id of vocab/sides.yaml."""

    kind: VoiceKind
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted; only numbers of the same measure are ever compared or added.

    what: killed, injured, captured, missing; fled, evacuated, returned, displaced; promised, approved, delivered,
    blocked, told (the stage is not said); damaged, intercepted. of: "people" (all of them) or, where words say so,
    civilians, fighters, security; for movements the direction (out of, into, within, not said; anywhere without an
    area); for aid and damage the kind. unit: people, households, an ISO 4217 code, the counted noun in the plural, or
    "not said". giver, receiver: for aid, ids of sides or names.
    """

    what: str
    of: str
    unit: str
    giver: str | None = None
    receiver: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One number that one telling gives.

    about_other: a side speaks of another side's losses, or of losses that it says it inflicted. origin: id of the
    origin of the report. replaced_by: key of the telling whose number took its place, else None. why: for a replaced
    line.
    """

    key: str
    measure: Measure
    bounds: Bounds
    voice: Voice
    speaker: str | None
    origin: str
    known: str
    text: str
    about_other: bool = False
    revises: bool = False
    replaced_by: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Toll:
    """One measure of one event.

    first_day, last_day: ISO days of the event. dated: False where no telling gives a day: the event then stands at the
    day it was reported on. bounds: over the lines that are not `about_other`; None where all are. by_voice, by_other:
    ranges of each voice, for the two sorts of lines. by_origin: range of each independent origin, whoever speaks.
    replaced: lines that a later number took the place of. partly: why the event may lie outside of the scope, so that
    it adds nothing to a lowest sum; "" where it lies inside.
    """

    event: str
    measure: Measure
    first_day: str
    last_day: str
    dated: bool
    places: tuple[str, ...]
    bounds: Bounds | None
    by_voice: tuple[tuple[Voice, Bounds], ...]
    by_other: tuple[tuple[Voice, Bounds], ...]
    by_origin: tuple[tuple[str, Bounds], ...]
    lines: tuple[Line, ...]
    replaced: tuple[Line, ...] = ()
    partly: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(sorted({line.key for line in self.lines}))


@dataclass(frozen=True, slots=True)
class Share:
    """One voice's part of a total: the sum of its own ranges over the events that it speaks of."""

    voice: Voice
    bounds: Bounds
    events: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over events, each counted once, from the sum of the lowest to the sum of the highest numbers.

    bounds: None where there are only claims about the other side. by_voice: side by side, not to be added up.
    by_other: what each side says of another side's losses; in no sum but its own. partly: events that may lie outside
    of the scope, which add to the highest sum only.
    """

    measure: Measure
    bounds: Bounds | None
    events: tuple[str, ...]
    keys: tuple[str, ...]
    by_voice: tuple[Share, ...]
    by_other: tuple[Share, ...]
    partly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """A number that counts in no total, and why. event: the event that its telling belongs to."""

    line: Line
    event: str
    kind: ApartKind
    why: str
    places: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Tally:
    """All totals of one picture: the events that they are made of, and what was left out and why.

    totals, tolls: what counts. running: the latest number for a longer time that each voice gives ("14,000 since
    2014"), never added. apart: the rest of what does not count. unnumbered: events told without a number. undated:
    events that stand at the day on which they were reported. wider: events told only of a place that holds the one
    asked for. vague: events of some day within months or years that lie only in part inside the scope.
    """

    totals: tuple[Total, ...]
    tolls: tuple[Toll, ...]
    running: tuple[Apart, ...] = ()
    apart: tuple[Apart, ...] = ()
    unnumbered: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stock:
    """How many were displaced at a place on a day, by one voice: its latest word. Stocks are never added.

    day: the day that it is for: that which the text gives, or the day on which it was reported (`dated` False).
    inside: names of the other places in the list that hold this one, whose numbers contain this one.
    """

    key: str
    event: str
    place_id: str | None
    place: str
    day: str
    dated: bool
    unit: str
    bounds: Bounds
    voice: Voice
    speaker: str | None
    origin: str
    known: str
    text: str
    earlier: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """What is told of people in a scope, and of damage.

    gaps: outlets that tell of it and have fallen silent, so that less is told than may happen.
    """

    scope: Scope
    casualties: Tally
    flows: Tally
    stocks: tuple[Stock, ...]
    damage: Tally
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class AidPicture:
    """What is told of aid in a scope."""

    scope: Scope
    aid: Tally
    gaps: tuple[Gap, ...] = ()
