"""Pictures of aid: one line for giver, receiver, kind and unit, and a column for each stage, which are never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from rich.table import Table

from claimline.model.toll import AidPicture, Measure, Toll, Total
from claimline.publishing.formats import Options
from claimline.publishing.tolls import bounds_words, plain, scope_words, side_words, tally_rows, voice_words, write_rows
from claimline.publishing.tolls_table import Page, notes
from claimline.publishing.words import plural, visible

_STAGES = ("promised", "approved", "delivered", "blocked", "told")
_HEADS = ("promised", "approved", "delivered", "blocked", "stage not said")
_NO_AMOUNT = "not said"
_EVENTS = 40


def aid_record(picture: AidPicture) -> dict[str, Any]:
    """The picture as plain data, every total with the events and tellings that it came from."""
    record: dict[str, Any] = plain(asdict(picture))
    return record


def aid_csv(picture: AidPicture, out: TextIO) -> None:
    write_rows(tally_rows("aid", picture.aid), out)


def aid_table(picture: AidPicture, out: TextIO, options: Options) -> None:
    page = Page(options)
    page.heading(f"Aid · {scope_words(picture.scope)}")
    found = picture.aid
    if found.totals:
        page.say("Stages stand side by side and are never added; money stays in its currency.")
        page.show(_totals_table(found.totals))
        page.say("")
        page.show(_events_table(found.tolls))
    else:
        page.say("no aid that counts is told of this place and time")
    for line in notes(found):
        page.say(line)
    page.gaps(picture.gaps, picture.scope)
    page.write(out)


def _totals_table(totals: Iterable[Total]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("giver → receiver", "kind"):
        table.add_column(name, overflow="fold")
    for name in _HEADS:
        table.add_column(name, justify="right", overflow="fold")
    rows: dict[tuple[str | None, ...], dict[str, str]] = {}
    for total in totals:
        measure = total.measure
        key = (measure.giver, measure.receiver, measure.of, measure.unit)
        rows.setdefault(key, {})[measure.what] = _amount(total)
    for (giver, receiver, kind, _), cells in rows.items():
        table.add_row(_ways(giver, receiver), kind, *(cells.get(stage, "") for stage in _STAGES))
    return table


def _ways(giver: str | None, receiver: str | None) -> str:
    return f"{side_words(giver)} → {side_words(receiver)}"


def _amount(total: Total) -> str:
    count = len(total.events)
    if total.measure.unit == _NO_AMOUNT or total.bounds is None:
        return f"{plural(count, 'event')}, no amount"
    times = f" ({plural(count, 'event')})" if count > 1 else ""
    return f"{bounds_words(total.bounds)} {visible(total.measure.unit)}{times}"


def _events_table(tolls: Iterable[Toll]) -> Table:
    """One line an event: each of its stages with its amount."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("day", no_wrap=True)
    table.add_column("giver → receiver", ratio=3, overflow="fold")
    table.add_column("what is told", ratio=5, overflow="fold")
    table.add_column("event", no_wrap=True)
    by_event: dict[str, list[Toll]] = {}
    for toll in tolls:
        by_event.setdefault(toll.event, []).append(toll)
    for event, group in list(by_event.items())[:_EVENTS]:
        first = group[0]
        ways = "; ".join(dict.fromkeys(_ways(t.measure.giver, t.measure.receiver) for t in group))
        told = "; ".join(_toll_words(t) for t in sorted(group, key=lambda t: _STAGES.index(t.measure.what)))
        table.add_row(first.first_day + ("" if first.dated else "*"), ways, told, event[:8])
    if len(by_event) > _EVENTS:
        table.add_row("…", "", f"and {len(by_event) - _EVENTS:,} more events: --format json or csv has all", "")
    return table


def _toll_words(toll: Toll) -> str:
    """ "40 million USD, financial, promised (Ukraine says 40 million; others say 35 million)"."""
    measure = toll.measure
    told = f"{_told(toll)}{visible(measure.of)}, {_stage(measure)}"
    voices = [f"{voice_words(voice)} {bounds_words(bounds)}" for voice, bounds in toll.by_voice]
    if measure.unit == _NO_AMOUNT:
        voices = [voice_words(voice).removesuffix(" says").removesuffix(" say") for voice, _ in toll.by_voice]
    alone = len(toll.by_voice) == 1 and toll.by_voice[0][0].kind == "outlet"
    return told if alone else f"{told} ({'; '.join(voices)})"


def _told(toll: Toll) -> str:
    if toll.measure.unit == _NO_AMOUNT or toll.bounds is None:
        return "no amount said, "
    return f"{bounds_words(toll.bounds)} {visible(toll.measure.unit)}, "


def _stage(measure: Measure) -> str:
    return _HEADS[_STAGES.index(measure.what)]
