"""What a situation report is written from: all pictures of one area and period, joined, as known on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from claimline.errors import UsageError
from claimline.model import Telling
from claimline.model.control import ControlState
from claimline.model.judgement import Status
from claimline.model.sitrep import Material, WeighedCase
from claimline.model.toll import Scope
from claimline.pipeline.asked import place_asked
from claimline.pipeline.asof import Case, origins
from claimline.pipeline.picture import Picture, picture

if TYPE_CHECKING:
    from claimline.ledger import Ledger


@dataclass(frozen=True, slots=True)
class SitrepAsked:
    """What a report is to be about. area: name or id of a region, district, country or settlement.

    since: ISO day, the first of the period. until: ISO day, its last, and never after `known`; None: the day `known`,
    else the last day that the ledger knows. known: ISO day; nothing that was learnt later is looked at; None: all
    counts. public: whether `ledger` is one that holds only what may be published.
    """

    area: str
    since: str
    until: str | None = None
    known: str | None = None
    public: bool = False


def gather(ledger: Ledger, asked: SitrepAsked) -> Material:
    """Everything that is known of the area and the period.

    Raises NotFound for an area that the ledger does not know, LedgerError where nothing was weighed, UsageError for a
    period that ends before it begins.
    """
    until = min((day for day in (asked.until, asked.known) if day), default=None)
    shown = picture(ledger, on=until, known=asked.known)
    if asked.since > shown.on:
        raise UsageError(f"the period ends on {shown.on}, before it begins", then="Give an earlier --since.")
    where = {"area": asked.area}
    days = {"since": asked.since, "until": shown.on}
    found = Material(
        scope=Scope(),
        cases=(),
        states=shown.control(area=asked.area),
        changes=shown.control(area=asked.area, since=_day_before(asked.since)),
        wider=shown.control_wider(area=asked.area),
        people=shown.people(**where, **days),
        aid=shown.aid(**where, **days),
        waiting=shown.waiting,
        public=asked.public,
    )
    cases = shown.cases(**where, **days)
    return _weighed(
        ledger, shown, _inside(replace(found, scope=found.people.scope, gaps=found.people.gaps)), cases, asked
    )


def _inside(found: Material) -> Material:
    """Without the districts and regions outside of the area that claims on the area name too."""
    places = found.scope.places
    return replace(
        found,
        wider=tuple(w for w in found.wider if w.spot.id is None or places & {w.spot.id, *w.spot.inside}),
    )


def _day_before(day: str) -> str:
    """Changes are those after a day: the period's first day counts among them."""
    from datetime import date, timedelta

    first = date.fromisoformat(day)
    return (first - timedelta(days=1)).isoformat() if first > date.min else day


def _weighed(ledger: Ledger, shown: Picture, found: Material, cases: tuple[Case, ...], asked: SitrepAsked) -> Material:
    from claimline.weighing.agreement import weigh

    records = shown.records() if cases else ()
    with ledger.scopes().look() as look:
        place_asked(look, None, asked.area)
        extra = _aid_cases(shown, found, {event.id for event, _ in cases}, asked)
        told = [*_tellings([*cases, *extra]), *_of_control(found)]
        sources = origins(look, told, shown.known)
        last = min(shown.on, shown.known)
        weighed = tuple(
            WeighedCase(event, tellings, weigh(event, tellings, sources, records, shown.known))
            for event, tellings in (*cases, *extra)
        )
        return replace(
            found,
            cases=weighed,
            sheets=look.sheets(telling.report for telling in told),
            origins=sources,
            opponents=_opponents(_sides(found, weighed), last),
            status=_status(ledger, told, asked),
            watched=look.watched(asked.since, last),
        )


def _aid_cases(shown: Picture, found: Material, seen: set[str], asked: SitrepAsked) -> list[Case]:
    """The events that aid and stocks are counted from and that name no place of the area, or are older."""
    wanted = {toll.event for toll in found.aid.aid.tolls}
    wanted |= {apart.event for apart in found.aid.aid.apart}
    wanted |= {stock.event for stock in found.people.stocks}
    tallies = (found.people.casualties, found.people.flows, found.people.damage)
    wanted |= {toll.event for tally in tallies for toll in tally.tolls}
    wanted |= {apart.event for tally in tallies for apart in (*tally.running, *tally.apart)}
    wanted -= seen
    if not wanted:
        return []
    aid = {case[0].id: case for case in shown.cases(since=asked.since, until=shown.on, kind="aid")}
    older = wanted - aid.keys()
    found_cases = [aid[name] for name in sorted(wanted & aid.keys())]
    return [*found_cases, *(shown.event_case(name)[0] for name in sorted(older))]


def _tellings(found: Iterable[Case]) -> Iterator[Telling]:
    for _, tellings in found:
        yield from tellings


def _of_control(found: Material) -> Iterator[Telling]:
    states: list[ControlState] = [*found.states, *(change.after for change in found.changes)]
    for state in states:
        yield from (one.telling for one in (*state.claims_for, *state.claims_against, *state.listed))
    for change in found.changes:
        yield from (one.telling for step in change.steps for one in step.claims)
    yield from (wider.telling for wider in found.wider)


def _sides(found: Material, weighed: Iterable[WeighedCase]) -> frozenset[str]:
    sides = {side for case in weighed for side in case.event.sides}
    sides |= {telling.side for case in weighed for telling in case.weighed.tellings if telling.side}
    for state in found.states:
        sides |= state.parties | state.left | ({state.by} if state.by else set())
        told = (*state.claims_for, *state.claims_against)
        sides |= {one.telling.speaker.side for one in told if one.telling.speaker and one.telling.speaker.side}
    return frozenset(sides)


def _opponents(sides: frozenset[str], day: str) -> frozenset[frozenset[str]]:
    from claimline.weighing.grading import standing

    pairs = combinations(sorted(sides), 2)
    return frozenset(frozenset(pair) for pair in pairs if standing(*pair, day) == "other")


def _status(ledger: Ledger, told: Iterable[Telling], asked: SitrepAsked) -> dict[str, Status]:
    """What people had decided about these claims by the day asked for, by key; what is open is left out."""
    if asked.public:  # nothing else is in such a ledger, and no judgement either
        return {telling.key: "accepted" for telling in told}
    found = ledger.reviews().status({telling.key for telling in told})
    return {
        key: review.status
        for key, review in found.items()
        if review.status != "open" and review.at is not None and (asked.known is None or review.at[:10] <= asked.known)
    }
