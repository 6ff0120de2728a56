"""Records that several pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from claimline.ledger import Judgement
from claimline.model import Telling
from claimline.model.event import Event
from claimline.model.record import Record


def event_short(event: Event) -> Record:
    """An event in a list, without its members."""
    place = {"id": event.place.id, "name": event.place.name} if event.place else None
    return {
        "id": event.id,
        "kind": event.kind,
        "place": place,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "claims": len(event.members),
    }


def event_record(event: Event, tellings: Iterable[Telling]) -> Record:
    """An event with its claims, each with who said it, and who printed it when."""
    record: Record = asdict(event)
    return {**record, "tellings": [_telling(one) for one in tellings]}


def _telling(one: Telling) -> Record:
    return {
        "key": one.key,
        "claim": one.claim,
        "report": one.report,
        "outlet": one.outlet,
        "speaker": one.speaker.name if one.speaker else None,
        "known": one.known,
        "kind": one.kind,
        "modality": one.modality,
        "polarity": one.polarity,
        "text": one.text,
    }


def judgement_record(judgement: Judgement) -> dict[str, Any]:
    """What a person decided, when and why, and whether it still holds."""
    return {**asdict(judgement), "holds": judgement.undone_at is None}
