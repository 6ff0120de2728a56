"""Events for people and as data: lists, one event with its claims, and its waterfall."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO

from claimline.model import Telling
from claimline.model.event import Event, Join
from claimline.model.weighed import Weighed, weighed_record
from claimline.publishing.csv import guarded
from claimline.publishing.words import plural, visible

if TYPE_CHECKING:
    from claimline.ledger import Ledger
    from claimline.pipeline.asof import Case

_COLUMNS = ("id", "kind", "place", "place_id", "first_day", "last_day", "claims", "outlets", "words")


def event_record(event: Event, tellings: Sequence[Telling]) -> dict[str, Any]:
    """An event as plain data: its fields, and its claims with who published them when."""
    plain = asdict(event)
    told = [
        {"key": t.key, "claim": t.claim, "report": t.report, "outlet": t.outlet, "known": t.known, "text": t.text}
        for t in tellings
    ]
    return {**plain, "tellings": told}


def events_table(found: Sequence[Case], out: TextIO) -> int:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("event", "kind", "place", "days", "claims", "words"):
        table.add_column(name, overflow="fold", no_wrap=name == "event")
    for event, tellings in found:
        place = event.place.name if event.place else ""
        cells = (event.id[:12], event.kind, visible(place), _days(event), str(len(tellings)), visible(_words(tellings)))
        table.add_row(*cells)
    if found:
        Console(file=out, width=min(get_terminal_size((100, 24)).columns, 140), highlight=False).print(table)
    return len(found)


def events_csv(found: Iterable[Case], out: TextIO) -> int:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    count = 0
    for event, tellings in found:
        place = (event.place.name, event.place.id) if event.place else (None, None)
        outlets = len({telling.outlet for telling in tellings if telling.outlet})
        days = (event.first_day, event.last_day)
        cells = (event.id, event.kind, *place, *days, len(tellings), outlets, _words(tellings))
        rows.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
        count += 1
    return count


def event_page(case: Case, weighed: Weighed, out: TextIO) -> None:
    """One event with its claims, the earliest known first."""
    event, tellings = case
    place = f" at {visible(event.place.name)} ({event.place.id or 'no id'})" if event.place else ""
    out.write(f"event {event.id}\n  {event.kind}{place}{', ' + _days(event) if _days(event) else ''}\n")
    lines = plural(len(weighed.lines), "independent line")
    out.write(f"  grade {weighed.grade.code}, {plural(len(tellings), 'claim')}, {lines}\n\n")
    for telling in tellings:
        speaker = visible(telling.speaker.name) if telling.speaker else "the outlet itself"
        outlet = visible(telling.outlet) if telling.outlet else "outlet unknown"
        out.write(f"{telling.claim}  {telling.known}  {outlet}; {speaker}\n  “{visible(telling.text)}”\n")
    out.write(f"\nwhy: claimline explain {event.id[:12]}\n")


def explain_event(ledger: Ledger, name: str, format_name: str, known: str | None = None) -> None:
    """Print why an event is one, and what its claims say. Raises NotFound where `name` is none."""
    from claimline import picture
    from claimline.cli.console import data_output
    from claimline.ledger import UnknownName
    from claimline.publishing.jsonl import dumps
    from claimline.publishing.stories import story_lines, story_record
    from claimline.publishing.waterfall import waterfall

    with ledger.scopes().look() as look:
        if not look.is_event(name):
            raise UnknownName(
                f"there is no claim and no event {name!r} in this ledger",
                then="See them with: claimline list, claimline list --events",
            )
    shown = picture(ledger, known=known)
    (event, tellings), weighed = shown.event_case(name)
    refs = {telling.report for telling in tellings}
    story = shown.story(*sorted(refs))
    with data_output(None) as out:
        if format_name == "json":
            record = {**event_record(event, tellings), "weighed": weighed_record(weighed)}
            out.write(dumps({**record, "story": story_record(story, refs)}) + "\n")
            return
        texts = {telling.key: telling.text for telling in tellings}
        out.writelines(f"{line}\n" for line in waterfall(weighed, texts))
        out.writelines(f"{line}\n" for line in story_lines(story, refs))
        out.writelines(f"{line}\n" for line in _joins(event.joins, texts))


def _joins(joins: Sequence[Join], texts: dict[str, str]) -> Iterator[str]:
    """Why the claims are of one event: each join with its parts, in natural log-odds."""
    if not joins:
        return
    yield ""
    yield "why these are one event (log-odds; above 0 speaks for it)"
    for join in joins:
        yield f"  {join.score:+.2f}  “{visible(texts.get(join.a, join.a))}” with “{visible(texts.get(join.b, join.b))}”"
        for part in join.parts:
            yield f"    {part.value:+6.2f}  {part.name}: {visible(part.why)}"


def _days(event: Event) -> str:
    if event.first_day is None and event.last_day is None:
        return ""
    if event.first_day == event.last_day:
        return str(event.first_day)
    return f"{event.first_day or '…'} to {event.last_day or '…'}"


def _words(tellings: Sequence[Telling]) -> str:
    """The words of the claim that was known first."""
    return tellings[0].text
