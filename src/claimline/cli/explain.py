"""`claimline explain`: where every value of a kept claim comes from, found by reading its original again; events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.engine import server_options

if TYPE_CHECKING:
    from claimline.ledger import View
    from claimline.model import Claim, Resolution

HELP = """Explain a claim: for each value the words that it was read from, and the rule or model that read them.

Of an event: who says what, slot by slot, how the claims are joined, where their reports come from, and the grade with
every reason.

ID is that of a claim or event in the ledger, or its beginning as far as it is unique. The original of a claim is read
again by the same reader. Places show all candidates with the parts of their scores, the chosen one first; the speaker
shows which words led to it, and who passed the claim on.

\b
Examples:
  claimline explain 3fa94c
  claimline explain 3fa94c --format json
  claimline explain 81d2e0 --known 2024-05-16    an event, as it was known that day
"""


@dataclass(frozen=True, slots=True)
class ReaderServer:
    """Where the reader `llm` finds its model."""

    endpoint: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """A kept claim as it is read today. `resolution` is None where today's reading has no such claim."""

    kept: Claim
    claim: Claim
    resolution: Resolution | None


@click.command(help=HELP, short_help="Explain a claim or event: the words, rules and scores behind it.")
@click.argument("name", metavar="ID")
@click.option(
    "--ledger",
    metavar="FILE_OR_URL",
    help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
)
@click.option("--known", metavar="D", help="An event as it was known on this day: nothing learnt later.")
@server_options
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@voice_options
def explain(
    name: str,
    ledger: str | None,
    known: str | None,
    endpoint: str | None,
    model: str | None,
    format_name: str,
    quiet: bool,
    verbose: bool,
) -> None:
    from claimline import open_ledger
    from claimline.cli.event_pages import explain_event
    from claimline.cli.explain_page import explanation_json, explanation_page
    from claimline.cli.review_words import told
    from claimline.ledger import UnknownName

    voice = Voice(quiet, verbose)
    with open_ledger(ledger, create=False) as opened:
        try:
            found = reread(opened.view(), name, voice, ReaderServer(endpoint, model))
        except UnknownName:
            voice.detail("no claim has this id: looking among the events")
            explain_event(opened, name, format_name, known)
            return
        review = opened.reviews().status([found.kept.id]).get(found.kept.id)
        history = opened.reviews().history(found.kept.id)
    with data_output(None) as out:
        if format_name == "json":
            out.write(explanation_json(found, review) + "\n")
        else:
            explanation_page(found, out, told(review, history))


def reread(view: View, name: str, voice: Voice, server: ReaderServer | None = None) -> Reread:
    """The claim of that name, with what its report says when the same reader reads it again.

    The claim is found again by its id, else by its kind and the overlap of its words; what came out differently is
    said. `server`: for claims that the reader `llm` read. Raises NotFound, and UsageError where the reader is not
    installed.
    """
    import claimline

    server = server or ReaderServer()
    kept = view.kept_claim(name)
    (claim,) = kept.claims
    if claim.id != name and not claim.id.startswith(name):
        voice.say(f"{name} is of an earlier reading; this is the claim that took its place")
    config = claimline.ReadConfig(
        reader=claim.reader.name, note=voice.detail, endpoint=server.endpoint, model=server.model
    )
    (result,) = claimline.read_reports([kept.report], config)
    again = _found_again(claim, result.claims)
    if again is None:
        voice.say("read again today, the report has no such claim: only what was kept with it is shown")
        return Reread(claim, claim, None)
    if again.reader != claim.reader:
        was, now = (f"{reader.name} {reader.version}" for reader in (claim.reader, again.reader))
        voice.say(f"the claim was read by {was}; this is how {now} reads it")
    elif again.id != claim.id:
        voice.say(
            f"read again today, it comes out differently (as {again.id}): other rules, another gazetteer, or without "
            "the other reports of its story"
        )
    return Reread(claim, again, result.resolution)


def _found_again(claim: Claim, claims: tuple[Claim, ...]) -> Claim | None:
    from claimline.ledger.succession import successor
    from claimline.model.record import claim_record

    by_id = {one.id: one for one in claims}
    if claim.id in by_id:
        return by_id[claim.id]
    best = successor(claim_record(claim), [claim_record(one) for one in claims])
    return by_id[best] if best is not None else None
