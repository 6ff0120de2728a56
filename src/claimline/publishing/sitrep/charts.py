"""Charts and maps of situation reports, drawn with matplotlib: the same figure gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from claimline.model.sitrep import Figure
from claimline.publishing.sitrep.english import plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

#: A closed line of (longitude, latitude), degrees (WGS 84).
Ring = tuple[tuple[float, float], ...]
#: Colours of equal weight for any side or voice (Okabe and Ito 2008), given in the order of the data.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#5d5d5d", "#7a3e9d")
INK, SOFT, LINE = "#222222", "#666666", "#cccccc"
_SETTINGS: Any = {
    "text.parse_math": False,  # a "$" in a name is no formula
    "svg.hashsalt": "claimline",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "path.simplify": True,
}
_ID = re.compile(r'(\bid=")([^"]+)"')
_USE = re.compile(r'(url\(#|href="#)')
_STYLE = re.compile(r'\bstyle="([^"]*)"')
_SHEET = re.compile(r"<style.*?</style>", re.DOTALL)  # what it says of all lines becomes attributes of the whole
_SIZE = re.compile(r"[\d.]+px")
_PNG_DPI = 200


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn below a map. outlines: rings of areas, such as districts; () where there are none."""

    outlines: tuple[Ring, ...] = ()


def svg(figure: Figure, drawing: Drawing | None = None) -> str:
    """The figure as an SVG element to put into a page; its alt text is its label."""
    text = _drawn(figure, drawing or Drawing(), "svg", {"Date": None, "Creator": None}).decode("utf-8")
    element = text[text.index("<svg") :]
    element = _STYLE.sub(lambda found: _attributes(found[1]), _SHEET.sub("", element))
    element = element.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    element = _ID.sub(rf'\g<1>{figure.name}-\g<2>"', element)  # ids of two figures in one page must differ
    element = _USE.sub(rf"\g<1>{figure.name}-", element)
    return element.replace("<svg ", f'<svg role="img" aria-label="{escape(plain(figure.alt))}" ', 1).strip()


def _attributes(style: str) -> str:
    """The style of an element as attributes of its own: a page's content security policy lets no style in."""
    found = []
    for part in filter(None, (one.strip() for one in style.split(";"))):
        name, _, value = (piece.strip() for piece in part.partition(":"))
        if name == "font":
            size = _SIZE.search(value)
            found.append(f'font-size="{size[0] if size else "9px"}" font-family="DejaVu Sans, sans-serif"')
        else:
            found.append(f'{name}="{value}"')
    return " ".join(found)


def svg_file(figure: Figure, drawing: Drawing | None = None) -> bytes:
    """The figure as an SVG file, with its title and alt text as the file's title."""
    return _drawn(figure, drawing or Drawing(), "svg", {"Date": None, "Creator": None, "Title": plain(figure.alt)})


def png(figure: Figure, drawing: Drawing | None = None) -> bytes:
    """The figure as a PNG of 200 dots an inch."""
    return _drawn(figure, drawing or Drawing(), "png", {"Software": None})


def _drawn(figure: Figure, drawing: Drawing, kind: str, metadata: Mapping[str, Any]) -> bytes:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    from claimline.publishing.sitrep.map import draw_map

    ways: Mapping[str, Callable[[Canvas, Figure, Drawing], None]] = {
        "timeline": _timeline,
        "ranges": _ranges,
        "map": draw_map,
    }
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # whatever the machine's own settings are
        matplotlib.rcParams.update(_SETTINGS)
        canvas = Canvas(figsize=(7.4, 3.0), layout="constrained")
        FigureCanvasAgg(canvas)
        ways[figure.kind](canvas, figure, drawing)
        out = BytesIO()
        canvas.savefig(out, format=kind, metadata=dict(metadata), dpi=_PNG_DPI if kind == "png" else 72)
    return out.getvalue()


def _timeline(canvas: Canvas, figure: Figure, drawing: Drawing) -> None:
    """Stacked bars, one for each day."""
    from datetime import date

    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.ticker import MaxNLocator

    axes = canvas.add_subplot()
    height: dict[str, float] = {}
    for number, series in enumerate(figure.series):
        days = [point.x for point in series.points]
        base = [height.get(day, 0.0) for day in days]
        values = [point.high for point in series.points]
        where: Any = [date.fromisoformat(day) for day in days]
        axes.bar(where, values, bottom=base, width=0.8, color=_colour(number), label=series.label, **_hatch(number))
        height.update({day: low + value for day, low, value in zip(days, base, values, strict=True)})
    locate: Any = AutoDateLocator  # it and the next have no types
    label: Any = ConciseDateFormatter
    locator = locate(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(label(locator))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.set_ylabel(figure.unit)
    _legend(axes, len(figure.series))


def _hatch(number: int) -> dict[str, Any]:
    """Where colours come round again, lines tell them apart."""
    return {"hatch": "///", "edgecolor": "white", "linewidth": 0} if number >= len(PALETTE) else {}


def _colour(number: int) -> str:
    return PALETTE[number % len(PALETTE)]


def _legend(axes: Axes, entries: int) -> None:
    if entries:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=8)


def _ranges(canvas: Canvas, figure: Figure, drawing: Drawing) -> None:
    """A line from the lowest to the highest number, its ends marked; an arrow where it may be more."""
    axes = canvas.add_subplot()
    rows = [(point.x, series.label, point) for series in figure.series for point in series.points]
    measures = list(dict.fromkeys(x for x, _, _ in rows))
    ordered = [row for measure in measures for row in rows if row[0] == measure]
    voices = [series.label for series in figure.series]
    canvas.set_size_inches(7.4, 0.9 + 0.3 * len(ordered))
    for at, (_, label, point) in enumerate(ordered):
        colour = _colour(voices.index(label))
        axes.plot([point.low, point.high], [at, at], color=colour, linewidth=3, solid_capstyle="butt")
        axes.plot([point.low, point.high], [at, at], color=colour, linestyle="none", marker="|", markersize=9)
        axes.plot([point.low], [at], color=colour, linestyle="none", marker="o", markersize=4)
        words = _range_words(point.low, point.high, point.open)
        axes.annotate(words, (point.high, at), xytext=(8, 0), textcoords="offset points", va="center", fontsize=8)
    axes.set_yticks(range(len(ordered)), [f"{x}: {_small(label)}" for x, label, _ in ordered])
    axes.invert_yaxis()
    highest = max(point.high for _, _, point in ordered)
    axes.set_xlim(0, highest * 1.18 or 1)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="x", color=LINE, linewidth=0.5)
    axes.set_axisbelow(True)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:] if label.startswith(("All that", "Outlets", "Others")) else label


def _range_words(low: float, high: float, more: bool) -> str:
    words = f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"
    return f"{words} or more" if more else words
