"""Coverage: which outlet reported how often on which day, and where it fell silent."""

from __future__ import annotations

from dataclasses import dataclass

from claimline.model.place import Part


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A report, with or without claims. ref: its name in the ledger. known: ISO day of known time, as in `Telling`."""

    ref: str
    outlet: str | None
    known: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence of an outlet that its habits do not explain: a gap in what we can see, not calm.

    since: ISO day, the first day without a report. until: the last one; `ongoing` where the outlet has not come back.
    days: length. expected: days with a report that its habits would have given. chance: probability of such a silence
    under them, by `parts`, each with its reason.
    """

    outlet: str
    since: str
    until: str
    ongoing: bool
    days: int
    expected: float
    chance: float
    parts: tuple[Part, ...]
    last_report: str


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """One outlet over a period. first, last: ISO days of its first and last known report, of all time.

    by_day: pairs of an ISO day and the number of reports, days with none left out. judged: False where too little is
    known of its habits to call a silence a gap; `why` says so.
    """

    outlet: str
    first: str
    last: str
    reports: int
    days_active: int
    by_day: tuple[tuple[str, int], ...]
    gaps: tuple[Gap, ...]
    judged: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All outlets over a period: since, until are ISO days, inclusive.

    nameless: reports that name no outlet; nobody's silence can be seen in them.
    """

    since: str | None
    until: str | None
    known: str | None
    outlets: tuple[OutletCoverage, ...]
    nameless: int = 0

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for outlet in self.outlets for gap in outlet.gaps)
