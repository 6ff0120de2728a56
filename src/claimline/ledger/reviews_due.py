"""What to look at next, from a bounded number of candidates, so that it does not take longer as the ledger grows.

`review_scores` has what `claimline.reviewing` made of each telling when it was weighed. The best of them, the newest
claims and all that are open again are the candidates; their scores are worked out whole, with what only the moment
tells: whether a claim is recent, and whether it alone says who holds a place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select

from claimline.ledger.bulk import put
from claimline.ledger.event_shelf import EventShelf
from claimline.ledger.filters import ClaimFilter, claim_conditions
from claimline.ledger.lookup import report_key
from claimline.ledger.numbers import among, chunks
from claimline.ledger.rows import exact_text
from claimline.ledger.search import claim_condition
from claimline.ledger.tables import (
    claim_records,
    claim_reviews,
    claims,
    event_members,
    originals,
    reports,
    review_scores,
    telling_places,
    tellings,
    weighed_reports,
)
from claimline.model import Part, Telling, telling_of
from claimline.model.judgement import Due
from claimline.model.record import Record
from claimline.reviewing import Candidate, queue

_CANDIDATES = 300  # of each sort
_NEWEST = 1000  # that pass a filter
_MOST = 200  # to look at, at once
_COMPARED = 50  # tellings of an event, as when it is weighed


@dataclass(frozen=True, slots=True)
class DueClaim:
    """A claim to look at. record: as the program read it. score: the sum of `parts`, which say why.

    judgement: the id of the last judgement that stands, of a claim that is open again; `reopened` says why, else "".
    context: the sentence that it stands in.
    """

    claim: str
    report: str
    score: float
    parts: tuple[Part, ...]
    reopened: str
    judgement: str | None
    context: str
    record: Record


@dataclass(slots=True)
class _Found:
    """A candidate: keys of its claim and report, the score from weighing (None where it was not weighed yet)."""

    key: int
    report_key: int
    claim: str
    score: float | None
    judgement: str | None
    reopened: str


def due_claims(connection: Connection, *, limit: int, filters: ClaimFilter | None) -> tuple[DueClaim, ...]:
    limit = max(0, min(limit, _MOST))
    found = _candidates(connection, filters)
    last_known = connection.execute(select(func.max(weighed_reports.c.known))).scalar()
    known = _known_days(connection, {one.report_key for one in found})
    first = sorted(found, key=lambda one: _rough(one, known[one.report_key], last_known))[: 2 * limit + 20]
    return _whole(connection, first, last_known)[:limit]


def _candidates(connection: Connection, filters: ClaimFilter | None) -> list[_Found]:
    conditions: list[Any] = []
    if filters is not None:
        key = report_key(connection, filters.report) if filters.report is not None else None
        conditions = claim_conditions(filters, key)
        if filters.words is not None:
            conditions.append(claim_condition(connection, filters.words))
    newest = (
        _open_claims(conditions)
        .order_by(claims.c.report_key.desc(), claims.c.position)
        .limit(_NEWEST if conditions else _CANDIDATES)
    )
    again = _claims(conditions).join(claim_reviews, claim_reviews.c.claim_key == claims.c.key)
    again = again.add_columns(claim_reviews.c.judgement_id, claim_reviews.c.reopened)
    again = again.where(claim_reviews.c.status == "open").order_by(claim_reviews.c.claim_key.desc())
    queries = [newest, again.limit(_CANDIDATES)]
    if not conditions:
        queries.append(_best())
    found: dict[int, _Found] = {}
    for query in queries:
        for row in connection.execute(query):
            told = row._mapping
            one = _Found(row.key, row.report_key, row.id, None, told.get("judgement_id"), told.get("reopened") or "")
            found.setdefault(row.key, one)
    _with_scores(connection, found)
    return list(found.values())


def _claims(conditions: Sequence[Any]) -> Select[Any]:
    return select(claims.c.key, claims.c.report_key, claims.c.id).where(*conditions)


def _open_claims(conditions: Sequence[Any]) -> Select[Any]:
    """Claims without a judgement."""
    judged = select(claim_reviews.c.claim_key).where(claim_reviews.c.claim_key == claims.c.key).exists()
    return _claims(conditions).where(~judged)


def _best() -> Select[Any]:
    """The claims without a judgement that were most worth a look when they were weighed, copies among them."""
    top = (
        select(tellings.c.report_key, tellings.c.claim_id)
        .join(review_scores, review_scores.c.telling_key == tellings.c.key)
        .order_by(review_scores.c.score.desc(), review_scores.c.telling_key.desc())
        .limit(2 * _CANDIDATES)
        .subquery()
    )
    same = (claims.c.report_key == top.c.report_key) & (claims.c.id == top.c.claim_id)
    return _open_claims(()).join(top, same)


def _with_scores(connection: Connection, found: dict[int, _Found]) -> None:
    by_claim = {(one.report_key, one.claim): one for one in found.values()}
    query = (
        select(tellings.c.report_key, tellings.c.claim_id, review_scores.c.score)
        .join(review_scores, review_scores.c.telling_key == tellings.c.key)
        .where(among(tellings.c.claim_id, sorted({one.claim for one in found.values()})))
    )
    for row in connection.execute(query):
        one = by_claim.get((row.report_key, row.claim_id))
        if one is not None:
            one.score = row.score


def _known_days(connection: Connection, report_keys: Iterable[int]) -> dict[int, str]:
    query = select(reports.c.key, reports.c.published, reports.c.added_at)
    rows = connection.execute(query.where(among(reports.c.key, sorted(report_keys))))
    return {row.key: row.published or row.added_at[:10] for row in rows}


def _rough(one: _Found, known: str, last_known: str | None) -> tuple[Any, ...]:
    """The order in which candidates are worth working out whole: that of the queue, as far as it shows yet."""
    recent = 1.0 if last_known and known >= last_known else 0.0
    return (not one.reopened, one.score is not None, -(one.score or 0.0) - recent, one.claim, one.report_key)


def _whole(connection: Connection, found: Sequence[_Found], last_known: str | None) -> tuple[DueClaim, ...]:
    told = _tellings(connection, found)
    others = _others(connection, found)
    candidates = []
    for one in found:
        telling, key = told[one.key][1], (one.report_key, one.claim)
        alone = _alone(connection, telling, one.report_key)
        candidates.append(Candidate(telling, others.get(key, ()), one.reopened, alone))
    by_key = {told[one.key][1].key: one for one in found}
    return tuple(_due(place, by_key[place.key], told) for place in queue(candidates, last_known=last_known))


def _due(place: Due, one: _Found, told: dict[int, tuple[Record, Telling]]) -> DueClaim:
    record, telling = told[one.key]
    return DueClaim(
        one.claim, place.report, place.score, place.parts, place.reopened, one.judgement, telling.context, record
    )


def _tellings(connection: Connection, found: Sequence[_Found]) -> dict[int, tuple[Record, Telling]]:
    query = (
        select(claims.c.key, claim_records.c.record, reports.c.ref, reports.c.published, reports.c.added_at)
        .add_columns(originals.c.text, originals.c.exact)
        .join(claim_records, claim_records.c.claim_key == claims.c.key)
        .join(reports, reports.c.key == claims.c.report_key)
        .join(originals, originals.c.text_hash == reports.c.text_hash)
        .where(among(claims.c.key, [one.key for one in found]))
    )
    told = {}
    for row in connection.execute(query):
        record, known = json.loads(row.record), row.published or row.added_at[:10]
        text = exact_text(row.text, row.exact)
        told[row.key] = (record, telling_of(record, report=row.ref, known=known, text=text))
    return told


def _others(connection: Connection, found: Sequence[_Found]) -> dict[tuple[int, str], tuple[Telling, ...]]:
    """The other tellings of each candidate's event."""
    column = event_members.c
    query = (
        select(tellings.c.report_key, tellings.c.claim_id, tellings.c.key, column.event_key)
        .join(event_members, column.telling_key == tellings.c.key)
        .where(among(tellings.c.claim_id, sorted({one.claim for one in found})))
    )
    of_event = {(row.report_key, row.claim_id): (row.key, row.event_key) for row in connection.execute(query)}
    events = sorted({event for _, event in of_event.values()})
    home: dict[int, list[int]] = {}
    for batch in chunks(events):
        members = select(column.event_key, column.telling_key).where(among(column.event_key, batch))
        for event, key in connection.execute(members.order_by(column.telling_key)):
            home.setdefault(event, []).append(key)
    home = {event: keys[:_COMPARED] for event, keys in home.items()}
    loaded = EventShelf(connection, "").load({key for keys in home.values() for key in keys})
    return {
        name: tuple(loaded[other] for other in home[event] if other != key) for name, (key, event) in of_event.items()
    }


