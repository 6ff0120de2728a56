"""What is not known: silences of outlets and sides, claims without a place or a day, questions that nobody answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimline.model.sitrep import Section, Sentence, WeighedCase
from claimline.publishing.sitrep.context import Context, frame, names
from claimline.publishing.sitrep.english import be, capital, count
from claimline.publishing.sitrep.on_fighting import FAMILIES
from claimline.publishing.sitrep.speakers import is_side, side_name
from claimline.publishing.words import visible

_GAPS = 10
_POINTS = ("settlement", "area")
_FOR_SILENCE = 3  # events that name a side, before its silence is worth a sentence


def unknown(context: Context) -> Section:
    sentences = (
        *_gaps(context),
        *_silent_sides(context),
        *_one_origin(context),
        *_nobody_named(context),
        *_without_place(context),
        *_without_day(context),
        *_stale(context),
        *_waiting(context),
    )
    return Section("unknown", context.title("unknown"), sentences or (_nothing(context),))


def _nothing(context: Context) -> Sentence:
    return frame("No gap was found that this report could name; what nobody reported is not known all the same.")


def _gaps(context: Context) -> Iterator[Sentence]:
    """Outlets that fell silent though their habits would have had them report."""
    last = context.material.scope.last or "9"
    found = sorted((gap for gap in context.material.gaps if gap.since <= last), key=lambda gap: (gap.outlet, gap.since))
    for gap in found[:_GAPS]:
        until = "" if gap.ongoing else f" until {context.day(gap.until)}"
        usual = f", where {gap.expected:.0f} would be usual" if gap.expected >= 1 else ""
        text = (
            f"{visible(gap.outlet)} published nothing that was read here from {context.day(gap.since)}{until} "
            f"({count(gap.days, 'day')}{usual}); that is a gap in coverage, not calm."
        )
        yield frame(text, gap.days, round(gap.expected))
    if len(found) > _GAPS:
        left = len(found) - _GAPS
        yield frame(f"{capital(count(left, 'more outlet'))} that tell of {context.area} fell silent too.", left)


def _silent_sides(context: Context) -> Iterator[Sentence]:
    """Sides that events are about, and that nobody is quoted for."""
    named: dict[str, list[WeighedCase]] = {}
    for case in context.material.cases:
        for side in case.event.sides:
            named.setdefault(side, []).append(case)
    speaking = {one.side for case in context.material.cases for one in case.weighed.tellings if one.side}
    for side in context.order.sorted(side for side in named if is_side(side) and side not in speaking):
        cases = named[side]
        if len(cases) >= _FOR_SILENCE:
            text = (
                f"{capital(count(len(cases), 'event'))} name {side_name(side)}, "
                "and nobody is quoted who speaks for that side."
            )
            yield frame(text, len(cases), claims=_keys(cases), events=_ids(cases))


def _one_origin(context: Context) -> Iterator[Sentence]:
    cases = [case for case in context.material.cases if len(case.weighed.lines) <= 1]
    total = len(context.material.cases)
    if cases and total > 1:
        verb = "rests" if len(cases) == 1 else "rest"
        some = f"All {total:,} events" if len(cases) == total else f"{capital(count(len(cases), 'event'))} of {total:,}"
        text = f"{some} {verb} on one independent line alone."
        yield frame(text, len(cases), total, claims=_keys(cases), events=_ids(cases))


def _nobody_named(context: Context) -> Iterator[Sentence]:
    """Attacks of which no claim says who was behind them."""
    cases = [
        case
        for case in context.material.cases
        if case.event.family == "attack" and not any(t.actor and t.actor.side for t in case.tellings)
    ]
    if cases:
        them = "it" if len(cases) == 1 else "them"
        text = f"Of {count(len(cases), 'attack')} no claim says which side was behind {them}."
        yield frame(text, len(cases), claims=_keys(cases), events=_ids(cases))


def _without_place(context: Context) -> Iterator[Sentence]:
    """Events told only of a region, a country, or a place that no gazetteer has."""
    cases = [
        case
        for case in context.material.cases
        if case.event.family in FAMILIES
        and not any(spot.id and spot.precision in _POINTS for t in case.tellings for spot in t.places)
    ]
    if cases:
        places = dict.fromkeys(spot.name for case in cases for t in case.tellings for spot in t.places)
        of = f" ({names(sorted(places), 6)})" if places else ""
        many, on = count(len(cases), "event"), "stands" if len(cases) == 1 else "stand"
        text = f"{capital(many)} of fighting {be(len(cases))} told without a settlement{of}, and {on} on no map."
        yield frame(text, len(cases), claims=_keys(cases), events=_ids(cases))
    wider = dict.fromkeys((*context.material.people.casualties.wider, *context.material.people.flows.wider))
    if wider:
        text = (
            f"{capital(count(len(wider), 'event'))} with people harmed or on the move {be(len(wider))} told only of a "
            f"place that holds {context.area}, and not counted."
        )
        yield frame(text, len(wider), events=wider)


def _without_day(context: Context) -> Iterator[Sentence]:
    cases = [case for case in context.material.cases if case.event.first_day is None]
    if cases:
        many, stands = count(len(cases), "event"), "stands" if len(cases) == 1 else "stand"
        text = f"{capital(many)} {stands} at the day of the first report, as no claim gives a day."
        yield frame(text, len(cases), claims=_keys(cases), events=_ids(cases))


def _stale(context: Context) -> Iterator[Sentence]:
    states = [state for state in context.material.states if state.stale and state.status != "unknown"]
    if states:
        keys = [claim.telling.key for state in states for claim in state.claims_for]
        text = (
            f"Of {count(len(states), 'settlement')} the last claim on who holds "
            f"{'it' if len(states) == 1 else 'them'} is too old to be relied on."
        )
        yield frame(text, len(states), claims=keys)


def _waiting(context: Context) -> Iterator[Sentence]:
    waiting = context.material.waiting
    if waiting:
        yield frame(f"{capital(count(waiting, 'report'))} {be(waiting)} not weighed yet, and not in here.", waiting)


def _keys(cases: Iterable[WeighedCase]) -> tuple[str, ...]:
    return tuple(telling.key for case in cases for telling in case.tellings)


def _ids(cases: Iterable[WeighedCase]) -> tuple[str, ...]:
    return tuple(case.event.id for case in cases)
