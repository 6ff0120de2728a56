"""Pictures of people for reading at a terminal: totals first, then what they are made of, then what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimline.model.coverage import Gap
from claimline.model.toll import Apart, ApartKind, Bounds, Measure, People, Scope, Stock, Tally, Toll, Total
from claimline.publishing.formats import Options
from claimline.publishing.tolls import (
    bounds_words,
    high_words,
    measure_words,
    scope_words,
    side_words,
    voice_words,
)
from claimline.publishing.words import number, plural, visible

_ORDER = ("killed", "injured", "captured", "missing", "fled", "evacuated", "returned", "displaced")
_GROUPS = ("people", "civilians", "fighters", "security")
_EVENTS = 40  # events that a table lists; the other formats have all
_APART_WORDS: dict[ApartKind, str] = {
    "recalled": "recalled from earlier",
    "denied": "denied",
    "planned": "still planned",
    "conditional": "conditional",
    "accident": "of accidents, disasters and diseases",
}


def people_table(picture: People, out: TextIO, options: Options, *, damage: bool = False) -> None:
    """Casualties, displacement and, where it is asked for, damage."""
    page = Page(options)
    page.heading(f"People · {scope_words(picture.scope)}")
    page.tally("Casualties", picture.casualties)
    page.tally("Displacement: flows (movements within the period)", picture.flows)
    page.stocks(picture.stocks)
    if damage:
        page.tally("Damage", picture.damage)
    page.gaps(picture.gaps, picture.scope)
    page.write(out)


class Page:
    """Sections one after the other, with no space at the ends of lines."""

    def __init__(self, options: Options) -> None:
        self._lines = StringIO()
        self._console = Console(
            file=self._lines,
            width=max(60, options.width),
            force_terminal=options.terminal,
            color_system="auto" if options.terminal else None,
            highlight=False,
            legacy_windows=False,
        )

    def write(self, out: TextIO) -> None:
        out.writelines(f"{line.rstrip()}\n" for line in self._lines.getvalue().splitlines())

    def heading(self, words: str) -> None:
        self._console.print(Text(words, "bold"))

    def say(self, words: str) -> None:
        self._console.print(Text(words, "dim"))

    def show(self, table: Table) -> None:
        self._console.print(table)

    def tally(self, title: str, found: Tally) -> None:
        self._console.print()
        self.heading(title)
        if found.totals:
            self.show(_totals_table(found.totals))
            self.show(events_table(found.tolls))
        else:
            self.say("no number that counts is told of this place and time")
        if found.running:
            self.say("Totals over longer times, by the latest word of each voice; never added:")
            self.show(_apart_table(found.running))
        for line in notes(found):
            self.say(line)

    def stocks(self, stocks: Sequence[Stock]) -> None:
        self._console.print()
        self.heading("Displacement: stocks (so many at a place on a day), latest word of each voice; never added")
        if not stocks:
            self.say("none is told of this place and time")
            return
        table = Table("day", "where", "how many", "who says so", "", box=None, pad_edge=False, header_style="dim")
        for stock in stocks:
            note = "" if stock.dated else "day of the report"
            if stock.inside:
                note = f"{note}; " * bool(note) + f"held by that of {', '.join(map(visible, stock.inside))}"
            speaker = f" ({visible(stock.speaker)})" if stock.speaker else ""
            amount = f"{bounds_words(stock.bounds)} {visible(stock.unit)}"
            table.add_row(stock.day, visible(stock.place), amount, voice_words(stock.voice) + speaker, note)
        self.show(table)

    def gaps(self, gaps: Iterable[Gap], scope: Scope) -> None:
        """The gaps that reach into the scope: one that began after it says nothing of it."""
        for gap in gaps:
            if scope.last is not None and gap.since > scope.last:
                continue
            self._console.print()
            self._console.print(Text(gap_words(gap), "yellow"))


def gap_words(gap: Gap) -> str:
    """ "no reports from X since D …: a gap in coverage, not calm"."""
    until = "" if gap.ongoing else f" until {gap.until}"
    usual = f"{gap.expected:.0f} days with reports would be usual" if gap.expected >= 1 else "unusual for it"
    return (
        f"No reports from {visible(gap.outlet)} since {gap.since}{until} ({plural(gap.days, 'day')}; {usual}): "
        "a gap in coverage, not calm."
    )


def _order(total: Total) -> tuple[int, int, str, str]:
    measure = total.measure
    what = _ORDER.index(measure.what) if measure.what in _ORDER else len(_ORDER)
    of = _GROUPS.index(measure.of) if measure.of in _GROUPS else len(_GROUPS)
    return what, of, measure.of, measure.unit


def _totals_table(totals: Iterable[Total]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("what", "who says so"):
        table.add_column(name, overflow="fold")
    for name in ("events", "lowest", "highest"):
        table.add_column(name, justify="right")
    for total in sorted(totals, key=_order):
        what = _label(total.measure)
        for voice, events, low, high in _total_lines(total):
            table.add_row(Text(what, "bold"), voice, events, low, high)
            what = ""
    return table


def _label(measure: Measure) -> str:
    words = measure_words(measure)
    if measure.of in ("civilians", "fighters", "security"):
        return f"  where said: {words}"
    return f"{words}, {measure.of}" if measure.of not in ("people", "anywhere") else words


def _total_lines(total: Total) -> Iterator[tuple[str, str, str, str]]:
    if total.bounds is not None:
        told = {event for share in total.by_voice for event in share.events}
        yield "all that is told", f"{len(told):,}", number(total.bounds.low), high_words(total.bounds)
        for share in total.by_voice if len(total.by_voice) > 1 or total.by_voice[0].voice.kind != "outlet" else ():
            yield f"  {voice_words(share.voice)}", f"{len(share.events):,}", *_low_high(share.bounds)
    for share in total.by_other:
        words = f"apart: {side_words(share.voice.side)} of another side"
        yield words, f"{len(share.events):,}", *_low_high(share.bounds)


def _low_high(bounds: Bounds) -> tuple[str, str]:
    return number(bounds.low), high_words(bounds)


def events_table(tolls: Sequence[Toll]) -> Table:
    """One line an event: all that is told of it, side by side."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("day", no_wrap=True)
    table.add_column("where", ratio=2, overflow="fold")
    table.add_column("what is told", ratio=5, overflow="fold")
    table.add_column("event", no_wrap=True)
    by_event: dict[str, list[Toll]] = {}
    for toll in tolls:
        by_event.setdefault(toll.event, []).append(toll)
    for event, group in list(by_event.items())[:_EVENTS]:
        day = group[0].first_day + ("" if group[0].dated else "*")
        words = "; ".join(toll_words(toll) for toll in sorted(group, key=_toll_order))
        partly = f" ({group[0].partly})" if group[0].partly else ""
        table.add_row(day, ", ".join(map(visible, group[0].places)) or "no place", words + partly, event[:8])
    if len(by_event) > _EVENTS:
        table.add_row("…", "", f"and {len(by_event) - _EVENTS:,} more events: --format json or csv has all", "")
    return table


