"""What the words around a number say: whom it counts, whether it is a part or a whole, a toll or a running total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimline.model.telling import Figure, Telling
from claimline.vocab import load, word_set

PEOPLE = "people"
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PHRASE_END = re.compile(r"[,;:.!?()–—]")
_AHEAD = 120  # characters after a proposition that may still say over which time it counts


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure in its text. before, after: the text around it; both "" where its words are not found."""

    figure: Figure
    before: str = ""
    after: str = ""


def figures_in(telling: Telling) -> Iterator[Seen]:
    """Every figure with its surroundings, each looked for behind the one before it.

    A figure whose words do not come after the last one is looked for from the beginning.
    """
    text, at = telling.text, 0
    lead = _lead(telling)
    for figure in telling.figures:
        start = _find(figure.text, text, at)
        start = _find(figure.text, text, 0) if start is None else start
        if start is None:
            yield Seen(figure)
            continue
        at = start + len(figure.text)
        yield Seen(figure, lead + text[:start], text[at:])


def _find(words: str, text: str, at: int) -> int | None:
    """Where the words stand whole in the text, from `at` on; None where they do not."""
    start = text.find(words, at) if words else -1
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(words) : start + len(words) + 1]
        if not _letter(before) and not _letter(after):
            return start
        start = text.find(words, start + 1)
    return None


def _letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _lead(telling: Telling) -> str:
    """What stands before the proposition in its sentence."""
    start = telling.context.find(telling.text)
    return telling.context[:start] if start > 0 else ""


def who(seen: Seen, otherwise: str = "") -> str:
    """civilians, fighters, security, or people where the words do not say; `otherwise` where nothing follows."""
    return _who(seen.after) if seen.after.strip() else _who(otherwise)


def _who(text: str) -> str:
    phrase = _phrase(text)
    for part in re.split(r"\bof\b", phrase):  # "members of the police": what they are stands behind
        named = _head(part)
        if named:
            return named
    return PEOPLE


def _phrase(text: str) -> str:
    """The noun phrase at the beginning of the text."""
    end = _PHRASE_END.search(text)
    kept = []
    for word in _WORD.findall(text[: end.start()] if end else text):
        if word.lower() in word_set_of("stops"):
            break
        kept.append(word)
    return " ".join(kept)


def _head(phrase: str) -> str | None:
    before = ""
    named = None
    for word in phrase.lower().split():
        named = _by_modifier(before, named) if word in heads() else classes().get(word, named)
        before = word
    return named


def _by_modifier(before: str, named: str | None) -> str | None:
    rows = load("tolls")["who"]
    for name in ("security", "fighters"):
        if before in rows[f"{name}_before"]:
            return name
    return named


@cache
def classes() -> dict[str, str]:
    rows = load("tolls")["who"]
    return {word: name for name in ("civilians", "fighters", "security") for word in rows[name].split()}


@cache
def heads() -> frozenset[str]:
    return frozenset(load("tolls")["who"]["heads"])


@cache
def word_set_of(key: str) -> frozenset[str]:
    return word_set("tolls", key)


@cache
def _ending(key: str) -> re.Pattern[str]:
    """Any of the patterns under `key` at the end of a text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('tolls')[key])})\s*$", re.IGNORECASE)


def is_part(seen: Seen) -> bool:
    """Whether the number is a part of another, or the whole that another is a part of: either way not the number."""
    if _ending("part_before").search(seen.before) or _ending("whole_before").search(seen.before):
        return True
    return bool(_part_after().search(re.split(r"[,;.]", seen.after)[0]))


@cache
def _part_after() -> re.Pattern[str]:
    return re.compile("|".join(load("tolls")["part_after"]), re.IGNORECASE)


def counts_harmed(seen: Seen) -> bool:
    """Whether the number counts people killed or injured ("80 others are injured at a school for the displaced")."""
    rules = load("tolls")
    return any(
        re.search(rules[f"harmed_{where}"], text, re.IGNORECASE)
        for where, text in (("after", seen.after), ("before", seen.before))
    )


def adds(seen: Seen) -> bool:
    """Whether the number comes on top of one told before ("three more")."""
    following = _WORD.match(seen.after.lstrip())
    return bool(_ending("adds_before").search(seen.before)) or (
        following is not None and following[0].lower() in load("tolls")["adds_after"]
    )


@cache
def _running() -> re.Pattern[str]:
    return re.compile("|".join(load("tolls")["running"]), re.IGNORECASE)


@cache
def _comparing() -> re.Pattern[str]:
    return re.compile(load("tolls")["comparing"], re.IGNORECASE)


def running(telling: Telling) -> str | None:
    """The words by which a claim counts over a longer time, in its proposition or right after it; else None."""
    text = telling.text + _rest(telling)
    for found in _running().finditer(text):
        if not _comparing().search(text[: found.start()]):
            return found[0].strip()
    return None


def so_far(telling: Telling) -> bool:
    """Whether the words are in the perfect, and so may count from the beginning ("have been evacuated")."""
    return bool(re.search(load("tolls")["so_far"], telling.text, re.IGNORECASE))


def growing(seen: Seen) -> bool:
    """Whether the number is a toll that has grown, or follows one ("the death toll rises to 137, with 920 injured")."""
    return seen.figure.replaces or bool(_growing().search(seen.before))


@cache
def _growing() -> re.Pattern[str]:
    return re.compile("|".join(load("tolls")["growing"]), re.IGNORECASE)


def _rest(telling: Telling) -> str:
    """What follows the proposition in its clause."""
    start = telling.context.find(telling.text)
    if start < 0:
        return ""
    rest = telling.context[start + len(telling.text) :][:_AHEAD]
    return re.split(r"[.;]", rest)[0]


@cache
def _single() -> re.Pattern[str]:
    nouns = "|".join(sorted(word_set_of("single"), key=lambda word: (-len(word), word)))
    return re.compile(rf"{load('tolls')['single_before']}(?:{nouns})\b", re.IGNORECASE)


def single(telling: Telling) -> bool:
    """Whether the words name one occurrence ("the attack", "a car bombing")."""
    return bool(_single().search(telling.text))


@cache
def _accident() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('tolls')['accident'])})\b", re.IGNORECASE)


def accident(telling: Telling) -> str | None:
    """The word of a disaster, an accident or a disease, where no word of fighting stands in the sentence; else None."""
    text = telling.context or telling.text
    found = _accident().search(text)
    if found is None or word_set_of("fighting") & {word.lower() for word in _WORD.findall(text)}:
        return None
    return found[0]
