"""`claimline coverage`: how often outlets report, and where they fall silent."""

from __future__ import annotations

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.people import Asked, chosen_format, format_option, ledger_option, picture_of, table_options

COVERAGE_HELP = """Reports of each outlet by day, and the silences that its habits do not explain.

A sudden silence is a gap in what can be seen, never calm at the front. For each day of a silence the outlet's weekdays
of the eight weeks before say how likely it is; a silence of two days or more with a chance under 1 in 10,000 is a gap.
Without --until the period ends with the last report in the ledger, or with --known.

\b
Examples:
  claimline coverage
  claimline coverage --outlet "Pindula News" --since 2024-05-01
  claimline coverage --known 2024-06-01 --format csv > coverage.csv
"""


@click.command(help=COVERAGE_HELP, short_help="Reports an outlet a day, and the gaps.")
@click.option("--outlet", metavar="NAME", help="Only this outlet.")
@click.option("--since", metavar="D", help="From this day; habits are judged by earlier days too.")
@click.option("--until", metavar="D", help="To this day.")
@click.option("--known", metavar="D", help="Only what was known on this day.")
@ledger_option
@format_option
@voice_options
def coverage(ledger: str | None, format_name: str | None, quiet: bool, verbose: bool, **given: str | None) -> None:
    import claimline
    from claimline.publishing.coverage import coverage_csv, coverage_record, coverage_table
    from claimline.publishing.jsonl import dumps

    outlet = given.pop("outlet")
    voice, asked, chosen = Voice(quiet, verbose), Asked.of(**given), chosen_format(format_name)
    with claimline.open_ledger(ledger, create=False) as opened, data_output(None) as out:
        picture = picture_of(opened, known=asked.known)
        found = picture.coverage(outlet=outlet, since=asked.since, until=asked.until)
        if chosen == "json":
            click.echo(dumps(coverage_record(found)), file=out)
        elif chosen == "csv":
            coverage_csv(found, out)
        else:
            coverage_table(found, out, table_options())
    if not found.outlets:
        named = f"by {outlet!r} " if outlet else ""
        voice.say(f"no report {named}lies in this period; see all with: claimline list --reports")
