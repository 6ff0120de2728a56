"""Each outlet's reports by day, and its gaps, from all reports that were known (not only those with claims)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from claimline.model.coverage import Coverage, Gap, OutletCoverage, ReportSeen
from claimline.picturing.coverage.silence import CoverageConfig, habits, silence

_DEFAULT = CoverageConfig()
_DAY, _YEAR = timedelta(days=1), timedelta(days=366)
_LAST = date.max - _DAY  # that has a day after it


@dataclass(frozen=True, slots=True)
class _Outlet:
    """name: as most of its reports write it. days: how many reports on each day."""

    name: str
    days: Counter[date]


def coverage(
    reports: Iterable[ReportSeen],
    since: str | None = None,
    until: str | None = None,
    known: str | None = None,
    config: CoverageConfig = _DEFAULT,
) -> Coverage:
    """All outlets over a period, those with the earliest first report first.

    since, until: ISO days, inclusive; habits are judged by earlier days too. Without `until` the period ends with
    `known`, or with the last day of any report: never with today. known: reports known later do not exist.
    """
    seen = _known(reports, known)
    end = _end(seen, until, known)
    named = [report for report in seen if report.outlet and report.outlet.strip()]
    begin = date.fromisoformat(since) if since else None
    found = ((o, tuple(_gaps(o, (begin, end), config))) for o in _outlets(named, end)) if end else ()
    return Coverage(
        since=since,
        until=end.isoformat() if end else until,
        known=known,
        outlets=tuple(
            _covered(outlet, gaps, (since, end), config)
            for outlet, gaps in found
            if end and (begin is None or max(outlet.days) >= begin or gaps)
        ),
        nameless=sum(_within(r.known, since, end) for r in seen if not (r.outlet and r.outlet.strip())),
    )


def coverage_gaps(
    reports: Iterable[ReportSeen],
    outlets: Collection[str] | None = None,
    on: str | None = None,
    known: str | None = None,
    config: CoverageConfig = _DEFAULT,
) -> tuple[Gap, ...]:
    """The silences that go on at the end of the day `on`, of some outlets or all: what a picture of that day must say.

    Without `on`, the day is `known`, or the last day of any report.
    """
    wanted = None if outlets is None else {_same(name) for name in outlets}
    everything = coverage(reports, until=on, known=known, config=config)
    return tuple(g for g in everything.gaps if g.ongoing and (wanted is None or _same(g.outlet) in wanted))


def _known(reports: Iterable[ReportSeen], known: str | None) -> tuple[ReportSeen, ...]:
    """Each report once, by ref."""
    kept = {report.ref: report for report in reports if known is None or report.known <= known}
    return tuple(kept[ref] for ref in sorted(kept))


def _end(seen: Sequence[ReportSeen], until: str | None, known: str | None) -> date | None:
    """The last day that can be judged: nothing is known after `known`, and a year after the last report of all nobody
    is silent any more: the reports have ended."""
    asked = [date.fromisoformat(day) for day in (until, known) if day]
    if not seen:
        return min(asked, default=None)
    last = min(_LAST, date.fromisoformat(max(report.known for report in seen)))
    return min(*asked, last + min(_YEAR, _LAST - last)) if asked else last


def _within(day: str, since: str | None, end: date | None) -> bool:
    return (since is None or day >= since) and (end is None or day <= end.isoformat())


@lru_cache(maxsize=4096)
def _same(name: str) -> str:
    """One outlet however its name is cased and spaced."""
    return " ".join(name.casefold().split())


def _outlets(named: Iterable[ReportSeen], end: date) -> list[_Outlet]:
    """Every outlet with a report up to `end`, in the order of the first report, then of its ref."""
    names: dict[str, Counter[str]] = {}
    days: dict[str, Counter[date]] = {}
    last = end.isoformat()
    for report in sorted(named, key=lambda r: (r.known, r.ref)):
        if report.known <= last:
            outlet = report.outlet or ""
            key, day = _same(outlet), date.fromisoformat(report.known)
            if key not in names:
                names[key], days[key] = Counter(), Counter()
            names[key][outlet] += 1
            days[key][day] += 1
    return [_Outlet(names[key].most_common(1)[0][0], days[key]) for key in names]


def _covered(
    outlet: _Outlet, gaps: tuple[Gap, ...], period: tuple[str | None, date], config: CoverageConfig
) -> OutletCoverage:
    (since, end), days = period, sorted(outlet.days)
    shown = tuple((day.isoformat(), outlet.days[day]) for day in days if _within(day.isoformat(), since, end))
    why = "" if gaps or habits(outlet.days.keys(), days[0], end + _DAY, config) else _unjudged(config)
    return OutletCoverage(
        outlet=outlet.name,
        first=days[0].isoformat(),
        last=days[-1].isoformat(),
        reports=sum(count for _, count in shown),
        days_active=len(shown),
        by_day=shown,
        gaps=gaps,
        judged=not why,
        why=why,
    )


def _unjudged(config: CoverageConfig) -> str:
    return (
        f"too little is known of its habits: {config.least_active} days with a report within {config.history} days, "
        f"{config.least_days} days after the first, are needed"
    )


def _gaps(outlet: _Outlet, period: tuple[date | None, date], config: CoverageConfig) -> Iterator[Gap]:
    """Every silence between two of its reports, and the one after its last, that is a gap and not over before the
    period."""
    (begin, end), days = period, sorted(outlet.days)
    if len(days) < config.least_active:
        return  # nothing is known of its habits
    active = set(days)
    for before, after in pairwise([*days, end + _DAY]):
        since, until = before + _DAY, after - _DAY
        length = (until - since).days + 1
        if begin is not None and until < begin:
            continue
        known = habits(active, days[0], since, config) if length >= config.shortest else None
        if known is None:
            continue
        found = silence(known, since, until)
        if found.chance < config.limit:
            yield Gap(
                outlet=outlet.name,
                since=since.isoformat(),
                until=until.isoformat(),
                ongoing=until == end,
                days=length,
                expected=round(found.expected, 2),
                chance=found.chance,
                parts=found.parts,
                last_report=before.isoformat(),
            )
