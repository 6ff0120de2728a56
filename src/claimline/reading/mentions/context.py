"""The words around a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimline.reading.tokens import Token


@dataclass(slots=True)
class Context:
    """A text with its tokens; answers which words stand before and after an offset, in lower case."""

    text: str
    tokens: Sequence[Token]
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [t[0] for t in self.tokens]

    def before(self, offset: int, count: int = 3) -> list[str]:
        """Up to `count` words before the offset, nearest first; "" where the text begins."""
        i = bisect_left(self.starts, offset)
        return [self.tokens[k][3] if k >= 0 else "" for k in range(i - 1, i - 1 - count, -1)]

    def after(self, offset: int, count: int = 3) -> list[str]:
        """Up to `count` words from the offset on, nearest first; "" where the text ends."""
        i = bisect_left(self.starts, offset)
        n = len(self.tokens)
        return [self.tokens[k][3] if k < n else "" for k in range(i, i + count)]
