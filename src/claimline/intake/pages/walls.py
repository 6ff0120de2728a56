"""What stands where a report should: a paywall, a banner about cookies, a page that a script would fill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline import vocab

LEAST_WORDS = 25  # of a report behind a wall: fewer are a teaser, not a report
SHORT = 400  # characters of a paragraph that may be a wall's
FEW = 150  # words of a page that a wall's words may explain; a longer one has a report, and a note at its end
_NAMES = {"paywall": "a paywall", "cookies": "a cookie banner", "shells": "a page without its content"}


@dataclass(frozen=True, slots=True)
class Wall:
    """What is left of a page's paragraphs, and what stands before the rest ("a paywall"), None where nothing does."""

    paragraphs: tuple[str, ...]
    name: str | None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(vocab.load("intake_pages")[kind]))


def _kind(paragraph: str) -> str | None:
    if len(paragraph) > SHORT:
        return None
    low = paragraph.lower()
    return next((kind for kind in _NAMES if _pattern(kind).search(low)), None)


def behind(paragraphs: Sequence[str], node: dict[str, Any]) -> Wall:
    """The paragraphs without a wall's own, and its name.

    A sentence about cookies in a long report is part of it: a wall's words count at the page's end (the last three
    paragraphs), or anywhere on a page of few words. `node` is the page's JSON-LD, which may say that it is not free.
    """
    few = sum(len(p.split()) for p in paragraphs) <= FEW
    last = len(paragraphs) - 3
    kinds = [_kind(p) if few or place >= last else None for place, p in enumerate(paragraphs)]
    kept = tuple(p for p, kind in zip(paragraphs, kinds, strict=True) if kind is None)
    found = next((kind for kind in _NAMES if kind in kinds), None)
    if found is None and few and str(node.get("isAccessibleForFree")).lower() == "false":
        found = "paywall"
    return Wall(kept, _NAMES[found] if found else None)


def too_little(wall: Wall) -> bool:
    """Whether what is left in front of a wall is no report."""
    return wall.name is not None and sum(len(p.split()) for p in wall.paragraphs) < LEAST_WORDS
