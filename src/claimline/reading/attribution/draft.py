"""What the rules build before spans are made of it: item ranges that later rules may still trim."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimline.model import Span
from claimline.reading.attribution.units import Item, Unit

Range = tuple[int, int]  # items [first, last)


@dataclass(slots=True)
class Draft:
    """An attribution in the making. `cue` and `source` are item ranges of `unit`; `content` are pieces in order.

    `quotes` are spans added as they are (further quotations). `outlet` is a range that passed the speaker on.
    """

    unit: Unit
    cue: Range
    source: Range | None
    content: list[Range]
    cue_class: str
    rule: str
    side: str = "right"  # where the content lies: "left", "right", "both"
    quotes: list[Span] = field(default_factory=list)
    via: Range | None = None
    inherits: bool = False  # source taken over from the cue before
    direct: bool = False

    def trim(self, end: int) -> None:
        """Cuts the content at item `end`."""
        self.content = [(a, min(b, end)) for a, b in self.content if a < end]


def trimmed(items: tuple[Item, ...], piece: Range) -> Range:
    """Without the marks and conjunctions at the ends of a range."""
    a, b = piece
    while a < b and items[a].lower in (",", ";", ":", ".", "-", "–", "—", "--", "―", ")", "”"):
        a += 1
    while b > a and items[b - 1].lower in (",", ";", ":", ".", "!", "?", "-", "–", "—", "--", "―", "(", "…"):
        b -= 1
    return a, b
