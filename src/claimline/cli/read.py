"""`claimline read`: claims of reports, printed; nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.publishing.formats import FORMATS, Options, writer

if TYPE_CHECKING:
    from claimline import ReadResult

_WIDE = 120  # columns: longer lines are hard to read
_PIPED = 100  # columns where there is no terminal to ask

HELP = """Print the claims of reports: who says what happened, where, when, how many and how sure.

SOURCE is a file, a folder, - for stdin, or a .jsonl file of reports ({"id", "text", "title", "outlet", "published",
"url"}). Nothing is stored; `claimline add` does that.

\b
Examples:
  claimline read report.txt --date 2024-05-16 --outlet "Pindula News"
  claimline read reports.jsonl --format csv -o claims.csv
  claimline read news/ --format html -o page.html
  cat report.txt | claimline read - --explain --format table
"""


@click.command(help=HELP, short_help="Print the claims of reports; nothing is stored.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--date", metavar="D", help="Day of publication (2024-05-16) of reports that do not bring their own.")
@click.option("--outlet", metavar="NAME", help="Who published reports that do not say so themselves.")
@click.option("--reader", type=click.Choice(["default", "rules"]), default="default", help="How the words are read.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="How to print; table at a terminal, else jsonl.",
)
@click.option("--explain", is_flag=True, help="For each value its words and its rule; for each place what lost.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file instead of stdout.")
@voice_options
def read(
    sources: tuple[str, ...],
    date: str | None,
    outlet: str | None,
    reader: str,
    format_name: str | None,
    explain: bool,
    output: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    import claimline
    from claimline.intake import parse_date

    voice = Voice(quiet, verbose)
    at_terminal = output in (None, "-") and sys.stdout.isatty()
    write = writer(format_name or ("table" if at_terminal else "jsonl"))
    config = claimline.ReadConfig(
        published=parse_date(date) if date else None, outlet=outlet, reader=reader, note=voice.say
    )
    with data_output(output) as out:
        results = voice.following(claimline.read_sources(sources, config), _progress, alone=not at_terminal)
        write(_observed(results, voice), out, _options(explain, at_terminal))
    if output not in (None, "-"):
        voice.detail(f"written to {output}")


def _options(explain: bool, at_terminal: bool) -> Options:
    from shutil import get_terminal_size

    width = min(_WIDE, get_terminal_size((_PIPED, 24)).columns) if at_terminal else _PIPED
    return Options(explain=explain, terminal=at_terminal, width=width)


def _progress(number: int, result: ReadResult) -> str:
    return f"{number} reports read, now at {result.report.id}"


def _observed(results: Iterable[ReadResult], voice: Voice) -> Iterator[ReadResult]:
    """The same results, with a message for what a reader of the output would wonder about."""
    reports = claims = 0
    for result in results:
        reports += 1
        claims += len(result.claims)
        if not result.claims and result.reading is not None:
            voice.say(f"no claim found in {result.report.title or result.report.id}")
        yield result
    voice.detail(f"{reports} reports, {claims} claims")
