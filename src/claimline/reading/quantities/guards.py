"""Numbers that count nothing: years, dates, clock times, ages, names of units and weapons, scores, phone numbers."""

from __future__ import annotations

import re
from functools import cache

from claimline.reading.quantities.lexicon import alternation, numbers
from claimline.reading.quantities.nounphrase import Counted
from claimline.reading.quantities.spans import Figure

_NAME_BEFORE = re.compile(r"(?:[^\W\d_][-–‑/]|[@#№]|[/\\_]|[\d][-–:/.,'’]|\d[-–:]\s?|\+|\bG)\Z")
_NAME_AFTER = re.compile(
    r"(?:st|nd|rd|th)\b|[:/]\d|[/\\]|\.\d+\.\d|-(?:to-|\d|[A-Z])|[-–](?!strong|member|man|person|odd|plus|k[mi]|mile|metre|meter|"
    r"kilomet|million|billion|thousand|hundred|square|tonne|ton\b|hectare)[^\W\d_]|°|º|['’]s\b|[A-Z]|[a-z]{0,3}\d",
)
_PERCENT = re.compile(r"\s?(?:%|per\s?cents?\b|pct\b|percent(?:age)?\b)", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"(?:\baged?\s+|\b[A-Z][\w'’-]+,\s)\Z")
_AGE_AFTER = re.compile(r"\s?(?:,|\.|;|\)|$|\s(?:and|who|was|is)\b)")
_PHONE = re.compile(r"(?:\+|\()\d[\d\s()-]*\Z")


@cache
def _designator() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({alternation(numbers()['designators'])})\s?\Z", re.IGNORECASE)


@cache
def _month() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = alternation(numbers()["months"])
    return (
        re.compile(rf"\b{months}\.?(?:\s+\d{{1,2}}(?:,|\s(?:and|to|-|–))?)?\s\Z", re.IGNORECASE),
        re.compile(rf"[\s\u00a0]*(?:(?:-|–|to|and)\s*\d{{1,2}}\s+)?(?:of\s+)?{months}\b", re.IGNORECASE),
    )


@cache
def _year_lead() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(numbers()['year_leads'])}[\s-]*\Z", re.IGNORECASE)


@cache
def _score() -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(numbers()['score_words'])}\b", re.IGNORECASE)


def is_percent(text: str, end: int) -> int | None:
    """Where the percent sign or word after a number ends, if there is one."""
    match = _PERCENT.match(text, end, end + 14)
    return match.end() if match else None


def _year_like(text: str, figure: Figure, noun: Counted | None) -> bool:
    amount = figure.amount
    written = text[amount.start : amount.end]
    if not re.fullmatch(r"(?:1[89]|20|21)\d\d", written):
        return False
    if figure.start < figure.at and figure.rule not in ("range", "number", "about"):
        return False  # "at least 2000 people"
    left = text[max(0, figure.start - 16) : figure.start]
    if noun is None or noun.category is None:
        return True
    return _year_lead().search(left) is not None


def _range_of_years(text: str, figure: Figure) -> bool:
    written = text[figure.at : figure.end]
    return (
        figure.rule == "range"
        and re.fullmatch(r"(?:1[89]|20)\d\d\s?[-–—/]\s?(?:\d\d|(?:1[89]|20)\d\d)", written) is not None
    )


def names_nothing(text: str, figure: Figure, noun: Counted | None) -> bool:
    """Whether the figure is no quantity. Money and measures are recognised before this is asked."""
    amount = figure.amount
    at, end = amount.start, amount.end
    before, after = text[max(0, at - 40) : at], text[end : end + 24]
    if amount.form == "digits" or figure.rule == "range":
        if _NAME_BEFORE.search(before) and not re.search(r"\bmid-\Z", before):
            return True
        if _NAME_AFTER.match(after) and not _attached_unit(after):
            return True
        if _PHONE.search(before):
            return True
    elif _NAME_AFTER.match(after):
        return True
    if _year_like(text, figure, noun) or _range_of_years(text, figure):
        return True
    is_day = (amount.high or 0) <= 31 and amount.form != "vague"
    if is_day and (_month()[0].search(before) or _month()[1].match(after)) and (noun is None or noun.category is None):
        return True
    if is_day and _month()[1].match(after):
        return True
    return _designated(before, noun) or _age(text, figure, noun) or _vote(text, figure, noun)


def _attached_unit(after: str) -> bool:
    return re.match(r"[-–]?(?:k[mg]|m|bn|mn|k)\b", after) is not None


def _designated(before: str, noun: Counted | None) -> bool:
    match = _designator().search(before)
    if match is None:
        return False
    word = match[1]
    known = noun is not None and noun.category is not None
    if word.lower() in ("no.", "no", "nos.", "nos", "№", "#", "aged", "age"):
        return True
    if word.lower() in ("group of", "war of"):
        return word[0].isupper() or not known
    return (word[0].isupper() and not re.search(r"[.!?]\s\Z|^\Z", before[: match.start()])) or not known


def _age(text: str, figure: Figure, noun: Counted | None) -> bool:
    amount = figure.amount
    if noun is not None or amount.form == "vague" or not 0 < (amount.high or 0) <= 110:
        return False
    return bool(_AGE_BEFORE.search(text[max(0, figure.start - 30) : figure.start])) and bool(
        _AGE_AFTER.match(text, figure.end)
    )


def _vote(text: str, figure: Figure, noun: Counted | None) -> bool:
    """ "won 3-1", "by 213 votes to 206", "a 5-4 ruling"."""
    written = text[figure.at : figure.end]
    if noun is not None and noun.category is not None:
        return False
    hyphened = re.fullmatch(r"\d+\s?[-–]\s?\d+", written) is not None
    near = text[max(0, figure.start - 30) : figure.start] + " " + text[figure.end : figure.end + 14]
    return hyphened and _score().search(near) is not None
