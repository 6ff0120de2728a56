"""What decides whether a report is a copy. Chosen on one half of the graded pairs (benchmarks/stories.py)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoriesConfig:
    """Shares are of a report's own words (outside quotation marks and boilerplate), 0 to 1.

    run: so many words in a row, the same in both, count as kept. quotation: so many words in quotation marks are a
    quotation. passage: fewer kept words than that are no copy, unless both texts are as short and all the same.
    part: from this share on, of either report, it is a copy of a part. whole: from this share on, of both, the two have
    one text. most: from this share on, the later report as a whole is taken from the earlier one. same: from this
    share on, of both, it is the text as it was.
    names, numbers: so many of the names and numbers in matching sentences must be the same; numbers only where the
    reports are `days_apart` or more, since a formula comes back with other numbers the next day. far: beyond so many
    days only the text as it was is a copy. foot: what two reports share only in this last part of both is a footer.
    credit_words, credit_days: a report that names an outlet is from that outlet's report if so much of what it tells
    stands there, so many days before at most.
    """

    run: int = 3
    quotation: int = 6
    passage: int = 10
    part: float = 0.25
    whole: float = 0.5
    most: float = 0.5
    same: float = 0.9
    names: float = 0.6
    numbers: float = 0.5
    days_apart: int = 1
    far: int = 30
    foot: float = 0.6
    credit_words: float = 0.4
    credit_days: int = 3


DEFAULT = StoriesConfig()
