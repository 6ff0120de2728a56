"""`claimline sitrep`: a situation report of an area and a period."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.people import ledger_option
from claimline.errors import OutputError, UsageError

if TYPE_CHECKING:
    from claimline.model.sitrep import Sitrep
    from claimline.pipeline.sitrep import SitrepAsked
    from claimline.publishing.sitrep import Drawing

SITREP_HELP = """A situation report of an area and a period: who says what, with the words behind every sentence.

What changed, who holds what, fighting, casualties, displacement, damage, aid, what is disputed and what is not known.
Every sentence names who says so and leads to the exact words; nothing is stated as a fact, and what nobody reported is
called a gap in coverage. The same ledger gives the same report, to the byte.

--public writes it from what the do-no-harm profile lets out, and nothing else: accepted claims, coarsened, delayed,
without private persons.

--until (or --on) is the last day of the period. --known leaves out what was reported or decided later: the report that
could have been written on that day. Without them all that is known counts.

\b
Examples:
  claimline sitrep --area "Kharkiv Oblast" --since 2024-05-10 --output kharkiv.html
  claimline sitrep --area "Kharkiv Oblast" --since 2024-05-10 --until 2024-05-20 --known 2024-05-21 --output week.pdf
  claimline sitrep --area Sudan --since 2024-05-01 --format md > sudan.md
  claimline sitrep --area Sudan --since 2024-05-01 --output sudan.html --desk http://127.0.0.1:8765
  claimline sitrep --area Sudan --since 2024-05-01 --output sudan.pdf --public
"""
_ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".pdf": "pdf", ".json": "json"}


@click.command(help=SITREP_HELP, short_help="A situation report, every sentence with its evidence.")
@click.option("--area", metavar="AREA", required=True, help="A region, district or country, or one settlement.")
@click.option("--since", metavar="D", required=True, help="The first day of the period.")
@click.option("--until", "--on", "until", metavar="D", help="Its last day; else the last day that is known.")
@click.option("--known", metavar="D", help="Only what was known on this day: nothing learnt later.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["html", "md", "pdf", "json"]),
    help="How to print; else by the ending of --output, else html.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write; else to stdout.")
@click.option("--desk", metavar="URL", help="A desk that the numbers lead to, in place of the list of evidence.")
@click.option(
    "--boundaries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Outlines to draw below the map (GeoJSON).",
)
@click.option("--public", is_flag=True, help="Only what may be public, by the do-no-harm profile.")
@click.option(
    "--profile",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --public: a profile (YAML) in place of ours.",
)
@click.option("--lang", type=click.Choice(["en"]), default="en", show_default=True, help="The language of the report.")
@ledger_option
@voice_options
def sitrep(ledger: str | None, quiet: bool, verbose: bool, boundaries: Path | None, lang: str, **given: Any) -> None:
    if given["profile"] is not None and not given["public"]:
        raise UsageError("--profile says what may be public", then="Give --public too, or leave --profile out.")
    voice, asked = Voice(quiet, verbose), _asked(given)
    output = _Output.of(given["format_name"], given["output"], given["desk"])
    report = None
    for step in voice.following(("gathering", "writing"), lambda _, name: f"{name} the report …", alone=True):
        report = _report(ledger, asked, given["profile"], voice) if step == "gathering" else report
        if step == "writing" and report is not None:
            output.write(report, boundaries)
    if report is not None:
        voice.detail(f"{len(report.all_sentences()):,} sentences on {len(report.evidence):,} pieces of evidence")


def _asked(given: dict[str, Any]) -> SitrepAsked:
    from claimline.intake import parse_date
    from claimline.pipeline.sitrep import SitrepAsked

    since, until, known = (
        parse_date(day).isoformat() if (day := given[n]) else None for n in ("since", "until", "known")
    )
    if until and since and until < since:
        raise UsageError(f"the period ends on {until}, before it begins", then="Give a later --until.")
    return SitrepAsked(str(given["area"]), str(since), until, known, bool(given["public"]))


def _report(ledger: str | None, asked: SitrepAsked, profile: Path | None, voice: Voice) -> Sitrep:
    import claimline
    from claimline.cli.people import picture_of
    from claimline.pipeline.sitrep import gather
    from claimline.publishing.sitrep import write

    with ExitStack() as stack:
        opened = stack.enter_context(claimline.open_ledger(ledger, create=False))
        if asked.public:
            from claimline.pipeline.public import published

            opened = stack.enter_context(published(opened, profile, voice.say, needed=True))
        picture_of(opened)
        return write(gather(opened, asked))


@dataclass(frozen=True, slots=True)
class _Output:
    """The form of the report and where it goes; `path` None is stdout."""

    form: str
    path: str | None
    desk: str | None

    @classmethod
    def of(cls, form: str | None, path: str | None, desk: str | None) -> _Output:
        chosen = form or (_ENDINGS.get(Path(path).suffix.lower()) if path else None) or "html"
        if chosen == "pdf" and path in (None, "-") and sys.stdout.isatty():
            raise UsageError("a PDF is nothing for a terminal", then="Name a file: --output report.pdf")
        if desk is not None and not desk.startswith(("http://", "https://", "/")):
            raise UsageError("this is no address of a desk", where=desk, then="Give one such as http://127.0.0.1:8765")
        return cls(chosen, None if path == "-" else path, desk)

    def write(self, report: Sitrep, boundaries: Path | None) -> None:
        from claimline.publishing import sitrep as printing
        from claimline.publishing.jsonl import dumps

        drawing = printing.Drawing(printing.outlines(boundaries)) if boundaries else printing.Drawing()
        if self.form == "pdf":
            _write_bytes(printing.pdf(report, desk=self.desk, drawing=drawing), self.path)
            return
        if self.form == "html":
            text = printing.html(report, desk=self.desk, drawing=drawing)
        elif self.form == "json":
            text = dumps(printing.sitrep_record(report, desk=self.desk)) + "\n"
        else:
            text = printing.markdown(report, desk=self.desk, figures=self._figures(report, drawing))
        with data_output(self.path) as out:
            out.write(text)

    def _figures(self, report: Sitrep, drawing: Drawing) -> dict[str, str] | None:
        """Writes the figures beside the Markdown, and says where they are; None where it goes to stdout."""
        from claimline.publishing.sitrep import svg_file

        figures = [figure for section in report.sections for figure in section.figures]
        if self.path is None:
            return None
        folder = Path(self.path).with_suffix(".figures")
        if figures:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise _cannot(str(folder), error) from error
        for figure in figures:
            _write_bytes(svg_file(figure, drawing), str(folder / f"{figure.name}.svg"))
        return {figure.name: f"{folder.name}/{figure.name}.svg".replace(" ", "%20") for figure in figures}


def _write_bytes(data: bytes, path: str | None) -> None:
    """To stdout, or to a file that appears whole or not at all. Raises OutputError."""
    if path is None:
        sys.stdout.buffer.write(data)
        return
    target = Path(path)
    if target.is_dir():
        raise OutputError("this is a folder, not a file to write to", where=path, then="Name a file with --output.")
    handle, name = None, ""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise _cannot(path, error) from error


def _cannot(path: str, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    return OutputError(f"cannot be written: {reason}", where=path, then="Choose another place with --output.")
