"""`claimline review`: what people decide about claims and events, with who and when, and how it is taken back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from claimline.cli.console import Voice, data_output
from claimline.cli.review_claims import accept, fix, next_, reject
from claimline.cli.review_files import export, import_
from claimline.cli.review_options import decide, name_of, plain, signed, weighed

if TYPE_CHECKING:
    from claimline.ledger import Judgement

HELP = """Judge claims (accept, fix, reject) and events (merge, split), reversibly.

A judgement is kept with who made it and when, and never changed; to undo one is a judgement of its own. It holds for
whatever comes in later, and is carried over to newer readings. What is rejected is in no event and no picture; what is
fixed is there as it was fixed.

\b
Examples:
  claimline review next
  claimline review accept 3fa94c --note "read against the original"
  claimline review fix 3fa94c --set day=2024-05-16 --set place=geonames:689304
  claimline review reject 77ab01 --who "M. Sample"
  claimline review merge 3fa94c 81d2e0 --note "the same strike, told from two towns"
  claimline review list
  claimline review undo
"""


@click.group(help=HELP, short_help="Judge claims and events, reversibly.")
def review() -> None:
    pass


for _command in (next_, accept, fix, reject, export, import_):
    review.add_command(_command)


@review.command(short_help="These events are one.")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@signed
def merge(events: tuple[str, ...], who: str | None, note: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """These events (ids, or their beginnings) are one event."""
    decide(ledger, Voice(quiet, verbose), lambda judge: judge.merge(events, who=name_of(who), note=note))


@review.command(short_help="These claims are not of this event.")
@click.argument("event")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@signed
def split(
    event: str, claims: tuple[str, ...], who: str | None, note: str, ledger: str | None, quiet: bool, verbose: bool
) -> None:
    """These claims (ids, or their beginnings; REPORT:CLAIM for that of one report) are not of this EVENT."""
    decide(ledger, Voice(quiet, verbose), lambda judge: judge.split(event, claims, who=name_of(who), note=note))


@review.command(short_help="A judgement no longer holds.")
@click.argument("judgement", required=False)
@weighed
def undo(judgement: str | None, who: str | None, note: str, ledger: str | None, **how: Any) -> None:
    """This JUDGEMENT (its id, or its beginning) no longer holds; without one, the last that does."""
    voice = Voice(how.pop("quiet"), how.pop("verbose"))
    decide(ledger, voice, lambda judge: judge.undo(judgement, who=name_of(who), note=note), undone=True, **how)


LIST_HELP = """List the judgements, oldest first, those that were undone too.

With CLAIM those on one claim, all its copies, and what it was in earlier readings. With --lost those that stand on
claims which no reading has any more: accepted, but no longer read.

\b
Examples:
  claimline review list
  claimline review list 3fa94c
  claimline review list --lost
"""


@review.command("list", help=LIST_HELP, short_help="List the judgements, oldest first.")
@click.argument("claim", required=False)
@click.option("--lost", is_flag=True, help="Judgements on claims that are no longer read.")
@click.option("--format", "format_name", type=click.Choice(["table", "json", "jsonl"]), default="table")
@plain
def list_(claim: str | None, lost: bool, format_name: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    from claimline import open_ledger
    from claimline.cli.ledger_output import print_records

    if claim is not None and lost:
        raise click.UsageError("take a CLAIM or --lost, not both")
    with open_ledger(ledger, create=False) as opened:
        if lost:
            lines = [(_lost_line(one), asdict(one)) for one in opened.reviews().lost()]
        else:
            found = opened.reviews().history(claim) if claim is not None else opened.judge().history()
            lines = [(_line(one), asdict(one)) for one in found]
    with data_output(None) as out:
        if format_name == "table":
            for line, _ in lines:
                click.echo(line, file=out)
        else:
            print_records((record for _, record in lines), format_name, out)
    if not lines:
        nothing = (
            "every judgement that stands is on a claim that is read" if lost else "nobody has judged anything here"
        )
        Voice(quiet, verbose).say(nothing)


def _line(judgement: Judgement) -> str:
    from claimline.publishing.words import plural, visible

    end = f"  (undone {judgement.undone_at} by {visible(judgement.undone_by or '')})" if judgement.undone_at else ""
    note = f"  {visible(judgement.note)}" if judgement.note else ""
    claims = plural(len(judgement.subjects), "claim")
    if len(judgement.subjects) == 1:
        claims = judgement.subjects[0].partition(":")[2][:10]
    changes = "".join(f"  {change.slot}={visible(change.given or '')}" for change in judgement.changes)
    who = visible(judgement.who)
    return f"{judgement.id}  {judgement.at}  {who}  {judgement.verb} of {claims}{changes}{note}{end}"


def _lost_line(one: Any) -> str:
    from claimline.publishing.words import visible

    done = {"accept": "accepted", "fix": "fixed", "reject": "rejected"}[one.verb]
    gone = "but its report is gone" if one.gone else "but no longer read"
    where = f"report {one.report['ref'][:10]} ({one.report['outlet'] or 'outlet unknown'})"
    told = visible(f"{one.who}: {done}, {gone}: {one.kind} “{one.quote}”, {where}")
    return f"{one.judgement}  {one.at}  {told}"
