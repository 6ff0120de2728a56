"""Place mentions of a reading, each with the place that it names."""

from __future__ import annotations

from claimline.model import Reading, ResolvedPlace
from claimline.resolving.places.gazetteer import Gazetteer


class PlaceResolver:
    """Chooses for every place mention of a reading one place of the gazetteer, or none."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def resolve(self, reading: Reading) -> tuple[ResolvedPlace, ...]:
        """One `ResolvedPlace` a place mention, in the order of the text."""
        text = reading.report.text
        return tuple(
            ResolvedPlace(m.span, m.span.of(text), m.span.of(text), None, None, None, "unresolved", None, None, 0.0)
            for m in reading.mentions
            if m.type in ("place", "facility")
        )
