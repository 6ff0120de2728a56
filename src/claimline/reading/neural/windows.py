"""A report cut into windows of word pieces that the encoder can hold, and the shape of each word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from claimline.model import Span

MAX_PIECES = 192  # with the two special ones
CONTEXT = 64  # pieces of earlier sentences that a window begins with
CLS, SEP = 101, 102  # of the BERT vocabulary


class Encoding(Protocol):
    """What a tokenizer of the `tokenizers` library returns."""

    @property
    def ids(self) -> list[int]: ...
    @property
    def offsets(self) -> list[tuple[int, int]]: ...
    @property
    def word_ids(self) -> list[int | None]: ...


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `ids` (special ones at both ends, offset None) with their characters; predictions count from `core` on.

    `shapes` is the form of each piece's word: 0 lower case, 1 Title, 2 UPPER, 3 mixed, 4 digits, 5 marks,
    6 one capital, 7 unknown.
    """

    ids: tuple[int, ...]
    offsets: tuple[Span | None, ...]
    shapes: tuple[int, ...]
    core: int


@lru_cache(1 << 13)  # the common words come again and again
def shape_of(word: str) -> int:
    """The form of a word, 0 to 6."""
    if not any(c.isalnum() for c in word):
        return 5
    if any(c.isdigit() for c in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 6 if len(word) == 1 else 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


def cut(text: str, sentences: Sequence[Span], encoding: Encoding) -> list[Window]:
    """Windows that cover the text once with their cores; each begins with what stood before, as far as it fits."""
    offsets = [Span(a, b) for a, b in encoding.offsets]
    shapes = _shapes(text, encoding)
    bounds = _sentence_bounds(offsets, sentences)
    windows: list[Window] = []
    i = 0
    while i < len(bounds):
        start = bounds[i][0]
        context = _context_start(bounds, i)
        room = MAX_PIECES - 2 - (start - context)
        j = i
        while j < len(bounds) and bounds[j][1] - start <= room:
            j += 1
        end = bounds[j - 1][1] if j > i else min(bounds[i][1], start + room)
        windows.append(_window(encoding.ids, offsets, shapes, context, start, end))
        if j == i:  # one sentence longer than a window: the rest of it opens the next
            bounds[i] = (end, bounds[i][1])
            continue
        i = j
    return windows


def _shapes(text: str, encoding: Encoding) -> list[int]:
    """The shape of the whole word that each piece belongs to."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
        if word is not None:
            first.setdefault(word, start)
            last[word] = end
    return [5 if w is None else shape_of(text[first[w] : last[w]]) for w in encoding.word_ids]


def _sentence_bounds(offsets: Sequence[Span], sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """First and last piece of each sentence that has pieces; pieces between sentences go with the one before."""
    bounds: list[tuple[int, int]] = []
    at = 0
    for k, _ in enumerate(sentences):
        end = at
        limit = sentences[k + 1].start if k + 1 < len(sentences) else None
        while end < len(offsets) and (limit is None or offsets[end].start < limit):
            end += 1
        if end > at:
            bounds.append((at, end))
        at = end
    if not bounds and offsets:
        bounds.append((0, len(offsets)))
    return bounds


def _context_start(bounds: Sequence[tuple[int, int]], i: int) -> int:
    """The first piece of the earlier sentences that a window before sentence `i` may repeat."""
    start = bounds[i][0]
    first = start
    for j in range(i - 1, -1, -1):
        if start - bounds[j][0] > CONTEXT:
            break
        first = bounds[j][0]
    return first


def _window(
    ids: Sequence[int], offsets: Sequence[Span], shapes: Sequence[int], context: int, start: int, end: int
) -> Window:
    return Window(
        ids=(CLS, *ids[context:end], SEP),
        offsets=(None, *offsets[context:end], None),
        shapes=(5, *shapes[context:end], 5),
        core=start - context + 1,
    )
