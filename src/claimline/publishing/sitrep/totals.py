"""Totals of people harmed and on the move, by who says so: as rows of a table and as bars of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimline.model.sitrep import Figure, Point, Row, Series, Table
from claimline.model.toll import Bounds, Tally, Total, Voice
from claimline.publishing.sitrep.amounts import GROUPS, direction, high_words, noun
from claimline.publishing.sitrep.context import Context
from claimline.publishing.sitrep.english import capital
from claimline.publishing.sitrep.speakers import side_name
from claimline.publishing.words import number

WHATS = (
    "killed", "injured", "captured", "missing", "fled", "evacuated", "returned", "displaced", "damaged", "intercepted",
)  # fmt: skip
ALL, OUTLETS, OTHERS = "All that is told", "Outlets in their own words", "Others"


def main_totals(totals: Sequence[Total]) -> list[Total]:
    """Those of everybody; groups of people are told with the events."""
    order = {what: at for at, what in enumerate(WHATS)}
    found = [total for total in totals if total.measure.of not in GROUPS]
    return sorted(found, key=lambda total: (order.get(total.measure.what, 99), total.measure.unit, total.measure.of))


def _voice_words(voice: Voice, about_other: bool) -> str:
    if voice.kind == "side" and voice.side:
        words = capital(side_name(voice.side))
        return f"{words}, of the other side's losses" if about_other else words
    return OUTLETS if voice.kind == "outlet" else OTHERS


def _what(context: Context, total: Total) -> str:
    return capital(f"{noun(total.measure, 2)} {total.measure.what}{direction(context, total.measure)}")


def _shares(context: Context, total: Total) -> Iterator[tuple[str, Bounds, Sequence[str], Sequence[str]]]:
    """Who says so, the range, events and keys: all of it first, then sides, outlets, others."""
    only = total.by_voice[0] if len(total.by_voice) == 1 else None
    if total.bounds is not None and (only is None or only.bounds != total.bounds):  # else it is that voice's own
        yield ALL, total.bounds, total.events, total.keys
    places = context.order.places
    for about_other, shares in ((False, total.by_voice), (True, total.by_other)):
        ordered = sorted(
            shares, key=lambda s: (s.voice.kind != "side", places.get(s.voice.side or "", 0), s.voice.kind)
        )
        for share in ordered:
            yield _voice_words(share.voice, about_other), share.bounds, share.events, share.keys


def totals_table(context: Context, tally: Tally) -> Table:
    rows = tuple(
        Row(
            (_what(context, total), who, str(len(events)), number(bounds.low), high_words(bounds)),
            tuple(keys),
            tuple(events),
        )
        for total in main_totals(tally.totals)
        for who, bounds, events, keys in _shares(context, total)
    )
    columns = ("What", "Who says so", "Events", "Lowest", "Highest")
    note = "Each row is a range of its own: rows are not to be added up."
    return Table("Totals by who says so", columns, rows, frozenset({2, 3, 4}), note)


def ranges(context: Context, name: str, title: str, tally: Tally) -> Figure | None:
    """A bar from the lowest to the highest number for each measure, one for each voice."""
    series: dict[str, list[Point]] = {}
    rows = []
    for total in main_totals(tally.totals):
        if total.measure.unit not in ("people", "households"):
            continue
        for who, bounds, _, keys in _shares(context, total):
            series.setdefault(who, []).append(Point(_what(context, total), bounds.low, bounds.high, bounds.open))
            rows.append(Row((_what(context, total), who, number(bounds.low), high_words(bounds)), tuple(keys)))
    if not rows:
        return None
    data = Table(title, ("What", "Who says so", "Lowest", "Highest"), tuple(rows), frozenset({2, 3}))
    alt = f"A bar from the lowest to the highest number for each who says so. {_spoken(rows)}"
    return Figure(name, "ranges", title, alt, data, tuple(Series(who, tuple(p)) for who, p in series.items()))


def _spoken(rows: Sequence[Row]) -> str:
    parts = []
    for what, who, low, high in (row.cells for row in rows):
        name = who[:1].lower() + who[1:] if who in (ALL, OUTLETS, OTHERS) else who
        parts.append(f"{what}, {name}: {low if low == high else f'{low} to {high}'}")
    return "; ".join(parts) + "."
