"""What the review page shows: the queue, and one claim with all that a person needs to judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from claimline.desk.picturing import events_by_claim
from claimline.desk.records import event_short, judgement_record
from claimline.desk.state import Desk
from claimline.errors import NotFound
from claimline.ledger import ClaimFilter, DueClaim, EventFilter
from claimline.model import Telling
from claimline.model.record import Record
from claimline.pipeline.review_form import choices, given_of
from claimline.publishing.explain import explanation_record

_NEAR = 12  # events that a claim's event may be merged with
_BESIDE = 40  # reports of the same event that are shown


@dataclass(frozen=True, slots=True)
class Queue:
    """rows: of the page, first to last. due: the claims behind them, by id, where they wait for a judgement."""

    rows: tuple[Record, ...]
    due: dict[str, DueClaim]


def queue_of(desk: Desk, filters: ClaimFilter, limit: int, *, narrowed: bool) -> Queue:
    """What waits, those opened again first; or, with a status in the filters, the newest claims that have it."""
    if filters.status in ("accepted", "fixed", "rejected"):
        page = desk.browse().claims(filters, limit=limit)
        return Queue(tuple(_row(record, filters.status) for record in page.rows), {})
    found = desk.ledger.reviews().due(limit=limit, filters=filters if narrowed else None)
    first = {one.claim: one for one in reversed(found)}  # copies of one text are judged together
    rows = tuple(_due_row(one) for one in found if first[one.claim] is one)
    return Queue(rows, first)


def _row(record: Record, status: str) -> Record:
    return {
        "claim": record["id"],
        "kind": record["kind"],
        "quote": record["evidence"][0]["text"],
        "speaker": record["speaker"]["name"] if record["speaker"] else None,
        "outlet": record["report"]["outlet"],
        "published": record["report"]["published"],
        "places": [place["name"] or place["text"] for place in record["places"]],
        "status": status,
        "score": None,
        "parts": [],
        "reopened": "",
    }


def _due_row(one: DueClaim) -> Record:
    told = {"score": one.score, "parts": [asdict(part) for part in one.parts], "reopened": one.reopened}
    return {**_row(one.record, "open"), **told}


def focus_of(desk: Desk, name: str, due: DueClaim | None) -> Record:
    """One claim: as the program read it, as people left it, its words, its event, and what was decided."""
    ledger = desk.ledger
    view, reviews = ledger.view(), ledger.reviews()
    program = view.claim(name)
    claim_id = program["id"]
    printings, kept = view.printings(claim_id), view.kept_claim(claim_id)
    ref = printings[0].ref
    left = reviews.of(claim_id)
    record = left.record if left is not None and left.record is not None else program
    return {
        "claim": record,
        "program": program,
        "report": {**view.report(ref), "ref": ref},
        "copies": len(printings),
        "review": asdict(reviews.status([claim_id])[claim_id]),
        "history": [judgement_record(one) for one in reviews.history(claim_id)],
        "values": explanation_record(kept.claims[0], None)["values"],
        "set": record.get("fixed") or {},
        "given": given_of(record),
        "choices": {slot: list(words) for slot, words in choices().items()},
        "candidates": _candidates(program),
        "due": _due_row(due) if due else None,
        "context": due.context if due else "",
        "changed": [asdict(one) for one in view.versions(ref) if one.gone or one.added],
        **_event(desk, f"{ref}:{claim_id}", program),
    }


def _candidates(record: Record) -> list[Record]:
    """Each place that its words may mean, once, with the reasons for it."""
    found: dict[str, Record] = {}
    for place in record["places"]:
        for one in place["candidates"] if place["role"] == "at" or len(record["places"]) == 1 else ():
            found.setdefault(one["id"], {**one, "taken": one["id"] == place["id"]})
    return list(found.values())


# Its event, and others near it


def _event(desk: Desk, key: str, record: Record) -> Record:
    with desk.ledger.scopes().look() as look:
        found = events_by_claim(look, {key}).get(key)
        if found is None:
            return {"event": None, "tellings": [], "near": [], "merges": []}
        tellings = list(look.tellings(look.keys_of(found)).values())
    own = next((one for one in tellings if one.key == key), None)
    others = sorted((one for one in tellings if one.key != key), key=lambda one: (one.known, one.key))
    merges = desk.ledger.judge().about(found.members, ("merge", "split"))
    return {
        "event": event_short(found),
        "tellings": [_telling(one, own) for one in others[:_BESIDE]],
        "more": max(0, len(others) - _BESIDE),
        "near": _near(desk, found.id, record),
        "merges": [judgement_record(one) for one in merges],
    }


def _near(desk: Desk, own: str, record: Record) -> list[Record]:
    """Events of the same family at the same place, else of the same kind: what it may be one with."""
    family = record["kind"].partition(".")[0]
    places = [place["id"] for place in record["places"] if place["id"]]
    rows: dict[str, Record] = {}
    for asked in (*(EventFilter(family=family, place=one) for one in places), EventFilter(family=family)):
        for row in desk.browse().events(asked, limit=_NEAR + 1).rows:
            rows.setdefault(row["id"], row)
        if len(rows) > _NEAR:
            break
    return [row for key, row in rows.items() if key != own][:_NEAR]


def _telling(one: Telling, own: Telling | None) -> Record:
    return {
        "key": one.key,
        "claim": one.claim,
        "report": one.report,
        "outlet": one.outlet,
        "speaker": one.speaker.name if one.speaker else None,
        "known": one.known,
        "kind": one.kind,
        "text": one.text,
        "differs": list(_differs(one, own)) if own is not None else [],
    }


def _differs(one: Telling, own: Telling) -> Iterable[Record]:
    """Slot by slot what this report says otherwise, or leaves out."""
    for slot, words in _slots(one).items():
        mine = _slots(own)[slot]
        if words != mine:
            yield {"slot": slot, "theirs": words or "not said", "ours": mine or "not said"}


def _slots(one: Telling) -> dict[str, str]:
    day = one.first_day or ""
    if one.last_day and one.last_day != one.first_day:
        day = f"{day} to {one.last_day}"
    return {
        "kind": one.kind,
        "polarity": one.polarity,
        "place": ", ".join(spot.name for spot in one.places),
        "day": day,
        "actor": one.actor.name if one.actor else "",
        "target": one.target.name if one.target else "",
        "numbers": ", ".join(_figure(figure) for figure in one.figures),
    }


def _figure(figure: Any) -> str:
    low, high = figure.min, figure.max
    if high is None:
        return f"{low or 0:,g} or more {figure.of}"
    return f"{high:,g} {figure.of}" if low == high else f"{low or 0:,g} to {high:,g} {figure.of}"


def judgement_named(desk: Desk, name: str) -> Record | None:
    """The judgement of this id, to say what was done; None where there is none."""
    found = desk.ledger.judge().named(name)
    return judgement_record(found) if found else None


def claim_or_none(desk: Desk, name: str, due: DueClaim | None) -> Record | None:
    try:
        return focus_of(desk, name, due)
    except NotFound:
        return None
