"""Parts of a whole: "two-thirds of the 500 residents", "more than half of the city", "85 % of the territory"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimline.reading.quantities.lexicon import alternation, before_pattern, lowered, nouns, numbers


@dataclass(frozen=True, slots=True)
class Share:
    """A part between 0 and 1, with bounds as its modifiers say. The base is looked for from `end` on."""

    start: int
    end: int
    low: float | None
    high: float | None
    rule: str


@cache
def _fraction() -> re.Pattern[str]:
    names = alternation(numbers()["fractions"])
    tops = alternation([w for w, v in numbers()["cardinals"].items() if v < 10])
    return re.compile(
        rf"\b(?:(?P<top>{tops}|an?)[\s-]+)?(?P<part>{names})s?\b(?=\s+(?:of\s|the\s|its\s|their\s))", re.IGNORECASE
    )


def bounded(text: str, start: int, value: float) -> tuple[int, float | None, float | None, str]:
    """Start with modifiers, and the bounds that they set on the value."""
    match = before_pattern().search(text[max(0, start - 40) : start])
    if match is None:
        return start, value, value, "share"
    kind = str(match.lastgroup)
    start -= min(40, start) - match.start()
    low = None if kind == "upper" else value
    return start, low, None if kind == "lower" else value, "share"


def find_fractions(text: str) -> list[Share]:
    """Fractions in words that are a part of something ("half of the", "two thirds of")."""
    out: list[Share] = []
    small = lowered(text)
    if not any(name in small for name in numbers()["fractions"]):
        return out
    for match in _fraction().finditer(text):
        part, top = match["part"].lower(), (match["top"] or "").lower()
        if not top and part != "half":
            continue  # "the third of May", "the first quarter"
        value = numbers()["fractions"][part] * float(numbers()["cardinals"].get(top, 1))
        if value < 1:
            start, low, high, rule = bounded(text, match.start(), value)
            out.append(Share(start, match.end(), low, high, rule))
    return out


def base_words(text: str, end: int) -> list[str]:
    """The lower-case words of the whole that a share is part of, up to the end of its noun phrase; [] without "of"."""
    match = re.compile(r"\s+(?:of\s+)?((?:(?:the|its|their|all|his|our)\s+)?[^,.;:()\n]{1,60})").match(
        text, end, end + 70
    )
    if match is None or not re.match(r"\s+(?:of|the|its|their|all)\b", text[end : end + 8]):
        return []
    return [w.lower().strip("’'") for w in re.findall(r"[\w'’-]+", match[1])][:7]


def base_kind(text: str, end: int) -> str | None:
    """ "area" or "people" by what the share is part of; None where the words do not say."""
    for word in base_words(text, end):
        plain = word.removesuffix("'s").removesuffix("’s")
        if plain in nouns().peoples:
            return "people"
        if plain in nouns().territory and not word.endswith(("'s", "’s")):
            return "area"
        if word in ("who", "was", "were", "is", "are", "has", "have", "had", "in", "by", "that", "which"):
            break
    rest = re.match(r"\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s[A-Z]\w+)?(?=[\s,.;])(?!\s[a-z]+s\b)", text[end : end + 50])
    return "area" if rest else None
