"""Annotated reports in one form, whatever corpus they come from.

`claims-train`, `own-reports` and `training/own` hold claims (spans of trigger, roles, proposition, and labels);
`event-location` holds verbs with their places, by a convention of its own. A role that a corpus does not label is
masked, so that its absence teaches nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Span = tuple[int, int]
ROLES = ("actor", "target", "at", "from", "to", "via", "time", "saying_time", "quantity", "speaker", "cue")
OWN_HELD = ("own-long_h", "own-short_c")  # files of training/own that are never trained on
Name = tuple[int, int, str]  # first and last character, type


@dataclass(frozen=True)
class Event:
    """One trigger, or the cue of an attribution (`saying`, without a kind).

    `roles` maps a role to its spans, `known` are the roles that were labelled.
    """

    trigger: Span
    kind: str | None
    roles: dict[str, tuple[Span, ...]]
    known: frozenset[str]
    proposition: Span | None = None
    modality: str | None = None
    polarity: str | None = None
    background: bool | None = None
    saying: bool = False


@dataclass(frozen=True)
class Example:
    id: str
    text: str
    events: tuple[Event, ...]
    triggers_known: bool = True  # whether every trigger of the text is labelled
    unsure: tuple[Span, ...] = ()  # characters where nothing is known of triggers
    sayings_known: bool = False  # whether every cue of the text is labelled
    names: tuple[Name, ...] | None = None  # every name of the text; None where names are not labelled
    names_unsure: tuple[Span, ...] = ()  # characters where nothing is known of names


def claims_corpus(folder: Path) -> Iterator[Example]:
    """Reports of `claims-train` or `own-reports`."""
    for line in (folder / "reports.jsonl").read_text("utf-8").splitlines():
        yield example_of(json.loads(line))


def example_of(report: dict[str, Any]) -> Example:
    """A report in the form of `claims-train`; claims without a trigger are left out, one event a trigger."""
    events: dict[Span, Event] = {}
    for claim in report["claims"]:
        if not claim["trigger"]:
            continue
        event = _event(claim)
        known = events.get(event.trigger)
        events[event.trigger] = _joined(known, event) if known else event
    return Example(report["id"], report["text"], tuple(sorted(_apart(events), key=lambda e: e.trigger)))


def _event(claim: dict[str, Any]) -> Event:
    roles: dict[str, list[Span]] = {role: [] for role in ROLES}
    for role, key in (
        ("actor", "actor"),
        ("target", "target"),
        ("time", "time"),
        ("saying_time", "saying_time"),
        ("speaker", "speaker"),
        ("cue", "cue"),
    ):
        if claim.get(key):
            roles[role].append(tuple(claim[key]))
    for start, end, role in claim["places"]:
        roles[role].append((start, end))
    for start, end, _ in claim["quantities"]:
        roles["quantity"].append((start, end))
    return Event(
        trigger=tuple(claim["trigger"]),
        kind=claim["kind"],
        roles={r: tuple(s) for r, s in roles.items()},
        known=frozenset(ROLES),
        proposition=tuple(claim["quote"]),
        modality=claim["modality"],
        polarity=claim["polarity"],
        background=bool(claim.get("background")),
    )


def _joined(first: Event, second: Event) -> Event:
    """Two claims of one trigger: the places and numbers of both, the rest of the first."""
    roles = dict(first.roles)
    for role in ("at", "from", "to", "via", "quantity"):
        roles[role] = tuple(dict.fromkeys((*roles[role], *second.roles[role])))
    return replace(first, roles=roles)


def _apart(events: dict[Span, Event]) -> Iterator[Event]:
    """Events whose triggers do not overlap, the earlier and longer first."""
    end = -1
    for span in sorted(events, key=lambda s: (s[0], -s[1])):
        if span[0] >= end:
            end = span[1]
            yield events[span]


def event_location(folder: Path) -> Iterator[Example]:
    """Verbs with their places (role `where`), or none. Where a verb was annotated again with care, that one counts."""
    kept: dict[tuple[str, Span], tuple[bool, tuple[Span, ...]]] = {}
    for line in (folder / "train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        verbs = [(s["start"], s["end"]) for s in row["spans"] if s["label"] == "VERB"]
        places = tuple(
            (s["start"], s["end"]) for s in row["spans"] if s["label"] == "LOCATION" and s["start"] < s["end"]
        )
        if len(verbs) == 1 and (row["gold"] or not kept.get((row["text"], verbs[0]), (False, ()))[0]):
            kept[row["text"], verbs[0]] = row["gold"], places
    for (text, verb), (_, places) in kept.items():
        event = Event(verb, None, {"where": places}, frozenset(("where",)))
        name = hashlib.sha256((text + str([verb])).encode()).hexdigest()[:16]
        yield Example(f"el-{name}", text, (event,), triggers_known=False)


def held_out_text(text: str) -> bool:
    """A tenth of the texts, by their hash: never trained on, the same in every run."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 10 == 0
