"""Amounts with their modifiers: "at least 12", "450 to 500", "from 9 to 14", "500 or more"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimline.reading.quantities.amounts import Amount, find_amounts
from claimline.reading.quantities.lexicon import after_pattern, alternation, before_pattern, numbers

REACH = 48  # characters looked at before a number for what bounds it
_CHANGE = re.compile(
    r"\b(?:rose|rises?|risen|rising|climb\w*|grew|grown|grow(?:s|ing)?|increas\w+|jump\w*|revis\w+|rais\w+|up|fell|falls?|"
    r"fallen|dropp?\w*|declin\w+|decreas\w+|chang\w+|went|gone|updat\w+|reduc\w+|shr[au]nk)\b[^.;:\n]{0,60}$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s?(?P<joint>to|or|and|-|–|—|−)\s?(?:US\$|[$€£¥])?(?:at least |as many as |up to )?\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its modifiers and bounds. `at` is where the bare number begins; `scale` its magnitude."""

    start: int
    end: int
    at: int
    low: float | None
    high: float | None
    amount: Amount
    rule: str
    earlier: bool = False  # the "9" of "rose from 9 to 14"
    later: bool = False  # the "14"


def _joined(text: str, first: Amount, second: Amount) -> Amount | str | None:
    """Two amounts as one range, or "change" for an old and a new value, or None."""
    gap = text[first.end : second.start]
    match = _RANGE.match(gap) if len(gap) < 20 else None
    if match is None or "vague" in (first.form, second.form):
        return None
    joint, before = match["joint"].lower(), text[max(0, first.start - 80) : first.start]
    low, high = first.low or 0.0, second.low or 0.0
    if first.scale == 1 and second.scale > 1 and low < high / second.scale:
        low *= second.scale  # "2 to 3 million"
    from_ = re.search(r"\bfrom\s+(?:(?:about|around|some|nearly|at least)\s+)?(?:US\$|[$€£])?$", before, re.IGNORECASE)
    if joint == "to" and from_ and _CHANGE.search(before):
        return "change"
    if joint == "and" and not re.search(
        r"\bbetween\s+(?:(?:about|around|some)\s+)?(?:US\$|[$€£])?$", before, re.IGNORECASE
    ):
        return None
    if joint == "or" and high > 2 * low + 1:
        return None
    if low >= high:
        return None
    start = first.start
    lead = re.search(r"\b(?:between|from)\s+\Z", before, re.IGNORECASE)
    if lead and "$" not in gap:
        start = first.start - len(lead[0])
    return Amount(start, second.end, low, high, second.form, second.scale, "range")


def _ranges(text: str, amounts: Iterator[Amount]) -> Iterator[tuple[Amount, str]]:
    """Amounts with ranges joined; the second value is "", "earlier" or "later"."""
    held: Amount | None = None
    role = ""
    for amount in amounts:
        if held is None:
            held = amount
            continue
        joined = _joined(text, held, amount)
        if isinstance(joined, Amount):
            held = joined
        elif joined == "change":
            yield held, "earlier"
            held, role = amount, "later"
        else:
            yield held, role
            held, role = amount, ""
    if held is not None:
        yield held, role


def _bounds(amount: Amount, kind: str) -> tuple[float | None, float | None]:
    if kind == "lower":
        return amount.low, None
    if kind == "upper":
        return None, amount.high
    return amount.low, amount.high


def _figure(text: str, amount: Amount, role: str) -> Figure:
    start, end, low, high, rule = amount.start, amount.end, amount.low, amount.high, amount.rule
    symbol = 0
    left = text[max(0, start - REACH) : start]
    if mark := _currency_mark().search(left):
        symbol = len(mark[0])
        left = left[: len(left) - symbol]
        start -= symbol
    for _ in range(3):  # "at least some 12", "as many as about 30"
        match = before_pattern().search(left)
        if match is None:
            break
        kind = str(match.lastgroup)
        start -= len(left) - match.start()
        left = left[: match.start()]
        if kind != "about" and (low, high) == (amount.low, amount.high):
            low, high = _bounds(amount, kind)
            rule = kind if rule in ("number", "about") else f"{rule}, {kind}"
        elif rule == "number":
            rule = kind
    if match := after_pattern().match(text, end, end + 20):
        end = match.end()
        kind = str(match.lastgroup)
        if kind != "about" and (low, high) == (amount.low, amount.high):
            low, high = _bounds(amount, kind)
            rule = kind
    verb = _bound_verb().search(left)
    if verb and (low, high) == (amount.low, amount.high):
        low, high, rule = amount.low, None, "lower verb"
    return Figure(start, end, amount.start, low, high, amount, rule, role == "earlier", role == "later")


def _currency_mark() -> re.Pattern[str]:
    return _marks()[0]


def _bound_verb() -> re.Pattern[str]:
    return _marks()[1]


_compiled: list[re.Pattern[str]] = []


def _marks() -> Sequence[re.Pattern[str]]:
    if not _compiled:
        marks = alternation(numbers()["currency_before"])
        verbs = alternation(numbers()["bound_verbs"]["lower"])
        _compiled.append(re.compile(rf"(?<![^\W\d_]){marks}[ \u00a0]?\Z"))
        _compiled.append(re.compile(rf"\b{verbs}\s+\Z", re.IGNORECASE))
    return _compiled


def find_figures(text: str) -> Iterator[Figure]:
    """Every number of the text with its modifiers, in order. A leading "a"/"an" of "a hundred" belongs to it."""
    end = 0
    for amount, role in _ranges(text, find_amounts(text)):
        figure = _figure(text, amount, role)
        if figure.start < end:  # a modifier that the figure before has taken already
            figure = replace(figure, start=max(end, figure.at) if end <= figure.at else figure.at)
        yield figure
        end = figure.end
