"""Publication dates as users and records write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from claimline.errors import DateError

_LONGEST = 80  # characters of a date
_GRACE = timedelta(days=1)  # somewhere it is tomorrow already
_EARLIEST = date(1600, 1, 1)  # there was no newspaper before; days at the edge of the calendar have no neighbours
_DAY_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)", re.ASCII)  # also 2024/05/16, 20240516T2310Z
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)


def parse_date(value: str, *, today: date | None = None, where: str | None = None) -> date:
    """An ISO 8601 date ("2024-05-16"), or the day of an ISO date-time as written ("2024-05-16T23:10:00Z").

    Raises DateError when it cannot be read. With `today`, the day is one of publication: it lies no more than a day
    after it, and not before the first newspapers (1600).
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
    if today is not None and day < _EARLIEST:
        raise DateError(
            f"{day.isoformat()} lies before the first newspapers",
            where=where,
            then="Give the day on which the report was published, such as 2024-05-16.",
        )
    if today is not None and day > today + _GRACE:
        raise DateError(
            f"{day.isoformat()} lies in the future (today is {today.isoformat()})",
            where=where,
            then="Give the day on which the report was published, such as 2024-05-16.",
        )
    return day


def declared_day(value: str, today: date | None = None) -> date | None:
    """The day that a page, feed or mail header declares, in ISO 8601 (loosely: "2024/05/16", "20240516T2310Z") or as
    mail writes it (RFC 5322: "Thu, 16 May 2024 23:10:00 +0300"); the day as written, whatever its time zone.

    None where it cannot be read, lies more than a day after `today`, or before the first day of 1970: machines that
    do not know a date write such ones.
    """
    written = value.strip()[:_LONGEST]
    try:
        if found := _DAY_FIRST.match(written):
            day = date(*map(int, found.groups()))
        else:
            from email.utils import parsedate_to_datetime

            day = parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if day <= date(1970, 1, 1) or (today is not None and day > today + _GRACE):
        return None
    return day
