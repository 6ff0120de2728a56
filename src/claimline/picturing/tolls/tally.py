"""From events with their tellings to tolls and totals: a pure function of the set of cases, the same in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from claimline.model.event import Event
from claimline.model.telling import Spot, Telling
from claimline.model.toll import Apart, Bounds, Line, Measure, Scope, Tally, Toll, Voice
from claimline.picturing.tolls import words
from claimline.picturing.tolls.counting import Case, Count, Family, excused
from claimline.picturing.tolls.replacing import Heard, settle, voices_of, widest
from claimline.picturing.tolls.scope import When, event_spots, in_place, in_time, known_tellings, place_names, when
from claimline.picturing.tolls.totals import totals_of

_PLACES = "some of its places lie outside"
#: An event that may have been at any time within more days than this is in no period that does not hold them all.
LONGEST_VAGUE = 31
#: An area of at most this radius is one town with what lies about it.
TOWN_KM = 20
_DAYS = "some of its days lie outside"
Spots = Callable[[Telling], Sequence[Spot]]
_Key = TypeVar("_Key")


@dataclass(slots=True)
class _Found:
    tolls: list[Toll] = field(default_factory=list)
    running: list[tuple[str, Apart]] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    unnumbered: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    wider: list[str] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An event as the scope sees it."""

    event: Event
    tellings: tuple[Telling, ...]
    days: When
    places: tuple[str, ...]
    partly: str


def tally(
    cases: Iterable[Case],
    scope: Scope,
    family: Family,
    origins: Mapping[str, str] | None = None,
    spots: Spots = event_spots,
) -> Tally:
    """All tolls and totals of a family within a scope.

    cases: events with their tellings. Only tellings of the family count, but all of an event say where and when it was.
    origins: ref of a report to the id of its origin; a report that is not in it is its own. spots: where a telling
    happened.
    """
    found = _Found()
    chosen = {event.id: (event, told) for event, told in cases}
    for event_id in sorted(chosen):
        _case(*chosen[event_id], scope, _Work(family, origins or {}, spots, found))
    found.tolls.sort(key=lambda toll: (toll.first_day, toll.last_day, toll.keys))
    return Tally(
        totals=totals_of(found.tolls),
        tolls=tuple(found.tolls),
        running=_latest(found.running),
        apart=tuple(sorted(found.apart, key=_apart_order)),
        unnumbered=tuple(sorted(found.unnumbered)),
        undated=tuple(sorted(found.undated)),
        wider=tuple(sorted(found.wider)),
        vague=tuple(sorted(found.vague)),
    )


@dataclass(frozen=True, slots=True)
class _Work:
    family: Family
    origins: Mapping[str, str]
    spots: Spots
    found: _Found


def _case(event: Event, told: Sequence[Telling], scope: Scope, work: _Work) -> None:
    tellings = known_tellings(told, scope)
    if not any(telling.family in work.family.names for telling in tellings):
        return
    days, placed = when(tellings), in_place(tellings, scope, work.spots)
    timely = in_time(days, scope)
    if timely == "out" or placed == "out":
        return
    if placed == "wider":
        work.found.wider.append(event.id)
        return
    if timely == "partly" and days.length > LONGEST_VAGUE:
        work.found.vague.append(event.id)
        return
    partly = "; ".join(why for why, so in ((_PLACES, placed == "partly"), (_DAYS, timely == "partly")) if so)
    seen = _Seen(event, tellings, days, place_names(tellings, work.spots), partly)
    by_measure = _lines(seen, work)
    for measure, heard in by_measure.items():
        work.found.tolls.append(_toll(seen, measure, heard))
    if by_measure and not days.dated:
        work.found.undated.append(event.id)


def _lines(seen: _Seen, work: _Work) -> dict[Measure, list[Heard]]:
    """The lines of an event by measure; what does not count goes to where it belongs."""
    by_measure: dict[Measure, list[Heard]] = {}
    told_apart, plain = False, False
    single = any(words.single(telling) for telling in seen.tellings)
    settled = any(_is_town(spot) for telling in seen.tellings for spot in telling.places)
    highest = _highest(seen, work.family)
    for telling in seen.tellings:
        if telling.family not in work.family.names:
            continue
        origin = work.origins.get(telling.report, telling.report)
        standing = work.family.standing(telling)
        counts = work.family.counts(telling)
        plain = plain or (standing is None and not counts)
        for count in counts:
            line = _line(telling, count, origin, work.family)
            told = highest.get(count.measure.what, 0.0)
            grown = excused(count.apart, single=single, settled=settled, number=count.bounds.high, told=told)
            apart = standing or (None if grown else count.apart)
            if apart is None:
                by_measure.setdefault(count.measure, []).append(Heard(line, voices_of(telling, origin), count.part))
                continue
            told_apart = True
            entry = Apart(line, seen.event.id, *apart, seen.places, _day_of(telling))
            if apart[0] == "running" and count.part:
                continue  # a part of the number that is listed
            if apart[0] == "running":
                work.found.running.append((_whose(telling), entry))
            else:
                work.found.apart.append(entry)
    if plain and not by_measure and not told_apart:
        work.found.unnumbered.append(seen.event.id)
    return by_measure


