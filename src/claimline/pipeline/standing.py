"""What stands now: who holds what, and what became of each voice's claims, kept up to date by what is weighed.

What follows for a place follows from the tellings that name it and from where their words come from, and from nothing
else. Whoever has made it once therefore makes it anew only for the places of reports that weighing changed meanwhile:
the result is that of `Picture` at every moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from claimline.model import Telling
from claimline.model.control import ControlState, WiderClaim
from claimline.model.weighed import TrackRecord
from claimline.pipeline.asof import origins

if TYPE_CHECKING:
    from claimline.ledger import Look, Wanted
    from claimline.weighing.records.track import PlaceEntries

_AT_ONCE = 2000  # tellings, or tellings of the places that are worked out, between two pauses
Pause = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """The picture of control, and the track records, of one moment; nothing of it is ever changed.

    turn: of weighing (`Look.turn`). on, known: ISO days, those of `picture(ledger)`. told: tellings by the key of their
    report. origins: of reports by their refs. named: which reports name a place. wide, wider: claims on control of more
    than a settlement, by report, and all of them in order. entries: what the records are made of, by place.
    """

    turn: int
    on: str
    known: str
    told: Mapping[int, tuple[Telling, ...]] = field(repr=False)
    origins: Mapping[str, str] = field(repr=False)
    named: Mapping[str, frozenset[int]] = field(repr=False)
    states: Mapping[str, ControlState] = field(repr=False)
    wide: Mapping[int, tuple[WiderClaim, ...]] = field(repr=False)
    wider: tuple[WiderClaim, ...] = field(repr=False)
    entries: Mapping[str, PlaceEntries] = field(repr=False)
    records: tuple[TrackRecord, ...] = field(repr=False)

    def tellings(self, places: Iterable[str]) -> tuple[Telling, ...]:
        """All that name one of the places, on control and whatever else bears on it."""
        reports = sorted({key for place in places for key in self.named.get(place, ())})
        wanted = set(places)
        return tuple(t for key in reports for t in self.told[key] if any(spot.id in wanted for spot in t.places))

    def everything(self) -> tuple[Telling, ...]:
        return tuple(telling for some in self.told.values() for telling in some)


def stand(look: Look, days: tuple[str, str], pause: Pause = lambda: None) -> Standing:
    """All of it, from the beginning. days: on, known; pause: is called between two pieces of work."""
    told: dict[int, list[Telling]] = {}
    turn = look.turn()
    for some in _some(sorted(look.keys(_wanted())), _AT_ONCE):
        for key, telling in look.tellings(some).items():
            told.setdefault(_report_of(key), []).append(telling)
        pause()
    sources: dict[str, str] = {}
    kept = {key: tuple(some) for key, some in told.items()}
    for keys in _some(list(kept), _AT_ONCE):
        sources.update(origins(look, [telling for key in keys for telling in kept[key]], days[1]))
        pause()
    named: dict[str, set[int]] = {}
    for key, some_told in kept.items():
        for place in _places(some_told):
            named.setdefault(place, set()).add(key)
    frozen = {place: frozenset(keys) for place, keys in named.items()}
    wide = _wide(kept, days)
    return _worked_out(Standing(turn, *days, kept, sources, frozen, {}, wide, _in_order(wide), {}, ()), frozen, pause)


def follow(look: Look, before: Standing, days: tuple[str, str], pause: Pause = lambda: None) -> Standing:
    """What stands now, after what stood before. The same as `stand`, in less time where less was changed."""
    changed = look.changed_since(before.turn)
    if changed is None:
        return stand(look, days, pause)
    turn, now = look.turn(), look.told_by(changed)
    told, sources, named, wide = dict(before.told), dict(before.origins), dict(before.named), dict(before.wide)
    touched: set[str] = set()
    for key in changed:
        had = told.pop(key, ())
        wide.pop(key, None)
        has = tuple(telling for _, telling in sorted(now.get(key, {}).items()) if _bears(telling))
        if has:
            told[key] = has
        for ref in {telling.report for telling in had}:
            sources.pop(ref, None)
        gone, there = _places(had), _places(has)
        touched |= gone | there
        for place in gone - there:
            named[place] = named[place] - {key}
        for place in there - gone:
            named[place] = named.get(place, frozenset()) | {key}
    sources.update(origins(look, [telling for key in changed for telling in told.get(key, ())], days[1]))
    wide.update(_wide({key: told[key] for key in changed & told.keys()}, days))
    since = replace(before, turn=turn, on=days[0], known=days[1], told=told, origins=sources, named=named, wide=wide)
    if before.wide.keys() & changed or wide.keys() & changed:
        since = replace(since, wider=_in_order(wide))
    low, high = sorted((days[0], before.on))
    if low != high:  # what was told of the days between them counts now, or does no longer
        touched |= _places(t for t in since.everything() if t.first_day and low < t.first_day <= high)
    return _worked_out(since, touched, pause)


def work(look: Look, before: Standing) -> int:
    """How many tellings would have to be looked at to follow; a very high number where it is all of them."""
    changed = look.changed_since(before.turn)
    if changed is None:
        return 1 << 30
    places = {place for key in changed for place in _places(before.told.get(key, ()))}
    return len(changed) + sum(len(before.named.get(place, ())) for place in places)


def _worked_out(since: Standing, touched: Collection[str], pause: Pause) -> Standing:
    """`since` with what follows for the places that were touched, and another day, if it is one, for the others."""
    from claimline.picturing.control import ControlConfig, aged, control
    from claimline.weighing.records.track import entries

    config = ControlConfig(since.on, since.known)
    states, entered = dict(since.states), dict(since.entries)
    voices: set[str] = set()
    for places in _portions(since, sorted(touched)):
        told = since.tellings(places)
        for place in places:
            states.pop(place, None)
            voices |= _voices(entered.pop(place, None))
        states.update((state.place, state) for state in control(told, config, since.origins, places))
        found = entries(told, since.origins, since.on, since.known)
        entered.update((place, found[place]) for place in places & found.keys())
        voices |= {voice for place in places for voice in _voices(entered.get(place))}
        pause()
    return replace(
        since,
        states={place: aged(states[place], config) for place in sorted(states)},
        entries=entered,
        records=_records(since.records, entered.values(), voices),
    )


def _records(
    before: Iterable[TrackRecord], entered: Iterable[PlaceEntries], voices: Collection[str]
) -> tuple[TrackRecord, ...]:
    """The records with those of these voices made anew."""
    from claimline.weighing.records.track import recorded

    theirs = (replace(one, entries=tuple(e for e in one.entries if e.voice in voices)) for one in entered)
    every = [record for record in before if record.voice not in voices]
    every += recorded(one for one in theirs if one.entries)
    return tuple(sorted(every, key=lambda record: (record.name.casefold(), record.voice)))


def _voices(found: PlaceEntries | None) -> set[str]:
    return {entry.voice for entry in found.entries} if found else set()


def _portions(since: Standing, places: Iterable[str]) -> Iterator[frozenset[str]]:
    """The places, some at a time: so many that there is not much of them to look at."""
    some: set[str] = set()
    size = 0
    for place in places:
        some.add(place)
        size += len(since.named.get(place, ()))
        if size >= _AT_ONCE:
            yield frozenset(some)
            some, size = set(), 0
    if some:
        yield frozenset(some)


def _wide(told: Mapping[int, Sequence[Telling]], days: tuple[str, str]) -> dict[int, tuple[WiderClaim, ...]]:
    from claimline.picturing.control import ControlConfig, wider

    config = ControlConfig(*days)
    found = ((key, wider(some, config)) for key, some in told.items())
    return {key: claims for key, claims in found if claims}


def _in_order(wide: Mapping[int, tuple[WiderClaim, ...]]) -> tuple[WiderClaim, ...]:
    every = (claim for some in wide.values() for claim in some)
    return tuple(sorted(every, key=lambda w: (w.telling.known, w.telling.key, w.spot.id or w.spot.name)))


def _places(told: Iterable[Telling]) -> set[str]:
    return {spot.id for telling in told for spot in telling.places if spot.id}


def _wanted() -> Wanted:
    from claimline.ledger import Wanted

    return Wanted(kinds=tuple(sorted(_kinds())))


def _bears(telling: Telling) -> bool:
    return any(telling.kind == kind or telling.kind.startswith(f"{kind}.") for kind in _kinds())


@cache
def _kinds() -> frozenset[str]:
    """Kinds and families that control or the records follow from."""
    from claimline.picturing.control import default_rules
    from claimline.weighing.records import KINDS

    return frozenset((*default_rules().kinds, *KINDS))


def _report_of(key: int) -> int:
    from claimline.ledger.rows import CLAIMS_PER_REPORT

    return key // CLAIMS_PER_REPORT


def _some(keys: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for at in range(0, len(keys), size):
        yield keys[at : at + size]
