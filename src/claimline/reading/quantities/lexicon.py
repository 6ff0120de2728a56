"""The vocabulary of quantities, compiled once: number words, nouns by category, patterns of cues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from claimline import vocab

Category = Literal["human", "households", "housing", "vehicles", "aircraft", "munitions", "things"]
CATEGORIES: tuple[Category, ...] = ("things", "munitions", "aircraft", "vehicles", "housing", "households", "human")


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, with any white space where a word has a space."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered) + ")"


_LETTERS_ALIKE = str.maketrans("ſı", "si")  # that a pattern without regard to case takes for one


def lowered(text: str) -> str:
    """The text in lower case as patterns see it that have no regard to case; not always of the same length."""
    return text.lower().translate(_LETTERS_ALIKE) if not text.isascii() else text.lower()


def plural(noun: str, irregular: dict[str, str]) -> str:
    """The plural of an English noun, by the last word of a compound."""
    head, _, last = noun.rpartition(" ")
    lead = f"{head} " if head else ""
    if last in irregular:
        return lead + irregular[last]
    if re.search(r"[^aeiou]y$", last):
        return f"{lead}{last[:-1]}ies"
    if re.search(r"(?:s|x|z|ch|sh)$", last):
        return f"{lead}{last}es"
    return f"{lead}{last}s"


@dataclass(frozen=True)
class Nouns:
    """`plurals` and `singulars` map a lower-case noun to (category, plural)."""

    plurals: dict[str, tuple[Category, str]]
    singulars: dict[str, tuple[Category, str]]
    stops: frozenset[str]
    no_units: frozenset[str]
    adjectives: frozenset[str]  # that stand for people by themselves
    participles: frozenset[str]  # that may stand before a noun
    territory: frozenset[str]
    peoples: frozenset[str]


@cache
def nouns() -> Nouns:
    data, numbers = vocab.load("quantities_nouns"), vocab.load("quantities")
    irregular: dict[str, str] = data["irregular"]
    plurals: dict[str, tuple[Category, str]] = {}
    singulars: dict[str, tuple[Category, str]] = {}
    for category in CATEGORIES:
        for noun in data[category]:
            many = plural(noun, irregular)
            plurals[many] = (category, many)
            singulars[noun] = (category, many)
    for word in data["human_plurals"]:
        plurals[word] = ("human", word)
    units = {u for unit in numbers["no_units"] for u in (unit, plural(unit, irregular))}
    others = [frozenset(data[name]) for name in ("adjective_nouns", "participles", "territory", "peoples")]
    return Nouns(plurals, singulars, frozenset(data["stops"]), frozenset(units), *others)


@cache
def numbers() -> dict[str, Any]:
    """`vocab/quantities.yaml`."""
    return dict(vocab.load("quantities"))


@cache
def cues() -> dict[str, Any]:
    """`vocab/quantities_cues.yaml`."""
    return dict(vocab.load("quantities_cues"))


@cache
def before_pattern() -> re.Pattern[str]:
    """Modifiers that end where the number begins; the group that matched names what they do."""
    bounds = numbers()["bounds"]
    groups = "|".join(rf"(?P<{name}>{alternation(bounds[name])})" for name in ("lower", "upper", "about"))
    return re.compile(rf"(?<![\w’'-])(?:{groups})\s*$", re.IGNORECASE)


@cache
def after_pattern() -> re.Pattern[str]:
    """Modifiers that follow the number at once ("or more", "+")."""
    bounds = numbers()["bounds_after"]
    groups = "|".join(rf"(?P<{name}>{alternation(bounds[name])})" for name in ("lower", "upper", "about"))
    return re.compile(rf"\s?(?:{groups})(?!\w)", re.IGNORECASE)
