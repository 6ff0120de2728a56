"""Days along a picture, as percentages of its width, so that it fits any screen without its words being scaled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_TICKS = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A day under a picture. anchor: how its words stand to `x` (SVG's `text-anchor`)."""

    x: float
    day: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From the beginning of the day `first` to the end of the day `last`, ISO days."""

    first: str
    last: str

    @property
    def days(self) -> int:
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1

    def start(self, day: str) -> float:
        """Where the day begins, in percent; what lies outside stands at the edge."""
        return self._at((date.fromisoformat(day) - date.fromisoformat(self.first)).days)

    def end(self, day: str) -> float:
        return self._at((date.fromisoformat(day) - date.fromisoformat(self.first)).days + 1)

    def middle(self, day: str) -> float:
        return round((self.start(day) + self.end(day)) / 2, 3)

    def _at(self, days: int) -> float:
        return round(min(100.0, max(0.0, 100 * days / self.days)), 3)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The first day, the last, and up to three between them."""
        steps = min(_TICKS, self.days - 1)
        first = date.fromisoformat(self.first)
        found = []
        for step in range(steps + 1):
            day = (first + timedelta(days=round(step * (self.days - 1) / steps) if steps else 0)).isoformat()
            anchor = "start" if step == 0 else "end" if step == steps else "middle"
            found.append(Tick(0.0 if step == 0 else 100.0 if step == steps else self.middle(day), day, anchor))
        return tuple(found)