def _toll_order(toll: Toll) -> tuple[int, int]:
    what = _ORDER.index(toll.measure.what) if toll.measure.what in _ORDER else len(_ORDER)
    return what, _GROUPS.index(toll.measure.of) if toll.measure.of in _GROUPS else len(_GROUPS)


def toll_words(toll: Toll) -> str:
    """ "12 to 14 people killed (Ukraine says 14; outlets in their own words 12)"."""
    voices = [f"{voice_words(voice)} {bounds_words(bounds)}" for voice, bounds in toll.by_voice]
    others = [f"{side_words(v.side)} says of another side {bounds_words(b)}" for v, b in toll.by_other]
    told = f"{bounds_words(toll.bounds)} " if toll.bounds else "only of another side: "
    alone = len(voices) == 1 and not others and toll.by_voice[0][0].kind == "outlet"
    side_by_side = "" if alone else f" ({'; '.join([*voices, *others])})"
    words = measure_words(toll.measure)
    if toll.bounds == Bounds(1, 1):
        words = one_words(words)
    if toll.measure.of in _GROUPS[1:] and toll.bounds:
        words = f"of those {toll.measure.what} said to be {toll.measure.of}"
    return f"{told}{words}{side_by_side}"


def one_words(words: str) -> str:
    """The same of one: "person killed"."""
    singular = {"people": "person", "households": "household", "civilians": "civilian", "fighters": "fighter"}
    return " ".join(singular.get(word, word) for word in words.split(" "))


def _apart_table(entries: Iterable[Apart]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    for ratio in (2, 3, 3):
        table.add_column(ratio=ratio, overflow="fold")
    for entry in entries:
        line = entry.line
        speaker = f" ({visible(line.speaker)})" if line.speaker else ""
        measure = measure_words(line.measure)
        counted = one_words(measure) if line.bounds == Bounds(1, 1) else measure
        words = f"{bounds_words(line.bounds)} {counted}: {entry.why}"
        table.add_row(entry.day, ", ".join(map(visible, entry.places)), words, voice_words(line.voice) + speaker)
    return table


def notes(found: Tally) -> Iterator[str]:
    """What is left out and why, in one line each."""
    kinds = Counter(entry.kind for entry in found.apart)
    if kinds:
        counted = ", ".join(f"{kinds[k]:,} {words}" for k, words in _APART_WORDS.items() if kinds[k])
        yield f"Not counted: numbers {counted}."
    if found.unnumbered:
        yield f"{plural(len(found.unnumbered), 'event')} told without a number."
    if found.undated:
        yield f"* {plural(len(found.undated), 'event')} without a day of its own: at the day of the first report."
    if found.wider:
        yield f"{plural(len(found.wider), 'event')} told only of a larger area that holds this one: not counted."
    if found.vague:
        yield f"{plural(len(found.vague), 'event')} of some day within months or years, in part outside: not counted."
