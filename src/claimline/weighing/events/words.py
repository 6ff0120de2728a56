"""Words of a sentence as a comparison of wording needs them: stems, with how telling each is.

How telling a word is comes from a fixed table (vocab/event_words.yaml): frequencies counted over a ledger would let the
arrival of one report change the comparison of two others. Names of sides and states count nothing: a swap of the sides
changes no comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from claimline.vocab import load, word_set

_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}|\d{3,}")
_ENDINGS = ("ings", "ing", "ed", "es", "s")
_SHORTEST = 4  # letters that a stem keeps
_LIKE = 4  # letters by which a word is taken for a place's name, however it is spelt


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word in lower case without what English adds to it: "Bombings" and "bombed" are "bomb"."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'-")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True, slots=True)
class Words:
    """Stems of a sentence: names (in capitals, of no party and no place), words that reports seldom use, and words that
    they often use. All others are left out."""

    names: frozenset[str]
    rare: frozenset[str]
    often: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names or self.rare)


def telling_words(sentence: str, places: Iterable[str] = ()) -> Words:
    """The words of a sentence, without those that begin like a name in `places`: places are compared as such."""
    begin = {name[:_LIKE].casefold() for place in places for name in place.split() if len(name) >= _LIKE}
    found = [word for word in _WORD.findall(sentence) if word[:_LIKE].casefold() not in begin]
    names = {stem(word) for word in found if word[0].isupper() and word.lower() not in _in_lower_case()}
    stems = {stem(word) for word in found} - _passed_over()
    often = stems & word_set("event_words", "often")
    rare = stems - often
    return Words(frozenset(rare & names), frozenset(rare - names), frozenset(often))


@lru_cache(maxsize=50_000)
def content(proposition: str) -> frozenset[str]:
    """The stems of a proposition, those of parties and of common words too."""
    return frozenset(stem(word) for word in _WORD.findall(proposition))


@cache
def _in_lower_case() -> frozenset[str]:
    return word_set("common_words", "words")


@cache
def _passed_over() -> frozenset[str]:
    return word_set("event_words", "everywhere") | frozenset(stem(word) for word in _party_words())


def _party_words() -> Iterator[str]:
    """The words of all names of sides, states and groups, of their people and of those who speak for them."""
    for side in load("sides")["sides"]:
        for name in (side["name"], side["forces"], side["adjective"], *side.get("names", ()), *side.get("leaders", ())):
            yield from _names_in(name)
    for state in load("states")["states"]:
        for key in ("also", "adjectives", "people", "seats"):
            for name in state.get(key, ()):
                yield from _names_in(name)
        yield from _names_in(state["name"])
    for group in load("groups")["groups"]:
        for name in group["names"]:
            yield from _names_in(name)


def _names_in(name: str) -> Iterator[str]:
    return (word for word in _WORD.findall(name) if word[0].isupper())


@cache
def phrases(name: str) -> re.Pattern[str]:
    """The phrases of a comma-separated list of vocab/event_kinds.yaml, as whole words in any case."""
    found = sorted((phrase.strip() for phrase in load("event_kinds")[name].split(",")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)", re.IGNORECASE)


@cache
def _facility() -> re.Pattern[str]:
    heads = sorted(word_set("facilities", "heads"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, heads))})(?:e?s)?(?!\w)", re.IGNORECASE)


def facilities_in(sentence: str) -> frozenset[str]:
    """The kinds of facility that a sentence names: {"hospital"}."""
    return frozenset(found.lower() for found in _facility().findall(sentence))
