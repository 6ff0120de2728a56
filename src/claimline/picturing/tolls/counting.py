"""What a family of claims counts, and what keeps a number out of every total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from claimline.model.event import Event
from claimline.model.telling import Figure, Telling
from claimline.model.toll import ApartKind, Bounds, Measure
from claimline.picturing.tolls import words

#: An event with those of its tellings that are at hand.
Case = tuple[Event, Sequence[Telling]]

#: A claim about more days than this is a total over time, which may hold events that are counted by themselves.
LONGEST_EVENT = 3
#: Why a toll that has grown is kept apart: it may be that of a day, of a battle or of a war.
GROWN: tuple[ApartKind, str] = ("running", "a toll that grows, and no word of one occurrence that it is of")
#: Why a number in the perfect is kept apart, where no telling of its event names a settlement or one occurrence.
SO_FAR: tuple[ApartKind, str] = ("running", "told as so far, of no one day, place or occurrence")
#: As `SO_FAR`, even of a settlement and in any tense, from `most` on.
MANY: tuple[ApartKind, str] = ("running", "very many, of no one day or occurrence")
MOST_AT_ONCE = 1000
#: How many times the first number of an event its toll may come to, where nothing names one occurrence.
MOST_GROWN = 5
#: A longer period that is not over on the day of the report ("the 2011 uprising") gives no day.
LONGEST_OPEN = 31


@dataclass(frozen=True, slots=True)
class Count:
    """One number of one telling.

    revises: "the toll rises to 14". part: it says less than all of its measure ("three more", five soldiers of the
    people killed), and gives way to a number that says all. apart: why it counts in no total.
    """

    measure: Measure
    bounds: Bounds
    text: str
    revises: bool = False
    part: bool = False
    apart: tuple[ApartKind, str] | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """What is counted. `counts` gives the numbers of a telling, () where it tells of the event without a number.

    names: families of claims. losses: numbers are losses of a side, so that what one side says of the other's is no
    part of a common total. standing: what keeps all of a telling out of the totals.
    """

    names: frozenset[str]
    counts: Callable[[Telling], Sequence[Count]]
    losses: bool = True
    standing: Callable[[Telling], tuple[ApartKind, str] | None] = lambda telling: standing(telling)


def standing(telling: Telling) -> tuple[ApartKind, str] | None:
    """Why nothing of this telling counts; None where it does."""
    if telling.polarity == "negative":
        return "denied", "it is denied"
    if telling.modality == "planned":
        return "planned", "it has not happened yet"
    if telling.modality == "conditional":
        return "conditional", "it depends on a condition"
    if telling.background:
        return "recalled", "the report recalls it"
    return None


def bounds_of(figure: Figure) -> Bounds | None:
    """The range of a number; "at least" stays open above, "up to" begins at nothing."""
    if figure.min is None and figure.max is None:
        return None
    if figure.max is None:
        return Bounds(float(figure.min or 0), float(figure.min or 0), open=True)
    return Bounds(float(figure.min or 0), float(figure.max))


def running(telling: Telling, seen: words.Seen, most: float = MOST_AT_ONCE) -> tuple[ApartKind, str] | None:
    """Why a number is a total over a longer time, which holds events that are counted by themselves; None if not.

    A toll that has grown, a number in the perfect, and one of `most` or more are, unless their event shows that they
    are none (`excused`).
    """
    said = words.running(telling)
    if said:
        return "running", f"“{said}”: a total over a longer time"
    days = days_told(telling)
    if words.single(telling):
        return None
    if days > LONGEST_EVENT:
        return "running", f"a total over {days} days"
    if words.growing(seen) and not words.adds(seen):
        return GROWN
    told_so_far = words.so_far(telling)
    if (seen.figure.max or seen.figure.min or 0) >= most and (told_so_far or not days):
        return MANY
    return SO_FAR if told_so_far and not days else None


def excused(
    apart: tuple[ApartKind, str] | None, *, single: bool, settled: bool, number: float = 0.0, told: float = 0.0
) -> bool:
    """Whether the event of a number shows that it is no running total.

    single: one of its tellings names one occurrence. settled: one names a settlement. told: the highest number that is
    told of it without any word of a total: a toll of a settlement that is not far above it has grown out of it.
    """
    if apart == GROWN and settled and told and number <= told * MOST_GROWN:
        return True
    return (single and apart in (GROWN, SO_FAR, MANY)) or (settled and apart == SO_FAR)


def accident(telling: Telling) -> tuple[ApartKind, str] | None:
    """Why an event is no act of war, by its words; None where they do not say so."""
    word = words.accident(telling)
    return ("accident", f"“{word}”: no act of war by its words") if word else None


def days_told(telling: Telling) -> int:
    """The days that a telling is about; 0 where it gives none, or only a long period that still goes on."""
    if telling.first_day is None or telling.last_day is None:
        return 0
    days = (date.fromisoformat(telling.last_day) - date.fromisoformat(telling.first_day)).days + 1
    return 0 if days > LONGEST_OPEN and telling.first_day <= telling.known <= telling.last_day else days
