"""Days before and after an event: "the day after his death" is no day that the text has named."""

from __future__ import annotations

import re

from claimline.model.timeform import TimeMention
from claimline.resolving.times.context import Context
from claimline.resolving.times.stretch import Stretch

_BESIDE = re.compile(r"\b(?:before|after)$", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:[^\w\s]|$|(?:in|at|on|near|and|but|was|were|had|when|by)\b)")
_REACH = 30  # characters


def of_event(mention: TimeMention, text: str) -> bool:
    """Whether an event says which day is meant: "the day after his death", "the day before they left"."""
    if mention.rule != "day-pointed" or not _BESIDE.search(mention.span.of(text)):
        return False
    return not _ALONE.match(text, mention.span.end)


def same_day(mention: TimeMention, context: Context) -> Stretch | None:
    """In "Nov. 3, the day before the vote" the day is the one just named; else nobody knows the event's."""
    beside = context.text[max(0, context.day_at) : mention.span.start]
    named = context.last_day if context.day_at >= 0 and len(beside) <= _REACH else None
    return named if named and beside.endswith(", ") and beside.count(",") <= 2 and "\n" not in beside else None
