"""When a claim may be public: the clock is publication of its report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from claimline.publishing.public.profile import Profile

_LAST = datetime.max.replace(tzinfo=UTC)  # of the calendar


def moment_of(now: date | datetime) -> datetime:
    """The moment meant by `now`: of a day its beginning, in UTC, so that nothing is public too early."""
    if isinstance(now, datetime):
        return now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)
    return datetime(now.year, now.month, now.day, tzinfo=UTC)


def free_from(published: date | None, added_at: datetime, profile: Profile) -> datetime:
    """The moment from which delayed kinds of a report may be public.

    A day of publication is over at midnight (UTC): the report may be of its last minute. Without a day the clock
    starts when the report came in.
    """
    start, wait = added_at, timedelta(hours=profile.hours)
    if published is not None:
        start, wait = moment_of(published), wait + timedelta(days=1)
    return start + min(wait, _LAST - start)


def too_fresh(kind: str, free: datetime, now: datetime, profile: Profile) -> bool:
    return profile.delays(kind) and now < free
