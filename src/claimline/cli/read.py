"""`claimline read`: claims of reports, printed; nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.engine import server_options
from claimline.publishing.formats import FORMATS, Options, writer
from claimline.publishing.words import plural, visible

if TYPE_CHECKING:
    from claimline import ReadResult

_WIDE = 120  # columns: longer lines are hard to read
_PIPED = 100  # columns where there is no terminal to ask
_NAMED = 5  # reports without a claim that are named, unless -v asks for all

HELP = """Print the claims of reports: who says what happened, where, when, how many and how sure.

SOURCE is a file, a folder, - for stdin, or the address of a page, feed or sitemap. Files are plain text, web pages
(.html), records (.jsonl, .csv, .parquet: {"id", "text", "title", "outlet", "published", "url", "story", "author"}),
newsletters (.eml), PDF, saved feeds (.rss, .atom) and web archives (.warc), each also compressed (.gz). Nothing is
stored; `claimline add` does that. Reports with the same "story" help to tell each other's places apart, and are printed
when all are read.

\b
Examples:
  claimline read report.txt --date 2024-05-16 --outlet "Pindula News"
  claimline read reports.jsonl --format csv -o claims.csv
  claimline read news/ --format html -o page.html
  claimline read https://news.example/rss.xml --on-error skip
  cat report.txt | claimline read - --explain --format table
"""


@click.command(help=HELP, short_help="Print the claims of reports; nothing is stored.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--date", metavar="D", help="Day of publication (2024-05-16) of reports that do not bring their own.")
@click.option("--outlet", metavar="NAME", help="Who published reports that do not say so themselves.")
@click.option(
    "--reader", default="default", metavar="NAME", help="How the words are read: default, fast, rules, or llm."
)
@server_options
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="How to print; table at a terminal, else jsonl.",
)
@click.option("--explain", is_flag=True, help="For each value its words and its rule; for each place what lost.")
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="A report that cannot be read: stop there, or say so and go on.",
)
@click.option("--allow-private", is_flag=True, help="Let addresses lead into this machine's own network.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file instead of stdout.")
@voice_options
def read(sources: tuple[str, ...], quiet: bool, verbose: bool, **choices: Any) -> None:
    run(sources, Choices(**choices), Voice(quiet, verbose))


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen on the command line, as it was typed."""

    date: str | None
    outlet: str | None
    reader: str
    endpoint: str | None
    model: str | None
    format_name: str | None
    explain: bool
    on_error: Literal["stop", "skip"]
    allow_private: bool
    output: str | None


def run(sources: Sequence[str], choices: Choices, voice: Voice) -> None:
    """Read the sources and print what was found. Nothing is read before it is sure that the output can be written."""
    import claimline
    from claimline.intake import parse_date

    at_terminal = choices.output in (None, "-") and sys.stdout.isatty()
    write = writer(choices.format_name or ("table" if at_terminal else "jsonl"))
    published = parse_date(choices.date) if choices.date else None
    config = claimline.ReadConfig(
        published=published,
        outlet=choices.outlet,
        reader=choices.reader,
        on_error=choices.on_error,
        note=voice.say,
        endpoint=choices.endpoint,
        model=choices.model,
        allow_private=choices.allow_private,
    )
    with data_output(choices.output) as out:
        results = voice.following(claimline.read_sources(sources, config), _progress, alone=not at_terminal)
        write(_observed(results, voice), out, _options(choices.explain, at_terminal))
    if choices.output not in (None, "-"):
        voice.detail(f"written to {choices.output}")


def _options(explain: bool, at_terminal: bool) -> Options:
    from shutil import get_terminal_size

    width = min(_WIDE, get_terminal_size((_PIPED, 24)).columns) if at_terminal else _PIPED
    return Options(explain=explain, terminal=at_terminal, width=width)


def _progress(number: int, result: ReadResult) -> str:
    from rich.markup import escape

    return f"{plural(number, 'report')} read, the last: {escape(visible(result.report.label))}"


def _observed(results: Iterable[ReadResult], voice: Voice) -> Iterator[ReadResult]:
    """The same results, with a message for what a reader of the output would wonder about."""
    reports = claims = silent = 0
    for result in results:
        reports += 1
        claims += len(result.claims)
        if not result.claims and result.reading is not None:
            silent += 1
            if silent <= _NAMED or voice.verbose:
                voice.say(f"no claim found in {visible(result.report.label)}")
        yield result
    if silent > _NAMED and not voice.verbose:
        voice.say(f"no claim found in {plural(silent - _NAMED, 'more report')}")
    voice.detail(f"{plural(reports, 'report')}, {plural(claims, 'claim')}")
