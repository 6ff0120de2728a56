"""Times: what the words say (TimeML), and the period of days that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
PeriodPrecision = Literal["instant", "day", "week", "month", "season", "year", "vague"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time with its precision. ISO 8601 dates (or date-times for `instant`), both ends inclusive.

    Either end is None where the text gives no anchor: never today's date.
    """

    start: str | None
    end: str | None
    precision: PeriodPrecision
