"""Numbers for words, and keys in portions: what lets a query ask for many things at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from claimline.ledger.rows import storable

_Item = TypeVar("_Item")


class _Listed(TypeDecorator[Any]):
    """Many values as one parameter: JSON for SQLite, an array for PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(Text() if isinstance(self.of, Text) else BigInteger()))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if dialect.name != "postgresql":
            return json.dumps(value)
        return [storable(one) if isinstance(one, str) else one for one in value]


class _Among(FunctionElement[bool]):
    """A column and its list."""

    inherit_cache = True
    type = Boolean()

    def self_group(self, against: Any = None) -> Any:
        """It stands as it is among other conditions: `… = 1`, which SQLite is given else, would hide the index."""
        return self


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, listed = (compiler.process(clause, **more) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({listed}))"


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, listed = (compiler.process(clause, **more) for clause in element.clauses)
    return f"{column} = ANY ({listed})"


def among(column: ColumnElement[Any], values: Iterable[int] | Iterable[str]) -> ColumnElement[bool]:
    """That a column has one of the values, all of them in one parameter.

    A parameter each would be limited in number, and take ten times as long to prepare as the answer takes. This is the
    one place that says it in each database's own words; an index of the column is used.
    """
    return _Among(column, bindparam(None, list(values), type_=_Listed(column.type), unique=True))


def chunks(items: Sequence[_Item], size: int = 10_000) -> Iterator[Sequence[_Item]]:
    """The items, `size` at a time."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


_LOW = (1 << 48) - 1
_STRETCHES = 1 << 16


def placed(number: int, stretch: int) -> int:
    """A number for a word in a stretch of time: the stretch in its first 16 bits, 48 bits of the word after it.

    What is of one time then lies together in an index. Scattered over all of it, each new row would need a page of its
    own, and the larger the ledger, the fewer of them would be in memory.
    """
    return _signed((stretch % _STRETCHES) << 48 | number & _LOW)


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number


def hashed(word: str) -> int:
    """A word as a signed 64-bit number: a quarter of the size of the words that blocks and bands are called by.

    Two words with one number only cost a comparison: what shares a number is compared, and then found different.
    """
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
