"""`claimline aid`: what is said to be promised, approved, delivered and blocked."""

from __future__ import annotations

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.people import (
    Asked,
    chosen_format,
    format_option,
    ledger_option,
    nothing_words,
    picture_of,
    scope_options,
    table_options,
)

AID_HELP = """Aid by giver, receiver and kind: promised, approved, delivered and blocked, each for itself.

The same package announced twice is one event. Stages are never added, and money stays in the currency in which it is
told. An area is asked about as the one that receives.

\b
Examples:
  claimline aid --area Ukraine --since 2024-01-01 --until 2024-06-30
  claimline aid --area Sudan --known 2024-03-01 --format json
"""


@click.command(help=AID_HELP, short_help="Aid: promised, approved, delivered, blocked.")
@scope_options
@ledger_option
@format_option
@voice_options
def aid(ledger: str | None, format_name: str | None, quiet: bool, verbose: bool, **given: str | None) -> None:
    import claimline
    from claimline.publishing.aid import aid_csv, aid_record, aid_table
    from claimline.publishing.jsonl import dumps

    voice, asked, chosen = Voice(quiet, verbose), Asked.of(**given), chosen_format(format_name)
    with claimline.open_ledger(ledger, create=False) as opened, data_output(None) as out:
        found = picture_of(opened, asked.on, asked.known).aid(**asked.where)
        if chosen == "json":
            click.echo(dumps(aid_record(found)), file=out)
        elif chosen == "csv":
            aid_csv(found, out)
        else:
            aid_table(found, out, table_options())
    if not found.aid.totals:
        voice.say(nothing_words("aid", (found.aid,)))
