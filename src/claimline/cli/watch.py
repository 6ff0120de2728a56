"""`claimline watch`: go on adding what is new in feeds."""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimline.cli.console import Voice, voice_options
from claimline.cli.engine import originals_option

if TYPE_CHECKING:
    from claimline import ReadConfig
    from claimline.intake.web.watching import Watch
    from claimline.ledger import Ledger
    from claimline.pipeline.metrics import WatchMetrics
    from claimline.pipeline.reading import Latest

HELP = """Go on adding what is new in feeds and sitemaps. The same report through two feeds is one.

\b
FEEDS is a file such as:
  [[feed]]
  url = "https://news.example/rss.xml"
  outlet = "Pindula News"     # else the page's own
  every = "15m"               # how often; s, m, h or d
  pages = true                # false: read what the feed holds, follow no link

Feeds are asked only for what has changed, pages only when robots.txt allows it, and no host more than once a second. A
feed that fails is left alone for longer each time. What was seen is remembered in a file beside the ledger, and saved
after every round: it can be stopped at any time.

\b
Examples:
  claimline watch feeds.toml --ledger kharkiv.db
  claimline watch feeds.toml --once
"""
_SHORTEST, _LONGEST = 1.0, 3600.0  # seconds between two rounds


@dataclass(slots=True)
class _Tally:
    reports: int = 0
    reports_new: int = 0
    claims_new: int = 0


@click.command(help=HELP, short_help="Go on adding what is new in feeds.")
@click.argument("feeds", type=click.Path(path_type=Path), metavar="FEEDS")
@click.option(
    "--ledger",
    metavar="FILE_OR_URL",
    help="The ledger; else the environment's CLAIMLINE_LEDGER, else claimline.db in this folder.",
)
@click.option("--once", is_flag=True, help="One round over all feeds, then end: for cron.")
@click.option(
    "--reader", type=click.Choice(["default", "fast", "rules"]), default="default", help="How the words are read."
)
@click.option("--weigh/--no-weigh", default=True, help="Whether to group and compare what is new, too.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead into this machine's own network.")
@originals_option
@click.option(
    "--metrics",
    "port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Figures for Prometheus, on 127.0.0.1:PORT.",
)
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), help="json: a summary of each round, to stdout."
)
@voice_options
def watch(
    feeds: Path,
    ledger: str | None,
    once: bool,
    reader: str,
    weigh: bool,
    allow_private: bool,
    originals: bool,
    port: int | None,
    format_name: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    import claimline
    from claimline.intake import IntakeConfig
    from claimline.intake.web.feedlist import read_feeds
    from claimline.intake.web.fetching import FetchConfig, Fetcher
    from claimline.intake.web.memory import load_memory
    from claimline.intake.web.watching import Watch
    from claimline.pipeline.reading import Latest

    voice = Voice(quiet, verbose)
    listed = read_feeds(feeds, allow_private=allow_private)
    with claimline.open_ledger(ledger) as opened:
        path = _memory_path(opened)
        fetcher = Fetcher(FetchConfig(allow_private=allow_private))
        latest = Latest()
        metrics = _metrics(opened, port, voice) if port is not None else None

        def note(words: str) -> None:
            voice.say(words)
            if metrics is not None:
                metrics.noted()

        intake = IntakeConfig(note=note, keep=latest.keep if originals else None)
        watched = Watch(listed, fetcher, load_memory(path), intake)
        config = claimline.ReadConfig(reader=reader, note=voice.say)
        while True:
            began = time.monotonic()
            watched = replace(watched, config=replace(watched.config, today=date.today()))
            tally = _round(_Run(watched, opened, config, path, latest), once=once)
            _tell(tally, opened, voice, weigh=weigh, as_json=format_name == "json")
            if metrics is not None:
                _measure(metrics, tally, watched, time.monotonic() - began)
            if once:
                return
            time.sleep(min(_LONGEST, max(_SHORTEST, watched.due() - time.time())))


def _metrics(ledger: Ledger, port: int, voice: Voice) -> WatchMetrics:
    from claimline.pipeline.metrics import LedgerMetrics, WatchMetrics, registry, serve

    into = registry()
    into.register(LedgerMetrics(lambda: ledger))
    metrics = WatchMetrics(into)
    voice.say(f"metrics are at http://127.0.0.1:{serve(port, into)}/metrics")
    return metrics


def _measure(metrics: WatchMetrics, tally: _Tally, watched: Watch, seconds: float) -> None:
    failing = sum(bool(watched.memory.visit(feed.url).failures) for feed in watched.feeds)
    metrics.round(
        new=tally.reports_new,
        known=tally.reports - tally.reports_new,
        claims=tally.claims_new,
        seconds=seconds,
        feeds=(len(watched.feeds), failing),
    )


def _memory_path(ledger: Ledger) -> Path:
    """Beside a ledger that is a file; for one on a server, in this folder, under a name that no other ledger has."""
    path: Path | None = getattr(ledger.location, "path", None)
    if path is not None:
        return path.with_name(path.name + ".watch.json")
    told_apart = hashlib.sha256(str(ledger.location).encode()).hexdigest()[:12]  # without the password
    return Path(f"claimline-{told_apart}.watch.json")


@dataclass(frozen=True, slots=True)
class _Run:
    """All that a round needs. path: the file in which the watch remembers what it saw."""

    watched: Watch
    ledger: Ledger
    config: ReadConfig
    path: Path
    latest: Latest


def _round(run: _Run, *, once: bool) -> _Tally:
    """Add what is new. What was added is remembered, whatever stops the round."""
    import claimline
    from claimline.intake.web.memory import save_memory

    tally, new = _Tally(), run.watched.round(all_feeds=once)
    try:
        first = next(new, None)
        if first is not None:  # nothing new: no model is loaded
            with run.ledger.writer() as writer:
                for result in claimline.read_reports(chain([first], new), run.config, run.latest):
                    reader = result.reading.reader if result.reading else None
                    added = writer.add(result.report, result.claims, reader, result.original)
                    tally.reports += 1
                    tally.reports_new += added.report_new
                    tally.claims_new += added.claims_new
    finally:
        save_memory(run.watched.memory, run.path)
    return tally


def _tell(tally: _Tally, ledger: Ledger, voice: Voice, *, weigh: bool, as_json: bool) -> None:
    from claimline.publishing.words import plural

    if tally.reports:
        known = tally.reports - tally.reports_new
        voice.say(
            f"{plural(tally.reports_new, 'report')} added" + (f", {known:,} known already" if known else "")
            + f"; {plural(tally.claims_new, 'new claim')}; ledger {ledger.location}"
        )  # fmt: skip
        if weigh:
            from claimline.cli.weigh import weigh_aloud

            weigh_aloud(ledger, voice)
    else:
        voice.say("nothing new")
    if as_json:
        from claimline.cli.ledger_output import print_json

        print_json({"ledger": str(ledger.location), **asdict(tally)})
