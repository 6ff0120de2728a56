"""Money, distances, areas, weights: numbers whose unit stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimline.model.quantity import QuantityOf
from claimline.reading.quantities.lexicon import alternation, numbers, plural
from claimline.reading.quantities.spans import Figure


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number measures: its unit, the factor to it, and where the unit ends in the text."""

    unit: str
    factor: float
    of: QuantityOf
    end: int
    in_span: bool  # a currency belongs to the number's span, "km" is its noun
    unit_start: int


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])({alternation(numbers()['currency_before'])})[ \u00a0]?\Z")


def _plurals(words: dict[str, object]) -> dict[str, object]:
    out = dict(words)
    for word, value in words.items():
        if len(word) > 2:
            out.setdefault(plural(word, {"foot": "feet", "krone": "kroner", "krona": "kronor"}), value)
    return out


@cache
def _currencies() -> dict[str, object]:
    return _plurals({**numbers()["currency_open"], **numbers()["currency_after"]})


@cache
def _measures() -> dict[str, object]:
    return _plurals(numbers()["measures"])


@cache
def _after_money() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s\u00a0-]|\s+of\s+)?({alternation(_currencies())})\b(?!-)", re.IGNORECASE)


@cache
def _after_measure() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[\s\u00a0]{{0,2}}|-|\s+of\s+)({alternation(_measures())})(?![\w²³]|/|\s?(?:per|an)\s+(?:hour|second)|/h)",
        re.IGNORECASE,
    )


def _spoken(found: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", found[1].lower())


def money(text: str, figure: Figure) -> Measure | None:
    """US$2 billion, €500m, 2 billion euros, hundreds of thousands of shekels. Unit: ISO 4217 where the words fix it."""
    amount = figure.amount
    at = amount.start if text[amount.start].isdigit() else figure.at
    if not text[at].isdigit():
        digits = re.compile(r"(?:between|from)\s+((?:US\$|[$€£¥])?)").match(text, at)
        at = digits.end() if digits else at
    if mark := _before().search(text[max(0, at - 6) : at]):
        return Measure(numbers()["currency_before"][mark[1]], 1.0, "money", figure.end, True, figure.start)
    match = _after_money().match(text, figure.end, figure.end + 40)
    if match is None or re.match(
        r"\s+(?:of\s+explosives|bombs?\b|shells?\b|charge\b)", text[match.end() : match.end() + 16]
    ):
        return None
    if match[1].lower() == "pound" and (amount.high or 0) != 1:  # "a 500 pound bomb" weighs
        return None
    return Measure(str(_currencies()[_spoken(match)]), 1.0, "money", match.end(), True, match.start(1))


def measured(text: str, figure: Figure) -> Measure | None:
    """12 km, 40 miles (as km), 1,000 square kilometres, 30 hectares (as km2), 2.8 tonnes."""
    match = _after_measure().match(text, figure.end, figure.end + 32)
    if match is None:
        return None
    spoken = _spoken(match)
    if spoken == "m" and match[1] == "M":
        return None
    entry = _measures()[spoken]
    assert isinstance(entry, list)
    unit, factor, of = entry
    return Measure(str(unit), float(factor), of, match.end(), False, match.start(1))


def scaled(value: float | None, factor: float) -> float | None:
    """A value in the unit of the record; converted values keep three decimals and whole numbers stay whole."""
    if value is None:
        return None
    return round(value * factor, 3) if factor != 1 else value
