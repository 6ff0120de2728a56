"""The pictures that commands and the desk ask for: people (with damage) and aid of a place or an area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimline.model.coverage import Gap, ReportSeen
from claimline.model.telling import Spot, Telling
from claimline.model.toll import AidPicture, People, Scope
from claimline.picturing import aid as aiding
from claimline.picturing.casualties import casualties
from claimline.picturing.coverage import coverage_gaps
from claimline.picturing.damage import damage
from claimline.picturing.displacement import flows, stocks
from claimline.picturing.tolls import Case
from claimline.picturing.tolls.scope import lies_in

PEOPLE_FAMILIES = frozenset({"casualties", "displacement", "damage"})
AID_FAMILIES = frozenset({aiding.FAMILY})


def people(
    cases: Iterable[Case], scope: Scope, reports: Iterable[ReportSeen] = (), origins: Mapping[str, str] | None = None
) -> People:
    """Casualties, displacement and damage within a scope; a pure function of the sets of cases and reports.

    cases: events of `PEOPLE_FAMILIES` with their tellings (others are passed over); grouped from what was known on
    `scope.known`. reports: every report of the ledger, for the gaps. origins: ref of a report to its origin's id.
    """
    known = list(cases)
    return People(
        scope=scope,
        casualties=casualties(known, scope, origins),
        flows=flows(known, scope, origins),
        stocks=stocks(known, scope, origins),
        damage=damage(known, scope, origins),
        gaps=_gaps(known, scope, reports),
    )


def aid(
    cases: Iterable[Case], scope: Scope, reports: Iterable[ReportSeen] = (), origins: Mapping[str, str] | None = None
) -> AidPicture:
    """Aid within a scope; arguments as for `people`, with events of `AID_FAMILIES`."""
    known = list(cases)
    return AidPicture(scope, aiding.aid(known, scope, origins), _gaps(known, scope, reports))


def _gaps(cases: Sequence[Case], scope: Scope, reports: Iterable[ReportSeen]) -> tuple[Gap, ...]:
    """Silences, at the end of the scope, of the outlets that told of it before."""
    telling = {t.outlet for _, told in cases for t in told if t.outlet and _tells_of(t, scope)}
    return coverage_gaps(reports, outlets=telling, on=scope.last, known=scope.known) if telling else ()


def _tells_of(telling: Telling, scope: Scope) -> bool:
    if scope.known is not None and telling.known > scope.known:
        return False
    return not scope.places or any(_inside(spot, scope) for spot in telling.places)


def _inside(spot: Spot, scope: Scope) -> bool:
    return lies_in(spot, scope.places)
