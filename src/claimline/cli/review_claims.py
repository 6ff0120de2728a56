"""`claimline review next`, `accept`, `fix`, `reject`: judging claims one by one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

import click

from claimline.cli.console import Voice, data_output
from claimline.cli.review_options import decide, name_of, plain, weighed

if TYPE_CHECKING:
    from claimline.ledger import DueClaim

_CLAIM = click.argument("claim", metavar="CLAIM")


@click.command(short_help="A claim is right as it stands.")
@_CLAIM
@weighed
def accept(claim: str, who: str | None, note: str, ledger: str | None, **how: Any) -> None:
    """The CLAIM (its id, or its beginning) is right as it stands, with what was fixed in it.

    It counts for every copy of the report's text; REPORT:CLAIM is that of one report.
    """
    voice = Voice(how.pop("quiet"), how.pop("verbose"))
    decide(ledger, voice, lambda judge: judge.accept(claim, who=name_of(who), note=note), **how)


@click.command(short_help="A claim is wrong, or none.")
@_CLAIM
@weighed
def reject(claim: str, who: str | None, note: str, ledger: str | None, **how: Any) -> None:
    """The CLAIM (its id, or its beginning) is wrong, or none at all: it will be in no event and no picture."""
    voice = Voice(how.pop("quiet"), how.pop("verbose"))
    decide(ledger, voice, lambda judge: judge.reject(claim, who=name_of(who), note=note), **how)


FIX_HELP = """The CLAIM (its id, or its beginning) is right with these changes.

Each --set names a slot and what it is to hold; with nothing after the = it is emptied. The words of the report stay as
they are. What the program had said is kept beside it.

\b
Slots:
  kind, polarity, modality, framing, stage, background
  speaker, actor, target     a name; beside it speaker.kind, speaker.side, speaker.role …
  place, from, to, via       ids of places, with commas between: geonames:689304
  day                        2024-05-16, 2024-05, 2024, 2024-05-16..2024-05-18
  killed, injured, captured, missing, displaced, evacuated, people, money, vehicles …
                             12, 12+, 12..15, "2000000 USD"

\b
Examples:
  claimline review fix 3fa94c --set day=2024-05-16
  claimline review fix 3fa94c --set speaker="Oleh Syniehubov" --set speaker.role=governor --set killed=12+
"""


@click.command(help=FIX_HELP, short_help="A claim is right with these changes.")
@_CLAIM
@click.option("--set", "sets", multiple=True, required=True, metavar="SLOT=VALUE", help="What a slot is to hold.")
@weighed
def fix(claim: str, sets: tuple[str, ...], who: str | None, note: str, ledger: str | None, **how: Any) -> None:
    changes: dict[str, str | None] = {}
    for one in sets:
        slot, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"--set {one} has no =: write SLOT=VALUE, such as day=2024-05-16")
        if slot.strip() in changes:
            raise click.UsageError(f"{slot.strip()} is set twice")
        changes[slot.strip()] = value.strip() or None
    voice = Voice(how.pop("quiet"), how.pop("verbose"))
    decide(ledger, voice, lambda judge: judge.fix(claim, changes, who=name_of(who), note=note), **how)


NEXT_HELP = """What to look at next: the claims of which most is in doubt, and on which most hangs.

Claims that were judged and are open again come first. The score is the sum of its parts; each says why. It is the same
for every side, speaker and outlet.

\b
Examples:
  claimline review next
  claimline review next --limit 5 --kind control --place Vovchansk
"""


@click.command("next", help=NEXT_HELP, short_help="What to look at next, and why.")
@click.option("--limit", type=click.IntRange(min=1, max=200), default=10, show_default=True, help="At most so many.")
@click.option("--kind", metavar="KIND", help="Claims of a kind (control.taken) or a family (control).")
@click.option("--place", metavar="ID_OR_NAME", help="Claims with this place: geonames:706483, or a name.")
@click.option("--outlet", metavar="NAME", help="What this outlet published.")
@click.option("--speaker", metavar="NAME", help="Claims of speakers whose name has this in it.")
@click.option("--report", metavar="ID", help="Claims of this report.")
@click.option("--format", "format_name", type=click.Choice(["table", "json", "jsonl"]), default="table")
@plain
def next_(limit: int, format_name: str, ledger: str | None, quiet: bool, verbose: bool, **wanted: Any) -> None:
    from claimline import open_ledger
    from claimline.cli.ledger_output import claim_filter, print_records

    narrowed = any(value is not None for value in wanted.values())
    with open_ledger(ledger, create=False) as opened:
        found = opened.reviews().due(limit=limit, filters=claim_filter(wanted) if narrowed else None)
        waiting = opened.weighing().waiting()
    with data_output(None) as out:
        if format_name == "table":
            _page(found, out)
        else:
            print_records((asdict(one) for one in found), format_name, out)
    voice = Voice(quiet, verbose)
    if not found:
        voice.say(
            "there is nothing to look at: every claim is judged" if not narrowed else "no open claim is like that"
        )
    if waiting:
        voice.say(f"{waiting:,} reports wait to be weighed; what their claims are worth is not known yet")


def _page(found: tuple[DueClaim, ...], out: TextIO) -> None:
    from claimline.publishing.words import visible

    for number, one in enumerate(found):
        record = one.record
        speaker = record["speaker"]["name"] if record["speaker"] else "in its own voice"
        places = ", ".join(place["name"] for place in record["places"])
        facts = (record["kind"], speaker, record["report"]["outlet"] or "outlet unknown", places)
        lines = [f"{one.claim[:10]}  {one.score:.2f}  {'; '.join(visible(fact) for fact in facts if fact)}"]
        lines.append(f"  “{visible(' '.join(record['evidence'][0]['text'].split()))}”")
        lines += [f"  {part.name:<12}{part.value:+7.2f}  {visible(part.why)}" for part in one.parts]
        click.echo(("\n" if number else "") + "\n".join(lines), file=out)
