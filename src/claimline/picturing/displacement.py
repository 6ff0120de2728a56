"""People on the move: flows, summed by direction, and stocks, of which only the latest of each voice is shown.

A flow is a movement within a period (fled, evacuated, returned); a stock is how many were displaced at a place on a
day. The two are never added, and stocks are not even added to each other: a region's holds its towns'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from claimline.model.telling import Spot, Telling
from claimline.model.toll import Bounds, Measure, Scope, Stock, Tally
from claimline.picturing.tolls import Case, Count, Family, tally, words
from claimline.picturing.tolls.counting import accident, bounds_of, days_told, running, standing
from claimline.picturing.tolls.scope import event_spots, known_tellings, lies_in, narrowest
from claimline.picturing.tolls.tally import voice_of

FAMILY = "displacement"
STOCK = "displacement.stock"
UNITS = ("people", "households")
#: So many do not move in one day: without a day they are a movement over weeks.
MOST_AT_ONCE = 100_000
_MOVED = ("displaced", "evacuated", "people")
_FLOWS = ("fled", "evacuated", "returned")


def flows(cases: Iterable[Case], scope: Scope, origins: Mapping[str, str] | None = None) -> Tally:
    """Movements out of, into and within the places of a scope; "anywhere" where it names none."""

    def counts(telling: Telling) -> Sequence[Count]:
        return _counts(telling, scope)

    def spots(telling: Telling) -> tuple[Spot, ...]:
        return _spots(telling, scope)

    moving = ((event, [t for t in told if t.kind != STOCK]) for event, told in cases)
    return tally(moving, scope, Family(frozenset({FAMILY}), counts, losses=False), origins, spots)


def _counts(telling: Telling, scope: Scope) -> tuple[Count, ...]:
    """The first full number of each unit: what follows is most often a part of it."""
    first: dict[str, Count] = {}
    for seen in words.figures_in(telling):
        figure, bounds = seen.figure, bounds_of(seen.figure)
        if bounds is None or not _counted(seen):
            continue
        apart = accident(telling) or running(telling, seen, MOST_AT_ONCE)
        measure = Measure(_what(telling), _direction(telling, scope), figure.unit)
        count = Count(measure, bounds, figure.text, figure.replaces, words.adds(seen), apart)
        if figure.unit not in first or (count.revises and not first[figure.unit].revises):
            first[figure.unit] = count
    return tuple(first.values())


def _what(telling: Telling) -> str:
    sub = telling.kind.partition(".")[2]
    return sub if sub in _FLOWS else "displaced"


def _direction(telling: Telling, scope: Scope) -> str:
    if not scope.places:
        return "anywhere"
    came, went = _any_in(telling, "from", scope), _any_in(telling, "to", scope)
    if came and went:
        return "within"
    return "out of" if came else "into" if went else "not said"


def _any_in(telling: Telling, role: str, scope: Scope) -> bool:
    return any(spot.role == role and lies_in(spot, scope.places) for spot in telling.places)


def _spots(telling: Telling, scope: Scope) -> tuple[Spot, ...]:
    """The end of the way that the scope is asked about: from, else to, else where it was; else all that is named."""
    for role in ("from", "to", "at"):
        if not scope.places or _any_in(telling, role, scope):
            found = narrowest([spot for spot in telling.places if spot.role == role])
            if found:
                return found
    return narrowest(telling.places)


def stocks(cases: Iterable[Case], scope: Scope, origins: Mapping[str, str] | None = None) -> tuple[Stock, ...]:
    """The latest stock by each voice for each place of the scope, on a day of its period; never added up."""
    found: dict[object, list[Stock]] = {}
    for event, told in cases:
        for telling in known_tellings(told, scope):
            stock = _stock(telling, event.id, (origins or {}).get(telling.report, telling.report))
            if stock is None or not _wanted(telling, stock, scope):
                continue
            whose = (stock.speaker or telling.outlet or "").casefold()
            found.setdefault((stock.voice, whose, stock.place_id or stock.place, stock.unit), []).append(stock)
    latest = [_latest(group) for group in found.values()]
    holders = _holders(cases_tellings(cases, scope), latest)
    listed = [replace(stock, inside=holders.get(stock.key, ())) for stock in latest]
    return tuple(sorted(listed, key=lambda stock: (stock.day, stock.known, stock.key)))


def cases_tellings(cases: Iterable[Case], scope: Scope) -> dict[str, Telling]:
    """All known tellings by key."""
    return {telling.key: telling for _, told in cases for telling in known_tellings(told, scope)}


def _stock(telling: Telling, event: str, origin: str) -> Stock | None:
    """The number of a telling of a stock; None where it is none, gives none, or does not count."""
    if telling.kind != STOCK or standing(telling) or accident(telling):
        return None
    numbers = [(s.figure, b) for s in words.figures_in(telling) if _counted(s) and (b := bounds_of(s.figure))]
    if not numbers:
        return None
    figure, bounds = numbers[0]
    spots = event_spots(telling)
    dated = days_told(telling) > 0
    return Stock(
        key=telling.key,
        event=event,
        place_id=spots[0].id if len(spots) == 1 else None,
        place=", ".join(spot.name for spot in spots),
        day=telling.last_day or telling.known if dated else telling.known,
        dated=dated,
        unit=figure.unit,
        bounds=Bounds(bounds.low, bounds.high, bounds.open),
        voice=voice_of(telling),
        speaker=telling.speaker.name if telling.speaker else None,
        origin=origin,
        known=telling.known,
        text=telling.text,
    )


def _counted(seen: words.Seen) -> bool:
    figure = seen.figure
    moved = figure.of in _MOVED and figure.unit in UNITS
    return moved and not words.is_part(seen) and not words.counts_harmed(seen)


def _wanted(telling: Telling, stock: Stock, scope: Scope) -> bool:
    if (scope.last is not None and stock.day > scope.last) or (scope.since is not None and stock.day < scope.since):
        return False
    return not scope.places or any(lies_in(spot, scope.places) for spot in event_spots(telling))


def _latest(group: Sequence[Stock]) -> Stock:
    order = sorted(group, key=lambda stock: (stock.day, stock.known, stock.key))
    return replace(order[-1], earlier=tuple(stock.key for stock in order[:-1]))


def _holders(tellings: Mapping[str, Telling], latest: Sequence[Stock]) -> dict[str, tuple[str, ...]]:
    """For each stock the names of the places in the list that hold its place."""
    names = {stock.place_id: stock.place for stock in latest if stock.place_id}
    found = {}
    for stock in latest:
        spots = event_spots(tellings[stock.key]) if stock.place_id else ()
        found[stock.key] = tuple(names[i] for spot in spots for i in spot.inside if i in names)
    return found
