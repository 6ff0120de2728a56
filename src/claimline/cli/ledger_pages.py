"""How the ledger's commands print: short tables for lists, one page for a claim or a report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from shutil import get_terminal_size
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimline.cli.review_words import mark
from claimline.cli.version_pages import became_mark, version_lines
from claimline.ledger import Kept, KeptRaw, Printing, Review, Superseded, Version
from claimline.model import Claim, Party, Span
from claimline.model.record import Record
from claimline.publishing.csv import guarded
from claimline.publishing.words import (
    marks,
    party_words,
    place_words,
    plural,
    quantity_words,
    quote,
    speaker_words,
    time_words,
    visible,
)

_WIDE = 140  # columns: longer lines are hard to read
_PIPED = 100  # columns where there is no terminal to ask
_AROUND = 160  # characters of context before and after the evidence
_SHORT = 10  # digits of an id in a list: enough to be unique in any ledger of a person's size
_SHARES = {"claim": 5, "speaker": 2, "where": 2, "title": 3, "outlet": 1}
_REPORT_COLUMNS = (
    "ref", "id", "title", "outlet", "author", "url", "published", "language", "added_at", "claim_count", "length",
    "text_hash",
)  # fmt: skip


@contextmanager
def page(out: TextIO) -> Iterator[Console]:
    """A console whose lines go to `out`, without spaces at their ends."""
    at_terminal = out is sys.stdout and sys.stdout.isatty()
    width = min(get_terminal_size((_PIPED, 24)).columns, _WIDE) if at_terminal else _PIPED
    lines = StringIO()
    yield Console(file=lines, width=width, force_terminal=at_terminal, highlight=False, legacy_windows=False)
    out.writelines(f"{line.rstrip()}\n" for line in lines.getvalue().splitlines())


def claims_table(
    kept: Iterable[Kept],
    out: TextIO,
    reviews: Mapping[str, Review] | None = None,
    superseded: Mapping[str, Superseded] | None = None,
) -> int:
    """One line a claim, with what people decided about it and what became of it; returns how many."""
    table = _table("id", "day", "kind", "speaker", "claim", "where")
    for one in kept:
        for claim in one.claims:
            marked = (mark((reviews or {}).get(claim.id)), became_mark((superseded or {}).get(claim.id)))
            table.add_row(*_claim_cells(claim, "; ".join(filter(None, marked))))
    if table.row_count:
        with page(out) as console:
            console.print(table)
    return table.row_count


def reports_table(records: Iterable[Record], out: TextIO, first_words: Mapping[str, str] | None = None) -> int:
    """One line a report; returns how many. first_words: of those without a title, by their refs."""
    table = _table("ref", "published", "outlet", "title", "claims")
    table.columns[4].justify = "right"
    for record in records:
        table.add_row(
            Text(record["ref"][:_SHORT], "cyan"),
            record["published"] or "",
            Text(visible(record["outlet"] or "")),
            Text(visible(record["title"] or record.get("snippet") or (first_words or {}).get(record["ref"], ""))),
            str(record["claim_count"]),
        )
    if table.row_count:
        with page(out) as console:
            console.print(table)
    return table.row_count


def reports_csv(records: Iterable[Record], out: TextIO) -> None:
    import csv

    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_REPORT_COLUMNS)
    for record in records:
        rows.writerow([guarded(record[name]) for name in _REPORT_COLUMNS])


def claim_page(
    kept: Kept, printings: Iterable[Printing], out: TextIO, judged: Sequence[str] = (), became: Sequence[str] = ()
) -> None:
    """One claim: its words in their context, every slot with the characters that it came from, who printed it.

    judged: lines on what people decided about it; became: on later versions of its report.
    """
    (claim,) = kept.claims
    with page(out) as console:
        console.print(Text.assemble(("claim ", "dim"), (claim.id, "cyan"), "  ", (claim.kind, "bold cyan")))
        console.print(in_context(claim))
        console.print()
        console.print(_slots(claim))
        console.print()
        console.print(_printings(printings))
        judged_lines(became, console, "versions")
        judged_lines(judged, console)


def judged_lines(judged: Sequence[str], console: Console, name: str = "judged") -> None:
    """What people decided about a claim, or another fact of that name; nothing where there are no lines."""
    if judged:
        grid = fact_grid()
        for number, line in enumerate(judged):
            grid.add_row(name if number == 0 else "", Text(line))
        console.print()
        console.print(grid)


def report_page(
    record: Record, kept: Iterable[Kept], out: TextIO, versions: Sequence[Version] = (), came_as: Sequence[KeptRaw] = ()
) -> None:
    """One report: what is known about it, its text, its versions, its claims."""
    reader = record["reader"]
    facts = {
        "report": record["ref"] if record["id"] == record["ref"] else f"{record['ref']} (id {record['id']})",
        "title": record["title"],
        "outlet": record["outlet"],
        "author": record["author"],
        "published": record["published"],
        "url": record["url"],
        "language": record["language"],
        "added": record["added_at"],
        "read by": f"{reader['name']} {reader['version']}" if reader else None,
        "hash": f"sha256:{record['text_hash']}",
        "came in as": "; ".join(f"{one.kind}, {one.length:,} bytes, sha256:{one.hash}" for one in came_as),
    }
    with page(out) as console:
        grid = fact_grid()
        for name, value in facts.items():
            if value:
                grid.add_row(name, Text(visible(value)))
        console.print(grid)
        console.print()
        console.print(Text("\n".join(visible(line) for line in record["text"].splitlines())))
        version_lines(versions, record["ref"], console)
        console.print()
        console.print(Text(plural(record["claim_count"], "claim"), "bold"))
    claims_table(kept, out)


def _table(*heads: str) -> Table:
    """A table over the whole width: what is wordy shares what the rest leaves, in the proportion of `_SHARES`."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for head in heads:
        table.add_column(head, no_wrap=head not in _SHARES, overflow="fold", ratio=_SHARES.get(head))
    return table


