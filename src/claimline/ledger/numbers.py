"""Numbers for words, and keys in portions: what lets a query ask for many things at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select

_Item = TypeVar("_Item")


def among(column: ColumnElement[Any], values: Iterable[int] | Iterable[str]) -> ColumnElement[bool]:
    """That a column has one of the values, all of them in one parameter.

    A parameter each would be limited in number, and take ten times as long to prepare as the answer takes. This is the
    one place that says it in SQLite's own words (`json_each`); an index of the column is used.
    """
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def chunks(items: Sequence[_Item], size: int = 10_000) -> Iterator[Sequence[_Item]]:
    """The items, `size` at a time."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


_STEP, _RANGE = 0x9E3779B97F4A7C15, 1 << 64  # an odd number with its bits well mixed: 2^64 over the golden ratio


def moved(number: int, steps: int) -> int:
    """Another number for each number of steps: a key of one month for that of another, without hashing it again."""
    turned = (number + steps * _STEP) % _RANGE
    return turned - _RANGE if turned >= _RANGE // 2 else turned


def hashed(word: str) -> int:
    """A word as a signed 64-bit number: a quarter of the size of the words that blocks and bands are called by.

    Two words with one number only cost a comparison: what shares a number is compared, and then found different.
    """
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
