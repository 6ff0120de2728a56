"""Which claim of a newer reading, or of a newer version, takes the place of an older one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

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


Became = Literal["kept", "changed", "withdrawn"]


def renewed(old: Sequence[Record], new: Sequence[Record]) -> dict[str, tuple[Became, str | None]]:
    """What became of the claims of a version, by their ids, and which claims of the later one they became.

    A claim that says the same in the same words is kept. Else one of the same family takes its place that has at least
    half of the words of the shorter evidence: it is changed. The same kind goes before another, then the most words,
    then the first in the text; no claim takes two places. What nothing took the place of is withdrawn.
    """
    left = list(range(len(new)))
    found: dict[str, tuple[Became, str | None]] = {}
    sayings, words = [_saying(record) for record in new], [_words(record) for record in new]
    for record in old:
        same = next((at for at in left if sayings[at] == _saying(record)), None)
        if same is not None:
            left.remove(same)
            found[record["id"]] = "kept", new[same]["id"]
    pairs = []
    for place, record in enumerate(old):
        if record["id"] in found:
            continue
        mine = _words(record)
        for at in left:
            share = _common(mine, words[at])
            if share >= _LEAST and _family(new[at]) == _family(record):
                pairs.append((new[at]["kind"] != record["kind"], -share, place, at))
    for _, _, place, at in sorted(pairs):
        if at in left and old[place]["id"] not in found:
            left.remove(at)
            found[old[place]["id"]] = "changed", new[at]["id"]
    return {record["id"]: found.get(record["id"], ("withdrawn", None)) for record in old}


def _saying(record: Record) -> tuple[Any, ...]:
    """Everything that a claim says, without the places in its text where it does."""
    speaker, time = record["speaker"] or {}, record["time"] or {}
    return (
        record["kind"],
        tuple(record["evidence"][0]["text"].split()),
        (speaker.get("name") or "").casefold(),
        record["modality"],
        record["polarity"],
        [(place["role"], place["id"] or place["name"]) for place in record["places"]],
        [(one["min"], one["max"], one["unit"], one["of"]) for one in record["quantities"]],
        (time.get("start"), time.get("end")),
    )


def _words(record: Record) -> Counter[str]:
    return Counter(re.findall(r"\w+", record["evidence"][0]["text"].casefold()))


def _common(one: Counter[str], other: Counter[str]) -> float:
    """How many of the shorter one's words the other has too, 0 to 1."""
    shorter = min(one.total(), other.total())
    return (one & other).total() / shorter if shorter else 0.0


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
