"""The claim: one proposition that one speaker puts forward in one report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from claimline.model.place import PlaceRole, ResolvedPlace
from claimline.model.quantity import QuantityMention
from claimline.model.reading import Framing, Modality, Polarity, ReaderInfo, Reason, Stage
from claimline.model.report import Report
from claimline.model.resolution import Party
from claimline.model.span import Span
from claimline.model.time import Period


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    place: ResolvedPlace
    role: PlaceRole


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """When it happened, or (`of` "saying") when it was said."""

    span: Span
    period: Period
    of: Literal["event", "saying"] = "event"


@dataclass(frozen=True, slots=True)
class Claim:
    """The record that everything else passes on. `evidence[0]` is the proposition; later spans are what else was used.

    `speaker` None is the outlet's own voice. `chain` says who passed it on, outermost first.
    """

    id: str
    report: Report
    origin: tuple[str, ...]
    kind: str
    evidence: tuple[Span, ...]
    speaker: Party | None
    chain: tuple[str, ...]
    cue: Span | None
    modality: Modality
    polarity: Polarity
    framing: Framing | None
    background: bool
    stage: Stage | None
    actor: Party | None
    target: Party | None
    places: tuple[ClaimPlace, ...]
    time: ClaimTime | None
    quantities: tuple[QuantityMention, ...]
    confidence: float
    reader: ReaderInfo
    reasons: tuple[Reason, ...] = ()


def claim_id(
    text_hash: str, proposition: Span, kind: str, speaker: Span | None, places: Iterable[tuple[str, str]]
) -> str:
    """Hash of what makes a claim this claim, 20 hexadecimal digits: the same reading of the same text gives the same.

    `places` are pairs of a role and a place's id, or its name where it has none.
    """
    key = [
        text_hash,
        f"{proposition.start}-{proposition.end}",
        kind,
        f"{speaker.start}-{speaker.end}" if speaker else "",
        *sorted(f"{role}:{place}" for role, place in places),
    ]
    return hashlib.sha256("\n".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:20]
