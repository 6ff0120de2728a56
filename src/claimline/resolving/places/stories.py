"""What other reports of the same story say about where it happens."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimline.model import Part, Reading, ResolvedPlace
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.rows import PlaceRow

if TYPE_CHECKING:
    from claimline.resolving.places.resolver import PlaceResolver

SURE = 0.8  # a place of another report counts only where that report decided it by itself


@dataclass(frozen=True, slots=True)
class StoryContext:
    """How many other reports of a story name places of a first-level region ("UA.07") and of a country ("UA").

    A pure value: what it holds does not depend on the order in which the reports came.
    """

    reports: int = 0
    regions: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, others: Iterable[Sequence[ResolvedPlace]], gazetteer: Gazetteer) -> StoryContext:
        """From the resolved places of the other reports, one sequence a report."""
        return cls._sum([_areas(places, gazetteer) for places in others])

    @classmethod
    def _sum(cls, areas: Sequence[tuple[frozenset[str], frozenset[str]]]) -> StoryContext:
        regions: Counter[str] = Counter(r for named, _ in areas for r in sorted(named))
        countries: Counter[str] = Counter(c for _, named in areas for c in sorted(named))
        return cls(len(areas), dict(regions), dict(countries))

    def part(self, row: PlaceRow, weight: float) -> Part | None:
        """What the story says for a candidate: its region counts whole, its country alone a third."""
        if not self.reports or not row.country:
            return None
        region = self.regions.get(f"{row.country}.{row.admin1}", 0) if row.admin1 else 0
        share = max(region, self.countries.get(row.country, 0) / 3) / (self.reports + 1)
        if share < 0.02:
            return None
        return Part("story", weight * share, f"{region} of {self.reports} other reports of the story name its region")


def resolve_stories(
    resolver: PlaceResolver, readings: Sequence[Reading], stories: Sequence[str | None]
) -> list[tuple[ResolvedPlace, ...]]:
    """The places of each reading, with the other readings of the same story as evidence; `stories` names each one's.

    Every report is first resolved by itself. Where a story has several reports, each is resolved once more, and what
    the others decided by themselves counts: the result is the same in any order of the reports.
    """
    alone = [resolver.resolve(reading) for reading in readings]
    areas = [_areas(places, resolver.gazetteer) for places in alone]
    members: dict[str, list[int]] = defaultdict(list)
    for i, story in enumerate(stories):
        if story is not None:
            members[story].append(i)
    places = list(alone)
    for group in members.values():
        for i in group if len(group) > 1 else ():
            context = StoryContext._sum([areas[j] for j in group if j != i])
            places[i] = resolver.resolve(readings[i], context)
    return places


def _areas(places: Sequence[ResolvedPlace], gazetteer: Gazetteer) -> tuple[frozenset[str], frozenset[str]]:
    """The regions and the countries that a report names for sure."""
    sure = [p for p in places if p.id is not None and p.confidence >= SURE]
    rows = [row for p in sure if p.id and (row := gazetteer.by_id(p.id)) is not None]
    return (
        frozenset(f"{r.country}.{r.admin1}" for r in rows if r.country and r.admin1),
        frozenset(r.country for r in rows if r.country),
    )
