"""`claimline add`, `list`, `show`, `find`, `verify`: what has to do with a ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimline.cli.console import Voice, data_output, voice_options
from claimline.cli.engine import engine_facts, engine_options, originals_option, server_options
from claimline.errors import LedgerError

if TYPE_CHECKING:
    from datetime import date

    from claimline import ReadResult
    from claimline.ledger import Ledger
    from claimline.ledger.writer import Writer

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FIRST = 50  # lines of a table unless --limit says otherwise

_ledger_option = click.option(
    "--ledger",
    metavar="FILE_OR_URL",
    help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
)
_limit_option = click.option(
    "--limit", type=click.IntRange(min=0), help="At most so many; 0 for all (a table shows 50 unless told)."
)


def _format_option(*names: str) -> Callable[[_Command], _Command]:
    choice = click.Choice(names)
    return click.option("--format", "format_name", type=choice, help="How to print; table at a terminal, else jsonl.")


def _open(ledger: str | None) -> Ledger:
    from claimline import open_ledger

    return open_ledger(ledger, create=False)


def _chosen(format_name: str | None) -> str:
    return format_name or ("table" if sys.stdout.isatty() else "jsonl")


def _day(text: str | None, *, past: bool = False) -> date | None:
    """The day that an option names. Raises DateError; with `past` for one in the future too."""
    from datetime import date

    from claimline.intake import parse_date

    return parse_date(text, today=date.today() if past else None) if text else None


ADD_HELP = """Read reports into the ledger. The same report twice is one.

SOURCE is what `claimline read` takes: a file or folder, - for stdin, or the address of a page or feed. A report that is
in the ledger already is read again, and its claims are brought up to date. When something stops the run, what was added
is kept, and the same command goes on. In the end what is new is weighed, as `claimline weigh` does.