def _alone(connection: Connection, telling: Telling, own: int) -> bool | None:
    """Whether no other report says who holds the settlement on the day of this one, or after it."""
    spot = next((spot for spot in telling.places if spot.id and spot.precision == "settlement"), None)
    if spot is None or telling.family not in ("control", "withdrawal"):
        return None
    column = telling_places.c
    day = telling.last_day or telling.first_day or telling.known
    of_control = (
        (column.kind == "withdrawal")
        | (column.kind == "control")
        | ((column.kind > "control.") & (column.kind < "control/"))
    )
    query = (
        select(column.telling_key)
        .join(tellings, tellings.c.key == column.telling_key)
        .where(column.place_id == spot.id, column.last_day >= day, of_control, tellings.c.report_key != own)
    )
    return connection.execute(query.limit(1)).first() is None


def put_scores(connection: Connection, scores: dict[int, float]) -> None:
    """Keep the scores of these tellings, in place of those they had; those that people have judged have none."""
    for batch in chunks(sorted(scores)):
        connection.execute(delete(review_scores).where(among(review_scores.c.telling_key, batch)))
    settled = _settled(connection, scores)
    rows = [{"telling_key": key, "score": score} for key, score in sorted(scores.items()) if key not in settled]
    put(connection, review_scores, rows)


def _settled(connection: Connection, telling_keys: Iterable[int]) -> set[int]:
    if connection.execute(select(claim_reviews.c.claim_key).limit(1)).first() is None:
        return set()
    found: set[int] = set()
    for batch in chunks(sorted(telling_keys)):
        query = (
            select(tellings.c.key)
            .join(claims, (claims.c.report_key == tellings.c.report_key) & (claims.c.id == tellings.c.claim_id))
            .join(claim_reviews, claim_reviews.c.claim_key == claims.c.key)
            .where(among(tellings.c.key, batch), claim_reviews.c.status != "open")
        )
        found.update(connection.execute(query).scalars())
    return found
