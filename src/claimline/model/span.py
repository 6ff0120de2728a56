"""A stretch of a report's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of Unicode code points, `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def cover(self, other: Span) -> Span:
        """The shortest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def trimmed(self, text: str, chars: str = " \t\r\n\u00a0\u200b") -> Span:
        """Without spaces (or the given characters) at its ends."""
        piece = text[self.start : self.end]
        left = len(piece) - len(piece.lstrip(chars))
        kept = len(piece.strip(chars))
        return Span(self.start + left, self.start + left + kept)


def cover(spans: Iterable[Span]) -> Span:
    """The shortest span that holds all of them; at least one is needed."""
    all_of_them = list(spans)
    return Span(min(s.start for s in all_of_them), max(s.end for s in all_of_them))
