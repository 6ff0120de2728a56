"""What the words around a place name say: what kind of place it is, which part of it, how far from it.

"the town of X", "X region", "northern X", "near X", "12 km north of X", "the X axis", "the road from X to Y". All words
are data (vocab/places.yaml); nothing is looked up here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claimline.model import Span
from claimline.resolving.places.geometry import KM_PER_MILE
from claimline.resolving.places.kinds import PlaceClass
from claimline.resolving.places.words import alternatives, plural_areas, split_type, type_words
from claimline.vocab import load

Relation = Literal["at", "near", "edge", "area", "front", "border", "road", "direction", "distance", "part"]
_BEFORE, _AFTER = 60, 40  # characters that are looked at on each side
_STARTERS = frozenset({"The", "A", "An", "This", "That", "Its", "In", "At", "From", "Near", "To", "Inside"})
_LISTED_BEFORE = re.compile(r"[A-Z][\w’'-]+(?:,?\s+(?:and|or)|,)\s+$")
_OFFICES = frozenset({"Department", "Community"})  # "Texas Department of Health", "Princeton Community Hospital"
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {w: i for i, w in enumerate(NUMBERS, 1)}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name as it stands in the text.

    `name` is the bare name to look up, `asked` the class of place that the words ask for and `word` the word that asks.
    `relation` is how the event's place lies to the named one; `side` the words for it ("northern", "north"), `km` and
    `degrees` the distance and the direction where they are stated.
    """

    span: Span
    text: str
    name: str
    asked: PlaceClass | None = None
    word: str = ""
    relation: Relation = "at"
    side: str = ""
    km: float | None = None
    degrees: float | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    vocab = load("places")
    words = alternatives(list(type_words()))
    sides, parts, loose = (
        alternatives(list(vocab["directions"])),
        alternatives(vocab["parts"]),
        alternatives(vocab["loose"]),
    )
    numbers = "|".join(_NUMBER_WORDS)
    flags = re.IGNORECASE
    return {
        "type_before": re.compile(rf"\b(?P<word>{words})(?:s?\s+of\s+(?:the\s+)?|\s+)$", flags),
        "type_after": re.compile(rf"^(?:['’]s)?\s+(?P<word>{words})\b", flags),
        "types_listed": re.compile(
            r"^(?:\s*(?:,\s*and|,|and|or)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?){0,6}"
            rf"\s+(?P<word>(?i:{alternatives(list(plural_areas()))}))\b"
        ),
        "part_before": re.compile(rf"\b(?P<side>{parts})(?:\s+(?:{loose}))*\s+$", flags),
        "part_of": re.compile(rf"\bthe\s+(?P<side>(?:far\s+)?(?:{sides})|centre|center)\s+of\s+(?:the\s+)?$", flags),
        "part_inside": re.compile(rf"^(?:the\s+)?(?P<side>{parts})\s+(?P<rest>\S.*)$", flags),
        "distance": re.compile(
            rf"\b(?P<number>\d+(?:[.,]\d+)?|{numbers})[\s-]*(?P<unit>km|kms|kilomet(?:re|er)s?|mi|miles?)\b\.?"
            rf"(?:\s*\([^)]*\))?\s+(?:to\s+the\s+|away\s+)?(?:(?P<side>{sides})(?:ern)?\s+)?(?:from|of|outside)\s+(?:the\s+)?$",
            flags,
        ),
        "direction": re.compile(rf"\b(?P<side>{sides})\s+(?:of|from)\s+(?:the\s+)?$", flags),
        "near": re.compile(rf"\b(?:{alternatives(vocab['near'])})\s+(?:the\s+)?$", flags),
        "edge": re.compile(rf"\b(?:{alternatives(vocab['edge'])})\s+(?:the\s+)?$", flags),
        "edge_after": re.compile(r"^(?:['’]s?)?\s+(?:\w+\s+)?(?:outskirts|suburbs|edges?|fringes)\b", flags),
        "area": re.compile(
            rf"^(?:\s*(?:,|and|or|,\s*and)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)*\s+(?:{alternatives(vocab['area'])})\b"
        ),
        "front": re.compile(
            rf"^(?:\s*(?:,|and|or|–|-)\s*[A-Z][\w’'-]+)*\s+(?:operational\s+)?(?:{alternatives(vocab['front'])})\b"
        ),
        "border": re.compile(rf"\b(?:{alternatives(vocab['border'])})\s+(?:the\s+)?$", flags),
        "border_after": re.compile(r"^(?:\s*[–-]\s*[A-Z]\w+)?(?:['’]s)?\s+(?:state\s+)?(?:border|frontier)\b"),
        "road": re.compile(
            rf"\b(?:{alternatives(vocab['road'])})s?\s+(?:from|to|between|linking|connecting)\s+(?:the\s+)?$", flags
        ),
        "road_to": re.compile(
            rf"\b(?:{alternatives(vocab['road'])})s?\s+(?:from|between|linking|connecting)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?"
            r"\s+(?:to|and|with)\s+(?:the\s+)?$"
        ),
        "road_after": re.compile(rf"^(?:\s*[–-]\s*[A-Z][\w’'-]+)?\s+(?:{alternatives(vocab['road'])})s?\b"),
        "between": re.compile(r"\bbetween\s+(?:the\s+)?$", flags),
        "between_and": re.compile(r"\bbetween\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?\s+and\s+(?:the\s+)?$"),
        "and_after": re.compile(r"^\s+and\s+[A-Z]"),
    }


