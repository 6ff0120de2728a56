"""A time expression as the words give it, before it is anchored to a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimline.model.span import Span
from claimline.model.time import Period, TimexType

FormKind = Literal["fixed", "partial", "shift", "later", "duration", "set", "clock", "vague", "counted"]
TimeMod = Literal["START", "MID", "END", "EARLIER", "LATER", "APPROX", "MORE_THAN", "LESS_THAN"]
TimePick = Literal["last", "next", "this"]
TimeUnit = Literal[
    "second", "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year",
    "decade", "century",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeForm:
    """The unanchored meaning of a time expression; which fields count depends on `kind`.

    fixed     `value` is the TimeML value, complete without an anchor ("2022-02", "1951-WI", "199")
    partial   calendar fields without a year ("Friday", "12 May", "the spring"); `pick` says last, next or this one;
              `years_from` with `count` gives the year ("July last year")
    shift     `count` of `unit` away from the day of publication ("last month": -1 month; "today": 0 days)
    later     the same, away from the time that the text last spoke of ("two days later", "that year")
    duration  `value` ("P3D", "PXM"); `pick` last or next for "the past three days"
    set       `value` ("P1W", "XXXX-WXX-4")
    clock     a time of day without a day (`clock`)
    counted   day number `count` of the `affair` that the words name ("the third day of the war")
    vague     `value` PAST_REF, PRESENT_REF or FUTURE_REF

    `clock` is the TimeML time of day that any date may carry ("T22:00", "TNI"). `count` None means an unknown number.
    `mod` is the TimeML modifier, with EARLIER and LATER for "earlier this week" and "later this year".
    """

    kind: FormKind
    value: str | None = None
    unit: TimeUnit | None = None
    count: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 1 Monday to 7 Sunday
    season: str | None = None  # SP, SU, FA, WI
    part: str | None = None  # Q1 to Q4, H1, H2
    holiday: str | None = None
    affair: str | None = None
    clock: str | None = None
    zone: str | None = None
    mod: TimeMod | None = None
    pick: TimePick | None = None
    years_from: Literal["published", "context"] | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A TIMEX3: the exact extent as TimeML annotates it, its type, its meaning, and the rule that found it."""

    span: Span
    type: TimexType
    form: TimeForm
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedTime:
    """A time mention with its TimeML value (None without an anchor) and the period that it stands for."""

    mention: TimeMention
    value: str | None
    period: Period | None
