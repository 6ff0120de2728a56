"""The event: what tellings from several reports are about, with the reasons for which they were put together."""

from __future__ import annotations

from dataclasses import dataclass

from claimline.model.place import Part
from claimline.model.telling import Spot


@dataclass(frozen=True, slots=True)
class Join:
    """How much speaks for two tellings being of one event.

    a, b: keys of the tellings, the smaller first. score: natural log-odds, the sum of the values of `parts`; a join
    that a person's decision made has the one part "decision".
    """

    a: str
    b: str
    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Tellings of one occurrence.

    id: hash of the founding telling, the earliest known one (then the one with the smaller key); it does not depend on
    the order of arrival. family, kind: the most frequent ones, the more specific kind where it is a choice.
    members: keys of the tellings, sorted. joins: for each member but the founder its strongest join to another member.
    place: the place that most members name, as precise as they name it; None where they name none.
    first_day, last_day: ISO days on which it happened, inclusive, as the members say; both None where none gives a day.
    sides: ids of the sides that act or are acted upon, in the order in which the tellings name them.
    """

    id: str
    family: str
    kind: str
    members: tuple[str, ...]
    joins: tuple[Join, ...] = ()
    place: Spot | None = None
    first_day: str | None = None
    last_day: str | None = None
    sides: tuple[str, ...] = ()
