"""From links to origins: which reports are one voice.

A pure function of the set of reports and links. Reports that have one text are joined, however they came; a report
that is mostly taken from another one follows it; a text that another outlet is credited with goes to that outlet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimline.model import Span
from claimline.model.story import Origin, StoryLink, StoryReport
from claimline.weighing.stories.config import DEFAULT, StoriesConfig
from claimline.weighing.stories.credits import credits_of, outlet_id
from claimline.weighing.stories.linking import order

_COPIES = ("copy", "edited")


def origins(
    reports: Iterable[StoryReport], links: Iterable[StoryLink], config: StoriesConfig = DEFAULT
) -> dict[str, Origin]:
    """The origin of each report, by ref.

    What was known on a day: give the reports known by then. Links with reports that are not given are left out.
    """
    known = {report.ref: report for report in sorted(reports, key=order)}
    inner = sorted(
        (one for one in links if one.later in known and one.earlier in known),
        key=lambda one: (one.later, one.earlier, one.relation),
    )
    stories = _stories(known, inner, config)
    return _Tracing(known, inner, stories, config).all()


def origin_at(
    ref: str, span: tuple[int, int], links: Iterable[StoryLink], found: Mapping[str, Origin], earliest: Sequence[str]
) -> str:
    """The id of the origin of one passage, `text[span[0]:span[1]]` of the report `ref`.

    A digest has its paragraphs from several reports: the passage has its origin from the first report, in the order
    of the refs in `earliest`, whose words cover at least half of it; otherwise from the digest's own.
    """
    place = {other: number for number, other in enumerate(earliest)}
    sources = [
        one.earlier
        for one in links
        if one.later == ref
        and one.relation in _COPIES
        and one.earlier in place
        and 2 * _cover(one.kept, span) >= _long(span)
    ]
    return found[min(sources, key=place.__getitem__)].id if sources else found[ref].id


def _long(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _cover(kept: Iterable[Span], span: tuple[int, int]) -> int:
    """How many characters of the passage were kept."""
    return sum(max(0, min(one.end, span[1]) - max(one.start, span[0])) for one in kept)


def _stories(known: Mapping[str, StoryReport], links: Sequence[StoryLink], config: StoriesConfig) -> dict[str, str]:
    """Each report's story, named after the first report that has its text."""
    first = {ref: ref for ref in known}

    def find(ref: str) -> str:
        while first[ref] != ref:
            first[ref] = first[first[ref]]
            ref = first[ref]
        return ref

    place = {ref: number for number, ref in enumerate(known)}
    for one in links:
        if one.relation in _COPIES and min(one.share, one.of_earlier) >= config.whole:
            a, b = sorted((find(one.later), find(one.earlier)), key=place.__getitem__)
            first[b] = a
    return {ref: find(ref) for ref in known}


class _Tracing:
    """Walks from each story to the one that it was taken from. A story only follows one that began before it."""

    def __init__(
        self,
        known: Mapping[str, StoryReport],
        links: Sequence[StoryLink],
        stories: Mapping[str, str],
        config: StoriesConfig,
    ) -> None:
        self._known, self._stories, self._config = known, stories, config
        self._place = {ref: number for number, ref in enumerate(known)}
        self._members: dict[str, list[str]] = defaultdict(list)
        for ref in known:
            self._members[stories[ref]].append(ref)
        self._taken: dict[str, list[StoryLink]] = defaultdict(list)  # by story, what it has from other ones
        for one in links:
            if one.relation != "quotation" and stories[one.later] != stories[one.earlier]:
                self._taken[stories[one.later]].append(one)
        self._found: dict[str, Origin] = {}

    def all(self) -> dict[str, Origin]:
        for story in self._members:  # in the order of their first reports, so that what they follow is known
            self._found[story] = self._origin(story)
        return {ref: self._of_report(ref) for ref in self._known}

    def _origin(self, story: str) -> Origin:
        parent = self._parent(story)
        if parent:
            source = self._found[self._stories[parent.earlier]]
            why = f"{parent.relation} of {parent.earlier}, {parent.share:.0%} of its own words"
            return Origin(source.id, source.first, source.outlet, why)
        members = self._members[story]
        others = [name for ref in members for name in credits_of(self._known[ref])]
        if others and not any(outlet_id(self._known[ref].outlet) in others for ref in members):
            return Origin(f"outlet:{others[0]}", None, others[0], f"credits {others[0]}, none of whose reports fits")
        count = len(members)
        why = f"the first of {count} reports with this text" if count > 1 else "a text of its own"
        return Origin(story, story, outlet_id(self._known[story].outlet) or None, why)

    def _parent(self, story: str) -> StoryLink | None:
        """The link to what the story as a whole was taken from: the largest share, then the earliest."""
        before = [one for one in self._taken[story] if self._place[one.earlier] < self._place[story]]
        whole = [one for one in before if self._follows(one)] or self._gathered(before)
        return min(
            whole, key=lambda one: (one.relation == "credit", -one.share, self._place[one.earlier]), default=None
        )

    def _follows(self, one: StoryLink) -> bool:
        if one.relation == "credit" or one.share >= self._config.most:
            return True
        outlets = {outlet_id(self._known[ref].outlet) for ref in (one.later, one.earlier)}
        return len(outlets) == 1 and "" not in outlets and one.of_earlier >= self._config.most

    def _gathered(self, links: Sequence[StoryLink]) -> Sequence[StoryLink]:
        """The links of a digest, if the texts of other outlets together come to most of it."""
        for ref in sorted({one.later for one in links}, key=self._place.__getitem__):
            own = self._known[ref].outlet
            mine = [one for one in links if one.later == ref and self._known[one.earlier].outlet not in (own, None)]
            kept = {at for one in mine for span in one.kept for at in range(span.start, span.end)}
            if len(kept) >= self._config.most * len(self._known[ref].text):
                return mine
        return ()

    def _of_report(self, ref: str) -> Origin:
        """The origin of its story, and what else it has parts from."""
        story = self._stories[ref]
        origin = self._found[story]
        others = {
            self._found[self._stories[one.earlier]].id
            for one in self._taken[story]
            if one.later == ref and one.relation in _COPIES
        }
        why = origin.why if ref == story or not origin.why.startswith("a text") else f"the text of {story}"
        return Origin(origin.id, origin.first, origin.outlet, why, tuple(sorted(others - {origin.id})))
