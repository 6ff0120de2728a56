"""People killed, injured, captured and missing: by event as ranges, and in sums that count no event twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from claimline.model.telling import Telling
from claimline.model.toll import ApartKind, Bounds, Measure, Scope, Tally
from claimline.picturing.tolls import Case, Count, Family, tally, words
from claimline.picturing.tolls.counting import accident, bounds_of, running

HARMED = ("killed", "injured", "captured", "missing")
UNITS = ("people", "households")


def casualties(cases: Iterable[Case], scope: Scope, origins: Mapping[str, str] | None = None) -> Tally:
    """Casualties within a scope. Measures: what of `HARMED`; of: people, and civilians, fighters, security where said.

    "people" of an event is everybody: what is told of all, or the sum of what one telling says of several groups. It
    is never added to the groups. Accidents, disasters and diseases are kept apart (by their words).
    """
    return tally(cases, scope, CASUALTIES, origins)


def counts(telling: Telling) -> tuple[Count, ...]:
    """The numbers of people harmed that a telling gives; one for a person who is named as the one harmed."""
    apart = accident(telling)
    by_what: dict[tuple[str, str], list[Count]] = {}
    for count in _figures(telling):
        kept = replace(count, apart=apart or count.apart)
        by_what.setdefault((count.measure.what, count.measure.unit), []).append(kept)
    if not by_what:
        by_what.update(_named_person(telling, apart))
    return tuple(count for (what, unit), group in by_what.items() for count in _of_one_telling(what, unit, group))


def _figures(telling: Telling) -> Iterator[Count]:
    whom = telling.target.name if telling.target else ""
    for seen in words.figures_in(telling):
        figure, bounds = seen.figure, bounds_of(seen.figure)
        what = _what(telling, figure.of)
        if what is None or bounds is None or figure.unit not in UNITS or words.is_part(seen):
            continue
        measure = Measure(what, words.who(seen, whom), figure.unit)
        yield Count(measure, bounds, figure.text, figure.replaces, words.adds(seen), running(telling, seen))


def _what(telling: Telling, of: str) -> str | None:
    """What a number of people counts: what is said of it, else what its claim is about."""
    if of in HARMED:
        return of
    sub = telling.kind.partition(".")[2]
    return sub if of == "people" and sub in HARMED else None


def _named_person(telling: Telling, apart: tuple[ApartKind, str] | None) -> dict[tuple[str, str], list[Count]]:
    """A person named as the one harmed is one, where the telling gives no number."""
    what = telling.kind.partition(".")[2]
    if what not in HARMED or telling.figures or telling.target is None or telling.target.kind != "person":
        return {}
    one = Count(Measure(what, words.PEOPLE, "people"), Bounds(1, 1), telling.target.name, apart=apart)
    return {(what, "people"): [one]}


def _of_one_telling(what: str, unit: str, group: Sequence[Count]) -> Iterator[Count]:
    """One number for each group of people, and one for all of them.

    Of several numbers for the same people the revised toll stands, else the first full one: what follows is most often
    a part of it. All of them are at least what is told of all, and at least the groups together.
    """
    first: dict[str, Count] = {}
    for count in sorted(group, key=lambda c: (not c.revises, c.part)):  # stable: the order of the text otherwise
        first.setdefault(count.measure.of, count)
    parts = [count for of, count in first.items() if of != words.PEOPLE]
    yield from parts
    told = first.get(words.PEOPLE)
    if told is not None and (told.revises or not parts):
        yield told
        return
    summed = [count for count in parts if not count.part] or parts
    bounds = Bounds(
        sum(count.bounds.low for count in summed),
        sum(count.bounds.high for count in summed),
        any(count.bounds.open for count in summed),
    )
    if told is not None:
        bounds = max(told.bounds, bounds, key=lambda b: (b.high, b.low))
    lead = told or replace(summed[0], part=True)
    yield replace(lead, measure=Measure(what, words.PEOPLE, unit), bounds=bounds)


CASUALTIES = Family(names=frozenset({"casualties"}), counts=counts)
