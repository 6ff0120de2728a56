"""Checking what weighing wrote: that tellings, events and judgements fit each other and the claims that they are of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from claimline.ledger.compact import event_from, origin_from, telling_from
from claimline.ledger.event_rows import place_rows
from claimline.ledger.rows import CLAIMS_PER_REPORT
from claimline.ledger.tables import (
    claim_reviews,
    claims,
    event_members,
    event_redirects,
    events,
    judgement_subjects,
    judgements,
    reports,
    story_links,
    telling_places,
    tellings,
    weighed_reports,
    weighed_turns,
    weighing_queue,
)
from claimline.ledger.turns import turn

_PAGE = 500
_COLUMNS = ("id", "family", "kind", "first_day", "last_day")


def weighing_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Where (a table and an id) something is wrong, and what. Reports that wait to be weighed may differ from it."""
    yield from _missing(connection)
    for row in _rows(connection, select(tellings)):
        for what in _telling(connection, row):
            yield f"tellings {row.key}", what
    for row in _rows(connection, select(events)):
        for what in _event(connection, row):
            yield f"events {row.id}", what
    for row in _rows(connection, select(weighed_reports)):
        try:
            origin_from(row.origin)
        except (TypeError, ValueError):
            yield f"weighed_reports {row.report_key}", "its origin cannot be read"


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    yield from connection.execute(query, execution_options={"yield_per": _PAGE})


def _missing(connection: Connection) -> Iterator[tuple[str, str]]:
    """Rows that refer to what is not there, each by one query."""
    weighed = ~select(weighing_queue.c.report_key).where(weighing_queue.c.report_key == reports.c.key).exists()
    noted = select(weighed_reports.c.report_key).where(weighed_reports.c.report_key == reports.c.key).exists()
    for (ref,) in connection.execute(select(reports.c.ref).where(weighed, ~noted)):
        yield f"reports {ref}", "it was weighed and is not among the weighed reports"
    told = select(tellings.c.key).where(
        tellings.c.key >= reports.c.key * CLAIMS_PER_REPORT,
        tellings.c.key < (reports.c.key + 1) * CLAIMS_PER_REPORT,
        tellings.c.claim_id == claims.c.id,
    )
    rejected = select(claim_reviews.c.claim_key).where(
        claim_reviews.c.claim_key == claims.c.key, claim_reviews.c.status == "rejected"
    )
    untold = select(claims.c.id).join(reports, reports.c.key == claims.c.report_key)
    untold = untold.where(weighed, ~told.exists(), ~rejected.exists())
    for (claim_id,) in connection.execute(untold):
        yield f"claims {claim_id}", "its report was weighed without it"
    grouped = select(event_members.c.event_key).where(event_members.c.telling_key == tellings.c.key)
    for (key,) in connection.execute(select(tellings.c.key).where(~grouped.exists())):
        yield f"tellings {key}", "it is in no event"
    alive = select(events.c.key).where(events.c.id == event_redirects.c.new_id).exists()
    former = event_redirects.alias()
    older = select(former.c.old_id).where(former.c.old_id == event_redirects.c.new_id).exists()
    lost = select(event_redirects.c.old_id).where(event_redirects.c.new_id.is_not(None), ~alive, ~older)
    for (old_id,) in connection.execute(lost):
        yield f"event_redirects {old_id}", "leads to an event that is not there"
    for end in (story_links.c.later_key, story_links.c.earlier_key):
        there = select(weighed_reports.c.report_key).where(weighed_reports.c.report_key == end).exists()
        for (key,) in connection.execute(select(end).where(~there)):
            yield f"story_links {key}", "links a report that was not weighed"
    for (key,) in connection.execute(select(weighed_turns.c.report_key).where(weighed_turns.c.turn > turn(connection))):
        yield f"weighed_turns {key}", "it is of a weighing that has not been"
    subject = select(judgement_subjects.c.position).where(judgement_subjects.c.judgement_key == judgements.c.key)
    empty = select(judgements.c.id).where(judgements.c.undoes.is_(None), ~subject.exists())
    for (judgement_id,) in connection.execute(empty):
        yield f"judgements {judgement_id}", "it names no claim"


def _telling(connection: Connection, row: Any) -> Iterator[str]:
    try:
        telling = telling_from(row.body)
    except (TypeError, ValueError):
        yield "it cannot be read"
        return
    if (telling.claim, telling.known) != (row.claim_id, row.known):
        yield "its columns differ from it"
    if row.key // CLAIMS_PER_REPORT != row.report_key:
        yield "its key is not one of its report"
    names = ("place_id", "last_day", "first_day", "kind", "telling_key")
    wanted = [tuple(place[name] for name in names) for place in place_rows(row.key, telling)]
    for place_id, last_day, first_day, kind, key in wanted:
        column = telling_places.c
        there = select(func.count()).where(
            column.place_id == place_id,
            column.last_day == last_day,
            column.first_day == first_day,
            column.kind == kind,
            column.telling_key == key,
        )
        if not connection.execute(there).scalar():
            yield f"it is not found at {place_id or 'everywhere'}"


def _event(connection: Connection, row: Any) -> Iterator[str]:
    try:
        event = event_from(row.body)
    except (TypeError, ValueError, json.JSONDecodeError):
        yield "it cannot be read"
        return
    if any(getattr(event, name) != getattr(row, name) for name in _COLUMNS):
        yield "its columns differ from it"
    query = (
        select(tellings.c.key, tellings.c.claim_id, tellings.c.known, reports.c.ref)
        .join(event_members, event_members.c.telling_key == tellings.c.key)
        .outerjoin(reports, reports.c.key == tellings.c.report_key)
        .where(event_members.c.event_key == row.key)
    )
    members = connection.execute(query).all()
    gone = any(member.ref is None for member in members)  # taken out, and waiting to be forgotten
    if not gone and tuple(sorted(f"{m.ref}:{m.claim_id}" for m in members)) != event.members:
        yield "its members are not those that were noted"
    if not members or row.key != min(m.key for m in members) or row.size != len(members):
        yield "its key or size is not that of its members"
    elif (row.first_known, row.last_known) != (min(m.known for m in members), max(m.known for m in members)):
        yield "its days of known time are not those of its members"
