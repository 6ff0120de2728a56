"""What decides whether a report is a copy. Chosen on one half of the graded pairs (benchmarks/stories.py)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoriesConfig:
    """Shares are of a report's own words (outside quotation marks and boilerplate), 0 to 1.

    quotation: so many words in quotation marks are a quotation.
    whole: from this share on, of both, the two have one text. most: from this share on, the later report as a whole is
    taken from the earlier one. same: from this share on, of both, it is the text as it was.
    part: from this share on, of either, a part was taken, if a `passage` of so many words hangs together;
    a `long_passage` is enough in itself, whatever its share.
    short: texts with fewer kept words are alike by chance and by formula: `short_share` of both must be the same (or
    `all_of_it` of one stand in the other), and only within `short_days`. tiny: with fewer words even the
    same text is only a copy within `short_days`. days: only the text as it was is a copy beyond so many.
    per_change: a name or number in another one's place is allowed for every so many kept words, from one day to the
    next; on one day `per_name` for names and `per_number` for numbers, one at least: a formula comes back with other
    names and numbers.
    foot: what two reports share only in this last part of both is a footer.
    credit_words, credit_days: a report that names an outlet is from that outlet's report if so much of what it tells
    stands there, so many days before at most.
    """

    quotation: int = 6
    whole: float = 0.5
    most: float = 0.5
    same: float = 0.9
    part: float = 0.25
    passage: int = 15
    long_passage: int = 30
    short: int = 40
    short_share: float = 0.75
    all_of_it: float = 0.95
    short_days: int = 3
    tiny: int = 20
    days: int = 30
    per_change: int = 25
    per_name: int = 25
    per_number: int = 10
    foot: float = 0.6
    credit_words: float = 0.4
    credit_days: int = 3


DEFAULT = StoriesConfig()
