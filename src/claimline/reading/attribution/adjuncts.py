"""Words of time, place and manner of the saying: "on Monday", "in a statement", "to reporters"."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.syntax import ARTICLES, Items, is_finite, is_mark


def time_phrase(items: Items, at: int, limit: int) -> int:
    """One past a phrase of time ("on Monday", "late on 5 May"); `at` where there is none."""
    k = at
    if k < limit and items[k].lower in ("late", "early", "earlier", "later"):
        k += 1
    if k < limit and items[k].lower in ("on", "in", "at", "by", "since"):
        k += 1
        while k < limit and (
            items[k].lower in ARTICLES or items[k].lower in ("last", "next", "early", "late", "morning", "same")
        ):
            k += 1
    if not (
        k < limit
        and (
            w.is_time(items[k].lower) or (k + 1 < limit and items[k].lower.isdigit() and w.is_time(items[k + 1].lower))
        )
    ):
        return at
    while k < limit and (
        w.is_time(items[k].lower)
        or items[k].lower.isdigit()
        or items[k].lower in ("morning", "evening", "night", "afternoon", "last", "this", "week", "noon")
    ):
        k += 1
    return k


def adjunct_end(items: Items, at: int, limit: int) -> int:
    """One past the words of time, place and manner of the saying that stand at `at`: "on Monday in a statement"."""
    while at < limit:
        after = time_phrase(items, at, limit)
        if after == at:
            after = _channel_phrase(items, at, limit)
        if (
            after == at
            and w.is_adverb(items[at].lower)
            and items[at].lower not in ("so", "all", "no", "only", "just", "even", "never")
        ):
            after = at + 1
        if after == at:
            return at
        at = after
    return at


def _channel_phrase(items: Items, at: int, limit: int) -> int:
    """One past "in a statement", "on his channel", "to reporters in Goma"; `at` where there is none."""
    if items[at].lower not in (
        "in",
        "on",
        "at",
        "by",
        "through",
        "to",
        "during",
        "via",
        "from",
        "under",
        "over",
        "for",
    ):
        return at
    last = at
    for k in range(at + 1, min(at + 6, limit)):
        word = items[k].lower
        if word in w.CHANNELS:
            last = k
        elif (
            k > at + 1 and (word in w.SUBORDINATORS or is_mark(items, k) or word in w.SUBJECTS or is_finite(items, k))
        ) or last > at:
            break
    if last == at:
        return at
    return last + 1
