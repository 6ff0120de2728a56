"""Where the words of reports come from: each edge of the origin graph in a line, with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from claimline.model.story import Origin, Story, StoryLink
from claimline.publishing.words import visible

_WORDS = {
    "copy": "copies",
    "edited": "edits",
    "credit": "credits",
    "quotation": "quotes the same words as",
}


def story_record(story: Story, refs: Collection[str]) -> dict[str, Any]:
    """The origins of these reports by ref, and the links that have them."""
    return {
        "origins": {ref: asdict(origin) for ref, origin in story.origins if ref in refs},
        "links": [asdict(link) for link in story.of(refs)],
    }


def story_lines(story: Story, refs: Collection[str]) -> Iterator[str]:
    """Nothing where these reports have no words in common with others."""
    links = story.of(refs)
    if not links:
        return
    names = {report.ref: f"{report.outlet or 'outlet unknown'} {report.known}" for report in story.reports}
    origins = dict(story.origins)
    yield ""
    yield "whose words these are"
    for ref in (report.ref for report in story.reports if report.ref in refs):
        yield f"  {visible(names[ref])}: {visible(_origin(ref, origins[ref], names))}"
    for link in _strongest(links):
        yield from _link(link, names)


def _strongest(links: Sequence[StoryLink]) -> Iterator[StoryLink]:
    """Of each report the link that holds most of its words, the earliest of equals: five copies have ten links."""
    best: dict[str, StoryLink] = {}
    for link in links:
        if link.later not in best or link.share > best[link.later].share:
            best[link.later] = link
    yield from best.values()


def _origin(ref: str, origin: Origin, names: dict[str, str]) -> str:
    if origin.first == ref:
        return "its own origin"
    whose = names.get(origin.first or "", origin.outlet or origin.id)
    return f"of the origin {whose} ({origin.why})"


def _link(link: StoryLink, names: dict[str, str]) -> Iterator[str]:
    yield f"  {visible(names[link.later])} {_WORDS[link.relation]} {visible(names[link.earlier])}"
    for part in link.parts:
        yield f"    {part.value:g} {part.name}{': ' if part.why else ''}{visible(part.why)}"
