"""Which claims of a report may be public, and why the others stay behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claimline.model import Mention, Report
from claimline.model.record import Record
from claimline.publishing.public.delays import free_from, too_fresh
from claimline.publishing.public.profile import Profile
from claimline.publishing.public.redaction import Coarse

#: Why a claim stays behind.
NOT_ACCEPTED = "not accepted"
REJECTED = "rejected"
TOO_FRESH = "too fresh"
BESIDE_FRESH = "its words tell what is too fresh"
NOTHING_LEFT = "nothing left of its words"
NOT_REDACTED = "could not be redacted"
COPY = "the same as another one once coarse"
REASONS = (NOT_ACCEPTED, REJECTED, TOO_FRESH, BESIDE_FRESH, NOTHING_LEFT, NOT_REDACTED, COPY)

_SPANS = ("speaker", "actor", "target", "cue")


@dataclass(frozen=True, slots=True)
class Source:
    """A report with its claims as people left them (`fixed` and all).

    statuses: of each claim's id: accepted, fixed, rejected or open. added_at: when the ledger had it first.
    """

    report: Report
    records: Sequence[Record]
    statuses: Mapping[str, str]
    added_at: datetime


def chosen(source: Source, profile: Profile, now: datetime) -> Iterator[tuple[Record, str]]:
    """Every claim, with the reason for which it stays behind, or ""."""
    free = free_from(source.report.published, source.added_at, profile)
    status = {record["id"]: source.statuses.get(record["id"], "open") for record in source.records}
    fresh = [
        (record["evidence"][0]["start"], record["evidence"][0]["end"])
        for record in source.records
        if status[record["id"]] != "rejected" and too_fresh(record["kind"], free, now, profile)
    ]
    for record in source.records:
        if status[record["id"]] == "rejected":
            yield record, REJECTED
        elif profile.accepted_only and status[record["id"]] not in ("accepted", "fixed"):
            yield record, NOT_ACCEPTED
        elif too_fresh(record["kind"], free, now, profile):
            yield record, TOO_FRESH
        elif any(overlap(spans_of(record), start, end) for start, end in fresh):
            yield record, BESIDE_FRESH
        else:
            yield record, ""


def overlap(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(left < end and start < right for left, right in spans)


def spans_of(record: Record) -> list[tuple[int, int]]:
    """Every stretch of the text that a record points at."""
    told = [*record["evidence"], *record["places"], *record["quantities"]]
    told += [record[name] for name in _SPANS if record[name]]
    spans = [(one["start"], one["end"]) for one in told]
    time = record["time"]
    if time and "span" in time:
        spans.append((time["span"][0], time["span"][1]))
    return spans


def unslotted(
    delayed: Sequence[Record],
    mentions: Sequence[Mention],
    text: str,
    coarse: Sequence[Coarse],
    records: Sequence[Record],
) -> list[Coarse]:
    """Places that stand in the words of delayed claims and in none of their slots."""
    wide = {
        p["text"] for record in records for p in record["places"] if p["precision"] in ("district", "region", "country")
    }
    known = {name for one in coarse for name in one.names} | wide
    spans = [span for record in delayed for span in spans_of(record)]
    found = []
    for mention in mentions:
        name = mention.span.of(text)
        fine = mention.type in ("place", "facility") and mention.rule not in (
            "known",
            "region-word",
            "regions",
            "region-of",
        )
        if fine and name not in known and overlap(spans, mention.span.start, mention.span.end):
            found.append(Coarse((name,), "a place"))
    return found
