"""Words, numbers and punctuation marks with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """`text[start:end]`; `lower` is its lower-case form with straight apostrophes ("’s" is "'s")."""

    start: int
    end: int
    text: str
    lower: str


_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                  # U.S., a.m.
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|km|m|s|k|bn|mn)?\b   # 1,200  3.5  10:30  5th  74km
  | ['’](?:s|re|ve|ll|d|m)\b                            # clitics
  | n['’]t\b
  | [^\W_]+?(?=n['’]t\b)                                # did|n't
  | [^\W_]+(?:['’](?!(?:s|re|ve|ll|d|m)\b)[^\W_]+ | [-‐‑_&][^\W_]+)*   # words, hyphenated words, d'Ivoire
  | \.{2,} | --+
  | [^\w\s] | _
    """,
    re.VERBOSE | re.IGNORECASE,
)


_made = tuple.__new__  # what a named tuple's own constructor calls, without its detour


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order. Hyphenated words are one token, "'s" and "n't" are tokens of their own."""
    return [
        _made(Token, (m.start(), m.end(), word, word.lower().replace("’", "'")))
        for m in _TOKEN.finditer(text)
        for word in (m[0],)
    ]
