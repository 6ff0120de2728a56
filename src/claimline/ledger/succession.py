"""Which claim of a newer reading takes the place of one of an older reading."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Span
from claimline.model.record import Record

_LEAST = 0.5  # share of the shorter of two spans that must be common to both


def successor(old: Record, candidates: Sequence[Record]) -> str | None:
    """The id of the claim that says what `old` said, or None.

    It must be of the same family, and its first evidence must share at least half of the shorter span. The same kind
    goes before another, then the greatest overlap, then the first in the text.
    """
    before = _span(old)
    best: tuple[bool, float] | None = None
    chosen: str | None = None
    for record in candidates:
        if _family(record) != _family(old):
            continue
        share = _share(before, _span(record))
        rank = (record["kind"] == old["kind"], share)
        if share >= _LEAST and (best is None or rank > best):
            best, chosen = rank, record["id"]
    return chosen


def _span(record: Record) -> Span:
    first = record["evidence"][0]
    return Span(first["start"], first["end"])


def _family(record: Record) -> str:
    return str(record["kind"]).partition(".")[0]


def _share(one: Span, other: Span) -> float:
    """How much of the shorter span is common to both, 0 to 1. An empty span shares nothing."""
    shorter = min(len(one), len(other))
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / shorter if shorter else 0.0
