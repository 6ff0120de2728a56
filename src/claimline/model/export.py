"""What leaves the ledger in an export: reports with their claims, events, days of control. What formats are made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimline.model.control import ControlState
from claimline.model.event import Event
from claimline.model.record import Record
from claimline.model.report import Report
from claimline.model.telling import Telling
from claimline.model.weighed import Grade, Weighed


@dataclass(frozen=True, slots=True)
class Within:
    """The names of what holds a place: district, region, country; None where the gazetteer names none."""

    district: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ExportEvent:
    """An event with its tellings, the earliest known first, and what weighing makes of them."""

    event: Event
    tellings: tuple[Telling, ...]
    weighed: Weighed
    within: Within = field(default_factory=Within)


@dataclass(frozen=True, slots=True)
class ExportClaim:
    """A claim of one report, as its record tells it.

    record: with what people set by hand, and then with `review` and `fixed`. first_seen: ISO moment (UTC) at which a
    reading first gave it. event: what it is about, and grade: that of this claim in it; both None where it was not
    weighed.
    """

    record: Record
    first_seen: str
    event: Event | None = None
    grade: Grade | None = None

    @property
    def status(self) -> str:
        """What people decided about it: accepted, fixed, or open where nobody did."""
        return str(self.record.get("review", {}).get("status", "open"))


@dataclass(frozen=True, slots=True)
class ExportReport:
    """A report with those of its claims that leave, in the order of its text.

    ref: its name that is its own in every ledger. known: the ISO day of its publication, or on which it came in.
    added_at: ISO moment (UTC).
    """

    ref: str
    report: Report
    known: str
    added_at: str
    claims: tuple[ExportClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportDay:
    """Who holds what on one ISO day, as known on another: a state for each settlement that a claim on control names."""

    on: str
    known: str
    states: tuple[ControlState, ...]
