"""Bare numbers in a text: digits, words, magnitudes, vague plurals, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claimline.reading.quantities.lexicon import alternation, numbers

Form = Literal["digits", "words", "vague"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it stands. `low` and `high` differ for vague plurals and ranges; `scale` is its magnitude word."""

    start: int
    end: int
    low: float | None
    high: float | None
    form: Form
    scale: float = 1.0
    rule: str = "number"


# Every repetition is bounded, so that a megabyte of digits costs one look at each.
_DIGITS = (
    r"(?<![\w.,])(?<!\d[:/])(?!\d{1,4}[:/]\d)(?:"  # neither clock times nor dates
    r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,3})?(?!\d)"  # 12,345
    r"|\d{1,3}(?:, 000){1,2}(?![\d,])"  # 61, 000: a slip of the keyboard
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}){1,4}(?![\d,])"  # 14 000
    r"|\d{1,3}(?:\.\d{3}){2,4}(?!\d)"  # 1.234.567
    r"|\d{1,12}(?:\.\d{1,4})?(?![\d,]\d)(?!\d)"
    r")"
)


@cache
def _pattern() -> re.Pattern[str]:
    data = numbers()
    cardinal = alternation(data["cardinals"])
    multiplier = alternation(data["multipliers"])
    short = alternation(data["short_multipliers"])
    word = rf"(?:{cardinal}|{multiplier})"
    joint = r"(?:[\s-]{1,2}|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+|(?<=million)\s+and\s+)"
    leads = alternation(data["vague_leads"])
    return re.compile(
        rf"(?P<digits>{_DIGITS})(?P<scale>(?:[\s\u00a0]|-)?{multiplier}(?!s?\w)|[ ]?{short}(?![\w.]\w|\w))?"
        rf"|\b(?P<vague>(?:{leads}\s+)?{alternation(data['vague'])})\b(?!\s+of\s+(?:hundred|thousand|million)s)"
        rf"|\b(?P<several>(?:{leads})\s+{alternation(data['vague_of_multiplier'])})\b"
        rf"|\b(?P<part>half(?:\s+an?|-a)|a\s+quarter\s+of\s+an?|three\s+quarters\s+of\s+a)[\s-]+"
        rf"(?P<whole>{multiplier})\b(?!s)"
        rf"|\b(?P<words>(?:{cardinal}|an?\s+{multiplier}|couple(?:\s+of)?\s+{multiplier}"
        rf"|{cardinal}\s+and\s+a\s+half\s+{multiplier})"
        rf"(?:{joint}{word}(?![’'\w])){{0,9}})\b",
        re.IGNORECASE,
    )


def digits_value(written: str) -> float:
    """ "12,345.5" as a number; groups of three may be parted by commas, spaces or several dots."""
    plain = re.sub(r"[,\s\u00a0\u202f\u2009]", "", written)
    return float(plain.replace(".", "")) if plain.count(".") > 1 else float(plain)


def words_value(written: str) -> tuple[float, int]:
    """The value of number words, and how many characters of them it takes ("two three" is two)."""
    data = numbers()
    cardinals, multipliers = data["cardinals"], data["multipliers"]
    total = group = 0.0
    last, end, smallest = 0.0, 0, float("inf")
    for match in re.finditer(r"[^\W\d_]+", written):
        word = match[0].lower()
        if word in ("and", "a", "an", "of"):
            continue
        if word == "half":
            group += 0.5
        elif word == "couple":  # "a couple hundred", "a couple of thousand"
            group, last = 2.0, 2.0
        elif word in cardinals:
            value = float(cardinals[word])
            if last and not (20 <= last < 100 and value < 10 and last % 10 == 0) and last < 100:
                break
            group += value
            last = value
        else:
            value = float(multipliers[word])
            if value >= 1000:
                if value >= smallest:
                    break
                total += (group or 1) * value
                group, smallest = 0.0, value
            else:
                group = (group or 1) * value
            last = value
        end = match.end()
    return total + group, end


def _from_words(match: re.Match[str], start: int) -> Amount:
    written = match["words"]
    value, used = words_value(written)
    return Amount(start, start + used, value, value, "words")


def _from_digits(match: re.Match[str]) -> Amount:
    data = numbers()
    value, scale, end = digits_value(match["digits"]), 1.0, match.end("digits")
    if match["scale"]:
        name = match["scale"].strip(" \u00a0-\n\t").lower()
        scale = float(data["multipliers"].get(name) or data["short_multipliers"][name])
        end = match.end()
    return Amount(match.start(), end, value * scale, value * scale, "digits", scale)


def _read(match: re.Match[str]) -> Amount:
    data = numbers()
    if match["digits"]:
        return _from_digits(match)
    if match["vague"] or match["several"]:
        written = re.sub(r"\s+", " ", (match["vague"] or match["several"]).lower())
        name = next((n for n in sorted(data["vague"], key=len, reverse=True) if written.endswith(n)), None)
        name = name or data["vague_of_multiplier"][written.rsplit(" ", 1)[1]]
        low, high = data["vague"][name]
        return Amount(match.start(), match.end(), float(low), float(high), "vague", rule="vague")
    if match["part"]:
        part = 0.25 if "quarter" in match["part"].lower() else 0.5
        part = 0.75 if match["part"].lower().startswith("three") else part
        value = part * float(data["multipliers"][match["whole"].lower()])
        return Amount(match.start(), match.end(), value, value, "words")
    return _from_words(match, match.start())


@cache
def _day() -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(numbers()['months'])}\.?\s\Z", re.IGNORECASE)


def _day_only(match: re.Match[str]) -> Amount:
    """ "On May 12 350 people": the day is no part of the number after it."""
    day = match["digits"].split(" ")[0]
    return Amount(match.start(), match.start() + len(day), float(day), float(day), "digits")


def _beginnings(text: str) -> Iterator[int]:
    """Where a number may begin: at digits, and at the words that numbers begin with."""
    first = _first_words()
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word.lower() in first or word[0].isdecimal() or not word.isascii():
            yield token.start()


_TOKEN = re.compile(r"\w+")


@cache
def _first_words() -> frozenset[str]:
    """In lower case, all that `_pattern` can begin with."""
    data = numbers()
    lists = ("cardinals", "vague", "vague_leads", "vague_of_multiplier")
    phrases = [str(phrase) for name in lists for phrase in data[name]]
    return frozenset(_TOKEN.findall(phrase)[0].lower() for phrase in (*phrases, "half", "a", "an", "three", "couple"))


def find_amounts(text: str) -> Iterator[Amount]:
    """Every bare number of the text, in order, without overlap. What each counts is decided elsewhere."""
    pattern, position = _pattern(), 0
    for start in _beginnings(text):
        match = pattern.match(text, start) if start >= position else None
        if match is None:
            continue
        amount = _read(match)
        if (
            match["digits"]
            and " " in match["digits"]
            and _day().search(text[max(0, match.start() - 12) : match.start()])
        ):
            amount = _day_only(match)
        yield amount
        position = max(amount.end, match.start() + 1)
