"""`claimline doctor`: whether all that a run needs is there and sound."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from claimline.cli.console import Voice, voice_options

HELP = """Check the installation: libraries, readers, gazetteer, ledger, disk and clock, and say what to do.

Nothing is made or repaired. The exit code is 1 where something is wrong. What is in a ledger is checked, to the
character, by: claimline verify

\b
Examples:
  claimline doctor
  claimline doctor --ledger kharkiv.db --format json
"""
_SIGNS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


@click.command(help=HELP, short_help="Check that everything needed is there and sound.")
@click.option(
    "--ledger",
    metavar="FILE_OR_URL",
    help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
)
@click.option("--gazetteer", type=click.Path(path_type=Path), help="The table of places; else the user's own.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), help="json: the checks as data.")
@voice_options
def doctor(ledger: str | None, gazetteer: Path | None, format_name: str | None, quiet: bool, verbose: bool) -> None:
    from claimline.cli.ledger_output import print_json
    from claimline.pipeline.doctor import checkup

    voice, checks = Voice(quiet, verbose), []
    for check in checkup(ledger, gazetteer):
        checks.append(check)
        if format_name != "json":
            click.echo(f"{_SIGNS[check.state]}  {check.name:<16} {check.what}")
            if check.then:
                click.echo(f"{'':24}{check.then}")
    wrong = [check.name for check in checks if check.state == "wrong"]
    if format_name == "json":
        print_json([asdict(check) for check in checks])
    if wrong:
        voice.say(f"something is wrong with: {', '.join(dict.fromkeys(wrong))}")
        raise click.exceptions.Exit(1)
    voice.say("everything that is needed is there and sound")
