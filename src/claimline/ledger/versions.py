"""Which reports are versions of one report. There is one definition, for claims and for what people decided of them.

A version has the same outlet, and the same address or the same id that it came with; its text is another one, but
shares part of the wording. It came in later, and is not of an earlier day.
"""

from __future__ import annotations

from typing import Protocol

from claimline.ledger.rows import folded

VERSIONS = 20  # reports under one address or id, beyond which it is not that of a report
_ALIKE = 0.3  # share of the wording that two versions of a report have in common


class Issue(Protocol):
    """What has to be known of a report. `key` grows with the time at which it came in."""

    key: int
    id: str
    text_hash: str
    url: str | None
    outlet: str | None
    published: str | None
    text: str


def replaces(other: Issue, issue: Issue) -> bool:
    """Whether the other report is the same one with another text, and came in later. An older issue never does."""
    older = other.published and issue.published and other.published < issue.published
    if older or other.key <= issue.key or other.text_hash == issue.text_hash:
        return False
    one_place = (other.url is not None and other.url == issue.url) or other.id == issue.id
    return one_place and folded(other.outlet) == folded(issue.outlet) and _alike(issue.text, other.text)


def _alike(one: str, other: str) -> bool:
    """Whether the shorter of two texts has part of its wording, three words at a time, from the longer."""
    mine, theirs = (_threes(text) for text in (one, other))
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) >= _ALIKE * fewer if fewer else one == other


def _threes(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return set(zip(words, words[1:], words[2:], strict=False))
