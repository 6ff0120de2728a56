"""The trigger vocabulary (vocab/triggers.yaml), compiled once and matched on tagged words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from claimline.reading.rules.morphology import plural
from claimline.reading.rules.words import BE, HAVE, KNOWN, Word
from claimline.vocab import load

_GAP = 3  # words that "~" may stand for
Sort = Literal["verb", "noun", "adjective", "phrase"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of `when`: the kind that holds if the classes fit."""

    kind: str
    agent: str | None = None
    patient: str | None = None
    clause: str | None = None
    not_patient: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of a word or phrase. `weak` words give way to any other trigger in their clause."""

    words: tuple[str, ...]
    sort: Sort
    kind: str | None
    choices: tuple[Choice, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class Match:
    """`words[start:end]` may state an event; `head` is the index of its verb or noun."""

    start: int
    end: int
    head: int
    entry: Entry


def _entries(item: dict[str, Any]) -> Iterator[Entry]:
    choices = tuple(Choice(**choice) for choice in item.get("when", ()))
    weak = bool(item.get("weak", False))
    kind = item.get("kind")
    for word in (item.get("verbs") or "").split():
        yield Entry((word,), "verb", kind, choices, weak)
    for word in (item.get("nouns") or "").split():
        yield Entry((word,), "noun", kind, choices, weak)
    for word in (item.get("adjectives") or "").split():
        yield Entry((word,), "adjective", kind, choices, weak)
    for line in (item.get("phrases") or "").splitlines():
        if line.strip():
            yield Entry(tuple(line.split()), "phrase", kind, choices, weak)


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """First word of each entry (base form) to its entries, the longest first."""
    table: dict[str, list[Entry]] = {}
    for item in load("triggers"):
        for entry in _entries(item):
            table.setdefault(entry.words[0], []).append(entry)
    return {word: tuple(sorted(entries, key=lambda e: -len(e.words))) for word, entries in table.items()}


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Class to its nouns, singular and plural, with spaces for hyphens in compounds."""
    table: dict[str, frozenset[str]] = {}
    for name, words in load("word_classes").items():
        nouns = words.split()
        table[name] = frozenset(nouns) | frozenset(plural(noun) for noun in nouns)
    return table


@lru_cache(KNOWN)
def singular(word: str) -> str:
    """The singular of a noun, by its ending; words that are no plural stay."""
    if word.endswith("ves") and len(word) > 4:
        return {"lives": "life", "wives": "wife", "knives": "knife"}.get(word, word[:-1])
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _fits(pattern: str, word: Word) -> bool:
    if pattern == "be":
        return word.lower in BE
    if pattern == "have":
        return word.lower in HAVE
    if pattern == "troops":
        return word.lower in word_classes()["troops"]
    return pattern in (word.lower, word.base) or (word.tag != "VERB" and pattern == singular(word.lower))


def _phrase_end(entry: Entry, words: Sequence[Word], start: int) -> int | None:
    """Where the phrase ends if it stands at `start`."""
    at = start + 1
    gap = 0
    for pattern in entry.words[1:]:
        if pattern == "~":
            gap = _GAP
            continue
        stop = min(at + gap, len(words) - 1)
        while at <= stop and at < len(words) and not _fits(pattern, words[at]):
            if words[at].tag == "PUNCT" and words[at].lower not in "\"“”'’":
                return None
            at += 1
        if at > stop or at >= len(words):
            return None
        at, gap = at + 1, 0
    return at


def _stands(entry: Entry, words: Sequence[Word], i: int) -> int | None:
    """The end of the match of `entry` at word `i`, or None."""
    word = words[i]
    if entry.sort == "phrase":
        return _phrase_end(entry, words, i)
    if entry.sort == "verb":
        return i + 1 if word.tag == "VERB" else None
    if entry.sort == "noun":
        return i + 1 if word.tag in ("NOUN", "ADJ", "NAME") and entry.words[0] == singular(word.lower) else None
    return i + 1 if word.lower == entry.words[0] and _predicative(words, i) else None


def _predicative(words: Sequence[Word], i: int) -> bool:
    """Whether an adjective or participle tells something new ("four dead"), not which ones ("the dead soldiers")."""
    following = words[i + 1] if i + 1 < len(words) else None
    return following is None or following.tag not in ("NOUN", "NAME", "NUM") or words[i - 1].tag == "NUM"


def find_matches(words: Sequence[Word]) -> list[Match]:
    """The trigger words of one sentence, longest first at each word, none overlapping."""
    found: list[Match] = []
    i = 0
    while i < len(words):
        match = _match_at(words, i)
        if match:
            found.append(match)
            i = match.end
        else:
            i += 1
    return found


def _match_at(words: Sequence[Word], i: int) -> Match | None:
    word = words[i]
    best: tuple[int, Entry] | None = None
    following = words[i + 1] if i + 1 < len(words) else None
    forms = (following.lower, following.base, singular(following.lower)) if following is not None else ()
    for entry, second in _beginning(word.base, word.lower):
        if second is not None and second not in forms:
            continue
        end = _stands(entry, words, i)
        if end is not None and (best is None or end > best[0]):
            best = end, entry
    return Match(i, best[0], _head(words, i, best[0]), best[1]) if best else None


@lru_cache(KNOWN)
def _beginning(base: str, lower: str) -> tuple[tuple[Entry, str | None], ...]:
    """The entries that may stand at a word of that base and form, each with the word that has to follow it at once."""
    keys = dict.fromkeys((base, lower, singular(lower)))
    if lower in BE:
        keys["be"] = None
    return tuple((entry, _second(entry)) for key in keys for entry in lexicon().get(key, ()))


def _second(entry: Entry) -> str | None:
    """The second word of a phrase; None where there is none, or where several words may stand in its place."""
    second = entry.words[1] if len(entry.words) > 1 else "~"
    return None if second in ("~", "be", "have", "troops") else second


def _head(words: Sequence[Word], start: int, end: int) -> int:
    """The first verb of a match, else the "be" that opens it, else its last noun."""
    for i in range(start, end):
        if words[i].tag == "VERB":
            return i
    return start if words[start].tag == "AUX" else end - 1
