"""The map of a situation report: settlements by who holds them, wide places drawn as wide as they are told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from claimline.model.sitrep import Figure, Mark
from claimline.publishing.sitrep.charts import INK, LINE, PALETTE, SOFT, Drawing, Ring
from claimline.publishing.sitrep.english import plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

_KM = 111.32  # of one degree of latitude
_LABELS = 40
_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_WORDS = {"contested": "contested", "unknown": "unknown who holds it", "told": "fighting told of"}
_WIDE: dict[str, Any] = {"facecolor": "#8888881f", "edgecolor": SOFT, "linestyle": "--"}
_NO_COLOUR = "#5d5d5d"
_WIDEST = 1_000  # km of the radius of an area that is drawn


def draw_map(canvas: Canvas, figure: Figure, drawing: Drawing) -> None:
    """Longitude and latitude with one scale at the middle of the map (equirectangular); north is up."""
    axes = canvas.add_subplot()
    west, east, south, north = _frame(figure.marks)
    squeeze = 1 / max(0.05, math.cos(math.radians((south + north) / 2)))
    wide, high = east - west, (north - south) * squeeze
    canvas.set_size_inches(7.4, min(8.0, max(3.2, 5.2 * high / wide + 0.4)))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(squeeze)
    for side in ("left", "right", "top", "bottom"):
        axes.spines[side].set_visible(True)
    axes.set_xticks([])
    axes.set_yticks([])
    _outlines(axes, drawing.outlines, (west, east, south, north))
    for mark in sorted(figure.marks, key=lambda one: (-(one.radius_km or 0), one.name)):
        _mark(axes, mark, squeeze)
    _labels(axes, figure.marks, (west, east, south, north))
    _scale_bar(axes, (west, east, south, north))
    _legend(axes, figure)


def _frame(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """West, east, south, north of all points with a margin, never smaller than about 20 km across.

    Of what is told of an area only the middle counts where there are points: a wide one would make them a speck.
    """
    points = [mark for mark in marks if not mark.radius_km] or list(marks)
    reach = max(min(mark.radius_km or 0, _WIDEST) / _KM for mark in points)
    south, north = min(mark.lat for mark in points) - reach, max(mark.lat for mark in points) + reach
    slim = max(0.05, math.cos(math.radians((south + north) / 2)))
    west, east = min(mark.lon for mark in points) - reach / slim, max(mark.lon for mark in points) + reach / slim
    tall, wide = max(north - south, 0.2), max(east - west, 0.3)
    tall, wide = max(tall, wide * slim / 2.2), max(wide, tall / slim * 1.3)  # neither a ribbon nor a tower
    middle, centre = (south + north) / 2, (west + east) / 2
    return centre - wide * 0.58, centre + wide * 0.58, middle - tall * 0.66, middle + tall * 0.58


def _outlines(axes: Axes, rings: Iterable[Ring], frame: tuple[float, float, float, float]) -> None:
    west, east, south, north = frame
    for ring in rings:
        xs, ys = [lon for lon, _ in ring], [lat for _, lat in ring]
        if max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north:
            axes.plot(xs, ys, color=LINE, linewidth=0.8, zorder=0)


def _style(mark: Mark) -> dict[str, Any]:
    """Held is a full disc, claimed a ring, contested a square, unknown a cross, fighting a triangle."""
    colour = PALETTE[mark.party % len(PALETTE)] if mark.party is not None else _NO_COLOUR
    return {
        "held": {"marker": "o", "markersize": 8, "color": colour},
        "claimed": {"marker": "o", "markersize": 8, **_hollow(colour)},
        "contested": {"marker": "s", "markersize": 7, **_hollow(INK)},
        "unknown": {"marker": "x", "markersize": 6, "color": _NO_COLOUR, "markeredgewidth": 1.6},
        "told": {"marker": "^", "markersize": 5.5, "color": _NO_COLOUR},
    }[mark.status]


def _hollow(colour: str) -> dict[str, Any]:
    return {"markerfacecolor": "white", "markeredgecolor": colour, "markeredgewidth": 1.8}


def _mark(axes: Axes, mark: Mark, squeeze: float) -> None:
    from matplotlib.patches import Ellipse

    if mark.radius_km:
        if mark.radius_km > _WIDEST:
            return  # its line lies outside the map, and takes minutes to be dashed
        high = 2 * mark.radius_km / _KM
        axes.add_patch(Ellipse((mark.lon, mark.lat), high * squeeze, high, linewidth=0.8, **_WIDE))
        return
    axes.plot([mark.lon], [mark.lat], linestyle="none", zorder=3, **_style(mark))


def _labels(axes: Axes, marks: Sequence[Mark], frame: tuple[float, float, float, float]) -> None:
    """Names beside the marks, right of them or left, as long as they do not run into each other."""
    west, east, south, north = frame
    taken: list[tuple[float, float, float]] = []
    order = {"contested": 0, "claimed": 1, "held": 2, "unknown": 3, "told": 4}
    for mark in sorted(marks, key=lambda one: (order[one.status], one.name)):
        name = plain(mark.name)
        width, near = (east - west) * 0.0115 * (len(name) + 2), (north - south) * 0.034
        inside = west <= mark.lon <= east and south <= mark.lat <= north
        for left, right, side, align in (
            (mark.lon, mark.lon + width, 6, "left"),
            (mark.lon - width, mark.lon, -6, "right"),
        ):
            clash = any(left < b and a < right and abs(mark.lat - lat) < near for a, b, lat in taken)
            if inside and not clash and west <= left and right <= east and len(taken) < _LABELS:
                taken.append((left, right, mark.lat))
                at: Any = {"xytext": (side, 3), "textcoords": "offset points", "ha": align, "fontsize": 7.5}
                axes.annotate(name, (mark.lon, mark.lat), zorder=4, clip_on=True, **at)
                break


def _scale_bar(axes: Axes, frame: tuple[float, float, float, float]) -> None:
    west, east, south, north = frame
    at = south + (north - south) * 0.04
    km = _KM * math.cos(math.radians(at))
    longest = (east - west) * km * 0.25
    length = max([one for one in _LENGTHS if one <= longest] or [1])
    left = west + (east - west) * 0.03
    axes.plot([left, left + length / km], [at, at], color=INK, linewidth=2, solid_capstyle="butt")
    axes.annotate(f"{length} km", (left, at), xytext=(0, 4), textcoords="offset points", fontsize=8)


def _legend(axes: Axes, figure: Figure) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = []
    for status, party in _kinds(figure.marks):
        words = _WORDS.get(status) or f"{status} by {_mid(figure.parties[party or 0])}"
        handles.append(Line2D([], [], linestyle="none", label=words, **_style(Mark("", 0, 0, status, party))))
    if any(mark.radius_km for mark in figure.marks):
        handles.append(Patch(label="told of an area, not a point", **_WIDE))
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.01), ncols=3, frameon=False, fontsize=8)


def _mid(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith("The ") else name


def _kinds(marks: Sequence[Mark]) -> Iterator[tuple[str, int | None]]:
    order = ("held", "claimed", "contested", "unknown", "told")
    found = {(mark.status, mark.party) for mark in marks if not mark.radius_km}
    yield from sorted(found, key=lambda one: (order.index(one[0]), one[1] if one[1] is not None else -1))
