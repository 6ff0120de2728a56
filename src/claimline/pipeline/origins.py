"""Reports to stories, step by step: links of what is new, and the origins of the stories that they touch, whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from claimline.model.story import Origin, StoryLink, StoryReport

if TYPE_CHECKING:
    from claimline.ledger.story_shelf import StoryShelf
    from claimline.ledger.weighing import Step, Waiting


def trace_origins(step: Step, waiting: Sequence[Waiting]) -> None:
    """Bring links and origins up to what the waiting reports are now, inside the transaction of `step`."""
    shelf = step.stories
    keys = {one.key for one in waiting}
    touched = whole_stories(shelf, shelf.seen(keys))
    shelf.forget_gone([one.key for one in waiting if one.gone])
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
    from claimline.ledger.numbers import hashed
    from claimline.ledger.story_shelf import Linked
    from claimline.weighing.stories import bands, link

    linked = {key: Linked(report, bands(report.text)) for key, report in new.items()}
    shelf.keep(linked)
    sharing = shelf.sharing(band for one in linked.values() for band in one.bands)
    near = {
        key: {other for band in one.bands for other in sharing[hashed(band)]} - {key} for key, one in linked.items()
    }
    reports = {**shelf.load({other for others in near.values() for other in others} - new.keys()), **new}
    ends = {report.ref: key for key, report in reports.items()}
    found: dict[tuple[str, str, str], StoryLink] = {}
    for key, others in near.items():
        candidates = [reports[other] for other in sorted(others) if other in reports]
        for one in link(new[key], candidates) if candidates else ():
            found[one.later, one.earlier, one.relation] = one
    return list(found.values()), ends
