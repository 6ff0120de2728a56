"""Reports found by their keys, in memory: for a set of reports that is not in a ledger."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from claimline.model.story import StoryLink, StoryReport
from claimline.weighing.stories.keys import keys
from claimline.weighing.stories.linking import link, order

#: Of the reports that share a key, so many before and after a report, in time, are compared with it. Keys of formulas
#: are shared by hundreds; reports with one text hold together although each is compared with its nearest ones only.
NEAREST = 20


class Shelf:
    """An index from keys to reports. Finding costs as much in a large one as in a small one, but for a logarithm."""

    def __init__(self, nearest: int = NEAREST) -> None:
        self._nearest = nearest
        self._by_key: dict[str, list[tuple[tuple[str, bool, str], str]]] = defaultdict(list)
        self._reports: dict[str, StoryReport] = {}

    def add(self, report: StoryReport) -> None:
        self._reports[report.ref] = report
        for key in keys(report):
            insort(self._by_key[key], (order(report), report.ref))

    def near(self, report: StoryReport) -> tuple[StoryReport, ...]:
        """The reports worth comparing with this one, sorted by ref. It need not be on the shelf itself."""
        found: set[str] = set()
        for key in keys(report):
            row = self._by_key.get(key, [])
            at = bisect_left(row, (order(report), report.ref))
            found.update(ref for _, ref in row[max(0, at - self._nearest) : at + self._nearest + 1])
        return tuple(self._reports[ref] for ref in sorted(found - {report.ref}))


def links_among(reports: Iterable[StoryReport]) -> tuple[StoryLink, ...]:
    """All links of a set of reports, sorted; in whatever order they are given."""
    shelf = Shelf()
    found: set[StoryLink] = set()
    for report in sorted(reports, key=order):
        found.update(link(report, shelf.near(report)))
        shelf.add(report)
    return tuple(sorted(found, key=lambda one: (one.later, one.earlier)))
