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
_NOTHING = ""
_GAP = (_NOTHING, _NOTHING)  # between two fields: a phrase does not go from one into the other


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
    if word.isascii():
        return word.lower()[:_LONGEST]
    return _MARK.sub("", "".join(map(_bare, word)))[:_LONGEST]


@lru_cache(maxsize=1 << 14)
def _bare(char: str) -> str:
    """A character without case, each by itself (so that a final sigma is a sigma), a Latin letter without accents."""
    char = char.casefold() if len(char.casefold()) == 1 else char.lower()
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() and base.isalpha() else char


def vectors(*texts: str | None) -> list[str]:
    """The words of some fields as PostgreSQL's `tsvector` in its written form, one for each part of a long text."""
    forms: list[str] = []
    for text in texts:
        if text:
            forms += _forms(text)
            forms += _GAP
    return [vector for part in _parts(forms) if (vector := _vector(part))]


def _forms(text: str) -> list[str]:
    """The forms of `words_of`, ten times as fast."""
    found = _WORD.findall(text.lower() if text.isascii() else text)
    if text.isascii() and len(text) <= _LONGEST:
        return found
    return [form for form in map(_form, found) if form]


def _parts(forms: Sequence[str]) -> Iterator[Sequence[str]]:
    at = 0
    while at < len(forms):
        part = forms[at : at + _PART]
        while sum(map(len, part)) > _PART_CHARS:
            part = part[: len(part) // 2]
        yield part
        at += len(part)
        if at < len(forms):
            at -= min(_OVERLAP, len(part) - 1)


def _vector(part: Sequence[str]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    for place, form in enumerate(part, 1):
        places[form].append(str(place))
    places.pop(_NOTHING, None)
    return " ".join([f"'{form}':{','.join(at)}" for form, at in places.items()])


def phrase(word: str) -> str:
    """What a person typed as one word, as a `tsquery`: its words behind each other; `Kharkiv*` is a beginning."""
    forms = [f"'{found.form}'" for found in words_of(word.rstrip("*"))]
    return " <-> ".join(forms) + (":*" if word.endswith("*") else "")
