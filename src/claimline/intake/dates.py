"""Publication dates as users and records write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from claimline.errors import DateError

_GRACE = timedelta(days=1)  # somewhere it is tomorrow already
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)


def parse_date(value: str, *, today: date | None = None, where: str | None = None) -> date:
    """An ISO 8601 date ("2024-05-16"), or the day of an ISO date-time as written ("2024-05-16T23:10:00Z").

    Raises DateError when it cannot be read, or lies more than a day after `today` where that is given.
    """
    written = value.strip()
    try:
        if not _ISO.fullmatch(written):
            raise ValueError(written)
        day = date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written).date()
    except ValueError:
        shown = written if len(written) <= 40 else written[:40] + "…"
        raise DateError(
            f"{shown!r} is no date that can be read", where=where, then="Write year-month-day, such as 2024-05-16."
        ) from None
    if today is not None and day > today + _GRACE:
        raise DateError(
            f"{day.isoformat()} lies in the future (today is {today.isoformat()})",
            where=where,
            then="Give the day on which the report was published, such as 2024-05-16.",
        )
    return day
