"""Tellings and events as rows."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.ledger.compact import event_json
from claimline.ledger.rows import Row, storable
from claimline.model import Telling
from claimline.model.event import Event

EVERYWHERE = ""  # the place of every telling, with or without a place of its own


def place_rows(key: int, telling: Telling) -> list[Row]:
    """One row for each place of a telling that has an id, and one for everywhere.

    Its days are those of the event, else the day it was known.
    """
    last = telling.last_day or telling.first_day or telling.known
    first = telling.first_day or last
    return [
        {"place_id": place, "last_day": last, "first_day": first, "kind": telling.kind, "telling_key": key}
        for place in (EVERYWHERE, *sorted({spot.id for spot in telling.places if spot.id}))
    ]


def telling_row(key: int, report_key: int, telling: Telling, body: str) -> Row:
    return {
        "key": key,
        "report_key": report_key,
        "claim_id": telling.claim,
        "known": telling.known,
        "body": body,
    }


def event_row(component: int, event: Event, members: Sequence[tuple[int, Telling]]) -> Row:
    """An event as a row; `members` with their keys in the ledger."""
    knowns = [telling.known for _, telling in members]
    return {
        "key": min(key for key, _ in members),
        "id": event.id,
        "component": component,
        "family": event.family,
        "kind": event.kind,
        "place_id": event.place.id if event.place else None,
        "place_name": storable(event.place.name) if event.place else None,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "first_known": min(knowns),
        "last_known": max(knowns),
        "size": len(members),
        "body": event_json(event),
    }
