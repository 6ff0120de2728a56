"""The picture: what followed from the ledger on one day, as known on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from claimline.model import Telling
from claimline.model.control import ControlChange, ControlState, ControlStep, WiderClaim
from claimline.model.coverage import Coverage, Gap, ReportSeen
from claimline.model.event import Event
from claimline.model.story import Story
from claimline.model.toll import AidPicture, People, Scope
from claimline.model.weighed import Grade, TrackRecord, Weighed
from claimline.pipeline.asked import Place, place_asked, rules_asked, tellings_asked
from claimline.pipeline.asof import Case, cases, origins, story, tellings

if TYPE_CHECKING:
    from claimline.ledger import Ledger, Look, Wanted
    from claimline.ledger.scopes import Report
    from claimline.picturing.control import ControlConfig, Rules

_PEOPLE = ("casualties", "displacement", "damage")
_STOCK = "displacement.stock"
_HABITABLE = "0002"  # the year one has no days before it
_HABITS = 90  # days before an outlet's last report: more than it is judged by (`CoverageConfig.history`)


@dataclass(frozen=True, slots=True)
class OfControl:
    """What pictures of control are made from. places: the settlements that are asked for, None for all.

    A claim that names one of them may name others as well; of these not all claims are here, and no state is told.
    """

    config: ControlConfig
    told: tuple[Telling, ...]
    origins: Mapping[str, str]
    places: frozenset[str] | None


class Picture:
    """Looks at a weighed ledger. `on`, `known`: ISO days.

    on: the last day that is pictured. known: only what was known on this day counts; nothing that was learnt later
    changes which claims are grouped, where they came from, or how they are graded.

    Where a method takes `place`, that is one place by its id or name, and `area` a region, district or country with all
    that lies in it; with neither the picture is of everywhere. `since` and `until` are ISO days, inclusive. All raise
    NotFound for a place that the ledger does not know, or knows several of, and LedgerError where nothing was weighed.
    """

    def __init__(self, ledger: Ledger, on: str, known: str) -> None:
        self._ledger, self.on, self.known = ledger, on, known

    def __repr__(self) -> str:
        return f"Picture(on={self.on!r}, known={self.known!r})"

    @property
    def waiting(self) -> int:
        """How many reports wait to be weighed, and are in no picture."""
        return self._ledger.weighing().waiting()

    @property
    def empty(self) -> bool:
        """Whether the ledger has no report at all."""
        with self._ledger.scopes().look() as look:
            return look.last_known() is None

    # Control

    @overload
    def control(
        self, *, place: str | None = ..., area: str | None = ..., rules: Rules | Path | None = ..., since: None = ...
    ) -> tuple[ControlState, ...]: ...

    @overload
    def control(
        self, *, place: str | None = ..., area: str | None = ..., rules: Rules | Path | None = ..., since: str
    ) -> tuple[ControlChange, ...]: ...

    def control(
        self,
        *,
        place: str | None = None,
        area: str | None = None,
        rules: Rules | Path | None = None,
        since: str | None = None,
    ) -> tuple[ControlState, ...] | tuple[ControlChange, ...]:
        """Who holds each settlement; with `since`, those whose state changed after that day."""
        from claimline.picturing.control import changes, control

        found = self._of_control(place, area, rules)
        if since is None:
            return control(found.told, found.config, found.origins, found.places)
        return changes(found.told, found.config, since, found.origins, found.places)

    def control_history(
        self, *, place: str | None = None, area: str | None = None, rules: Rules | Path | None = None
    ) -> tuple[ControlStep, ...]:
        """Every change of state, by place, then by day; reversals are kept."""
        from claimline.picturing.control import history

        found = self._of_control(place, area, rules)
        return history(found.told, found.config, found.places)

    def control_wider(
        self, *, place: str | None = None, area: str | None = None, rules: Rules | Path | None = None
    ) -> tuple[WiderClaim, ...]:
        """Claims on control of districts, regions and areas, which make no settlement's state."""
        from claimline.picturing.control import wider

        found = self._of_control(place, area, rules)
        return wider(found.told, found.config)

    def _of_control(self, place: str | None, area: str | None, rules: Rules | Path | None) -> OfControl:
        from claimline.ledger import Wanted
        from claimline.picturing.control import ControlConfig

        used = rules_asked(rules)
        config = ControlConfig(self.on, self.known, used)
        with self._look() as look:
            where = place_asked(look, place, area)
            told = self._tellings(look, Wanted(where.ids, kinds=tuple(sorted(used.kinds))))
            within = None if where.ids is None else frozenset(where.ids)
            return OfControl(config, told, origins(look, told, self.known), within)

    # People, aid, coverage

    def people(
        self, *, place: str | None = None, area: str | None = None, since: str | None = None, until: str | None = None
    ) -> People:
        """Casualties, displacement and damage."""
        from claimline.picturing.casualties import casualties
        from claimline.picturing.damage import damage
        from claimline.picturing.displacement import flows, stocks

        with self._look() as look:
            where = place_asked(look, place, area)
            scope = where.scope(Scope(since=since, until=until, on=self.on, known=self.known))
            found = self._cases(look, *tellings_asked(where, scope, _PEOPLE, stock=_STOCK))
            sources = origins(look, _tellings(found), self.known)
            gaps = self._gaps(look, where, scope.last, _tellings(found))
        return People(
            scope,
            casualties(found, scope, sources),
            flows(found, scope, sources),
            stocks(found, scope, sources),
            damage(found, scope, sources),
            gaps,
        )

    def aid(
        self, *, place: str | None = None, area: str | None = None, since: str | None = None, until: str | None = None
    ) -> AidPicture:
        """Aid promised, approved, delivered, blocked; an area is asked about as the one that receives."""
        from claimline.ledger import Wanted
        from claimline.picturing.aid import aid

        with self._look() as look:
            where = place_asked(look, place, area)
            scope = where.scope(Scope(since=since, until=until, on=self.on, known=self.known))
            # Who receives is often a party and no place: all of the period's aid is looked at.
            found = self._cases(look, Wanted(None, ("aid",), scope.since, scope.last))
            sources = origins(look, _tellings(found), self.known)
            gaps = self._gaps(look, where, scope.last, _tellings(found))
        return AidPicture(scope, aid(found, scope, sources), gaps)

    def coverage(self, *, outlet: str | None = None, since: str | None = None, until: str | None = None) -> Coverage:
        """Reports of each outlet (or one) by day, and the gaps that its habits do not explain."""
        from claimline.picturing.coverage import coverage

        end = until or self.on
        with self._look() as look:
            seen: Iterable[Report] = look.reports(known=self.known, outlet=outlet)
            if since and since <= end:
                outlets, last = {outlet} if outlet else look.all_outlets(), min(end, self.known)
                days = (date.fromisoformat(end) - date.fromisoformat(since)).days + _HABITS
                seen = look.latest(outlets, until=last, days=days)
                seen += [] if outlet else look.nameless(since=since, until=last)
            reports = [ReportSeen(report.ref, report.outlet, report.known) for report in seen]
        return coverage(reports, since, end, self.known)

    def gaps(self, *, place: str | None = None, area: str | None = None) -> tuple[Gap, ...]:
        """The outlets that told of this place in the weeks before, and have fallen silent: what is not told of it may
        have happened."""
        with self._look() as look:
            return self._gaps(look, place_asked(look, place, area), self.on)

    def _gaps(self, look: Look, where: Place, last: str | None, told: Iterable[Telling] = ()) -> tuple[Gap, ...]:
        """The silences on the day `last` of outlets that told of the place in the weeks before, or of these."""
        from claimline.ledger import Wanted
        from claimline.picturing.coverage import coverage_gaps

        end = min(last or self.on, self.known)
        begin = (date.fromisoformat(end) - timedelta(days=_HABITS)).isoformat() if end > _HABITABLE else None
        outlets = look.outlets(Wanted(where.ids, since=begin, until=end), known=self.known)
        outlets |= {telling.outlet for telling in told if telling.outlet}
        seen = look.latest(outlets, until=end, days=_HABITS)
        reports = [ReportSeen(report.ref, report.outlet, report.known) for report in seen]
        return coverage_gaps(reports, outlets, end, self.known) if reports else ()

    # Events

    def events(
        self,
        *,
        place: str | None = None,
        area: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
    ) -> tuple[Event, ...]:
        """The events of which a claim is about this place and time; `kind`: a kind, or a family with all its kinds."""
        return tuple(event for event, _ in self.cases(place=place, area=area, since=since, until=until, kind=kind))

    def cases(
        self,
        *,
        place: str | None = None,
        area: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
    ) -> tuple[Case, ...]:
        """What `events` gives, each with its tellings."""
        from claimline.ledger import Wanted

        with self._look() as look:
            where = place_asked(look, place, area)
            last = min(day for day in (until, self.on) if day)
            found = self._cases(look, Wanted(where.ids, (kind,) if kind else None, since, last))
        return tuple(case for case in found if kind is None or _is(case[0], kind))

    def event(self, name: str) -> Weighed:
        """An event, weighed: who says what, slot by slot, and the grades with their reasons.

        name: its id, the beginning of one, or an id that it once had. Raises NotFound, for one not yet known then too.
        """
        return self.event_case(name)[1]

    def event_case(self, name: str) -> tuple[Case, Weighed]:
        """What `event` gives, with the event itself and its tellings."""
        from claimline.errors import NotFound
        from claimline.weighing.agreement import weigh

        with self._look() as look:
            event = look.event(name)
            found = cases(look, look.keys_of(event), self.known)
            if not found:
                raise NotFound(f"nothing was known of event {event.id} by {self.known}", then="Give a later --known.")
            # Of what is one event today, several may not have been known to be one.
            shared = {case[0].id: len(set(case[0].members) & set(event.members)) for case in found}
            case = min(found, key=lambda one: (one[0].id != event.id, -shared[one[0].id], one[0].id))
            sources = origins(look, case[1], self.known)
        return case, weigh(case[0], case[1], sources, self.records(), self.known)

    def grades(self, names: Iterable[str]) -> dict[str, Grade]:
        """The best grade of any telling of each event, by the id that it was asked by; none for what nobody knew then.

        Best: the smallest digit (what is said), then the first letter (who says it). Raises NotFound.
        """
        from claimline.weighing.agreement import weigh

        with self._look() as look:
            asked = {name: look.event(name) for name in names}
            keys = {key for event in asked.values() for key in look.keys_of(event)}
            found = cases(look, keys, self.known)
            sources = origins(look, _tellings(found), self.known)
        records = self.records()
        weighed = [weigh(event, told, sources, records, self.known) for event, told in found]
        graded = {told.key: told.grade for one in weighed for told in one.tellings}
        best: dict[str, Grade] = {}
        for name, event in asked.items():
            some = [graded[key] for key in event.members if key in graded]
            if some:
                best[name] = min(some, key=lambda grade: (grade.credibility, grade.reliability))
        return best

    def story(self, *reports: str) -> Story:
        """Which reports have their words from which: the stories of these reports (refs), edges with their reasons."""
        with self._look() as look:
            return story(look, reports, self.known)

    def records(self) -> tuple[TrackRecord, ...]:
        """What became of each speaker's claims on control, counted; in the order of names, never of counts."""
        return self._records

    @cached_property
    def _records(self) -> tuple[TrackRecord, ...]:
        from claimline.ledger import Wanted
        from claimline.weighing.records import KINDS, track_records

        with self._look() as look:
            told = self._tellings(look, Wanted(kinds=KINDS))
            return track_records(told, origins(look, told, self.known), self.on, self.known)

    # What all of them ask

    @contextmanager
    def _look(self) -> Iterator[Look]:
        with self._ledger.scopes().look() as look:
            look.need_weighing()
            yield look

    def _tellings(self, look: Look, wanted: Wanted) -> tuple[Telling, ...]:
        return tellings(look, wanted, self.known)

    def _cases(self, look: Look, *wanted: Wanted) -> tuple[Case, ...]:
        return cases(look, {key for one in wanted for key in look.keys(one)}, self.known, wanted)


def picture(ledger: Ledger, *, on: str | date | None = None, known: str | date | None = None) -> Picture:
    """What followed from the ledger on the day `on`, as known on the day `known` (ISO 8601, or dates).

    Without `known` all that is known counts. Without `on` the picture is of the day `known`, or of the ledger's last
    report. Raises DateError for what is no day, LedgerError where nothing was weighed yet. A ledger without reports has
    empty pictures.
    """
    from claimline.intake import parse_date

    def day(given: str | date | None) -> str | None:
        return (parse_date(given) if isinstance(given, str) else given).isoformat() if given is not None else None

    with ledger.scopes().look() as look:
        look.need_weighing()
        reported, decided = look.last_known() or date.min.isoformat(), look.last_decided() or ""
    return Picture(ledger, day(on) or day(known) or reported, day(known) or max(reported, decided))


def _tellings(found: Iterable[Case]) -> list[Telling]:
    return [telling for _, told in found for telling in told]


def _is(event: Event, kind: str) -> bool:
    return kind in (event.kind, event.family)