def read_phrase(text: str, span: Span) -> Phrase:
    """The phrase around a mention."""
    whole = span.of(text)
    before = re.split(r"[.;:!?]\s|\n", text[max(0, span.start - _BEFORE) : span.start])[-1]
    after = re.split(r"[.;:!?\n]", text[span.end : span.end + _AFTER])[0]
    own = re.sub(r"^(?:the|The)\s+", "", " ".join(whole.split()))
    own = re.sub(r"['’]s?$", "", own)
    side = ""
    inside = _patterns()["part_inside"].match(own)
    name, asked, word = split_type(own)
    if asked is None:
        asked, word = _asked(before, after)
    relation, found_side, km, degrees = _relation(before, after, asked)
    if inside and relation == "at" and inside["side"][0].islower():
        side, name = inside["side"], split_type(inside["rest"])[0]
        relation = "part"
    return Phrase(span, whole, name, asked, word, relation, side or found_side, km, degrees)


def _asked(before: str, after: str) -> tuple[PlaceClass | None, str]:
    patterns = _patterns()
    listed = patterns["types_listed"].match(after)
    if listed and (listed[0].lstrip()[:1] != listed["word"][0] or _LISTED_BEFORE.search(before)):
        # "Sumy and Kursk regions" are two regions; "Georgia counties" are counties of Georgia
        word = plural_areas()[listed["word"].lower()]
        return type_words()[word], word
    match = patterns["type_after"].match(after)
    if match is None or match["word"].lower() in ("area", "areas") or match["word"] in _OFFICES:
        match = patterns["type_before"].search(before)
        if match and _is_of_another(before[: match.start()], match, after):
            return None, ""
    if match is None:
        return None, ""
    word = match["word"].lower()
    return type_words()[word], word


def _is_of_another(before: str, match: re.Match[str], after: str) -> bool:
    """Whether the word of kind belongs to a name before it ("the Saltivka district of X"), or X is what holds several
    such things ("the mountains of X")."""
    if not re.search(r"\bof\b", match[0]):
        return False
    name = re.search(r"(\b[A-Z][\w’'-]+)\s+$", before)
    several = re.search(r"s\s+of\b", match[0]) and type_words()[match["word"].lower()] in ("relief", "district")
    listed = re.match(r"(?:,\s|\s+and\s)", after)  # "the districts of X and Y" are X and Y
    return bool((several and not listed) or (name and name[1] not in _STARTERS))


def _relation(before: str, after: str, asked: PlaceClass | None) -> tuple[Relation, str, float | None, float | None]:
    """The relation, the words for it, and the distance (km) and direction (degrees) that they state."""
    patterns, directions = _patterns(), load("places")["directions"]
    bare = patterns["type_before"].sub("", before) if asked else before
    if not _may_relate(bare):
        return _relation_after(after) or ("at", "", None, None)
    distance = patterns["distance"].search(bare)
    if distance:
        side = (distance["side"] or "").lower()
        words = " ".join(distance[0].split())
        return "distance", words, _kilometres(distance["number"], distance["unit"]), directions.get(side)
    part = patterns["part_of"].search(bare)
    if part:
        return "part", part["side"].lower(), None, None
    direction = patterns["direction"].search(bare)
    if direction:
        return "direction", direction["side"].lower(), None, float(directions[direction["side"].lower()])
    for relation, name in _BEFORE_RELATIONS:
        if patterns[name].search(bare):
            return relation, "", None, None
    if patterns["between"].search(bare) and patterns["and_after"].match(after):
        return "road", "", None, None
    told = _relation_after(after)
    if told:
        return told
    part = patterns["part_before"].search(bare)
    # "the southern X region" is the region, which lies in the south; "southern X region" is its south.
    if part and not (asked in ("region", "district") and re.search(r"\bthe\s+$", bare[: part.start()], re.IGNORECASE)):
        return "part", part["side"].lower(), None, None
    return "at", "", None, None


def _relation_after(after: str) -> tuple[Relation, str, float | None, float | None] | None:
    for relation, name in _AFTER_RELATIONS:
        match = _patterns()[name].match(after)
        if match:
            return relation, match[0].split()[-1].lower() if relation == "front" else "", None, None
    return None


def _may_relate(before: str) -> bool:
    """Whether the words before a name end with one that says how it lies, or with "the" behind one: a quick look."""
    if not before[-1:].isspace():
        return False
    last = [_LETTERS.findall(word)[-1:] for word in before.lower().rsplit(None, 2)[-2:]]
    return any(word[0] in _relating() for word in last if word) or all(word in (["the"], ["a"]) for word in last)


_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _relating() -> frozenset[str]:
    """The last words of all that `_patterns` look for before a name."""
    vocab = load("places")
    lists = (vocab["directions"], *(vocab[name] for name in ("parts", "loose", "near", "edge", "border")))
    words = {_LETTERS.findall(phrase)[-1].lower() for phrases in lists for phrase in phrases} - {"the", "a"}
    return frozenset(words | {"of", "from", "outside", "and", "to", "between", "linking", "connecting"})


_BEFORE_RELATIONS: tuple[tuple[Relation, str], ...] = (
    ("border", "border"), ("edge", "edge"), ("road", "road"), ("road", "road_to"), ("road", "between_and"),
    ("near", "near"),
)  # fmt: skip
_AFTER_RELATIONS: tuple[tuple[Relation, str], ...] = (
    ("front", "front"), ("border", "border_after"), ("edge", "edge_after"), ("area", "area"), ("road", "road_after"),
)  # fmt: skip


def _kilometres(number: str, unit: str) -> float:
    value = _NUMBER_WORDS.get(number.lower()) or float(number.replace(",", "."))
    return value * (KM_PER_MILE if unit.lower().startswith("mi") else 1.0)
