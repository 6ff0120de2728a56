"""Numbers for words, and keys in portions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")


def chunks(items: Sequence[_Item], size: int = 900) -> Iterator[Sequence[_Item]]:
    """The items, `size` at a time: databases limit the number of parameters of a query."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def hashed(word: str) -> int:
    """A word as a signed 64-bit number: a quarter of the size of the words that blocks and bands are called by.

    Two words with one number only cost a comparison: what shares a number is compared, and then found different.
    """
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
