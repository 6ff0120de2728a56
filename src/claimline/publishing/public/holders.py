"""Who holds a public office, as far as the report itself says so. Who is not said to hold one is private."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claimline.publishing.public.profile import Profile
from claimline.publishing.public.spelling import keys
from claimline.vocab import load

Standing = Literal["public", "private", "unknown"]

_ABBREVIATED = {
    "gen": "general", "col": "colonel", "adm": "admiral", "gov": "governor", "sen": "senator", "brig": "brigadier",
    "cmdr": "commander", "rep": "congressman",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOPS = frozenset(
    (
        *("of", "to", "by", "with", "for", "and", "or", "near", "from", "in", "at", "on", "against", "under", "after"),
        *("before", "who", "whose", "whom", "that", "which", "he", "she", "they", "it", "we", "his", "her", "their"),
        *("said", "told", "says", "met", "killed", "was", "were", "is", "are"),
    )
)
#: "the governor of Kursk Oblast " in front of a name.
_OFFICE_OF = re.compile(r"[\w-]+ (?:of|for|to) (?:the )?(?:[A-Z][\w'’-]* ){1,4}$")
_CLOCK = re.compile(r"\d\s*[ap]\.?m\.?\s*$", re.IGNORECASE)  # "at 5 pm …" is no prime minister
_REACH = 90  # characters on either side of a name
_BREAK = re.compile(r"[;:!?\n“”\"()\[\]]|(?<![A-Z][a-z])(?<![A-Z][a-z]{2})(?<!Brig)(?<!Cmdr)\.(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words about a name say: its standing, and what its bearer is called ("resident"), "" if nothing."""

    standing: Standing
    called: str = ""


def said_of(text: str, start: int, end: int, profile: Profile) -> Said:
    """What the words right around the name at `start` to `end` say of its bearer."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    after = _BREAK.split(text[end : end + _REACH])[0]
    titled = _described(before, profile) if not before.rstrip().endswith(",") else _apposed(before, after, profile)
    behind = _behind(after, profile)
    for found in (titled, behind):
        if found.standing == "private":
            return found
    return titled if titled.standing == "public" else behind


def role_says(role: str | None, profile: Profile) -> Said:
    """What a speaker's role says ("governor of the region", "a resident")."""
    return _phrase((role or "").strip(), profile)


def _described(before: str, profile: Profile) -> Said:
    """A title right in front of the name: only the nearest word counts ("the mayor's driver")."""
    if before and not before[-1].isspace():
        return Said("unknown")
    if (found := _OFFICE_OF.search(before)) and not _office(_words(before)[-1], profile):
        return _phrase(found[0].strip(), profile)
    if _CLOCK.search(before):
        return Said("unknown")
    words = _words(before)
    if words[-2:-1] and words[-2] in ("his", "her", "their"):
        return Said("unknown", _called(words[-1:], profile))  # "his secretary …" works for him
    while words and words[-1] in _forms_of_address() and not _office(words[-1], profile):
        words.pop()  # "the minister Mullah …"
    if words[-2:-1] and words[-2] in profile.private_roles:
        return Said("private", _called(words[-2:], profile))  # "the alleged leader …"
    return _word(words[-1], profile) if words else Said("unknown")


def _apposed(before: str, after: str, profile: Profile) -> Said:
    """ "The governor, …, said": a noun phrase between commas, or from the beginning of the sentence."""
    phrase = before.rstrip(" ,\xa0").rpartition(",")[2].strip()
    words = _words(phrase)
    if words and words[-1] in profile.private_roles:
        return Said("private", _called(words[-1:], profile))
    if not after.startswith(",") or not re.match(r"(?:the|an?|its|their)\s|[A-Z][\w-]+(?:['’]s)?\s", phrase, re.I):
        return Said("unknown")
    return _phrase(phrase, profile)


def _behind(after: str, profile: Profile) -> Said:
    """ "…, the governor of the region", "…, a farmer from the village", "…, 34, a resident"."""
    found = re.match(r",\s*(?:\d{1,3},\s*)?([^,]{3,80})", after)
    if not found or not re.match(r"(?:the|an?|its|their|his|her)\s|[A-Z]|\w+\s(?:of|for)\s|\w+$", found[1]):
        return Said("unknown")
    return _phrase(found[1].strip(), profile)


def _phrase(phrase: str, profile: Profile) -> Said:
    """The head of a noun phrase: its last word before "of", "for" or a verb."""
    words: list[str] = []
    for match in _WORD.finditer(phrase.replace("’", "'")):
        word = match[0].lower()
        if words and word in _STOPS:
            break
        if word in _STOPS:
            return Said("unknown")
        if word not in ("the", "a", "an", "s"):
            words.append(word)
    if set(words) & profile.private_roles:
        return Said("private", _called(words, profile))
    roles = [number for number, word in enumerate(words) if _office(word, profile)]
    if roles and roles[-1] == len(words) - 1:
        return Said("public")
    return Said("unknown", _called(words, profile))


def _word(word: str, profile: Profile) -> Said:
    if word in profile.private_roles:
        return Said("private", _called([word], profile))
    return Said("public") if _office(word, profile) else Said("unknown", _called([word], profile))


@cache
def _forms_of_address() -> frozenset[str]:
    people = load("people_words")
    plain = {word.lower() for word in people["titles"].split()}
    return frozenset(plain - set(people["roles"].split()) - {"private"}) | frozenset(
        ("mullah", "dr", "professor", "prof", "sheikh")
    )


def _office(word: str, profile: Profile) -> bool:
    word = _ABBREVIATED.get(word, word)
    return word in profile.public_roles or word.rpartition("-")[2] in profile.public_roles


def _called(words: list[str], profile: Profile) -> str:
    return next((word for word in reversed(words) if word in profile.called), "")


def _words(text: str) -> list[str]:
    return [found[0].lower() for found in _WORD.finditer(text)]


@cache
def _leaders() -> frozenset[tuple[str, ...]]:
    return frozenset(keys(name) for side in load("sides")["sides"] for name in side.get("leaders", ()))


@cache
def _named(names: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(keys(name) for name in names)


def known_public(name: str, profile: Profile) -> bool:
    """Whether it is, word for word, a leader of vocab/sides.yaml or a name that the profile keeps.

    A surname alone is known where the list has it alone; with a first name before it, it may be anybody's.
    """
    spelled = keys(name)
    return spelled in _leaders() or spelled in _named(profile.public_names)
