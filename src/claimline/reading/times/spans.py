"""Words of durations, distances in time, repetitions and vague times to their unanchored meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from claimline.model.timeform import TimeForm, TimeMod, TimePick, TimeUnit
from claimline.reading.times.lexicon import Word
from claimline.reading.times.numbers import fold
from claimline.reading.times.parts import gather

_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
_FACTOR = {"fortnight": 2, "decade": 10, "century": 100}
_CLOCK_UNITS = frozenset({"second", "minute", "hour"})
_UNIT_KINDS = frozenset({"day", "days", "unit", "units", "short_unit", "short_units", "quarter", "quarters"})


def duration_value(unit: str, count: float | None) -> str:
    """TimeML value of a length: `("week", 2)` is P2W, an unknown number is X, decades and centuries are years."""
    mark = "PT" if unit in _CLOCK_UNITS else "P"
    if count is None:
        return f"{mark}X{'E' if unit == 'decade' else 'C' if unit == 'century' else _LETTERS[unit]}"
    number = count * _FACTOR.get(unit, 1)
    return f"{mark}{number:g}{_LETTERS[unit]}"


def read_duration(words: Sequence[Word]) -> TimeForm | None:
    """Lengths: "three days", "more than a month", "the past 24 hours", "two-year", "several weeks"."""
    folded = fold(words)
    unit = _unit(folded)
    if unit is None:
        return None
    count = _amount(folded)
    if count == "none":
        return None
    number = None if isinstance(count, str) else count
    value = duration_value(unit, number)
    if number is not None and number % 1 == 0.5 and unit in ("year", "hour", "minute"):
        value = _half(unit, int(number))
    whole = int(number) if number is not None and number == int(number) else None
    return TimeForm(
        "duration", value, unit=cast(TimeUnit, unit), count=whole, pick=_direction(folded), mod=_mod(folded)
    )


def _half(unit: str, count: int) -> str:
    smaller = {"year": f"P{count}Y6M", "hour": f"PT{count}H30M", "minute": f"PT{count}M30S"}[unit]
    return smaller.replace("P0Y", "P").replace("PT0H", "PT").replace("PT0M", "PT")


def _unit(words: Sequence[Word]) -> str | None:
    return next((str(w.value) for w in reversed(words) if w.kind in _UNIT_KINDS), None)


def _direction(words: Sequence[Word]) -> TimePick | None:
    for word in words:
        if word.kind in ("last", "past", "recent", "latest"):
            return "last"
        if word.kind in ("next",):
            return "next"
    return None


def _mod(words: Sequence[Word]) -> TimeMod | None:
    return next((w.value for w in words if w.kind in ("approx", "over", "more", "less")), None)


def _amount(words: Sequence[Word]) -> float | str:
    """The number of units; "X" where it is left open."""
    kinds = [w.kind for w in words]
    half = 0.5 if "half" in kinds or "fraction" in kinds else 0.0
    if any(k in ("several", "recent") for k in kinds):
        return "X"
    for word in words:
        if word.kind in ("number", "year4"):
            return float(word.value) + half
        if word.kind in ("couple", "pair"):
            return 2.0
        if word.kind == "dozen":
            return "X" if word.value == "X" else 12.0
        if word.kind == "decimal":
            return float(word.text)
    if half:
        return half + (1.0 if "and" in kinds else 0.0)
    if any(w.kind == "a" for w in words):
        return 1.0
    plural = any(k in ("days", "units", "short_units", "quarters") for k in kinds)
    return "X" if plural else 1.0


def read_ago(words: Sequence[Word]) -> TimeForm | None:
    """A distance from now ("two weeks ago") or from what was spoken of ("two days later", "a year earlier")."""
    folded = fold(words)
    unit = _unit(folded)
    if unit is None:
        return None
    amount = _amount(folded)
    if unit in ("decade", "century") and not isinstance(amount, str):
        unit, amount = "year", amount * _FACTOR[unit]
    sign = -1
    kind = "shift"
    for word in folded:
        if word.kind in ("now", "today"):  # "two weeks from now"
            sign = 1
        if word.kind in ("earlier", "later"):
            kind, sign = "later", -1 if word.kind == "earlier" else 1
    count = None if isinstance(amount, str) or amount != int(amount) else sign * int(amount)
    part = _quarter(folded)
    if part:
        unit, amount = "year", 1.0
    pick: TimePick = "last" if sign < 0 else "next"
    return TimeForm(
        "later" if kind == "later" else "shift", unit=cast(TimeUnit, unit), count=count, part=part, pick=pick,
        mod=_mod(folded),
    )  # fmt: skip


def _quarter(words: Sequence[Word]) -> str | None:
    """ "the year-ago third quarter" is Q3, "the year-ago quarter" some quarter (QX)."""
    if not any(w.kind == "quarter" for w in words):
        return None
    nth = next((w.value for w in words if w.kind == "nth"), None)
    return f"Q{nth}" if nth else "QX"


def read_decade(words: Sequence[Word]) -> TimeForm | None:
    """Decades and centuries: "the 1980s" is 198, "the 20th century" 19 (TimeML: the digits they share)."""
    parts = gather(fold(words))
    for word in words:
        if word.kind == "decade4":
            return TimeForm("fixed", word.text[:3], unit="decade", mod=parts.mod)
        if word.kind == "decade_word":
            return TimeForm("fixed", f"19{word.value}", unit="decade", mod=parts.mod)
        if word.kind == "decade2":
            return TimeForm("fixed", f"19{word.text[0]}", unit="decade", mod=parts.mod)
    if parts.unit != "century" or not parts.ordinals:
        return None
    century = f"{parts.ordinals[0] - 1:02}"
    return TimeForm("fixed", f"BC{century}" if parts.bc else century, unit="century", mod=parts.mod)


def read_often(words: Sequence[Word]) -> TimeForm | None:
    """Repetitions: "every Friday", "daily", "each month", "Tuesday nights"."""
    folded = fold(words)
    if folded[0].kind == "often":
        return TimeForm("set", str(folded[0].value))
    parts = gather(folded)
    night = "TNI" if any(w.kind == "nights" for w in folded) else ""
    day = next((w.value for w in folded if w.kind in ("weekday", "weekdays")), None)
    if day:
        return TimeForm("set", f"XXXX-WXX-{day}{night}")
    if parts.month:
        return TimeForm("set", f"XXXX-{parts.month:02}")
    if parts.season:
        return TimeForm("set", f"XXXX-{parts.season}")
    if parts.clock:
        return TimeForm("set", f"XXXX-XX-XX{parts.clock}")
    unit = _unit(folded) or ("weekend" if parts.unit == "weekend" else None)
    if unit == "weekend":
        return TimeForm("set", "XXXX-WXX-WE")
    if unit is None:
        return None
    amount = 2.0 if any(w.text.lower() == "other" for w in folded) else _amount(folded)  # "every other day"
    return TimeForm("set", duration_value(unit, None if isinstance(amount, str) else amount), unit=cast(TimeUnit, unit))


def read_reference(words: Sequence[Word]) -> TimeForm | None:
    """Words for the past, the present or the future as such."""
    values = {"past": "PAST_REF", "recent": "PAST_REF", "current": "PRESENT_REF", "time": "PRESENT_REF"}
    for word in words:
        value = values.get(word.kind) or (word.value if str(word.value).endswith("_REF") else None)
        if value:
            return TimeForm("vague", str(value))
    return TimeForm("vague", "PRESENT_REF")


def read_vague(words: Sequence[Word]) -> TimeForm | None:
    """Distances that the words leave open: "days later", "moments earlier"."""
    return TimeForm("vague", "FUTURE_REF" if any(w.kind == "later" for w in words) else "PAST_REF")


def read_counted(words: Sequence[Word]) -> TimeForm | None:
    """ "the third day of the war", "day 800 of the invasion": counted from the day that the affair began."""
    parts = gather(fold(words))
    count = (parts.ordinals or parts.numbers or [0])[0]
    affair = next((w.text.lower() for w in words if w.kind == "affair"), None)
    return TimeForm("counted", unit="day", count=count, affair=affair, clock=parts.clock) if count else None


def read_nth_of(words: Sequence[Word]) -> TimeForm | None:
    """ "the last week of August": a length (P1W) within a month or a year; `part` says which ("1", "last")."""
    folded = fold(words)
    cut = next(i for i, w in enumerate(folded) if w.kind == "of")
    head, rest = gather(folded[:cut]), gather(folded[cut:])
    unit = _unit(folded[:cut]) or head.unit
    if unit is None or unit == "century":
        return None
    amount = _amount(folded[:cut])
    count = None if isinstance(amount, str) else int(amount)
    nth = head.ordinals[0] if head.ordinals else 0
    return TimeForm(
        "duration", duration_value(unit, count), unit=cast(TimeUnit, unit), count=count, year=rest.year,
        month=rest.month, part=f"{nth}" if nth else "last",
    )  # fmt: skip
