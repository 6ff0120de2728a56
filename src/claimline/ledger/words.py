"""Words of a text as a full-text index has them, for databases that would find others than SQLite's FTS5 does.

They are those of FTS5's tokenizer `unicode61` with `remove_diacritics 2` (https://www.sqlite.org/fts5.html): runs of
letters and digits, without case, Latin letters without accents. A word that is no plain run ("army's") is a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MARKS = "\u0300-\u0331"  # accents that follow their letter
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_MARK = re.compile(f"[{_MARKS}]")
_LONGEST = 500  # characters of a word; PostgreSQL takes 2,046 bytes
_PART, _PART_CHARS = 2000, 100_000  # words and characters of one row; PostgreSQL takes a megabyte and 16,383 places
_OVERLAP = 20  # words that the end of a row and the beginning of the next share, so that phrases are whole in one
_GAP = 2  # between two fields: a phrase does not go from one into the other


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the form in which it is compared, and where it begins in its text (characters)."""

    form: str
    start: int


def words_of(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        form = _form(found[0])
        if form:
            yield Word(form, found.start())


@lru_cache(maxsize=1 << 16)
def _form(word: str) -> str:
    word = word.lower()
    if not word.isascii():
        word = "".join(map(_bare, _MARK.sub("", word)))
    return word[:_LONGEST]


def _bare(char: str) -> str:
    """A Latin letter without its accents; any other character as it is."""
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() and base.isalpha() else char


def vectors(*texts: str | None) -> list[str]:
    """The words of some fields as PostgreSQL's `tsvector` in its written form, one for each part of a long text."""
    placed: list[tuple[str, int]] = []
    place = 0
    for text in texts:
        for word in words_of(text or ""):
            place += 1
            placed.append((word.form, place))
        place += _GAP
    return [_vector(part) for part in _parts(placed)]


def _parts(placed: Sequence[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    at = 0
    while at < len(placed):
        end, size = at, 0
        while end < len(placed) and end - at < _PART and size < _PART_CHARS:
            size += len(placed[end][0])
            end += 1
        yield placed[at:end]
        if end == len(placed):
            return
        at = max(end - _OVERLAP, at + 1)


def _vector(part: Sequence[tuple[str, int]]) -> str:
    places: dict[str, list[int]] = defaultdict(list)
    before = part[0][1] - 1
    for form, place in part:
        places[form].append(place - before)
    return " ".join(f"'{form}':{','.join(map(str, at))}" for form, at in places.items())


def phrase(word: str) -> str:
    """What a person typed as one word, as a `tsquery`: its words behind each other; `Kharkiv*` is a beginning."""
    forms = [f"'{found.form}'" for found in words_of(word.rstrip("*"))]
    return " <-> ".join(forms) + (":*" if word.endswith("*") else "")
