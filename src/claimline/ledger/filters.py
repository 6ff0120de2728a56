"""What a list of claims, reports, events, places, speakers or outlets may be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, or_, select

from claimline.ledger.rows import fold, storable
from claimline.ledger.tables import claim_places, claim_reviews, claims, places, reports
from claimline.model.judgement import Status

Condition = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """`outlet` is its whole name, in any case; `since` and `until` (inclusive) are days of publication.

    known: reports known by this day: published, or without a day of publication added, on it or before. words: all of
    them are in title or text, in any order and case. language: ISO 639-1.
    """

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    known: date | None = None
    words: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """All that are given must hold.

    kind: "control.taken"; family: "control", with all its kinds. speaker: part of the name, in any case. outlet: the
    whole name, in any case. place: a gazetteer id ("geonames:706483"), or a name where it has none. since, until
    (inclusive): the days that the claim is about touch them; a claim without a time counts for the day on which its
    report was published, and one without either is left out. report: the report's ref, id, or a unique beginning.
    words: all of them are in evidence, speaker or places, in any order and case; `Kharkiv*` is a beginning.

    speaker_key: the whole name, in any case; "" for the report's own voice. area: the id of a district, region or
    country, and every place in it. role, precision: of one and the same place as `place` and `area`. known: only claims
    of reports published, or without a day added, by this day; published_since: or on this day and after it.
    status: what people's judgements on the claim come to.
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
    speaker_key: str | None = None
    speaker_side: str | None = None
    area: str | None = None
    role: str | None = None
    precision: str | None = None
    modality: str | None = None
    polarity: str | None = None
    framing: str | None = None
    actor_side: str | None = None
    target_side: str | None = None
    known: date | None = None
    published_since: date | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Events, as they were weighed. since, until (inclusive): days on which they happened; an event without a day is
    about those on which its claims were known. known: whose first claim was known by this day. size: of so many claims
    or more. words: as of claims; one claim of the event has them all."""

    kind: str | None = None
    family: str | None = None
    place: str | None = None
    area: str | None = None
    since: date | None = None
    until: date | None = None
    known: date | None = None
    size: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """Places that claims name. name: the beginning of the name, in any case. precision: "settlement", "region" …"""

    name: str | None = None
    area: str | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """Speakers. name: part of the name, in any case. side: a side that the speaker was of."""

    name: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class OutletFilter:
    """Outlets. name: part of the name, in any case."""

    name: str | None = None


def known_day() -> ColumnElement[str]:
    """The day from which a report was known: that of its publication, else on which it came in.

    Its numbers are no parameters, so that the index on it is used.
    """
    day = func.substr(reports.c.added_at, literal_column("1"), literal_column("10"))
    return func.coalesce(reports.c.published, day)


def report_conditions(filters: ReportFilter) -> list[Condition]:
    """Conditions on `reports`, but for `words`."""
    wanted: list[Condition] = []
    if filters.outlet is not None:
        wanted.append(reports.c.outlet_folded == fold(filters.outlet))
    if filters.since is not None:
        wanted.append(reports.c.published >= filters.since.isoformat())
    if filters.until is not None:
        wanted.append(reports.c.published <= filters.until.isoformat())
    if filters.known is not None:
        wanted.append(known_day() <= filters.known.isoformat())
    if filters.language is not None:
        wanted.append(reports.c.language == storable(filters.language))
    return wanted


_SAME = (
    "kind",
    "family",
    "speaker_side",
    "modality",
    "polarity",
    "framing",
    "actor_side",
    "target_side",
)  # columns of claims that have just the value


def claim_conditions(filters: ClaimFilter, report_key: int | None) -> list[Condition]:
    """Conditions on `claims`, but for `words`; `report_key` is what `filters.report` was found to be."""
    named = ((name, getattr(filters, name)) for name in _SAME)
    wanted: list[Condition] = [claims.c[name] == storable(value) for name, value in named if value is not None]
    if filters.speaker is not None:
        wanted.append(claims.c.speaker_folded.contains(fold(filters.speaker), autoescape=True))
    if filters.speaker_key is not None:
        wanted.append(_speaker(filters.speaker_key))
    if filters.since is not None:
        wanted.append(claims.c.last_day >= filters.since.isoformat())
    if filters.until is not None:
        wanted.append(claims.c.first_day <= filters.until.isoformat())
    if report_key is not None:
        wanted.append(claims.c.report_key == report_key)
    if filters.status is not None:
        wanted.append(_status(filters.status))
    of_place, of_report = _of_places(filters), _of_reports(filters)
    if of_place:
        wanted.append(claims.c.key.in_(select(claim_places.c.claim_key).where(*of_place)))
    if of_report:
        wanted.append(claims.c.report_key.in_(select(reports.c.key).where(*of_report)))
    return wanted


def _status(status: Status) -> Condition:
    column = claim_reviews.c
    if status == "open":  # what nobody judged has no row
        return claims.c.key.not_in(select(column.claim_key).where(column.status != "open"))
    return claims.c.key.in_(select(column.claim_key).where(column.status == status))


def _speaker(key: str) -> Condition:
    folded = fold(key)
    return claims.c.speaker_folded == folded if folded else claims.c.speaker_folded.is_(None)


def _of_places(filters: ClaimFilter) -> list[Condition]:
    """Conditions that one place of the claim has to keep all of."""
    wanted: list[Condition] = []
    column = claim_places.c
    if filters.place is not None:
        wanted.append(or_(column.place_id == storable(filters.place), column.name_folded == fold(filters.place)))
    if filters.area is not None:
        wanted.append(column.place_id.in_(in_area(filters.area)))
    if filters.role is not None:
        wanted.append(column.role == filters.role)
    if filters.precision is not None:
        wanted.append(column.precision == filters.precision)
    return wanted


def in_area(area: str) -> Any:
    """The ids of an area and of every known place in it, as a query."""
    column, wanted = places.c, storable(area)
    levels = (column.place_id, column.district_id, column.region_id, column.country_id)
    return select(column.place_id).where(or_(*(level == wanted for level in levels)))


def _of_reports(filters: ClaimFilter) -> list[Condition]:
    wanted: list[Condition] = []
    if filters.outlet is not None:
        wanted.append(reports.c.outlet_folded == fold(filters.outlet))
    if filters.known is not None:
        wanted.append(known_day() <= filters.known.isoformat())
    if filters.published_since is not None:
        wanted.append(known_day() >= filters.published_since.isoformat())
    return wanted
