"""`claimline move`: a ledger from a file to a server, or back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimline.cli.console import Voice, voice_options

if TYPE_CHECKING:
    from claimline.ledger.move import Moved

HELP = """Copy a ledger to another place: from a file to a PostgreSQL database, or back.

LEDGER and TARGET are files or URLs; TARGET holds no ledger yet, or an empty one. All of it is copied, read back and
compared, or nothing is: what was stopped can be run again. LEDGER stays as it is; what others add to it meanwhile is
not copied.

\b
Examples:
  claimline move kharkiv.db postgresql://claimline@localhost/kharkiv
  claimline move postgresql://claimline@localhost/kharkiv copy.db
"""


@click.command(help=HELP, short_help="Copy a ledger to another place, such as a server.")
@click.argument("ledger", metavar="LEDGER")
@click.argument("target", metavar="TARGET")
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), help="json: the summary as data, to stdout."
)
@voice_options
def move(ledger: str, target: str, format_name: str | None, quiet: bool, verbose: bool) -> None:
    from claimline import open_ledger
    from claimline.cli.ledger_output import print_json
    from claimline.ledger.move import move as moving
    from claimline.publishing.words import plural

    voice = Voice(quiet, verbose)
    with open_ledger(ledger, create=False) as source, open_ledger(target) as opened:
        for _ in voice.following(moving(source, opened), _progress, alone=True):
            pass
        counts, where = opened.view().counts(), str(opened.location)
    voice.say(
        f"{plural(counts.reports, 'report')} and {plural(counts.claims, 'claim')} copied and compared; ledger {where}"
    )
    voice.say(f"{source.location} is as it was: take it away when you no longer need it")
    if format_name == "json":
        print_json({"ledger": where, **asdict(counts)})


def _progress(number: int, moved: Moved) -> str:
    return f"{moved.table}: {moved.rows:,} of {moved.of:,} rows {'compared' if moved.compared else 'copied'}"
