"""Reports to stories, step by step: links of what is new, and the origins of the stories that they touch, whole.

Two reports are compared where they share a key and are at most `FAR` days apart, or have one text to the character.
That looks at two reports and nothing else: the links of a set of reports do not depend on the order in which they
came, and those among the reports of a day long past are the links that there were then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from claimline.model.story import Origin, StoryLink, StoryReport

if TYPE_CHECKING:
    from claimline.ledger.story_shelf import StoryShelf
    from claimline.ledger.weighing import Step, Waiting

#: Days. Later than that only an unchanged text is a copy (`StoriesConfig.far`).
FAR = 30


def trace_origins(step: Step, waiting: Sequence[Waiting]) -> None:
    """Bring links and origins up to what the waiting reports are now, inside the transaction of `step`."""
    shelf = step.stories
    keys = {one.key for one in waiting}
    touched = whole_stories(shelf, shelf.seen(keys))
    shelf.forget([one.key for one in waiting if one.gone])
    new = {
        one.key: StoryReport(one.ref, one.text, one.outlet, one.known, one.credits) for one in waiting if not one.gone
    }
    links, ends = _links(shelf, new)
    shelf.add_links(links, ends)
    touched |= whole_stories(shelf, {*new, *(ends[ref] for link in links for ref in (link.later, link.earlier))})
    touched -= keys - new.keys()
    shelf.set_origins(origins_among(shelf.load(touched), [link for _, _, link in shelf.links(touched)]))


def whole_stories(shelf: StoryShelf, keys: Collection[int]) -> set[int]:
    """The keys of all reports that have their words from, or gave them to, these, directly or through others."""
    found, fresh = set(keys), set(keys)
    while fresh:
        fresh = shelf.neighbours(fresh) - found
        found |= fresh
    return found


def origins_among(reports: Mapping[int, StoryReport], links: Iterable[StoryLink]) -> dict[int, Origin]:
    """The origin of each report, by its key, as if there were no others."""
    from claimline.weighing.stories import origins

    refs = {report.ref for report in reports.values()}
    inner = [link for link in links if link.later in refs and link.earlier in refs]
    found = origins(reports.values(), inner)
    return {key: found[report.ref] for key, report in reports.items()}


def _links(shelf: StoryShelf, new: Mapping[int, StoryReport]) -> tuple[list[StoryLink], dict[str, int]]:
    """Links of the new reports, to each other too, and the keys of both ends by their refs."""
    from claimline.ledger.story_shelf import Linked
    from claimline.weighing.stories import link

    numbers = {key: _numbers(report) for key, report in new.items()}
    shelf.keep({key: Linked(report, numbers[key].own) for key, report in new.items()})
    sharing = shelf.sharing(number for one in numbers.values() for number in one.sought)
    near = {
        key: {other for number in one.sought if number in sharing for other in sharing[number]}
        for key, one in numbers.items()
    }
    reports = {**shelf.load({other for others in near.values() for other in others} - new.keys()), **new}
    ends = {report.ref: key for key, report in reports.items()}
    found: dict[tuple[str, str, str], StoryLink] = {}
    for key, others in near.items():
        there = [reports[other] for other in sorted(others - {key}) if other in reports]  # one may just have gone
        candidates = [other for other in there if _comparable(new[key], other)]
        for one in link(new[key], candidates) if candidates else ():
            found[one.later, one.earlier, one.relation] = one
    return list(found.values()), ends


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What a report is found by, and what the reports that it is compared with are found by."""

    own: tuple[int, ...]
    sought: tuple[int, ...]


def _numbers(report: StoryReport) -> _Numbers:
    """Each key with the month of the report, so that few share one of a formula; the text as a whole without it."""
    from claimline.ledger.numbers import hashed, placed
    from claimline.weighing.stories import keys

    month = _ordinal(report) // FAR
    whole = hashed(report.text)
    plain = [hashed(name) for name in keys(report)]
    own = [placed(number, month) for number in plain]
    around = [placed(number, month + step) for number in plain for step in (-1, 1)]
    return _Numbers((*own, whole), (*own, *around, whole))


def _comparable(one: StoryReport, other: StoryReport) -> bool:
    return one.text == other.text or abs(_ordinal(one) - _ordinal(other)) <= FAR


def _ordinal(report: StoryReport) -> int:
    return date.fromisoformat(report.known).toordinal()
