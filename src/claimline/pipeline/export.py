"""What leaves the ledger, joined: claims with their events, grades and judgements; events weighed; control day by day.

All of it comes piece by piece, in an order that depends on the ledger's content alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from claimline.errors import UsageError
from claimline.model import Telling
from claimline.model.event import Event
from claimline.model.export import ExportClaim, ExportDay, ExportEvent, ExportReport, Within
from claimline.model.weighed import Grade, TrackRecord
from claimline.pipeline.asked import Place, place_asked
from claimline.pipeline.asof import Case, cases, is_now, origins, tellings
from claimline.pipeline.reviewing import judged_records

if TYPE_CHECKING:
    from claimline.ledger import ClaimFilter, Ledger, Look, Wanted
    from claimline.ledger.leaving import Leaving

_AT_ONCE = 200  # events


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """What is to leave: all that are given must hold. Days are ISO days, inclusive.

    kind: a kind, or a family with all its kinds. place: one place by id or name; area: with all that lies in it. known:
    only what was known on this day, as it was grouped and graded then. grades: whether claims carry event and grade.
    """

    kind: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    area: str | None = None
    outlet: str | None = None
    known: str | None = None
    grades: bool = True


class Export:
    """Reads one moment of the ledger; use it inside `opened`. Raises NotFound for a place that the ledger lacks."""

    def __init__(self, look: Look, leaving: Leaving, asked: ExportAsked) -> None:
        self._look, self._leaving, self._asked = look, leaving, asked
        self._known = asked.known or _latest(look)
        self._weighed = asked.grades and look.last_known() is not None
        self._records: tuple[TrackRecord, ...] | None = None

    # Reports and claims

    def reports(self) -> Iterator[ExportReport]:
        """Every report, with or without claims, of the outlet and the days of publication that are asked for."""
        for some in self._leaving.reports(self._filter(), without_claims=True):
            yield from (ExportReport(one.ref, one.report, one.known, one.added_at) for one in some)

    def claims(self) -> Iterator[ExportReport]:
        """The reports that have claims that are asked for, with these; claims that people rejected stay behind."""
        for some in self._leaving.reports(self._filter()):
            verdicts = self._leaving.verdicts({one.key for one in some})
            graded = self._graded({one.key for one in some}) if self._weighed else {}
            for one in some:
                judged = judged_records([r for r, _ in one.claims], verdicts.get(one.key, {}), known=self._asked.known)
                if judged:
                    seen = {record["id"]: moment for record, moment in one.claims}
                    told = tuple(
                        ExportClaim(record, seen[record["id"]], *graded.get((one.ref, record["id"]), (None, None)))
                        for record in judged
                    )
                    yield ExportReport(one.ref, one.report, one.known, one.added_at, told)

    def _filter(self) -> ClaimFilter:
        from claimline.ledger import ClaimFilter

        asked = self._asked
        named: dict[str, Any] = {"kind" if "." in asked.kind else "family": asked.kind} if asked.kind else {}
        where = place_asked(self._look, asked.place, asked.area)
        at: dict[str, Any] = {"area" if asked.area else "place": where.place.id} if where.place else {}
        days: dict[str, Any] = {
            name: date.fromisoformat(day) for name in ("since", "until", "known") if (day := getattr(asked, name))
        }
        return ClaimFilter(outlet=asked.outlet, **named, **at, **days)

    def _graded(self, report_keys: Collection[int]) -> dict[tuple[str, str], tuple[Event, Grade]]:
        """The event and the grade of every telling of these reports, by report (ref) and claim."""
        keys = set(self._leaving.telling_keys(report_keys).values())
        found: dict[tuple[str, str], tuple[Event, Grade]] = {}
        wanted = _OfReports(self._leaving.refs(report_keys))
        for sent in self._weigh(cases(self._look, keys, self._known, [wanted])):
            for telling in sent.weighed.tellings:
                ref, _, claim = telling.key.rpartition(":")
                found[(ref, claim)] = (sent.event, telling.grade)
        return found

    # Events

    def events(self) -> Iterator[ExportEvent]:
        """Events of which a claim is asked for, the first known first. Raises LedgerError where nothing was weighed.

        As of an earlier day they are grouped anew, and then held in memory.
        """
        from claimline.ledger import Wanted

        look, asked = self._look, self._asked
        look.need_weighing()
        where = place_asked(look, asked.place, asked.area)
        scope = Wanted(where.ids, (asked.kind,) if asked.kind else None, asked.since, asked.until)
        keys, chosen = look.keys(scope), Chosen(self._leaving, asked)
        if not is_now(look, self._known):
            yield from self._weigh(case for case in cases(look, keys, self._known, [scope]) if chosen(case))
            return
        order = self._leaving.event_order(keys)
        for start in range(0, len(order), _AT_ONCE):
            members = look.members(order[start : start + _AT_ONCE])
            some = cases(look, {key for told in members.values() for key in told}, self._known)
            yield from self._weigh(case for case in some if chosen(case))

    def _weigh(self, found: Iterable[Case]) -> Iterator[ExportEvent]:
        from claimline.weighing.agreement import weigh

        some = list(found)
        sources = origins(self._look, [telling for _, told in some for telling in told], self._known)
        places = {event.place.id for event, _ in some if event.place and event.place.id}
        within = self._leaving.within(places)
        for event, told in some:
            weighed = weigh(event, told, sources, self._track_records(), self._known)
            held = within.get(event.place.id or "") if event.place else None
            yield ExportEvent(event, told, weighed, held or Within())

    def _track_records(self) -> tuple[TrackRecord, ...]:
        from claimline.ledger import Wanted
        from claimline.weighing.records import KINDS, track_records

        if self._records is None:
            told = self._told(Wanted(kinds=KINDS))
            self._records = track_records(told, origins(self._look, told, self._known), self._known, self._known)
        return self._records

    # Control

    def control(self) -> Iterator[ExportDay]:
        """Who holds what on each day from `since` to `until`; on the last known day where neither is given."""
        from claimline.ledger import Wanted
        from claimline.picturing.control import ControlConfig, control, default_rules

        look, asked = self._look, self._asked
        look.need_weighing()
        where: Place = place_asked(look, asked.place, asked.area)
        told = self._told(Wanted(where.ids, kinds=tuple(sorted(default_rules().kinds))))
        sources = origins(look, told, self._known)
        config = ControlConfig(self._known, self._known)
        for day in _days(asked.since, asked.until, self._known):
            states = control(told, replace(config, on=day), sources)
            mine = states if where.ids is None else [state for state in states if state.place in where.ids]
            yield ExportDay(day, self._known, tuple(mine))

    def _told(self, wanted: Wanted) -> tuple[Telling, ...]:
        return tellings(self._look, wanted, self._known)


@dataclass(frozen=True, slots=True)
class _OfReports:
    """The tellings of some reports, by their refs."""

    refs: frozenset[str]

    def takes(self, telling: Telling) -> bool:
        return telling.report in self.refs


class Chosen:
    """Whether an event has a claim of the outlet that is asked for."""

    def __init__(self, leaving: Leaving, asked: ExportAsked) -> None:
        self._outlet = leaving.folded(asked.outlet) if asked.outlet else None
        self._fold = leaving.folded

    def __call__(self, case: Case) -> bool:
        if self._outlet is None:
            return True
        return any(telling.outlet and self._fold(telling.outlet) == self._outlet for telling in case[1])


@contextmanager
def opened(ledger: Ledger, asked: ExportAsked) -> Iterator[Export]:
    """What leaves this ledger, all of it of one moment. Raises UsageError where the days contradict each other."""
    from claimline.ledger.leaving import Leaving

    last = asked.until
    if asked.since and last and last < asked.since:
        raise UsageError(f"the period ends on {last}, before it begins", then="Give a later --until.")
    with ledger.snapshot() as moment, moment.engine.connect() as connection, moment.scopes().look() as look:
        yield Export(look, Leaving(connection), asked)


def _latest(look: Look) -> str:
    return max(look.last_known() or date.min.isoformat(), look.last_decided() or "")


def _days(since: str | None, until: str | None, known: str) -> Iterator[str]:
    last = date.fromisoformat(until or known)
    day = date.fromisoformat(since) if since else last
    while day <= last:
        yield day.isoformat()
        day += timedelta(days=1)
