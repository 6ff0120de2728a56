"""English of situation reports: lists, days, numbers, ranges, and names that go the other way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from claimline.model.toll import Bounds
from claimline.publishing.words import number, visible

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def listed(items: Sequence[str], joint: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def day_words(day: str, *, year: bool = True) -> str:
    """ "10 May 2024"."""
    moment = date.fromisoformat(day)
    words = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return f"{words} {moment.year}" if year else words


def period_words(first: str, last: str, *, year: bool = True) -> str:
    """ "10 May 2024", "from 10 to 12 May 2024", "from 28 April to 2 May 2024"."""
    if first == last:
        return day_words(first, year=year)
    one, two = date.fromisoformat(first), date.fromisoformat(last)
    if (one.year, one.month) == (two.year, two.month):
        return f"{one.day} to {day_words(last, year=year)}"
    years = one.year != two.year
    return f"{day_words(first, year=years)} to {day_words(last, year=year or years)}"


def whole_words(first: str, last: str) -> str:
    """ "2024", "May 2024" where the days are just this year or month, else ""."""
    one, two = date.fromisoformat(first), date.fromisoformat(last)
    if (first[5:], last[5:]) == ("01-01", "12-31"):
        return f"{one.year}" if one.year == two.year else f"{one.year} to {two.year}"
    ends = (two + timedelta(days=1)).day == 1 if two < date.max else True
    return f"{_MONTHS[one.month - 1]} {one.year}" if one.day == 1 and ends and first[:7] == last[:7] else ""


def small(amount: int) -> str:
    """Numbers below ten as words: "no", "one", "12"."""
    return _WORDS[amount] if amount < len(_WORDS) else f"{amount:,}"


def count(amount: int, one: str, many: str = "") -> str:
    """ "one report", "12 reports"."""
    return f"{small(amount)} {one if amount == 1 else many or f'{one}s'}"


def be(amount: int) -> str:
    return "is" if amount == 1 else "are"


def bounds_words(bounds: Bounds) -> str:
    """ "12", "at least 12", "between 12 and 20", "12 to 20 or more", "up to 20"."""
    low, high = number(bounds.low), number(bounds.high)
    if bounds.low == bounds.high:
        return f"at least {low}" if bounds.open else low
    if bounds.low == 0:
        return f"up to {high}{' or more' if bounds.open else ''}"
    return f"{low} to {high} or more" if bounds.open else f"between {low} and {high}"


def of_bounds(bounds: Bounds, one: str, many: str) -> str:
    """ "1 person", "between 12 and 20 people"."""
    single = bounds.low == bounds.high == 1 and not bounds.open
    return f"{bounds_words(bounds)} {one if single else many}"


def capital(text: str) -> str:
    """The text with a capital letter at its beginning, after marks that have none."""
    for place, letter in enumerate(text):
        if letter.isalnum():
            return text[:place] + letter.upper() + text[place + 1 :]
        if letter not in "\u2068“":
            break
    return text


def shown(name: str) -> str:
    """A name on one line; one that is written from right to left keeps its direction to itself (Unicode isolates)."""
    seen = visible(name)
    return f"{_FIRST_STRONG}{seen}{_POP}" if _RIGHT_TO_LEFT.search(seen) else seen


def quoted(words: str, limit: int = 180) -> str:
    """Exact words in quotation marks; where they are longer, the first of them up to `limit` characters, and "…"."""
    seen = visible(words).strip()
    if len(seen) > limit:
        seen = seen[:limit].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
    seen = seen.replace("“", "‘").replace("”", "’").replace('"', "'")
    return shown_quote(seen)


def shown_quote(seen: str) -> str:
    inner = f"{_FIRST_STRONG}{seen}{_POP}" if _RIGHT_TO_LEFT.search(seen) else seen
    return f"“{inner}”"


def plain(text: str) -> str:
    """The text without the marks of direction, for what cannot use them."""
    return text.replace(_FIRST_STRONG, "").replace(_POP, "")
