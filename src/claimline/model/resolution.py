"""A reading with its names looked up: places, times and actors."""

from __future__ import annotations

from dataclasses import dataclass

from claimline.model.place import ResolvedPlace
from claimline.model.reading import Reading
from claimline.model.span import Span
from claimline.model.timeform import ResolvedTime


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, target or speaker: its name in full, what it is, and the side it belongs to (vocab/sides.yaml)."""

    span: Span
    name: str
    kind: str  # person, office, organisation, state, group, unnamed
    side: str | None
    role: str | None = None  # "spokesman", "Secretary of State"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """`parties` are keyed by the span that was looked up."""

    reading: Reading
    places: tuple[ResolvedPlace, ...]
    times: tuple[ResolvedTime, ...]
    parties: tuple[Party, ...]

    def place_at(self, span: Span) -> ResolvedPlace | None:
        return next((p for p in self.places if p.span == span), None)

    def time_at(self, span: Span) -> ResolvedTime | None:
        return next((t for t in self.times if t.mention.span == span), None)

    def party_at(self, span: Span) -> Party | None:
        return next((p for p in self.parties if p.span == span), None)
