"""Pages of reports and events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, func, select, union_all

from claimline.ledger.browse.claims import beyond, need_sort
from claimline.ledger.browse.cursor import cursor, digest, place_of
from claimline.ledger.browse.pages import Page, Sort
from claimline.ledger.compact import event_from, telling_from
from claimline.ledger.filters import (
    Condition,
    EventFilter,
    ReportFilter,
    in_area,
    known_day,
    report_conditions,
)
from claimline.ledger.numbers import among
from claimline.ledger.rows import storable
from claimline.ledger.search import claim_keys, matching_reports
from claimline.ledger.tables import claims, event_members, events, originals, reports, tellings
from claimline.ledger.view import report_record
from claimline.model.record import Record

FOUND = 1000  # reports with some words: the newest so many


def reports_page(connection: Connection, filters: ReportFilter, sort: Sort, after: str | None, limit: int) -> Page:
    need_sort(sort, ("newest", "oldest", "day"))
    listed = digest("reports", filters, sort)
    at = place_of(after, listed, (str, int))
    first = known_day()  # "day" too: that of a report is the one on which it was published, else added
    snippets = matching_reports(connection, filters.words, FOUND) if filters.words is not None else None
    query = select(reports, originals.c.length, first.label("first")).join(
        originals, originals.c.text_hash == reports.c.text_hash
    )
    query = query.where(*report_conditions(filters))
    if snippets is not None:
        query = query.where(among(reports.c.key, sorted(snippets)))
    query = _part(query, first, reports.c.key, at, sort)
    rows = [dict(row) for row in connection.execute(query.limit(limit + 1)).mappings()]
    records = [report_record(row) for row in rows[:limit]]
    if snippets is not None:
        records = [{**one, "snippet": snippets[row["key"]]} for one, row in zip(records, rows, strict=False)]
    following = cursor(listed, (rows[limit - 1]["first"], rows[limit - 1]["key"])) if len(rows) > limit else None
    return Page(tuple(records), following)


def reports_query(connection: Connection, filters: ReportFilter) -> Select[Any]:
    """All that pass, to be counted."""
    query = select(reports.c.key).where(*report_conditions(filters))
    if filters.words is not None:
        query = query.where(among(reports.c.key, sorted(matching_reports(connection, filters.words, FOUND))))
    return query


def _part(query: Select[Any], first: Any, second: Any, at: tuple[Any, ...] | None, sort: Sort) -> Select[Any]:
    """What comes after a row, in the order of the two columns."""
    rising = sort == "oldest"
    if at is not None:
        query = query.where(beyond(first, second, at, rising=rising))
    return query.order_by(*(c.asc() if rising else c.desc() for c in (first, second)))


def events_page(connection: Connection, filters: EventFilter, sort: Sort, after: str | None, limit: int) -> Page:
    need_sort(sort, ("newest", "oldest", "day", "size"))
    listed = digest("events", filters, sort)
    at = place_of(after, listed, (int if sort == "size" else str, str))
    column = events.c
    first: Any = {"day": func.coalesce(column.last_day, ""), "size": column.size}.get(sort, column.last_known)
    query = select(column.key, column.id, column.body, column.first_known, column.last_known, first.label("first"))
    if filters.place is None:
        query = query.where(*event_conditions(connection, filters))
    else:
        rest = event_conditions(connection, replace(filters, place=None))
        keys = select(column.key).where(*rest)
        ways = [_part(way, first, column.id, at, sort).limit(limit + 1) for way in _at_place(keys, filters.place)]
        query = query.where(column.key.in_(union_all(*(select(way.subquery().c.key) for way in ways))))
        at = None
    rows = connection.execute(_part(query, first, column.id, at, sort).limit(limit + 1)).all()
    words = _words(connection, [row.key for row in rows[:limit]])
    following = cursor(listed, (rows[limit - 1].first, rows[limit - 1].id)) if len(rows) > limit else None
    return Page(tuple(_event(row, words.get(row.key)) for row in rows[:limit]), following)


def _at_place(query: Select[Any], place: str) -> Iterator[Select[Any]]:
    """The events at a place by its id, and by its name: each has an index in the order of lists, which a database does
    not take where both are asked for at once, with a family that has an index too."""
    for name, index in (("place_id", "events_by_place"), ("place_name", "events_by_place_name")):
        yield query.where(events.c[name] == storable(place)).with_hint(events, f"INDEXED BY {index}", "sqlite")


def event_conditions(connection: Connection, filters: EventFilter) -> list[Condition]:
    column = events.c
    wanted: list[Condition] = []
    for name in ("kind", "family"):
        if getattr(filters, name) is not None:
            wanted.append(column[name] == storable(getattr(filters, name)))
    if filters.place is not None:
        wanted.append((column.place_id == storable(filters.place)) | (column.place_name == storable(filters.place)))
    if filters.area is not None:
        wanted.append(column.place_id.in_(in_area(filters.area)))
    if filters.since is not None:
        wanted.append(func.coalesce(column.last_day, column.last_known) >= filters.since.isoformat())
    if filters.until is not None:
        wanted.append(func.coalesce(column.first_day, column.first_known) <= filters.until.isoformat())
    if filters.known is not None:
        wanted.append(column.first_known <= filters.known.isoformat())
    if filters.size is not None:
        wanted.append(column.size >= filters.size)
    if filters.words is not None:
        wanted.append(column.key.in_(_with_words(connection, filters.words)))
    return wanted


def _with_words(connection: Connection, words: str) -> Select[Any]:
    same = (tellings.c.report_key == claims.c.report_key) & (tellings.c.claim_id == claims.c.id)
    return (
        select(event_members.c.event_key)
        .join(tellings, tellings.c.key == event_members.c.telling_key)
        .join(claims, same)
        .where(claims.c.key.in_(claim_keys(connection, words)))
    )


def _words(connection: Connection, event_keys: list[int]) -> dict[int, str]:
    """The words of each event's claim that was known first."""
    column = tellings.c
    query = (
        select(event_members.c.event_key, column.body)
        .join(tellings, column.key == event_members.c.telling_key)
        .where(among(event_members.c.event_key, event_keys))
        .order_by(column.known.desc(), column.claim_id.desc())
    )
    newest_first = {row.event_key: row.body for row in connection.execute(query)}
    return {key: telling_from(body).text for key, body in newest_first.items()}


def _event(row: Any, text: str | None) -> Record:
    event = event_from(row.body)
    place = event.place
    where: Record | None = None
    if place is not None:
        where = {"id": place.id, "name": place.name, "precision": place.precision, "lat": place.lat, "lon": place.lon}
    return {
        "id": event.id,
        "family": event.family,
        "kind": event.kind,
        "place": where,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "first_known": row.first_known,
        "last_known": row.last_known,
        "claims": len(event.members),
        "sides": list(event.sides),
        "text": text,
    }
