"""Words and their classes: `vocab/times.yaml` as look-up tables, and the text as one class character a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claimline.vocab import load

# One token: a number with what hangs on it (clock time, ISO or dotted date, decimal, thousands), an abbreviation with
# full stops, a designation such as "F-16" or "KH-101" (one unknown word), a word, a paragraph break, any other sign.
_TOKEN = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|\d{4}-\d\d-\d\d\b"
    r"|\d+(?:[.,/]\d+)*(?:st|nd|rd|th|s)?\b"
    r"|\d+"
    r"|[ap]\.m\b\.?|[AP]\.M\b\.?|[Bb]\.[Cc]\.(?:[Ee]\.)?|[Bb]\.[Cc]\b|[Aa]\.[Dd]\.?"
    r"|(?!(?:Mid|Pre|Post|Late|May|Mar|Jan|Feb|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)-)[A-Z][A-Za-z]{0,3}-\d+[A-Za-z]*\b"
    r"|o['’]clock"
    r"|[^\W\d_]+"
    r"|\n[ \t]*\n"
    r"|[^\w\s]",
)  # fmt: skip
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_MOST_DIGITS = 18
_KEPT = 1 << 13  # words whose class is kept: the common ones come again and again


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a match: its text, its class, and what the vocabulary says it means."""

    text: str
    kind: str
    value: Any


class Lexicon:
    """Class codes and values of all known words; `codes` maps a class name to its character."""

    def __init__(self) -> None:
        vocab, numbers = load("times"), load("times_numbers")
        names = [
            *vocab["classes"], *numbers["classes"], "n12", "n24", "n31", "n59", "n99", "n999", "year4", "decade4",
            "decade2", "zero2", "clock4", "hhmm", "iso", "dotted", "american", "decimal", "fraction", "nth", "nth_big",
            "word", "name", "brk",
        ]  # fmt: skip
        signs = [c for c in map(chr, range(0x30, 0x250)) if c.isalnum()]
        self.codes: dict[str, str] = dict(zip(names, signs, strict=False))
        self.kind_of: dict[str, str] = {code: name for name, code in self.codes.items()}
        self.values: dict[str, Any] = {}
        self.known: dict[str, str] = {}
        proper = set(vocab["proper"])
        for kind, words in [*vocab["classes"].items(), *numbers["classes"].items()]:
            for word, value in words.items():
                self._add(str(word), kind, value, proper=kind in proper)
        self._code = lru_cache(_KEPT)(self._code_of)

    def _add(self, word: str, kind: str, value: Any, *, proper: bool) -> None:
        forms = {word.title() if word[-1:].isalpha() else word.capitalize(), word.upper(), word.capitalize()}
        for form in forms if proper else forms | {word}:
            self.known[form] = self.codes[kind]
            self.values[form] = value

    def encode(self, text: str) -> tuple[str, list[re.Match[str]]]:
        """The class characters of the words of `text`, and the words."""
        found = list(_TOKEN.finditer(text))
        return "".join(map(self._code, [m[0] for m in found])), found

    def _code_of(self, token: str) -> str:
        if code := self.known.get(token):
            return code
        head = token[0]
        if head.isdigit():
            return self.codes[_number_kind(token)]
        if head == "\n":
            return self.codes["brk"]
        return self.codes["name" if head.isupper() else "word"]

    def word(self, token: str, code: str) -> Word:
        kind = self.kind_of[code]
        return Word(token, kind, self.values.get(token, _number_value(token)))


@lru_cache(_KEPT)
def _number_kind(token: str) -> str:
    if _is_whole(token):
        return _plain_kind(token)
    if token.endswith(_ORDINAL_ENDINGS):
        digits = token[:-2]
        return ("nth" if int(digits) <= 31 else "nth_big") if _is_whole(digits) else "word"
    if token.endswith("s"):
        if re.fullmatch(r"\d0s", token):
            return "decade2"
        return "decade4" if re.fullmatch(r"(?:1\d|20)\d0s", token) else "word"
    for kind, shape in _SHAPES.items():
        if shape.fullmatch(token):
            return kind
    return "word"


_SHAPES = {
    "hhmm": re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"),
    "iso": re.compile(r"(?:1\d|20)\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])"),
    "american": re.compile(r"(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:1\d|20)\d\d"),
    "dotted": re.compile(r"(?:0?\d|[12]\d|3[01])[./](?:0?\d|1[0-2])[./](?:1\d|20)\d\d"),
    "decimal": re.compile(r"\d+\.\d+"),
    "fraction": re.compile(r"1/2|1/4|3/4"),
}


def _is_whole(token: str) -> bool:
    """Whether it is a number that a time may have: no superscript or circled digit, and no thousand digits."""
    return token.isdecimal() and len(token) <= _MOST_DIGITS


def _plain_kind(token: str) -> str:
    number = int(token)
    if token[0] == "0":
        return "zero2" if len(token) == 2 else ("zero2" if len(token) == 4 else "word")
    for kind, top in (("n12", 12), ("n24", 24), ("n31", 31), ("n59", 59), ("n99", 99), ("n999", 999)):
        if number <= top:
            return kind
    if len(token) == 4 and 2200 <= number <= 2359 and number % 100 < 60:
        return "clock4"  # "2230 GMT"
    return "year4" if 1000 <= number <= 2199 else "word"


def _number_value(token: str) -> Any:
    if _is_whole(token):
        return int(token)
    if token.endswith(_ORDINAL_ENDINGS) and _is_whole(token[:-2]):
        return int(token[:-2])
    return token


@cache
def lexicon() -> Lexicon:
    return Lexicon()
