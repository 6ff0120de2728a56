"""`claimline people`: who is said to have been harmed or displaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.errors import UsageError

if TYPE_CHECKING:
    from claimline import Ledger, Picture
    from claimline.publishing.formats import Options

_Command = TypeVar("_Command", bound=Callable[..., Any])


def ledger_option(command: _Command) -> _Command:
    return click.option(
        "--ledger",
        metavar="FILE_OR_URL",
        help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
    )(command)


def scope_options(command: _Command) -> _Command:
    """Where, when and as known when; the command gets them as `Asked` from its keyword arguments."""
    for option in reversed(
        (
            click.argument("place", required=False, metavar="[PLACE]"),
            click.option("--area", metavar="AREA", help="A region, district or country, with all that lies inside."),
            click.option("--since", metavar="D", help="Events on this day and later."),
            click.option("--until", metavar="D", help="Events on this day and earlier."),
            click.option("--on", metavar="D", help="As --until, and the day for which the latest stock is sought."),
            click.option("--known", metavar="D", help="Only what was known on this day: nothing learnt later."),
        )
    ):
        command = option(command)
    return command


def format_option(command: _Command) -> _Command:
    choice = click.Choice(["table", "json", "csv"])
    return click.option("--format", "format_name", type=choice, help="How to print; table at a terminal, else json.")(
        command
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for; days are ISO days."""

    place: str | None = None
    area: str | None = None
    since: str | None = None
    until: str | None = None
    on: str | None = None
    known: str | None = None

    @classmethod
    def of(cls, **given: str | None) -> Asked:
        """Raises UsageError (or DateError) where the options contradict each other or name no day."""
        days = {name: _day(given.get(name)) for name in ("since", "until", "on", "known")}
        asked = cls(given.get("place"), given.get("area"), **days)
        if asked.place and asked.area:
            raise UsageError("give a place or an area, not both", then="Leave out PLACE or --area.")
        last = min((day for day in (asked.until, asked.on) if day), default=None)
        if asked.since and last and last < asked.since:
            raise UsageError(f"the period ends on {last}, before it begins", then="Give a later --until or --on.")
        return asked

    @property
    def where(self) -> dict[str, str | None]:
        return {"place": self.place, "area": self.area, "since": self.since, "until": self.until}


def _day(text: str | None) -> str | None:
    from claimline.intake import parse_date

    return parse_date(text).isoformat() if text else None


def picture_of(ledger: Ledger, on: str | None = None, known: str | None = None) -> Picture:
    """What a command is to print. Raises LedgerError for a ledger without reports: it has no day to speak of."""
    import claimline
    from claimline.errors import LedgerError

    shown = claimline.picture(ledger, on=on, known=known)
    if shown.empty:
        then = "Add some: claimline add REPORT"
        raise LedgerError("there is no report in this ledger yet", where=str(ledger.location), then=then)
    return shown


def chosen_format(format_name: str | None) -> str:
    import sys

    return format_name or ("table" if sys.stdout.isatty() else "json")


def table_options() -> Options:
    """As wide as the terminal, within reason; 100 columns where there is none."""
    import sys
    from shutil import get_terminal_size

    from claimline.publishing.formats import Options

    at_terminal = sys.stdout.isatty()
    return Options(terminal=at_terminal, width=min(get_terminal_size((100, 24)).columns, 140) if at_terminal else 100)


PEOPLE_HELP = """Casualties and displacement of a place, an area, or everywhere: ranges with who says so.

Every number is somebody's: sides stand side by side, and what one side says of another's losses is in no common sum.
A sum counts each event once, from the lowest to the highest number that is told of it. Movements (flows) and totals on
a day (stocks) are never added, nor are stocks of several places. Totals over longer times ("14,000 since 2014") are
listed and never added. Nothing here is how many people were really harmed: it is what reports say.

\b
Examples:
  claimline people --area "Kharkiv Oblast" --since 2024-05-01 --until 2024-05-31
  claimline people Vovchansk --on 2024-05-20 --known 2024-05-21
  claimline people --area Sudan --since 2023-04-15 --damage --format csv > sudan.csv
"""


@click.command(help=PEOPLE_HELP, short_help="Casualties and displacement: ranges, and who says so.")
@scope_options
@click.option("--damage", is_flag=True, help="Also buildings, infrastructure, equipment, interceptions.")
@ledger_option
@format_option
@voice_options
def people(
    ledger: str | None, format_name: str | None, damage: bool, quiet: bool, verbose: bool, **given: str | None
) -> None:
    import claimline
    from claimline.publishing import tolls, tolls_table
    from claimline.publishing.jsonl import dumps

    voice, asked, chosen = Voice(quiet, verbose), Asked.of(**given), chosen_format(format_name)
    with claimline.open_ledger(ledger, create=False) as opened, data_output(None) as out:
        found = picture_of(opened, asked.on, asked.known).people(**asked.where)
        if chosen == "json":
            click.echo(dumps(tolls.people_record(found)), file=out)
        elif chosen == "csv":
            tolls.people_csv(found, out)
        else:
            tolls_table.people_table(found, out, table_options(), damage=damage)
    if not (found.casualties.totals or found.flows.totals or found.stocks):
        voice.say(nothing_words("casualties or displacement", (found.casualties, found.flows)))
    for gap in found.gaps:
        voice.detail(tolls_table.gap_words(gap))


def nothing_words(what: str, tallies: Any) -> str:
    """Why a picture is empty: what there is, and why it does not count."""
    from claimline.publishing.tolls_table import notes

    why = " ".join(line for tally in tallies for line in notes(tally))
    return f"no number of {what} counts for this place and time. {why or 'No event in the ledger tells of it.'}"