def fact_grid() -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _claim_cells(claim: Claim, judged: str) -> tuple[Text, ...]:
    period = claim.time.period if claim.time and claim.time.of == "event" else None
    published = claim.report.published
    day = Text((period.start or period.end or "")[:10]) if period else Text("")
    if not day.plain and published:
        day = Text(f"≤{published.isoformat()}", "dim")
    words = Text(f"“{quote(claim.evidence[0], claim.report.text, 120)}”")
    odd = [mark for mark in marks(claim) if mark not in ("asserted", "claimed")]
    if odd:
        words.append(f" ({', '.join(odd)})", "yellow")
    if judged:
        words.append(f" [{judged}]", "green")
    where = "; ".join(visible(place.place.name or place.place.text) for place in claim.places)
    return Text(claim.id[:_SHORT], "cyan"), day, Text(claim.kind), Text(speaker_words(claim)), words, Text(where)


def in_context(claim: Claim) -> Text:
    text, first = claim.report.text, claim.evidence[0]
    start, end = max(first.start - _AROUND, 0), min(first.end + _AROUND, len(text))
    return Text.assemble(
        ("… " if start else "") + visible(text[start : first.start]),
        " " if text[start : first.start].endswith((" ", "\n")) else "",
        (f"[{quote(first, text)}]", "bold"),
        " " if text[first.end : end].startswith((" ", "\n")) else "",
        visible(text[first.end : end]) + (" …" if end < len(text) else ""),
    )


def _slots(claim: Claim) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("slot", style="dim", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("words", overflow="fold", style="italic")
    table.add_column("characters", no_wrap=True)
    text = claim.report.text
    for slot, value, span in _values(claim):
        table.add_row(
            slot,
            Text(value),
            Text(f"“{quote(span, text, 80)}”" if span else ""),
            f"{span.start}–{span.end}" if span else "",
        )
    return table


def _values(claim: Claim) -> Iterator[tuple[str, str, Span | None]]:
    """Every slot of a claim: its name, its value, and the characters that it came from."""
    for number, span in enumerate(claim.evidence):
        yield "evidence" if number == 0 else "", "the proposition" if number == 0 else "also used", span
    yield "speaker", speaker_words(claim), claim.speaker.span if claim.speaker else None
    if claim.speaker:
        yield "", _nature(claim.speaker), None
    if claim.cue:
        yield "cue", "", claim.cue
    if claim.chain:
        yield "chain", " › ".join(visible(name) for name in claim.chain), None
    yield "standing", ", ".join(marks(claim)), None
    for slot, party in (("actor", claim.actor), ("target", claim.target)):
        if party:
            yield slot, f"{party_words(party)}: {_nature(party)}", party.span
    for place in claim.places:
        point = place.place
        pin = f" {point.lat:.4f}, {point.lon:.4f}" if point.lat is not None and point.lon is not None else ""
        yield "place", f"{place_words(place)} {point.id or ''}{pin}".rstrip(), point.span
    if claim.time:
        yield "time", time_words(claim.time, claim.report.text), claim.time.span
    for quantity in claim.quantities:
        yield "number", quantity_words(quantity), quantity.span
    yield "confidence", f"{claim.confidence:.2f}, by {claim.reader.name} {claim.reader.version}", None


def _nature(party: Party) -> str:
    return f"{party.kind}, side {party.side}" if party.side else f"{party.kind}, side unknown"


def _printings(printings: Iterable[Printing]) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in ("report", "outlet", "published", "added", "claim first seen"):
        grid.add_column(head, no_wrap=head != "outlet", overflow="fold")
    for one in printings:
        outlet = Text(visible(one.outlet or "unknown"))
        grid.add_row(one.ref[:_SHORT], outlet, one.published or "unknown", one.added_at, one.first_seen)
    return grid
