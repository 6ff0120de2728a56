"""Outlets that a report names as where it took its story from: credit lines, datelines, brackets.

"KYIV, May 16 (Reuters) -", "(AP)", "with files from AFP", "as first reported by the BBC", "Source: Anadolu". In a text
of one or two sentences, "according to Reuters" credits the whole of it. Outlets that nobody could find again ("local
media") are none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimline.model.story import StoryReport
from claimline.vocab import load, word_set

_NAME = r"(?:[Tt]he )?(?P<name>[A-Z][\w’'&/.-]*(?: (?:of |de |al-)?[A-Z][\w’'&/-]*){0,4})"
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]?")
_KNOWN_KINDS = ("agencies", "broadcasters", "papers")


def outlet_id(name: str | None) -> str:
    """The short name of an outlet: "Agence France-Presse" and "AFP via Yahoo News" are `afp`; "" where it is none."""
    if not name:
        return ""
    author = re.split(r"\s+via\s+", name.strip(), maxsplit=1)[0]
    plain = re.sub(r"^the\s+|[’']s?$", "", author.casefold().strip(" .,;:'’"))
    if plain in _aliases():
        return _aliases()[plain]
    words = [word for word in re.split(r"[^\w]+", plain) if word]
    if not words or all(word in word_set("stories", "nobody") for word in words):
        return ""
    trimmed = " ".join(words)
    return _aliases().get(trimmed, "-".join(words))


def credits_of(report: StoryReport) -> tuple[str, ...]:
    """Short names of the outlets that the report credits, its reader's first, without its own."""
    own = outlet_id(report.outlet)
    named = [outlet_id(name) for name in report.credits] + list(credited(report.text))
    return tuple(dict.fromkeys(name for name in named if name and name != own))


@lru_cache(maxsize=4096)
def credited(text: str) -> tuple[str, ...]:
    """Short names of the outlets that the words of a report credit with the whole of it, in the order of the text."""
    found = [m for line in _lines("anywhere") for m in line.finditer(text)]
    short = sum(bool(m[0].strip()) for m in _SENTENCE.finditer(text)) <= 2
    for patterns in (_lines("known"), _datelines(), _lines("lead") if short else ()):
        found += [m for pattern in patterns for m in pattern.finditer(text) if is_known(m["name"])]
    places = sorted((m.start("name"), outlet_id(m["name"])) for m in found)
    return tuple(dict.fromkeys(name for _, name in places if name))


def is_known(name: str) -> bool:
    """Is it an outlet of the vocabulary?"""
    return outlet_id(name) in _known()


@cache
def _known() -> frozenset[str]:
    data = load("outlets")
    return frozenset(outlet_id(str(name)) for kind in _KNOWN_KINDS for name in data[kind]) | set(
        load("stories")["names"]
    )


@cache
def _aliases() -> dict[str, str]:
    names = load("stories")["names"]
    return {str(alias): short for short, others in names.items() for alias in (short, *others)}


@cache
def _lines(where: str) -> tuple[re.Pattern[str], ...]:
    """The cue in any case, the name with a capital letter."""
    lines = load("stories")["credit_lines"][where]
    return tuple(re.compile(f"(?i:{line.replace('NAME', f'){_NAME}(?i:')})", re.MULTILINE) for line in lines)


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in load("stories")["datelines"])
