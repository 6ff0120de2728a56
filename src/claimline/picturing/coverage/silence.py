"""When a silence of an outlet is a gap: a rule of days, with its probability in parts.

What counts is whether an outlet reports on a day at all: numbers of reports come in bursts, which would make a Poisson
rule of reports cry wolf. For each day of a silence the chance that the outlet says nothing is the share of silent days
among the same weekdays of the weeks before, drawn towards its share over all days as if `weight` more days had been
seen (a beta prior with the outlet's own mean; half a day of each kind is added so that no chance is 0 or 1). Weekdays
stand for themselves, so that a day of rest is nobody's gap, whichever day it is. The chance of the silence is the
product over its days.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod

from claimline.model.place import Part

_DAY = timedelta(days=1)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class CoverageConfig:
    """history: days before a silence that show an outlet's habits. limit: a silence less likely than this is a gap.

    weight: days that an outlet's overall habit counts for beside its habit on a weekday. least_days: history that is
    needed at all. least_active: days with a report that are needed in it. shortest: days that a gap has at least.

    With these values an outlet that reports on days of pure chance gives a false alarm about once in ten years.
    """

    history: int = 56
    limit: float = 0.0001
    weight: float = 8.0
    least_days: int = 14
    least_active: int = 7
    shortest: int = 2


@dataclass(frozen=True, slots=True)
class Habits:
    """On which days an outlet reports, as the `days` days before a silence show it; chances from Monday on."""

    days: int
    active: int
    by_weekday: tuple[float, ...]


def habits(active: Set[date], first: date, before: date, config: CoverageConfig) -> Habits | None:
    """The habits of an outlet with reports on the days `active` (since `first`), as seen before the day `before`.

    None where too little is known: less than `least_days` since its first report, or too few days with one.
    """
    if len(active) < config.least_active:
        return None
    start = max(first, before - timedelta(days=config.history))
    length = (before - start).days
    if length < config.least_days:
        return None
    days, hits, weekday, day = [0] * 7, [0] * 7, start.weekday(), start
    for _ in range(length):
        days[weekday] += 1
        hits[weekday] += day in active
        weekday, day = (weekday + 1) % 7, day + _DAY
    seen = sum(hits)
    if seen < config.least_active:
        return None
    overall = (seen + 0.5) / (length + 1)
    by_weekday = [
        (hit + config.weight * overall) / (same + config.weight) for same, hit in zip(days, hits, strict=True)
    ]
    return Habits(length, seen, tuple(by_weekday))


@dataclass(frozen=True, slots=True)
class Silence:
    """chance: probability of it under the habits; expected: days with a report that they would have given."""

    chance: float
    expected: float
    parts: tuple[Part, ...]


def silence(known: Habits, since: date, until: date) -> Silence:
    """How likely the habits make no report from `since` to `until` (inclusive); one part for each weekday in it.

    A part's value is its factor: the chances multiply to the whole.
    """
    weeks, rest = divmod((until - since).days + 1, 7)
    parts = [Part("habits", 1.0, f"{known.active} of the {known.days} days before had a report")]
    expected = 0.0
    for weekday, name in enumerate(_WEEKDAYS):
        count = weeks + ((weekday - since.weekday()) % 7 < rest)
        rate = known.by_weekday[weekday]
        if count:
            why = f"reports on {rate:.0%} of them; {count} silent"
            parts.append(Part(f"{name}s", (1 - rate) ** count, why))
            expected += rate * count
    return Silence(
        chance=prod(part.value for part in parts),
        expected=expected,
        parts=tuple(parts),
    )
