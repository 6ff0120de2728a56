"""Text in, readings, resolutions and claims out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from claimline.model import Claim, Reading, Report, Resolution


def _silent(message: str) -> None:
    """The default `note`: nobody listens."""


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """How sources are read.

    published, outlet: for reports that do not bring their own. `on_error`: a bad report stops the run, or is noted
    and skipped. `gazetteer`: a file, or None for the user's own. `note` gets one line for whatever should be said.
    `endpoint`, `model`: the server and its model that the reader `llm` sends the texts to.
    """

    published: date | None = None
    outlet: str | None = None
    reader: str = "default"
    gazetteer: Path | None = None
    on_error: Literal["stop", "skip"] = "stop"
    note: Callable[[str], None] = _silent
    endpoint: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """One report on its way through the rooms. Nothing was read (`reading` None) in a language we do not read."""

    report: Report
    reading: Reading | None
    resolution: Resolution | None
    claims: tuple[Claim, ...]


def read_sources(sources: Sequence[str], config: ReadConfig | None = None) -> Iterator[ReadResult]:
    """Read files, folders, `-` or JSONL of reports; see `claimline read --help` for what a source may be.

    Nothing was published in the future: raises DateError for such a `config.published`, RecordError for a record's own.
    """
    from claimline.intake import IntakeConfig, parse_date, reports

    config, today = config or ReadConfig(), date.today()
    if config.published is not None:
        parse_date(config.published.isoformat(), today=today)
    intake = IntakeConfig(
        published=config.published, outlet=config.outlet, on_error=config.on_error, today=today, note=config.note
    )
    return read_reports(reports(sources, intake), config)


def read_reports(reports: Iterable[Report], config: ReadConfig | None = None) -> Iterator[ReadResult]:
    """Reading, resolving and claiming, one report at a time and in the order given."""
    from claimline.claiming import claims_of
    from claimline.reading.reader import ReaderConfig, open_reader
    from claimline.resolving import Resolver

    config = config or ReadConfig()
    reader = open_reader(config.reader, ReaderConfig(config.endpoint, config.model, config.note))
    resolver = Resolver.open(config.gazetteer)
    said_undated = False
    for report in reports:
        if report.language not in (None, "en"):
            config.note(f"{report.label}: not read: its language is {report.language}, and only English is read")
            yield ReadResult(report, None, None, ())
            continue
        reading = reader.read(report)
        resolution = resolver.resolve(reading)
        if report.published is None and not said_undated and any(t.value is None for t in resolution.times):
            said_undated = True
            config.note(
                "no publication date: times such as 'on Friday' stay unresolved (give --date, or `published` in JSONL)"
            )
        yield ReadResult(report, reading, resolution, tuple(claims_of(resolution)))
