"""A small chart as SVG text: axes with ticks, points with labels, lines. Needs no library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from math import log10

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 34, 50, 60
INK, FAINT = "#333", "#ccc"


@dataclass
class Axis:
    """`low` to `high` in the data's own unit; `ticks` are marked. A logarithmic axis begins above zero."""

    title: str
    low: float
    high: float
    ticks: Sequence[float]
    logarithmic: bool = False
    label: Callable[[float], str] = "{:g}".format

    def share(self, value: float) -> float:
        scaled: Callable[[float], float] = log10 if self.logarithmic else float
        return (scaled(value) - scaled(self.low)) / (scaled(self.high) - scaled(self.low))


@dataclass
class Chart:
    title: str
    x: Axis
    y: Axis
    parts: list[str] = field(default_factory=list)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the data in pixels from the upper left."""
        across = LEFT + self.x.share(x) * (WIDTH - LEFT - RIGHT)
        down = HEIGHT - BOTTOM - self.y.share(y) * (HEIGHT - TOP - BOTTOM)
        return round(across, 1), round(down, 1)

    def line(self, points: Sequence[tuple[float, float]], colour: str = INK, *, dashed: bool = False) -> None:
        path = " ".join(f"{a},{b}" for a, b in (self.at(*p) for p in points))
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{dash}/>')

    def point(self, x: float, y: float, colour: str = INK, label: str = "") -> None:
        a, b = self.at(x, y)
        self.parts.append(f'<circle cx="{a}" cy="{b}" r="4" fill="{colour}"/>')
        if label:
            self.text(a, b - 10, label, colour=colour)

    def upright(self, x: float, label: str, row: int = 0) -> None:
        """A dashed line across the whole height, for what has only an x; labels of several go in rows."""
        self.line([(x, self.y.low), (x, self.y.high)], FAINT, dashed=True)
        self.text(self.at(x, self.y.low)[0], TOP + 12 + 15 * row, label, colour="#777")

    def key(self, entries: Sequence[tuple[str, str]]) -> None:
        """Names and their colours, in the upper left."""
        for k, (name, colour) in enumerate(entries):
            down = TOP + 16 + 18 * k
            self.parts.append(f'<circle cx="{LEFT + 14}" cy="{down - 4}" r="4" fill="{colour}"/>')
            self.text(LEFT + 24, down, name, anchor="start")

    def text(self, across: float, down: float, words: str, *, colour: str = INK, anchor: str = "middle") -> None:
        self.parts.append(
            f'<text x="{across}" y="{down}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
        )

    def svg(self) -> str:
        body = "\n".join([*self._frame(), *self.parts])
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
            f'font-family="sans-serif" font-size="12" role="img">\n<title>{escape(self.title)}</title>\n'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{body}\n</svg>\n'
        )

    def _frame(self) -> list[str]:
        frame = Chart(self.title, self.x, self.y)
        frame.text(WIDTH / 2, 24, self.title)
        for tick in self.x.ticks:
            a, b = frame.at(tick, self.y.low)
            frame.line([(tick, self.y.low), (tick, self.y.high)], "#eee")
            frame.text(a, b + 18, self.x.label(tick))
        for tick in self.y.ticks:
            a, b = frame.at(self.x.low, tick)
            frame.line([(self.x.low, tick), (self.x.high, tick)], "#eee")
            frame.text(a - 8, b + 4, self.y.label(tick), anchor="end")
        frame.line([(self.x.low, self.y.high), (self.x.low, self.y.low), (self.x.high, self.y.low)])
        frame.text(WIDTH / 2, HEIGHT - 16, self.x.title)
        middle = HEIGHT / 2
        frame.parts.append(
            f'<text x="18" y="{middle}" text-anchor="middle" transform="rotate(-90 18 {middle})" '
            f'fill="{INK}">{escape(self.y.title)}</text>'
        )
        return frame.parts
