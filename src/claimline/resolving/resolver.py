"""One reading with its places, times and parties looked up."""

from __future__ import annotations

from pathlib import Path

from claimline.model import Reading, Resolution
from claimline.resolving.parties import resolve_parties
from claimline.resolving.places import PlaceResolver
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.times import resolve_times


class Resolver:
    """Holds the gazetteer open for a run of reports."""

    def __init__(self, places: PlaceResolver) -> None:
        self._places = places

    @classmethod
    def open(cls, gazetteer: Path | None = None) -> Resolver:
        return cls(PlaceResolver(Gazetteer.open(gazetteer)))

    def resolve(self, reading: Reading) -> Resolution:
        report = reading.report
        return Resolution(
            reading=reading,
            places=self._places.resolve(reading),
            times=resolve_times(report.text, reading.times, report.published),
            parties=resolve_parties(reading),
        )
