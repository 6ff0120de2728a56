"""One reading with its places, times and parties looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

from claimline.model import Reading, Resolution, ResolvedPlace, ResolvedTime
from claimline.resolving.parties import resolve_parties
from claimline.resolving.places import PlaceResolver
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.stories import resolve_stories
from claimline.resolving.times import compose_season, join_range, resolve_times


class Resolver:
    """Holds the gazetteer open for a run of reports. Use it as a context manager, or `close()` it."""

    def __init__(self, places: PlaceResolver) -> None:
        self._places = places

    @classmethod
    def open(cls, gazetteer: Path | None = None, note: Callable[[str], None] | None = None) -> Resolver:
        """With the gazetteer in this file; `note` is told where it has to be built first."""
        return cls(PlaceResolver(Gazetteer.open(gazetteer, note)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the gazetteer, with the pages of it that are in memory."""
        self._places.gazetteer.close()

    def resolve(self, reading: Reading) -> Resolution:
        return self._resolution(reading, self._places.resolve(reading))

    def resolve_together(self, readings: Sequence[Reading]) -> list[Resolution]:
        """Each reading's own resolution, where reports with the same `story` are evidence for each other's places.

        The order of the readings changes no resolution.
        """
        places = resolve_stories(self._places, readings, [r.report.story for r in readings])
        return [self._resolution(reading, named) for reading, named in zip(readings, places, strict=True)]

    def _resolution(self, reading: Reading, places: tuple[ResolvedPlace, ...]) -> Resolution:
        report = reading.report
        times = resolve_times(report.text, reading.times, report.published)
        return Resolution(
            reading=reading,
            places=places,
            times=composed(reading, times),
            parties=resolve_parties(reading, places),
        )


def composed(reading: Reading, times: Sequence[ResolvedTime]) -> tuple[ResolvedTime, ...]:
    """Times with those that a proposition spreads over two expressions put together.

    A season or month with its year ("its summer offensive last year"), and both ends of a range ("from Monday to
    Wednesday"): each of the two then stands for the whole.
    """
    known = {t.mention.span: t for t in times}
    for trigger in reading.triggers:
        inside = [t for t in times if trigger.proposition.contains(t.mention.span)]
        for first, second in pairwise(inside):
            period = join_range(reading.report.text, first, second)
            if period is not None:
                for time in (first, second):
                    known[time.mention.span] = replace(known[time.mention.span], period=period)
            elif compose_season(first, second) != first:
                whole = compose_season(first, second)
                known[first.mention.span] = whole
                known[second.mention.span] = replace(second, value=whole.value, period=whole.period)
    return tuple(known[t.mention.span] for t in times)
