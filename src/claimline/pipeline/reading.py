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
    `allow_private`: web addresses may lead to this machine and its own network. `endpoint`, `model`: the server and its
    model that the reader `llm` sends the texts to.
    """

    published: date | None = None
    outlet: str | None = None
    reader: str = "default"
    gazetteer: Path | None = None
    on_error: Literal["stop", "skip"] = "stop"
    note: Callable[[str], None] = _silent
    endpoint: str | None = None
    model: str | None = None
    allow_private: bool = False


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
        published=config.published,
        outlet=config.outlet,
        on_error=config.on_error,
        today=today,
        allow_private=config.allow_private,
        note=config.note,
    )
    return read_reports(reports(sources, intake), config)


def read_reports(reports: Iterable[Report], config: ReadConfig | None = None) -> Iterator[ReadResult]:
    """Reading, resolving and claiming, in the order given.

    Reports without a `story` go through one at a time. From the first one with a `story` on, results come when all
    reports are read: those of one story are evidence for each other's places, whatever their order.
    """
    from claimline.claiming import claims_of
    from claimline.reading.reader import ReaderConfig, open_reader
    from claimline.resolving import Resolver

    config = config or ReadConfig()
    reader = open_reader(config.reader, ReaderConfig(config.endpoint, config.model, config.note))
    resolver = Resolver.open(config.gazetteer)
    undated = _Once(config.note)
    held: list[tuple[Report, Reading | None]] = []

    def result(report: Report, reading: Reading | None, resolution: Resolution | None) -> ReadResult:
        if reading is None or resolution is None:
            return ReadResult(report, None, None, ())
        if report.published is None and any(t.value is None for t in resolution.times):
            undated.say(
                "no publication date: times such as 'on Friday' stay unresolved (give --date, or `published` in JSONL)"
            )
        return ReadResult(report, reading, resolution, tuple(claims_of(resolution)))

    for report in reports:
        reading = None
        if report.language in (None, "en"):
            reading = reader.read(report)
        else:
            config.note(f"{report.label}: not read: its language is {report.language}, and only English is read")
        if held or report.story is not None:
            held.append((report, reading))
        else:
            yield result(report, reading, resolver.resolve(reading) if reading else None)
    resolved = iter(resolver.resolve_together([reading for _, reading in held if reading]))
    for report, reading in held:
        yield result(report, reading, next(resolved) if reading else None)


class _Once:
    """Says a thing the first time only."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note, self._said = note, False

    def say(self, message: str) -> None:
        if not self._said:
            self._said = True
            self._note(message)
