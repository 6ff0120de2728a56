"""What people decided about a claim, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimline.publishing.words import visible

if TYPE_CHECKING:
    from claimline.ledger import Judgement, Review

_DONE = {"accept": "accepted", "fix": "fixed", "reject": "rejected", "merge": "merged", "split": "split off"}


def mark(review: Review | None) -> str:
    """A word or two for a list; "" for a claim that nobody has judged."""
    if review is None or review.judgement is None:
        return ""
    status = "open again" if review.status == "open" else review.status
    return f"{status}, disputed" if review.disputed else status


def told(review: Review | None, history: Iterable[Judgement]) -> list[str]:
    """Lines for a page: the status, then every judgement; none where there is none."""
    lines = [_line(one) for one in history]
    if review is None or review.judgement is None:
        return lines
    why = f": {visible(review.reopened)}" if review.reopened else ""
    disputed = "; people differ, and the last judgement counts" if review.disputed else ""
    return [f"{mark(review).partition(',')[0]}{why}{disputed}", *lines]


def _line(one: Judgement) -> str:
    changes = "".join(f", {change.slot}={visible(change.given or '')}" for change in one.changes)
    note = f" ({visible(one.note)})" if one.note else ""
    undone = f", undone {one.undone_at} by {visible(one.undone_by or '')}" if one.undone_at else ""
    return f"{one.at} {_DONE[one.verb]} by {visible(one.who)}{changes}{note}{undone}"
