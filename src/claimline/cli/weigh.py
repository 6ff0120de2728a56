"""`claimline weigh`: same story, same event, who agrees; only what is new or changed."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimline.cli.console import Voice, voice_options

if TYPE_CHECKING:
    from claimline.ledger import Ledger
    from claimline.pipeline.weighing import WeighConfig, WeighResult

HELP = """Group the claims of the ledger into events, and find out which reports have their words from others.

Only what is new or changed since the last time is looked at. `claimline add` does it by itself. It can be stopped at
any time; the next run goes on.

\b
Examples:
  claimline weigh
  claimline weigh --again --ledger kharkiv.db
"""


@click.command(help=HELP, short_help="Group and compare what is new.")
@click.option(
    "--ledger",
    metavar="FILE_OR_URL",
    help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
)
@click.option("--again", is_flag=True, help="Forget all that was weighed, but no judgement, and weigh everything.")
@click.option("--portion", type=click.IntRange(min=1), default=500, help="Reports a transaction.", show_default=True)
@click.option(
    "--gazetteer", type=click.Path(path_type=Path), help="The table of places, for what holds a place; else your own."
)
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), help="json: the summary as data, to stdout."
)
@voice_options
def weigh(
    ledger: str | None,
    again: bool,
    portion: int,
    gazetteer: Path | None,
    format_name: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    from claimline import open_ledger
    from claimline.pipeline.weighing import WeighConfig

    voice = Voice(quiet, verbose)
    with open_ledger(ledger, create=False) as opened:
        result = weigh_aloud(opened, voice, WeighConfig(portion=portion, gazetteer=gazetteer, again=again))
        if format_name == "json":
            from claimline.cli.ledger_output import print_json

            print_json({"ledger": str(opened.location), **asdict(result)})


def weigh_aloud(ledger: Ledger, voice: Voice, config: WeighConfig | None = None) -> WeighResult:
    """Weigh what waits, with progress at a terminal and a line about what came of it."""
    from claimline.pipeline.weighing import WeighResult, weigh_steps
    from claimline.publishing.words import plural

    total = WeighResult()

    def progress(number: int, latest: WeighResult) -> str:
        return f"{total.reports + latest.reports:,} reports weighed"

    for result in voice.following(weigh_steps(ledger, config), progress, alone=True):
        total += result
    voice.say(
        f"{plural(total.reports, 'report')} weighed; {plural(total.claims_new, 'new claim')}, "
        f"{total.claims_regrouped:,} grouped into {plural(total.events, 'event')}"
        if total.reports
        else "nothing new to weigh"
    )
    return total
