"""`claimline review`: what people decide about events, with who and when, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimline.cli.console import Voice, data_output, voice_options

if TYPE_CHECKING:
    from claimline.ledger import Judgement

_Command = TypeVar("_Command", bound=Callable[..., Any])

HELP = """Merge and split events by hand, reversibly.

A judgement is kept with who made it and when, and never changed; to undo one is a judgement of its own. It holds for
whatever comes in later, and is carried over to newer readings.

\b
Examples:
  claimline review merge 3fa94c 81d2e0 --note "the same strike, told from two towns"
  claimline review split 3fa94c 77ab01 --by "M. Sample"
  claimline review list
  claimline review undo
"""


@click.group(help=HELP, short_help="Merge and split events by hand, reversibly.")
def review() -> None:
    pass


def _options(command: _Command) -> _Command:
    ledger = click.option(
        "--ledger",
        metavar="FILE_OR_URL",
        help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
    )
    return ledger(voice_options(command))


def _signed(command: _Command) -> _Command:
    by = click.option("--by", "who", metavar="NAME", help="Who decides; else your login name.")
    note = click.option("--note", default="", metavar="WORDS", help="Why, for whoever reads it later.")
    return by(note(_options(command)))


@review.command(short_help="These events are one.")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@_signed
def merge(events: tuple[str, ...], who: str | None, note: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """These events (ids, or their beginnings) are one event."""
    _decide(ledger, Voice(quiet, verbose), lambda judge: judge.merge(events, who=_name(who), note=note))


@review.command(short_help="These claims are not of this event.")
@click.argument("event")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@_signed
def split(
    event: str, claims: tuple[str, ...], who: str | None, note: str, ledger: str | None, quiet: bool, verbose: bool
) -> None:
    """These claims (ids, or their beginnings; REPORT:CLAIM for that of one report) are not of this EVENT."""
    _decide(ledger, Voice(quiet, verbose), lambda judge: judge.split(event, claims, who=_name(who), note=note))


@review.command(short_help="A judgement no longer holds.")
@click.argument("judgement", required=False)
@_signed
def undo(judgement: str | None, who: str | None, note: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """This JUDGEMENT (its id, or its beginning) no longer holds; without one, the last that does."""
    _decide(ledger, Voice(quiet, verbose), lambda judge: judge.undo(judgement, who=_name(who), note=note), undone=True)


@review.command("list", short_help="List the judgements, oldest first.")
@click.option("--format", "format_name", type=click.Choice(["table", "json", "jsonl"]), default="table")
@_options
def list_(format_name: str, ledger: str | None, quiet: bool, verbose: bool) -> None:
    """List the judgements, oldest first, those that were undone too."""
    from claimline import open_ledger
    from claimline.cli.ledger_output import print_records

    with open_ledger(ledger, create=False) as opened:
        found = opened.judge().history()
    with data_output(None) as out:
        if format_name == "table":
            for judgement in found:
                click.echo(_line(judgement), file=out)
        else:
            print_records((asdict(judgement) for judgement in found), format_name, out)
    if not found:
        Voice(quiet, verbose).say("nobody has judged anything in this ledger")


def _decide(ledger: str | None, voice: Voice, decide: Callable[[Any], Judgement], *, undone: bool = False) -> None:
    """Write a judgement, weigh what it touches, and say what came of it."""
    from claimline import open_ledger
    from claimline.cli.weigh import weigh_aloud
    from claimline.publishing.words import plural

    with open_ledger(ledger, create=False) as opened:
        judgement = decide(opened.judge())
        done = "undone" if undone else "kept"
        voice.say(f"judgement {judgement.id} {done}: {judgement.verb} of {plural(len(judgement.subjects), 'claim')}")
        weigh_aloud(opened, voice)


def _line(judgement: Judgement) -> str:
    from claimline.publishing.words import plural

    end = f"  (undone {judgement.undone_at} by {judgement.undone_by})" if judgement.undone_at else ""
    note = f"  {judgement.note}" if judgement.note else ""
    claims = plural(len(judgement.subjects), "claim")
    return f"{judgement.id}  {judgement.at}  {judgement.who}  {judgement.verb} of {claims}{note}{end}"


def _name(who: str | None) -> str:
    """Who decides: as given, else the login name."""
    import getpass

    from claimline.errors import UsageError

    if who is not None and who.strip():
        return who.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise UsageError("this machine does not know who you are", then="Give a name with --by.") from error
