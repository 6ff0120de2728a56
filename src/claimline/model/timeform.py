"""A time expression as the words give it, before it is anchored to a day."""

from __future__ import annotations

from dataclasses import dataclass

from claimline.model.span import Span
from claimline.model.time import Period, TimexType


@dataclass(frozen=True, slots=True)
class TimeForm:
    """The unanchored meaning of a time expression.

    `value` is a TimeML value where the words fix it without an anchor ("2022-02", "P3D"), else None; `relative`
    names the rule that needs the anchor ("weekday", "last-month", ...) and `args` its arguments.
    """

    value: str | None = None
    relative: str | None = None
    args: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeMention:
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