def _is_town(spot: Spot) -> bool:
    """Whether a place is a settlement, or a spot in or about one ("the market of X")."""
    return spot.precision == "settlement" or (spot.precision == "area" and 0 < (spot.radius_km or 0) <= TOWN_KM)


def _highest(seen: _Seen, family: Family) -> dict[str, float]:
    """For each thing counted the highest number that counts whatever else is told of the event."""
    found: dict[str, float] = {}
    for telling in seen.tellings:
        if telling.family in family.names and family.standing(telling) is None:
            for count in family.counts(telling):
                if count.apart is None:
                    found[count.measure.what] = max(found.get(count.measure.what, 0.0), count.bounds.high)
    return found


def _line(telling: Telling, count: Count, origin: str, family: Family) -> Line:
    return Line(
        key=telling.key,
        measure=count.measure,
        bounds=count.bounds,
        voice=voice_of(telling),
        speaker=telling.speaker.name if telling.speaker else None,
        origin=origin,
        known=telling.known,
        text=telling.text,
        about_other=family.losses and about_other(telling, count.measure),
        revises=count.revises,
    )


def voice_of(telling: Telling) -> Voice:
    """Whose word it is: a side's, somebody's who speaks for none, or the outlet's own."""
    if telling.speaker is None:
        return Voice("outlet")
    return Voice("side", telling.speaker.side) if telling.speaker.side else Voice("other")


def about_other(telling: Telling, measure: Measure) -> bool:
    """Whether a side speaks of another side's losses, or of losses that it says it inflicted on nobody named.

    Civilians that a side says it harmed itself are no claim of success, and count as anybody's word.
    """
    side = telling.speaker.side if telling.speaker else None
    if side is None:
        return False
    target = telling.target.side if telling.target else None
    if target is not None:
        return target != side
    return telling.actor is not None and telling.actor.side == side and measure.of != "civilians"


def _toll(seen: _Seen, measure: Measure, heard: Sequence[Heard]) -> Toll:
    lines, replaced = settle(heard)
    own = [line for line in lines if not line.about_other]
    other = [line for line in lines if line.about_other]
    return Toll(
        event=seen.event.id,
        measure=measure,
        first_day=seen.days.first,
        last_day=seen.days.last,
        dated=seen.days.dated,
        places=seen.places,
        bounds=Bounds(*widest(own)) if own else None,
        by_voice=_ranges(own, lambda line: line.voice),
        by_other=_ranges(other, lambda line: line.voice),
        by_origin=_ranges(lines, lambda line: line.origin),
        lines=lines,
        replaced=replaced,
        partly=seen.partly,
    )


def _ranges(lines: Iterable[Line], key: Callable[[Line], _Key]) -> tuple[tuple[_Key, Bounds], ...]:
    """The range of each group, in the order of the tellings' keys."""
    groups: dict[_Key, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return tuple((name, Bounds(*widest(group))) for name, group in groups.items())


def _latest(running: Iterable[tuple[str, Apart]]) -> tuple[Apart, ...]:
    """Of each voice's totals over time for a place the latest one, since each holds those before it."""
    latest: dict[object, Apart] = {}
    for whose, entry in sorted(running, key=lambda pair: _apart_order(pair[1])):
        latest[(whose, entry.line.voice, entry.line.measure, entry.places)] = entry
    return tuple(sorted(latest.values(), key=_apart_order))


def _day_of(telling: Telling) -> str:
    """The day that a total over time goes up to: never after the report."""
    return min(telling.last_day or telling.known, telling.known)


def _whose(telling: Telling) -> str:
    """Who goes on counting: the speaker, else the outlet; reports that name no outlet are taken together."""
    return (telling.speaker.name if telling.speaker else telling.outlet or "").casefold()


def _apart_order(entry: Apart) -> tuple[object, ...]:
    line = entry.line
    return entry.day, line.known, line.key, line.measure.what, line.measure.of, line.bounds.high, line.bounds.low
