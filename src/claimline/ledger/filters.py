"""What a list of claims or reports may be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from claimline.ledger.rows import fold, storable
from claimline.ledger.tables import claim_places, claims, reports

Condition = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """`outlet` is its whole name, in any case; `since` and `until` (inclusive) are days of publication."""

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """All that are given must hold.

    kind: "control.taken"; family: "control", with all its kinds. speaker: part of the name, in any case. outlet: the
    whole name, in any case. place: a gazetteer id ("geonames:706483"), or a name where it has none. since, until
    (inclusive): the days that the claim is about touch them; a claim without a time counts for the day on which its
    report was published, and one without either is left out. report: the report's ref, id, or a unique beginning.
    words: all of them are in evidence, speaker or places, in any order and case; `Kharkiv*` is a beginning.
    """

    kind: str | None = None
    family: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    report: str | None = None
    words: str | None = None
    limit: int | None = None


def report_conditions(filters: ReportFilter) -> list[Condition]:
    wanted: list[Condition] = []
    if filters.outlet is not None:
        wanted.append(reports.c.outlet_folded == fold(filters.outlet))
    if filters.since is not None:
        wanted.append(reports.c.published >= filters.since.isoformat())
    if filters.until is not None:
        wanted.append(reports.c.published <= filters.until.isoformat())
    return wanted


def claim_conditions(filters: ClaimFilter, report_key: int | None) -> list[Condition]:
    """Conditions on `claims`, but for `words`; `report_key` is what `filters.report` was found to be."""
    wanted: list[Condition] = []
    if filters.kind is not None:
        wanted.append(claims.c.kind == storable(filters.kind))
    if filters.family is not None:
        wanted.append(claims.c.family == storable(filters.family))
    if filters.speaker is not None:
        wanted.append(claims.c.speaker_folded.contains(fold(filters.speaker), autoescape=True))
    if filters.outlet is not None:
        of_outlet = select(reports.c.key).where(reports.c.outlet_folded == fold(filters.outlet))
        wanted.append(claims.c.report_key.in_(of_outlet))
    if filters.place is not None:
        named = or_(
            claim_places.c.place_id == storable(filters.place), claim_places.c.name_folded == fold(filters.place)
        )
        wanted.append(claims.c.key.in_(select(claim_places.c.claim_key).where(named)))
    if filters.since is not None:
        wanted.append(claims.c.last_day >= filters.since.isoformat())
    if filters.until is not None:
        wanted.append(claims.c.first_day <= filters.until.isoformat())
    if report_key is not None:
        wanted.append(claims.c.report_key == report_key)
    return wanted