\b
Examples:
  claimline add report.txt --date 2024-05-16 --outlet "Pindula News"
  claimline add news/ reports.jsonl --ledger kharkiv.db --on-error skip
  claimline add crawl/*.warc.gz --workers 8 --on-error skip
  claimline add crawl/*.warc.gz --engine ray --address 10.0.0.5:6379
"""


@dataclass(slots=True)
class _Tally:
    reports: int = 0
    reports_new: int = 0
    claims_new: int = 0
    claims_gone: int = 0

    def keep(self, writer: Writer, result: ReadResult) -> None:
        reader = result.reading.reader if result.reading else None
        added = writer.add(result.report, result.claims, reader, result.original)
        self.reports += 1
        self.reports_new += added.report_new
        self.claims_new += added.claims_new
        self.claims_gone += added.claims_gone

    def words(self, where: str) -> str:
        from claimline.publishing.words import plural

        known = self.reports - self.reports_new
        parts = [f"{plural(self.reports_new, 'report')} added" + (f", {known:,} known already" if known else "")]
        parts.append(
            plural(self.claims_new, "new claim") + (f", {self.claims_gone:,} replaced" if self.claims_gone else "")
        )
        return f"{'; '.join(parts)}; ledger {where}"


@click.command(help=ADD_HELP, short_help="Read reports into the ledger; the same report twice is one.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@_ledger_option
@click.option(
    "--date", "day", metavar="D", help="Day of publication (2024-05-16) of reports that do not bring their own."
)
@click.option("--outlet", metavar="NAME", help="Who published reports that do not say so themselves.")
@click.option(
    "--reader",
    type=click.Choice(["default", "fast", "rules", "llm"]),
    default="default",
    help="How the words are read.",
)
@server_options
@originals_option
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    help="What a report that cannot be read does: stop the run, or be named and left out.",
)
@click.option("--weigh/--no-weigh", default=True, help="Whether to group and compare what is new, too.")
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), help="json: the summary as data, to stdout."
)
@engine_options
@voice_options
def add(
    sources: tuple[str, ...],
    ledger: str | None,
    weigh: bool,
    format_name: str | None,
    quiet: bool,
    verbose: bool,
    **how: Any,
) -> None:
    import claimline
    from claimline.cli import ledger_output as output
    from claimline.cli.weigh import weigh_aloud

    voice, tally = Voice(quiet, verbose), _Tally()
    config = claimline.ReadConfig(
        published=_day(how.pop("day"), past=True),
        note=voice.say,
        **engine_facts(how.pop("engine"), how.pop("workers"), how.pop("address")),
        **how,
    )
    with claimline.open_ledger(ledger) as opened, opened.writer() as writer:
        try:
            for result in voice.following(claimline.read_sources(sources, config), _progress, alone=True):
                tally.keep(writer, result)
        finally:
            if tally.reports:  # what was added is kept, whatever stopped the run
                voice.say(tally.words(str(opened.location)))
        if weigh:
            weigh_aloud(opened, voice)
        if format_name == "json":
            output.print_json({"ledger": str(opened.location), **asdict(tally)})


def _progress(number: int, result: ReadResult) -> str:
    return f"{number:,} reports added, now at {result.report.label}"


LIST_HELP = """List what the ledger holds: claims, or with --reports its reports; the newest report first.

With --events it lists events: claims of several reports about one occurrence, the earliest known first.

\b
Examples:
  claimline list --kind control --place Vovchansk --since 2024-05-10
  claimline list --speaker "General Staff" --format csv > claims.csv
  claimline list --status accepted
  claimline list --reports --outlet "Pindula News"
  claimline list --events --place Vovchansk --since 2024-05-10
"""


@click.command("list", help=LIST_HELP, short_help="List what the ledger holds.")
@_ledger_option
@click.option("--claims", "what", flag_value="claims", default="claims", help="Claims; so it is unless told.")
@click.option("--reports", "what", flag_value="reports", help="Reports.")
@click.option("--events", "what", flag_value="events", help="Events: what claims of several reports are about.")
@click.option("--kind", metavar="KIND", help="Claims of a kind (control.taken) or a family (control).")
@click.option("--speaker", metavar="NAME", help="Claims of speakers whose name has this in it.")
@click.option("--outlet", metavar="NAME", help="What this outlet published.")
@click.option("--place", metavar="ID_OR_NAME", help="Claims with this place: geonames:706483, or a name.")
@click.option("--report", metavar="ID", help="Claims of this report.")
@click.option(
    "--status",
    type=click.Choice(["accepted", "fixed", "rejected", "open"]),
    help="Claims of which people's judgements come to this.",
)
@click.option("--since", metavar="D", help="Claims about this day and later; reports published then.")
@click.option("--until", metavar="D", help="Claims about this day and earlier; reports published then.")
@click.option("--known", metavar="D", help="With --events: as they were known on this day, nothing learnt later.")
@_limit_option
@_format_option("table", "json", "jsonl", "csv")
@voice_options
def list_(ledger: str | None, what: str, format_name: str | None, quiet: bool, verbose: bool, **wanted: Any) -> None:
    from claimline.cli import ledger_output as output

    voice, chosen = Voice(quiet, verbose), _chosen(format_name)
    limit = _limit(wanted["limit"], chosen)
    wanted.update(limit=limit, since=_day(wanted["since"]), until=_day(wanted["until"]))
    if what != "events" and wanted.pop("known") is not None:
        raise click.UsageError("--known is for a list of events: take --events, or --until for the days of reports")
    with _open(ledger) as opened, data_output(None) as out:
        if what == "events":
            count = output.list_events(opened, wanted, chosen, out)
        elif what == "reports":
            count = output.list_reports(opened.view(), wanted, chosen, out)
        else:
            count = output.list_claims(opened, output.claim_filter(wanted), chosen, out)
    if count == 0:
        voice.say("nothing in the ledger is like that")
    elif count == limit and wanted["limit"] is not None:
        voice.say(f"the first {count:,}; --limit 0 shows all")


def _limit(given: int | None, chosen: str) -> int | None:
    if given is None:
        return _FIRST if chosen == "table" else None
    return given or None


SHOW_HELP = """Show one claim or report: its words in their context, every slot with the characters it came from.

ID is that of a claim, an event or a report, or its beginning as far as it is unique. The id of a claim from an earlier
reading leads to the claim that took its place, that of a former event to the one that has most of its claims. Of a
report all versions are listed, with what each changed. With --original the bytes are written that a report came in as.

\b
Examples:
  claimline show 3fa94c
  claimline show 81d2e0 --original -o page.html
"""


@click.command(help=SHOW_HELP, short_help="Show one report, claim or event of the ledger.")
@click.argument("name", metavar="ID")
@_ledger_option
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", help="How to print.")
@click.option("--original", is_flag=True, help="Write the bytes that a report came in as, to a file or a pipe.")
@click.option("--as", "kind", metavar="KIND", help="With --original: page, mail, pdf, feed, records or text.")
@click.option("-o", "--output", metavar="FILE", help="With --original: write to this file instead of stdout.")
@voice_options
def show(
    name: str,
    ledger: str | None,
    format_name: str,
    original: bool,
    kind: str | None,
    output: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    from claimline.cli import ledger_output as printing
    from claimline.cli.version_pages import write_original
    from claimline.ledger import UnknownName

    voice = Voice(quiet, verbose)
    if original:
        with _open(ledger) as opened:
            voice.detail(f"written to {write_original(opened.view(), name, kind, output)}")
        return
    if kind is not None or output is not None:
        raise click.UsageError("--as and -o are for --original")
    with _open(ledger) as opened, data_output(None) as out:
        view = opened.view()
        try:
            record = view.claim(name)
        except UnknownName:
            printing.show_other(opened, name, format_name, out)
            return
        if record["id"] != name and not record["id"].startswith(name):
            voice.say(f"{name} is of an earlier reading; this is the claim that took its place")
        if format_name == "json":
            printing.print_json(printing.reviewed(opened, record))
        else:
            printing.show_claim(opened, record["id"], out)


FIND_HELP = """Find claims and reports by their words, all of them, in any order and case; Kharkiv* finds beginnings.

Claims are found by evidence, speaker and places; reports by title and text.

\b
Example:
  claimline find Vovchansk withdrew
"""


@click.command(help=FIND_HELP, short_help="Find claims of the ledger by their words.")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@_ledger_option
@_limit_option
@_format_option("table", "json", "jsonl", "csv")
@voice_options
def find(
    words: tuple[str, ...], ledger: str | None, limit: int | None, format_name: str | None, quiet: bool, verbose: bool
) -> None:
    from claimline.cli import ledger_output as output

    voice, chosen = Voice(quiet, verbose), _chosen(format_name)
    with _open(ledger) as opened, data_output(None) as out:
        view = opened.view()
        if chosen == "json":
            output.print_json(asdict(view.find(" ".join(words), limit=limit or sys.maxsize)))
            return
        filters = output.claim_filter({"words": " ".join(words), "limit": _limit(limit, chosen)})
        count = output.list_claims(opened, filters, chosen, out)
        if chosen == "table":
            count += output.other_reports(view, " ".join(words), out)
    if count == 0:
        voice.say("nothing in the ledger has these words")


VERIFY_HELP = """Check the ledger: the database itself, the hash of every original, every offset and every id.

Prints what is wrong, and ends with exit code 5 if anything is.

\b
Example:
  claimline verify --ledger kharkiv.db
"""


@click.command(help=VERIFY_HELP, short_help="Check that the ledger's originals are unchanged.")
@_ledger_option
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json", "jsonl"]), default="text", help="How to print."
)
@voice_options
def verify(ledger: str | None, format_name: str, quiet: bool, verbose: bool) -> None:
    from claimline.cli import ledger_output as output
    from claimline.ledger import verify as problems_of
    from claimline.publishing.words import plural

    voice = Voice(quiet, verbose)
    with _open(ledger) as opened, data_output(None) as out:
        problems = output.Counted(asdict(problem) for problem in problems_of(opened))
        if format_name == "text":
            for problem in problems:
                click.echo(f"{problem['where']}: {problem['what']}", file=out)
        else:
            output.print_records(problems, format_name, out)
        counts = opened.view().counts()
        where = str(opened.location)
    if problems.count:
        raise LedgerError(
            f"{plural(problems.count, 'problem')} found",
            where=where,
            then="Put back a copy of the ledger, or add the reports that are named again.",
        )
    voice.say(f"sound: {plural(counts.reports, 'report')}, {plural(counts.claims, 'claim')}; ledger {where}")
