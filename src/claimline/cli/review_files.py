"""`claimline review export` and `import`: judgements out of a ledger, and into another one with the same reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from claimline.cli.console import Voice, data_output
from claimline.cli.review_options import plain
from claimline.errors import InputError, RecordError

if TYPE_CHECKING:
    from claimline.model.record import Record

EXPORT_HELP = """Write all judgements as JSONL, one a line, each understandable without the ledger that it is from.

A line has the verb, what is set, who, when and why, and of every claim the report (with the hash of its text), the
offsets, the words and their sentence. Judgements that were undone are there too, with who undid them.

\b
Example:
  claimline review export > judgements.jsonl
"""


@click.command("export", help=EXPORT_HELP, short_help="Write all judgements as JSONL.")
@click.option("--output", "-o", metavar="FILE", help="Where to write; else to stdout.")
@plain
def export(output: str | None, ledger: str | None, quiet: bool, verbose: bool) -> None:
    from claimline import open_ledger
    from claimline.publishing.words import plural

    count = 0
    with open_ledger(ledger, create=False) as opened, data_output(output) as out:
        for record in opened.reviews().export():
            out.write(json.dumps(record, ensure_ascii=True) + "\n")
            count += 1
    Voice(quiet, verbose).say(f"{plural(count, 'judgement')} written")


IMPORT_HELP = """Take in judgements that another ledger exported; FILE is - for stdin.

A claim is found by the hash of its report's text and by its offsets. What is here already is left as it is, so that the
same file twice is the same as once. What does not fit the reports of this ledger is listed, or written whole to
--misfits, to be taken in later.

\b
Example:
  claimline review import judgements.jsonl --dry-run
"""


@click.command("import", help=IMPORT_HELP, short_help="Take in judgements of another ledger.")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.option("--misfits", metavar="FILE", help="Write there, as JSONL, what does not fit.")
@click.option("--weigh/--no-weigh", default=True, help="Whether to weigh at once what this changes.")
@plain
def import_(
    file: str, dry_run: bool, misfits: str | None, weigh: bool, ledger: str | None, quiet: bool, verbose: bool
) -> None:
    from claimline import open_ledger
    from claimline.cli.weigh import weigh_aloud
    from claimline.publishing.words import plural

    voice = Voice(quiet, verbose)
    with open_ledger(ledger, create=False) as opened:
        with _reading(file) as lines:
            found = opened.reviews().take(_records(lines, file), dry_run=dry_run)
        head = "would affect" if dry_run else "affected"
        new = f"{plural(found.added, 'new judgement')}, {found.undone:,} undone, {found.known:,} known already"
        voice.say(f"{head} {plural(found.claims, 'claim')}: {new}")
        for one in found.misfits:
            click.echo(f"does not fit: {one.verb} {one.judgement}: {one.why}", err=True)
        if misfits is not None:
            with data_output(misfits) as out:
                out.writelines(json.dumps(one.record, ensure_ascii=True) + "\n" for one in found.misfits)
        if weigh and not dry_run and found.added + found.undone:
            weigh_aloud(opened, voice)


def _reading(file: str) -> TextIO:
    if file == "-":
        return sys.stdin
    try:
        return Path(file).open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", where=file, then="Check its name.") from error


def _records(lines: TextIO, where: str) -> Iterator[Record]:
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _record(line, f"{where}:{number}")
    except UnicodeDecodeError as error:
        raise RecordError("this is no UTF-8 text", where=where, then="Export it again.") from error


def _record(line: str, where: str) -> Record:
    try:
        record: Record = json.loads(line)
    except ValueError as error:
        raise RecordError(f"this is no JSON: {error}", where=where, then="One judgement a line.") from error
    return record
