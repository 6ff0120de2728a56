"""Claims for reading at a terminal: grouped by report, two columns, readable at 100 characters and when piped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from claimline.model import Claim, Resolution
from claimline.publishing.explain import PlaceWhy, Why, candidate_words, explain, score_words
from claimline.publishing.formats import Item, Options
from claimline.publishing.words import (
    marks,
    party_words,
    passed_on,
    place_words,
    plural,
    quantity_words,
    quote,
    speaker_words,
    time_words,
    visible,
)

_NUMBER, _LEFT, _LABEL = 4, 25, 6  # widths in characters
_MOST_LOST = 5  # candidates of a place that `--explain` lists
_STYLES = {"asserted": "green", "claimed": "yellow", "announced": "yellow", "accused": "yellow", "negated": "bold red"}
_OTHER_MARK = "magenta"


def write_table(items: Iterable[Item], out: TextIO, options: Options) -> None:
    """One block a report, written as soon as it is read."""
    for item in items:
        page = StringIO()
        console = Console(
            file=page,
            width=max(60, options.width),
            force_terminal=options.terminal,
            color_system="auto" if options.terminal else None,
            highlight=False,
            legacy_windows=False,
        )
        _print_report(console, item, options)
        lines = page.getvalue().splitlines()
        out.writelines(f"{line.rstrip()}\n" for line in lines)


def _print_report(console: Console, item: Item, options: Options) -> None:
    report, claims = item.report, item.claims
    head = Text(visible(report.outlet or "no outlet given"), "bold")
    head.append(" · " + (report.published.isoformat() if report.published else "no date given"))
    console.print(head)
    if report.title:
        console.print(Text(visible(report.title), "italic"))
    origin = ", ".join(claims[0].origin) if claims else ""
    counted = plural(len(claims), "claim")
    console.print(Text(visible(f"report {report.id} · {counted}{f' · taken from {origin}' if origin else ''}"), "dim"))
    console.print(Rule(style="dim"))
    for number, claim in enumerate(claims, 1):
        console.print(_claim_grid(number, claim))
        if options.explain:
            console.print(_explanation(claim, item.resolution))
        console.print()
    if not claims:
        console.print()


def _claim_grid(number: int, claim: Claim) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=_NUMBER, justify="right")
    grid.add_column(width=_LEFT)
    grid.add_column(ratio=1)
    grid.add_row(Text(str(number), "dim"), Text("\n").join(_left(claim)), _right(claim))
    return grid


def _left(claim: Claim) -> Iterator[Text]:
    """Kind, who says so and with which words, and the standing of the claim."""
    text = claim.report.text
    yield Text(claim.kind, "bold cyan")
    yield Text(speaker_words(claim), "" if claim.speaker else "dim")
    if claim.cue:
        yield Text(f"“{quote(claim.cue, text)}”", "italic")
    if passed_on(claim):
        yield Text("via " + " › ".join(passed_on(claim)), "dim")
    words = [Text(mark, _STYLES.get(mark, _OTHER_MARK)) for mark in marks(claim)]
    yield Text(" · ").join(words)


def _right(claim: Claim) -> Table:
    text = claim.report.text
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=_LABEL)
    grid.add_column(ratio=1)
    block = Table.grid(expand=True)
    block.add_column(ratio=1)
    block.add_row(Text(f"“{quote(claim.evidence[0], text)}”"))
    for label, value in _facts(claim):
        grid.add_row(Text(label, "dim"), value)
    if grid.row_count:
        block.add_row(grid)
    return block


def _facts(claim: Claim) -> Iterator[tuple[str, Text]]:
    if claim.actor or claim.target:
        who = party_words(claim.actor) if claim.actor else "not named"
        yield "who", Text(f"{who} → {party_words(claim.target)}" if claim.target else who)
    for index, place in enumerate(claim.places):
        yield "where" if index == 0 else "", Text(place_words(place), "" if place.place.resolved else "red")
    if claim.time:
        anchored = claim.time.period.start or claim.time.period.end
        yield "when", Text(time_words(claim.time, claim.report.text), "" if anchored else "red")
    if claim.quantities:
        yield "many", Text(", ".join(quantity_words(q) for q in claim.quantities))


def _explanation(claim: Claim, resolution: Resolution | None) -> Table:
    """Under each claim: slot and value, the words it was read from, the rules; then the places that lost."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=_NUMBER)
    grid.add_column(width=10, style="dim")
    grid.add_column(ratio=1)
    found = explain(claim, resolution)
    for why in found.values:
        grid.add_row("", visible_text(why.slot), _why(why, claim.report.text))
    for place in found.places:
        for label, line in _place_lines(place):
            grid.add_row("", label, line)
    return grid


def visible_text(words: str) -> Text:
    """Words as they are: no markup is read in them."""
    return Text(visible(words))


def _why(why: Why, text: str) -> Text:
    line = Text(why.value)
    reasons = why.because
    words = {r.span for r in reasons if r.span} | ({why.span} if why.span else set())
    for span in sorted(words):
        line.append(f"{' ← ' if why.value else ''}“{quote(span, text, 60)}”", "italic")
    line.append("  by " + ", ".join(r.rule for r in reasons) if reasons else f"  ({why.unsaid})", "dim")
    return line


def _place_lines(place: PlaceWhy) -> Iterator[tuple[str, Text]]:
    if place.chosen:
        rung = f" found by {place.rung}" if place.rung else ""
        yield "lookup", Text(f"“{place.text}” is {candidate_words(place.chosen)}{rung}: {score_words(place.chosen)}")
    else:
        yield "lookup", Text(f"“{place.text}” stays unresolved")
    for candidate in place.lost[:_MOST_LOST]:
        yield "", Text(f"not {candidate_words(candidate)}: {score_words(candidate)}", "dim")
    if len(place.lost) > _MOST_LOST:
        yield "", Text(f"and {len(place.lost) - _MOST_LOST} more that lost", "dim")
