"""`claimline export`: what the ledger holds, in the formats that others use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.people import ledger_option
from claimline.errors import UsageError

if TYPE_CHECKING:
    from claimline.ledger import Ledger
    from claimline.pipeline.export import Export, ExportAsked

NAMES = ("jsonl", "csv", "parquet", "geojson", "jsonld", "ftm", "acled", "plover", "viina", "reports",
         "datasette-metadata")  # fmt: skip
#: Options that narrow nothing in what a format is made of.
_USELESS = {"reports": ("kind", "place", "area"), "control": ("kind", "outlet"), "nothing": ("kind", "place", "area")}

EXPORT_HELP = """Write what the ledger holds in a format that others read, in an order that its content alone decides.

jsonl, csv, parquet, geojson, jsonld, ftm and plover are made of claims, acled of events, viina of who holds what day by
day, and reports are the reports, as claimline add reads them. --describe says what the fields of a format are and what
it loses. Speaker and outlet are in all of them, and so are the grades of weighed events with their reasons. Claims that
people rejected stay behind; what they fixed leaves as they fixed it.

--public exports what the do-no-harm profile lets out, and nothing else: accepted claims, coarsened, delayed, without
private persons.

\b
Examples:
  claimline export --format csv --output claims.csv
  claimline export --format geojson --area "Kharkiv Oblast" --since 2024-05-10 > kharkiv.geojson
  claimline export --format parquet --output claims.parquet
  claimline export --format viina --since 2024-05-01 --until 2024-05-31 --output control.csv.gz
  claimline export --format reports | claimline add - --ledger other.db
  claimline export --format acled --describe
"""


@click.command(help=EXPORT_HELP, short_help="Write the ledger in formats that others read.")
@ledger_option
@click.option("--format", "name", type=click.Choice(NAMES), help="What to write; jsonl unless told.")
@click.option("--describe", is_flag=True, help="Say what the fields of the format are, and what it loses.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; packed if it ends in .gz. Else stdout.")
@click.option("--kind", metavar="KIND", help="Of a kind (control.taken) or a family (control).")
@click.option("--since", metavar="D", help="About this day and later.")
@click.option("--until", metavar="D", help="About this day and earlier.")
@click.option("--on", metavar="D", help="About this day: as --since and --until at once.")
@click.option("--known", metavar="D", help="Only what was known on this day: nothing learnt later.")
@click.option("--place", metavar="ID_OR_NAME", help="With this place.")
@click.option("--area", metavar="AREA", help="In this district, region or country.")
@click.option("--outlet", metavar="NAME", help="That this outlet published.")
@click.option("--grades/--no-grades", default=True, help="Whether claims have event and grade; without is faster.")
@click.option("--public", is_flag=True, help="Only what may be public, by the do-no-harm profile.")
@click.option(
    "--profile",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --public: a profile (YAML) in place of ours.",
)
@voice_options
def export(
    ledger: str | None, name: str | None, describe: bool, output: str | None, quiet: bool, verbose: bool, **given: Any
) -> None:
    from claimline import open_ledger

    if describe:
        _describe(name, output)
        return
    public, profile = given.pop("public"), given.pop("profile")
    if profile is not None and not public:
        raise UsageError("--profile says what may be public", then="Give --public too, or leave --profile out.")
    chosen, voice = name or "jsonl", Voice(quiet, verbose)
    asked = _asked(chosen, given)
    with ExitStack() as stack:
        opened = stack.enter_context(open_ledger(ledger, create=False))
        keep = tuple(Path(path) for path in _files(opened))
        source = opened
        if public:
            from claimline.pipeline.public import published

            source = stack.enter_context(published(opened, profile, voice.say))
        _Job(chosen, asked, output, keep).run(source, voice)


def _describe(name: str | None, output: str | None) -> None:
    from claimline.publishing.export.describe import describe

    with data_output(output) as out:
        for one in [name] if name else NAMES:
            out.writelines(f"{line}\n" for line in describe(one))


def _asked(chosen: str, given: dict[str, Any]) -> ExportAsked:
    """Raises UsageError for options that contradict each other or the format, DateError for what is no day."""
    from claimline.cli.people import Asked
    from claimline.pipeline.export import ExportAsked
    from claimline.publishing.export import export_format

    made_of = export_format(chosen)
    useless = [f"--{option}" for option in _USELESS.get(made_of.made_of, ()) if given[option] is not None]
    if useless:
        raise UsageError(f"{', '.join(useless)} cannot narrow the format {chosen}", then="Leave it out.")
    if given["on"] and (given["since"] or given["until"]):
        raise UsageError("--on is a day, --since and --until a period", then="Give one or the other.")
    days = Asked.of(**{option: given[option] for option in ("place", "area", "since", "until", "on", "known")})
    return ExportAsked(
        kind=given["kind"],
        since=days.on or days.since,
        until=days.on or days.until,
        place=days.place,
        area=days.area,
        outlet=given["outlet"],
        known=days.known,
        grades=given["grades"] and made_of.grades,
    )


def _files(ledger: Ledger) -> Iterator[str]:
    """The files of a ledger, where it is one."""
    path = getattr(ledger.location, "path", None)
    if path is not None:
        yield from (f"{path}{end}" for end in ("", "-wal", "-shm"))


@dataclass(slots=True)
class _Job:
    chosen: str
    asked: ExportAsked
    output: str | None
    keep: tuple[Path, ...]
    things: int = 0
    what: str = "claim"

    def run(self, ledger: Ledger, voice: Voice) -> None:
        from claimline.cli.export_file import export_output
        from claimline.pipeline.export import opened
        from claimline.publishing.export import export_format, export_writer
        from claimline.publishing.words import plural

        made = export_format(self.chosen)
        write: Callable[..., int | None] = export_writer(self.chosen)
        alone = self.output not in (None, "-")
        with (
            opened(ledger, self.asked) as export,
            export_output(self.output, binary=made.binary, keep=self.keep) as out,
        ):
            items: Iterable[Any] = self._counted(self._items(export, made.made_of))
            items = voice.following(items, lambda *_: f"{plural(self.things, self.what)} written", alone=alone)
            wrote = write(items, out)
        if made.made_of != "nothing":
            where = f" to {self.output}" if alone else ""
            if wrote is not None and wrote < self.things:
                left = plural(self.things - wrote, self.what)
                voice.say(f"{left} left out: {self.chosen} has no name for their kinds (--describe)")
                self.things = wrote
            voice.say(f"{plural(self.things, self.what)} written as {self.chosen}{where}")
        waiting = ledger.weighing().waiting() if made.grades and self.asked.grades else 0
        if waiting:
            voice.say(f"{plural(waiting, 'report')} wait to be weighed and have no event or grade: claimline weigh")

    def _items(self, export: Export, made_of: str) -> Iterator[Any]:
        if made_of == "nothing":
            return iter(())
        self.what = {"reports": "report", "events": "event", "control": "day"}.get(made_of, "claim")
        sources = {"claims": export.claims, "reports": export.reports, "events": export.events}
        return sources.get(made_of, export.control)()

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.things += len(item.claims) if self.what == "claim" else 1
            yield item
