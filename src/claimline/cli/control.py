"""`claimline control`: who holds what, since when, according to whom."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.people import ledger_option, picture_of, table_options
from claimline.errors import UsageError

if TYPE_CHECKING:
    from claimline import Picture
    from claimline.model.control import ControlStep
    from claimline.model.coverage import Gap

CONTROL_HELP = """Who holds a settlement, since when, according to whom: held, claimed, contested or unknown.

The state follows from the claims in the ledger by written rules (docs/control.md). Held by: an outlet says so itself,
the side that loses concedes it, or a third party confirms it. Claimed by: only the side that gains says so. A state
stands until a later claim changes it; nothing is said of the days between. After 30 days without a claim it is the last
known one, and stale. What is said of a region or district makes no settlement's state, and is listed apart.

PLACE is one settlement, by name or id; --area a district, region or country with all that lies in it; with neither
every settlement of the ledger is shown. --on is the day that the picture is of; --known leaves out what was reported
later. Without --known all reports of the ledger count; without --on the picture is of the last day that is known.

\b
Examples:
  claimline control Robotyne
  claimline control Robotyne --on 2023-08-30             what we now know of that day
  claimline control Robotyne --known 2023-08-30          what was known on that day
  claimline control --area "Kharkiv Oblast" --on 2024-05-20 --known 2024-05-16
  claimline control --area "Kharkiv Oblast" --since 2024-05-10
  claimline control --area Ukraine --format geojson > ukraine.geojson
  claimline control Robotyne --rules my-rules.yaml
"""


@click.command(help=CONTROL_HELP, short_help="Who holds what, since when, according to whom.")
@click.argument("place", required=False, metavar="[PLACE]")
@click.option("--area", metavar="AREA", help="A district, region or country, with all that lies in it.")
@click.option("--on", metavar="D", help="The day that the picture is of.")
@click.option("--known", metavar="D", help="Only what was known on this day: nothing learnt later.")
@click.option("--since", metavar="D", help="Only settlements whose state changed after this day, with the steps.")
@click.option(
    "--rules",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Rules (YAML) that take the place of ours, as many as the file has.",
)
@ledger_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "json", "geojson"]),
    help="How to print; table at a terminal, else json.",
)
@voice_options
def control(
    ledger: str | None, format_name: str | None, rules: Path | None, quiet: bool, verbose: bool, **given: str | None
) -> None:
    import claimline
    from claimline.publishing.tolls_table import gap_words

    voice, chosen = Voice(quiet, verbose), format_name or ("table" if sys.stdout.isatty() else "json")
    on, known, since = (_day(given[name]) for name in ("on", "known", "since"))
    if since and chosen == "geojson":
        raise UsageError("changes are no map", then="Leave out --since, or take --format json.")
    with claimline.open_ledger(ledger, create=False) as opened, data_output(None) as out:
        picture = picture_of(opened, on, known)
        asked = _Asked(picture, given["place"], given["area"], rules, chosen)
        gaps = picture.gaps(place=given["place"], area=given["area"])
        note = asked.changes(since, out) if since else asked.states(gaps, out)
        if note:
            voice.say(note)
        for gap in gaps:
            voice.say(gap_words(gap))
        if picture.waiting:
            voice.say(f"{picture.waiting:,} reports wait to be weighed and are not in it; run: claimline weigh")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What to print of a picture, and how; each way returns what there is to say of an empty one."""

    picture: Picture
    place: str | None
    area: str | None
    rules: Path | None
    chosen: str

    def states(self, gaps: Sequence[Gap], out: TextIO) -> str | None:
        from claimline.publishing import control as data
        from claimline.publishing.control_table import control_table

        picture, rules = self.picture, self.rules
        states = picture.control(place=self.place, area=self.area, rules=rules)
        wider = picture.control_wider(place=self.place, area=self.area, rules=rules)
        steps: tuple[ControlStep, ...] = ()
        if self.chosen == "json" or len(states) == 1:
            steps = picture.control_history(place=self.place, area=self.area, rules=rules)
        if self.chosen == "table":
            control_table(states, steps, wider, out, table_options())
        elif self.chosen == "geojson":
            data.control_geojson(states, wider, out)
        else:
            data.control_json(
                data.control_record(states, steps, wider, data.Shown(picture.on, picture.known, gaps)), out
            )
        return None if states else f"no claim says who holds it by {picture.on}, as known on {picture.known}"

    def changes(self, since: str, out: TextIO) -> str | None:
        from claimline.publishing import control as data
        from claimline.publishing.control_table import changes_table

        picture = self.picture
        if since > picture.on:
            raise UsageError(
                f"--since {since} is after {picture.on}, the day of the picture", then="Give an earlier day."
            )
        found = picture.control(place=self.place, area=self.area, rules=self.rules, since=since)
        if self.chosen == "table":
            changes_table(found, since, out, table_options())
        else:
            data.control_json(data.changes_record(found, picture.on, picture.known, since), out)
        return None if found else f"no settlement changed after {since}, as far as was known on {picture.known}"


def _day(text: str | None) -> str | None:
    """The ISO day of an option. Raises DateError."""
    from claimline.intake import parse_date

    return parse_date(text).isoformat() if text else None
