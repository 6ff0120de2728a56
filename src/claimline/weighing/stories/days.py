"""Days in ISO form."""

from __future__ import annotations

from datetime import date, timedelta


def days_between(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def days_before(day: str, count: int) -> list[str]:
    """The day and the `count` days before it, as far as the calendar goes."""
    last = date.fromisoformat(day[:10])
    return [(last - timedelta(days=back)).isoformat() for back in range(min(count, (last - date.min).days) + 1)]
