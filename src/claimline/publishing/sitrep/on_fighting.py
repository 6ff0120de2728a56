"""Assaults, strikes, shelling and fighting: by place and day, each with who says so and of how many origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimline.model import Telling
from claimline.model.sitrep import Figure, Group, Point, Row, Section, Sentence, Series, Table, WeighedCase
from claimline.publishing.sitrep.attribution import Told
from claimline.publishing.sitrep.context import Context, frame
from claimline.publishing.sitrep.dates import when
from claimline.publishing.sitrep.english import be, capital, count, listed, shown
from claimline.publishing.sitrep.speakers import forces_of, is_side, voices, who
from claimline.vocab import load

FAMILIES = ("attack", "clash")
_PLACES = 15  # places that are written up; the table has all
_OF_ONE_PLACE = 8
_ROWS = 200
NO_PLACE = "Place not said"


@dataclass(frozen=True)
class Strand:
    """Tellings of one event that say the same kind of thing of one place."""

    case: WeighedCase
    place: str
    kind: str
    tellings: tuple[Telling, ...]

    @property
    def day(self) -> str:
        days = [t.first_day for t in self.tellings if t.first_day]
        event = self.case.event
        if not days and event.first_day and event.last_day:
            return event.first_day
        return min(days) if days else min(t.known for t in self.tellings)

    @property
    def dated(self) -> bool:
        event = self.case.event
        return any(t.first_day for t in self.tellings) or (event.first_day is not None and event.last_day is not None)


def fighting(context: Context) -> Section:
    found = sorted(_all(context), key=lambda one: (one.day, one.place, one.case.event.id, one.kind))
    if not found:
        return context.nothing("fighting")
    by_place: dict[str, list[Strand]] = {}
    for one in found:
        by_place.setdefault(one.place, []).append(one)
    chosen = sorted(by_place, key=lambda place: (place == NO_PLACE, -_events(by_place[place]), place))[:_PLACES]
    groups = tuple(Group(capital(place), tuple(_of_place(context, by_place[place]))) for place in chosen)
    table = _table(context, found)
    return Section("fighting", context.title("fighting"), _lead(context, found, by_place, chosen), groups, (table,))


def _all(context: Context) -> Iterator[Strand]:
    for case in context.material.cases:
        found: dict[tuple[str, str], list[Telling]] = {}
        for telling in _said(case):
            place = _place(context, case, telling)
            if place is not None:
                found.setdefault((place, telling.kind), []).append(telling)
        for (place, kind), tellings in found.items():
            yield Strand(case, place, kind, tuple(tellings))


def _said(case: WeighedCase) -> Iterator[Telling]:
    stands = {one.key: one.stand for one in case.weighed.tellings}
    for telling in case.tellings:
        if telling.family in FAMILIES and stands.get(telling.key) == "says" and not telling.background:
            yield telling


def _place(context: Context, case: WeighedCase, telling: Telling) -> str | None:
    """The heading that a telling stands under; None where it is of another area."""
    spots = context.places(telling)
    main = case.event.place
    if main is not None and any(spot.id == main.id and spot.name == main.name for spot in spots):
        return shown(main.name)
    if spots:
        return shown(spots[0].name)
    if any(spot.id is not None for spot in telling.places):
        return None
    if main is None:
        return NO_PLACE
    return shown(main.name) if main.id is None or context.inside(main) else None


def _events(found: Iterable[Strand]) -> int:
    return len({one.case.event.id for one in found})


def _lead(
    context: Context, found: Sequence[Strand], by_place: dict[str, list[Strand]], chosen: Sequence[str]
) -> tuple[Sentence, ...]:
    events = tuple(dict.fromkeys(one.case.event.id for one in found))
    keys = [telling.key for one in found for telling in one.tellings]
    origins = context.voices.told(t for one in found for t in one.tellings).origins
    places = len(by_place.keys() - {NO_PLACE})
    at = f"at {count(places, 'place')} in {context.area}" if places > 1 else f"in {context.area}"
    words = (
        f"Reports tell of {count(len(events), 'event')} of fighting {at}, from {count(origins, 'independent origin')}."
    )
    lead = [frame(words, len(events), places, origins, claims=keys, events=events)]
    left = [one for place in by_place.keys() - set(chosen) for one in by_place[place]]
    left += [one for place in chosen for one in by_place[place][_OF_ONE_PLACE:]]
    if left:
        more = _events(left)
        keys = sorted(telling.key for one in left for telling in one.tellings)
        text = f"The places with the most events are written up; {count(more, 'more event')} {be(more)} in the table."
        lead.append(frame(text, more, claims=keys))
    return tuple(lead)


def _of_place(context: Context, found: Sequence[Strand]) -> Iterator[Sentence]:
    """The events of one place; who denies one follows it."""
    denied: set[str] = set()
    for one in found[:_OF_ONE_PLACE]:
        yield _sentence(context, one)
        if one.case.event.id not in denied:
            denied.add(one.case.event.id)
            yield from _denials(context, one)


def _sentence(context: Context, one: Strand) -> Sentence:
    words = load("sitrep")["fighting"].get(one.kind) or load("sitrep")["fighting"]["attack"]
    told = context.voices.told(one.tellings)
    at, by = when(context, one.tellings, one.case), _by(context, one)
    if at.words.startswith(" ("):
        by = by.removesuffix(",")
    return at.under(told.says(words["np"] + _also(context, one) + by, be=words["be"], when=at.words))


def _also(context: Context, one: Strand) -> str:
    """All places that the tellings name, where there are several."""
    places = dict.fromkeys(spot.name for t in one.tellings for spot in context.places(t))
    return context.at(places, 8) if len(places) > 1 else ""


def _by(context: Context, one: Strand) -> str:
    """Who did it; where not all of them say so, who says so."""
    by_side: dict[str, list[Telling]] = {}
    for telling in one.tellings:
        if one.kind != "clash" and telling.actor and is_side(telling.actor.side):
            by_side.setdefault(str(telling.actor.side), []).append(telling)
    if not by_side:
        return ""
    named = {name for told in by_side.values() for name in voices(told)}
    if len(by_side) > 1 and len({voices(told) for told in by_side.values()}) == 1:
        return ""  # the same speakers name both: they speak of several deeds
    if len(by_side) == 1 and named == set(voices(one.tellings)):
        return str(load("sitrep")["by_actor"].format(forces=forces_of(next(iter(by_side)))))
    parts = [
        load("sitrep")["by_some"].format(forces=forces_of(side), who=who(voices(by_side[side])))
        for side in context.order.sorted(by_side)
    ]
    return " and".join(part.removeprefix(",") if number else part for number, part in enumerate(parts)) + ","


def _denials(context: Context, one: Strand) -> Iterator[Sentence]:
    stands = {found.key: found.stand for found in one.case.weighed.tellings}
    denying = [t for t in one.case.tellings if stands.get(t.key) in ("denies", "disowns") and t.family in FAMILIES]
    if denying:
        yield context.voices.told(denying).against()


def _table(context: Context, found: Sequence[Strand]) -> Table:
    shown_rows = tuple(_row(context, one) for one in found[:_ROWS])
    note = f"The first {_ROWS} of {len(found)}." if len(found) > _ROWS else ""
    return Table(
        "All fighting by day and place",
        ("Day", "Place", "What", "By", "Who says so", "Origins"),
        shown_rows,
        frozenset({5}),
        note,
    )


def _row(context: Context, one: Strand) -> Row:
    told: Told = context.voices.told(one.tellings)
    words = load("sitrep")["fighting"].get(one.kind) or load("sitrep")["fighting"]["attack"]
    sides = {str(t.actor.side) for t in one.tellings if t.actor and is_side(t.actor.side) and one.kind != "clash"}
    by = listed([capital(forces_of(side)) for side in context.order.sorted(sides)])
    day = context.day(one.day) + ("" if one.dated else " (reported)")
    what = capital(words["np"].removeprefix("a ").removeprefix("an "))
    keys = (*told.keys, *when(context, one.tellings, one.case).keys)
    return Row((day, one.place, what, by, capital(told.who), str(told.origins)), keys, (one.case.event.id,))


def timeline(context: Context) -> Figure | None:
    """Events a day, by family: how much is told, which is not how much happened."""
    by_family: dict[str, dict[str, set[str]]] = {}
    scope = context.material.scope
    for case in context.material.cases:
        day = case.event.first_day or min(t.known for t in case.tellings)
        if (scope.since or "") <= day <= (scope.last or "9"):
            by_family.setdefault(case.event.family, {}).setdefault(day, set()).add(case.event.id)
    if not by_family:
        return None
    names = load("sitrep")["families"]
    order = [family for family in names if family in by_family]
    series = tuple(
        Series(names[family], tuple(Point(day, len(ids), len(ids)) for day, ids in sorted(by_family[family].items())))
        for family in order
    )
    days = sorted({day for found in by_family.values() for day in found})
    rows = tuple(
        Row((context.day(day), *(str(len(by_family[family].get(day, ()))) for family in order))) for day in days
    )
    total = sum(len(ids) for found in by_family.values() for ids in found.values())
    busiest = max(days, key=lambda day: (sum(len(found.get(day, ())) for found in by_family.values()), day))
    most = sum(len(found.get(busiest, ())) for found in by_family.values())
    alt = (
        f"Bars for each day of the period, stacked by what the events are about. {capital(count(total, 'event'))} on "
        f"{count(len(days), 'day')}; most on {context.day(busiest)}, with {count(most, 'event')}."
    )
    columns = ("Day", *(capital(names[family]) for family in order))
    data = Table("Events by day", columns, rows, frozenset(range(1, len(columns))))
    return Figure("timeline", "timeline", "Events that reports tell of, by day", alt, data, series, unit="events")
