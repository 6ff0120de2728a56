"""A claim record with what a person set in it. The record that comes in is not touched, nor is a word of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from claimline.model.judgement import Change, Verdict
from claimline.model.record import Record
from claimline.reviewing.slots import FIGURES, PARTIES, PLACES


def apply(record: Record, changes: Sequence[tuple[Change, Verdict]]) -> Record:
    """The record with these changes in it, and `fixed`: who set what, when and why, and what the program had said."""
    if not changes:
        return record
    made: Record = dict(record)
    for change, _ in changes:
        _setter(change.slot)(made, change)
    if made["kind"].partition(".")[0] != "aid":
        made["stage"] = None
    fixed = {
        change.slot: {
            "given": change.given,
            "was": said(record, change.slot),
            "who": verdict.who,
            "at": verdict.at,
            "note": verdict.note,
            "judgement": verdict.id,
        }
        for change, verdict in changes
    }
    return {**made, "fixed": fixed}


def said(record: Record, slot: str) -> Any:
    """What the record has in a slot that can be set, as plain data; None or [] where it has nothing."""
    if slot in PLACES:
        return [place["id"] or place["name"] for place in record["places"] if place["role"] == PLACES[slot]]
    if slot in FIGURES:
        return [{name: f[name] for name in ("min", "max", "unit")} for f in record["quantities"] if f["of"] == slot]
    if slot == "day":
        time = record["time"]
        return {name: time[name] for name in ("start", "end", "precision", "of")} if time else None
    party, dot, part = slot.partition(".")
    if party in PARTIES:
        return record[party] and record[party].get(part if dot else "name")
    return record[slot]


def _setter(slot: str) -> Callable[[Record, Change], None]:
    if slot in PLACES:
        return _set_places
    if slot in FIGURES:
        return _set_figures
    if slot == "day":
        return _set_time
    return _set_party if slot.partition(".")[0] in PARTIES else _set_plain


def _set_plain(made: Record, change: Change) -> None:
    made[change.slot] = change.value


def _set_party(made: Record, change: Change) -> None:
    """A name replaces the party, whose side and role were those of another name; a part changes it."""
    slot, dot, part = change.slot.partition(".")
    before = made[slot]
    if dot:
        made[slot] = {**before, part: change.value} if before else None
    elif change.value is None:
        made[slot] = None
    else:
        made[slot] = {**_words(before, made), "name": change.value, "kind": None, "side": None} | _kind(before, slot)


def _kind(before: Record | None, slot: str) -> Record:
    kind: Record = {"kind": before["kind"] if before else "unnamed"}
    return {**kind, "role": None} if slot == "speaker" else kind


def _words(before: Record | None, made: Record) -> Record:
    """The characters that the value rests on: those that the program had for the slot, else the proposition's."""
    at = before or made["evidence"][0]
    return {"start": at["start"], "end": at["end"]}


def _quoted(before: Record | None, made: Record) -> Record:
    at = before or made["evidence"][0]
    return {"text": at["text"], "start": at["start"], "end": at["end"]}


def _set_places(made: Record, change: Change) -> None:
    role = PLACES[change.slot]
    before = [place for place in made["places"] if place["role"] == role]
    new = [
        {
            **_quoted(before[min(number, len(before) - 1)] if before else None, made),
            "role": role,
            **place,
            "rung": None,
            "confidence": 1.0,
            "candidates": [],
        }
        for number, place in enumerate(change.value or ())
    ]
    made["places"] = [*(place for place in made["places"] if place["role"] != role), *new]


def _set_time(made: Record, change: Change) -> None:
    if change.value is None:
        made["time"] = None
        return
    before = made["time"]
    words = before or made["evidence"][0]
    span = before["span"] if before and "span" in before else [words["start"], words["end"]]
    made["time"] = {"text": words["text"], **change.value, "of": "event", "span": span}


def _set_figures(made: Record, change: Change) -> None:
    before = [figure for figure in made["quantities"] if figure["of"] == change.slot]
    others = [figure for figure in made["quantities"] if figure["of"] != change.slot]
    if change.value is None:
        made["quantities"] = others
        return
    words = _quoted(before[0] if before else None, made)
    replaces = before[0]["replaces"] if before else False
    made["quantities"] = [*others, {**words, **change.value, "of": change.slot, "replaces": replaces}]
