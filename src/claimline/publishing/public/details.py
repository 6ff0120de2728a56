"""Details that lead to a person or a door without any name: ages, telephones, addresses, plates, coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claimline.publishing.public.profile import Profile

Edit = tuple[int, int, str]  # start, end, what stands there instead

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_COUNT = rf"(?:\d{{1,3}}|(?:{_NUMBERS})(?:-(?:{_NUMBERS}))?)"
_MEASURE = r"(?:km|kms|kilomet(?:re|er)s?|miles?|m|met(?:re|er)s?)"
_COMPASS = r"(?:(?:to the |due )?(?:north|south|east|west)[\w-]*\s+)*"

_SIGN = "A-ZА-ЯІЇЄ"
_FIXED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile("|".join(patterns), re.IGNORECASE if instead in ("[link]", "[age]", "[number]") else 0), instead)
    for instead, patterns in (
        ("[link]", (r"(?:https?://|www\.)\S+", r"\b(?:t\.me|fb\.com|x\.com)/\S+")),
        ("[e-mail]", (r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+(?:\.[\w-]+)+",)),
        ("[account]", (r"(?<![\w.])@[A-Za-z_]\w{2,}",)),
        (
            "[coordinates]",
            (
                r"(?<![\w.])-?\d{1,3}[.,]\d{3,}°?\s?[NSEW]?\s?[,;/ ]\s?-?\d{1,3}[.,]\d{3,}°?\s?[NSEW]?",
                r"\d{1,3}\s?°\s?\d{1,2}(?:[.,]\d+)?\s?['’′](?:\s?\d{1,2}(?:[.,]\d+)?\s?[\"”″])?\s?[NSEW]?",
                r"\b\d{1,2}[A-Z]{1,3}\s?[A-Z]{2}\s?\d{2,5}\s?\d{2,5}\b",  # the military grid (MGRS)
            ),
        ),
        (
            "[telephone]",
            (
                r"(?<![\w.,])(?:\+|00)\d[\d\s().-]{6,}\d",
                r"(?<![\w.,])\(?0\d{1,4}\)?[\s.-]\d{2,4}(?:[\s.-]\d{2,4})+(?!\w)",
                r"(?<![\w.,$€£-])\d{3}[\s-]\d{3}[\s-]\d{2}[\s-]?\d{2}\b",
                r"(?<![\w.,$€£-])0\d{8,10}\b",
            ),
        ),
        (
            "[plate]",
            (
                rf"\b[{_SIGN}]{{2}}[\s-]?\d{{4}}[\s-]?[{_SIGN}]{{2}}\b",
                r"\b[ABEKMHOPCTYX]\d{3}[ABEKMHOPCTYX]{2}\s?\d{2,3}\b",
                r"\b(?:[Ll]icen[cs]e|[Rr]egistration|[Nn]umber)\s+plates?\s+(?:number\s+)?[\w-]*\d[\w -]{0,8}",
            ),
        ),
        ("[number]", (r"\b(?:passport|tax|ID)\s+(?:number|no\.?|№)\s*[\w-]*\d[\w-]*",)),
        (
            "[age]",
            (
                rf"\b{_COUNT}-(?:year|month)s?-old\b",
                rf"\b{_COUNT}\s+(?:years?|months?)\s+old\b",
                rf"\b(?:aged|age)\s+{_COUNT}\b(?!\s?(?:to|and|or|[–—-])\s?\d)",
                r"(?<=[^\W\d],\s)\d{1,3}(?=[,;.)]\s)",
                r"(?<=[^\W\d]\s\()\d{1,2}(?=\))",
            ),
        ),
        (
            "[date of birth]",
            (r"\bborn\s+(?:on\s+|in\s+)?(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\s+)?(?:\d{1,2},\s+)?\d{4}\b",),
        ),
    )
)
_DISTANCE = re.compile(
    rf"\b(?:\d+(?:[.,]\d+)?|{_COUNT}|a few|several|half a)\s?-?{_MEASURE}\s+(?:away\s+)?{_COMPASS}"
    r"(?:of|from|outside|off|away|inside|behind)\b",
    re.IGNORECASE,
)


def details(text: str, profile: Profile) -> Iterator[Edit]:
    """What has to go from any text, whoever and whatever it is about. Edits may overlap."""
    for pattern, instead in (*_FIXED, *_addresses(profile)):
        for found in pattern.finditer(text):
            yield found.start(), found.end(), instead


def distances(text: str) -> Iterator[Edit]:
    """ "5 km north of": with a known town it is a point as good as a name."""
    for found in _DISTANCE.finditer(text):
        yield found.start(), found.end(), "[distance] from"


@lru_cache(maxsize=8)
def _addresses(profile: Profile) -> tuple[tuple[re.Pattern[str], str], ...]:
    street = "|".join(sorted(map(re.escape, profile.streets), key=len, reverse=True))
    shelter = "|".join(sorted(map(re.escape, profile.shelters), key=len, reverse=True))
    number = r"(?:No\.?\s?|Nr\.?\s?|N\s?|№\s?|#\s?|number\s+)?\d{1,4}(?:/\d{1,3})?[A-Za-zА-Яа-я]?\b"
    word = r"[^\W\d_a-z][\w'’ʼ-]*"
    name = rf"(?:{word}[ \xa0]){{1,3}}"
    after = rf"{word}(?:[ \xa0]{word}){{0,2}}"
    flat = rf"(?:,?\s+(?:house|flat|apartment|apt\.?|block|entrance)\s+{number})?"
    return (
        (re.compile(rf"\b(?:{number},?\s+)?{name}(?:{street})\b\.?(?:,?\s+{number})?{flat}"), "[address]"),
        (
            re.compile(rf"\b(?:{street})\.?\s+(?:(?:de|la|del|los|las)\s+)*{after}(?:,?\s*{number})?{flat}"),
            "[address]",
        ),
        (
            re.compile(
                rf"\b(?:{shelter})s?,?\s+(?:No\.?\s?|Nr\.?\s?|N\s?|№\s?|#\s?|number\s+|at\s+)\d{{1,4}}[A-Za-z]?\b", re.I
            ),
            "[a building]",
        ),
    )
