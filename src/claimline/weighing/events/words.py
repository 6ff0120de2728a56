"""Words of a sentence as a comparison of wording needs them: stems, with how telling each is.

How telling a word is comes from a fixed table (vocab/event_words.yaml): frequencies counted over a ledger would let the
arrival of one report change the comparison of two others. Names of sides and states all count the same: a swap of the
sides changes no comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from claimline.vocab import load, word_set

_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}|\d{3,}")
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d{3,}")
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
    """Stems of a sentence: names (in capitals, of no party and no place), words that reports seldom use, words that
    they often use, and words of sides, states, groups and their people. All others are left out."""

    names: frozenset[str]
    rare: frozenset[str]
    often: frozenset[str]
    parties: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names or self.rare)

    def without(self, places: Iterable[str]) -> Words:
        """Without the words that begin like a name in `places`: places are compared as such."""
        begin = tuple(word[:_LIKE].casefold() for name in places for word in name.split() if len(word) >= _LIKE)
        if not begin:
            return self
        names, rare, often = (
            frozenset([word for word in words if not word.startswith(begin)])
            for words in (self.names, self.rare, self.often)
        )
        return Words(names, rare, often, self.parties)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence looked at once for all claims that it holds.

    facilities: the kinds that it names ("hospital"). looks_back: at an event that was reported before. revises: a
    number. repeats: it speaks of one more time.
    """

    words: Words
    facilities: frozenset[str]
    looks_back: bool
    revises: bool
    repeats: bool


@lru_cache(maxsize=8_192)
def sentence_of(text: str) -> Sentence:
    """What a sentence says beside its claims."""
    tokens = _TOKEN.findall(text)
    lower = [token.lower() for token in tokens]
    every, padded = frozenset(lower), f" {' '.join(lower)} "
    singular = every | {word.removesuffix("s") for word in every} | {word.removesuffix("es") for word in every}
    return Sentence(
        words=_telling([token for token in tokens if len(token) >= _SHORTEST or token[0].isdigit()]),
        facilities=singular & word_set("facilities", "heads"),
        looks_back=_says("recall", every, padded),
        revises=_says("toll", every, padded),
        repeats=_says("repetition", every, padded),
    )


def united(several: Iterable[Words]) -> Words:
    """The words of several sentences as those of one."""
    every = list(several)
    if all(words == every[0] for words in every):
        return every[0]
    sorts = ("names", "rare", "often", "parties")
    return Words(*(frozenset().union(*(getattr(words, sort) for words in every)) for sort in sorts))


@lru_cache(maxsize=8_192)
def content(proposition: str) -> frozenset[str]:
    """The stems of a proposition, without those that stand in reports of every day, and without parties."""
    return frozenset(map(stem, _WORD.findall(proposition))) - word_set("event_words", "everywhere") - _party_stems()


def _telling(tokens: list[str]) -> Words:
    common = word_set("common_words", "words")
    names = {stem(token) for token in tokens if token[0].isupper() and token.lower() not in common}
    stems = set(map(stem, tokens)) - word_set("event_words", "everywhere")
    parties = stems & _party_stems()
    often = (stems & word_set("event_words", "often")) - parties
    rare = stems - often - parties
    return Words(frozenset(rare & names), frozenset(rare - names), frozenset(often), frozenset(parties))


def _says(name: str, words: frozenset[str], padded: str) -> bool:
    """Whether a sentence has a phrase of the list, given its words in lower case, as a set and with spaces between."""
    single, several = _phrases(name)
    return not single.isdisjoint(words) or any(phrase in padded for phrase in several)


@cache
def _phrases(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """A comma-separated list of vocab/event_kinds.yaml: the single words, and the phrases with spaces around."""
    found = [" ".join(phrase.split()) for phrase in load("event_kinds")[name].split(",")]
    return frozenset(p for p in found if " " not in p), tuple(f" {p} " for p in found if " " in p)


@cache
def _party_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _party_words())


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
    """The phrases of a list of vocab/event_kinds.yaml, as whole words in any case. "Another" before a number counts
    more of the same ("another nine were hurt") and is none of them."""
    found = sorted((phrase.strip() for phrase in load("event_kinds")[name].split(",")), key=len, reverse=True)
    any_of = "|".join(map(re.escape, found))
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)(?!(?<=another) (?:{_NUMBER}))", re.IGNORECASE)


_NUMBER = (
    r"\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|person|people|civilian|soldier|was|were)\b"
)
