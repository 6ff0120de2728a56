"""The words beside a name that say what kind of place it is (vocab/places.yaml)."""

from __future__ import annotations

import re
from functools import cache

from claimline.resolving.places.kinds import PlaceClass
from claimline.vocab import load


@cache
def type_words() -> dict[str, PlaceClass]:
    """Word or phrase in lower case to the class of place that it names."""
    types: dict[PlaceClass, list[str]] = load("places")["types"]
    return {word: place_class for place_class, words in types.items() for word in words}


@cache
def plural_areas() -> dict[str, str]:
    """Plurals of the words of regions and districts, with their singular: "regions", "counties"."""
    words = [w for w, c in type_words().items() if c in ("region", "district") and w.isascii() and w.isalpha()]
    return {f"{w[:-1]}ies" if w.endswith("y") else f"{w}s": w for w in words if not w.endswith("s")}


def alternatives(words: list[str] | tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _typed() -> re.Pattern[str]:
    words = alternatives([w for w, c in type_words().items() if c in ("region", "district")])
    return re.compile(
        rf"^(?:the\s+)?(?:(?P<first>{words})s?\s+(?:of\s+|de\s+)?(?P<after>.+)|(?P<before>.+?)\s+(?P<last>{words})s?)$",
        re.IGNORECASE,
    )


def without_type(name: str) -> str:
    """ "Kharkiv" of "Kharkiv Oblast"; empty when the name has no word of a region or district in it."""
    match = _typed().match(name.strip())
    return (match["after"] or match["before"]).strip() if match else ""


@cache
def _any_typed() -> re.Pattern[str]:
    words = alternatives(list(type_words()))
    return re.compile(
        rf"^(?:the\s+)?(?:(?P<first>{words})s?\s+of\s+(?:the\s+)?(?P<after>.+)|(?P<before>.+?)\s+(?P<last>{words})s?)$",
        re.IGNORECASE,
    )


def split_type(name: str) -> tuple[str, PlaceClass | None, str]:
    """A mention's bare name, the class that its own words give it, and the word: ("Kharkiv", "region", "oblast")."""
    match = _any_typed().match(name.strip())
    if match is None:
        return name.strip(), None, ""
    word = (match["first"] or match["last"]).lower()
    return (match["after"] or match["before"]).strip(), type_words()[word], word
