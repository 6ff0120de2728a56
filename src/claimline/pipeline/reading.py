"""Text in, readings, resolutions and claims out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from claimline.model import Claim, Reading, Report, Resolution
from claimline.model.original import Original

if TYPE_CHECKING:
    from claimline.intake import IntakeConfig


def silent(message: str) -> None:
    """The default `note`: nobody listens."""


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """How sources are read.

    published, outlet: for reports that do not bring their own. `on_error`: a bad report stops the run, or is noted
    and skipped. `gazetteer`: a file, or None for the user's own. `note` gets one line for whatever should be said.
    `allow_private`: web addresses may lead to this machine and its own network. `endpoint`, `model`: the server and its
    model that the reader `llm` sends the texts to. `engine`, `workers`: where `read_sources` reads, and in how many
    processes (None: one here, elsewhere one for each processor); `address`: of a Ray cluster, None for one that is
    started on this machine. `originals`: whether results bring the bytes that their reports came in as.
    """

    published: date | None = None
    outlet: str | None = None
    reader: str = "default"
    gazetteer: Path | None = None
    on_error: Literal["stop", "skip"] = "stop"
    note: Callable[[str], None] = silent
    endpoint: str | None = None
    model: str | None = None
    allow_private: bool = False
    engine: Literal["here", "processes", "ray"] = "here"
    workers: int | None = None
    address: str | None = None
    originals: bool = False


@dataclass(frozen=True, slots=True)
class ReadResult:
    """One report on its way through the rooms. Nothing was read (`reading` None) in a language we do not read.

    original: the bytes that the report came in as, where `ReadConfig.originals` asks for them.
    """

    report: Report
    reading: Reading | None
    resolution: Resolution | None
    claims: tuple[Claim, ...]
    original: Original | None = None


class Latest:
    """The original that intake handed over last: a report comes right behind its own."""

    def __init__(self) -> None:
        self._last: Original | None = None

    def keep(self, original: Original) -> None:
        self._last = original

    def of(self, report: Report) -> Original | None:
        """The one of this report, the latest that came in."""
        last = self._last
        return last if last is not None and last.raw == report.raw else None


def read_here(sources: Sequence[str], config: ReadConfig) -> Iterator[ReadResult]:
    """What `engines.read_sources` does, in this process."""
    from claimline.intake import reports

    latest = Latest()
    return read_reports(reports(sources, intake_config(config, latest=latest)), config, latest)


def intake_config(
    config: ReadConfig, take: Callable[[], bool] | None = None, latest: Latest | None = None
) -> IntakeConfig:
    """How sources are taken in, for those who read them; `latest` is told of originals, if they are wanted.

    Raises DateError for a day that has not come.
    """
    from claimline.intake import IntakeConfig, parse_date
    from claimline.intake.config import always

    today = date.today()
    if config.published is not None:
        parse_date(config.published.isoformat(), today=today)
    return IntakeConfig(
        published=config.published,
        outlet=config.outlet,
        on_error=config.on_error,
        today=today,
        allow_private=config.allow_private,
        note=config.note,
        take=take or always,
        keep=latest.keep if latest is not None and config.originals else None,
    )


def read_reports(
    reports: Iterable[Report], config: ReadConfig | None = None, latest: Latest | None = None
) -> Iterator[ReadResult]:
    """Reading, resolving and claiming, in the order given.

    Reports without a `story` go through one at a time. From the first one with a `story` on, results come when all
    reports are read: those of one story are evidence for each other's places, whatever their order. `latest`: where the
    intake of these reports hands their originals over.
    """
    config = config or ReadConfig()
    return settled(read_alone(reports, config, latest or Latest()), config)


def read_alone(reports: Iterable[Report], config: ReadConfig, latest: Latest) -> Iterator[ReadResult]:
    """Each report for itself. One with a `story` is only read: its places wait for the others of its story."""
    from claimline.reading.reader import ReaderConfig, open_reader
    from claimline.resolving import Resolver

    reader = open_reader(config.reader, ReaderConfig(config.endpoint, config.model, config.note))
    coming = iter(reports)
    first = next(coming, None)  # a source that is not there is said so before a gazetteer is built
    if first is None:
        return
    with Resolver.open(config.gazetteer, config.note) as resolver:
        for report in chain((first,), coming):
            original = latest.of(report)
            if report.language not in (None, "en"):
                config.note(f"{report.label}: not read: its language is {report.language}, and only English is read")
                yield ReadResult(report, None, None, (), original)
                continue
            reading = reader.read(report)
            yield _result(reading, None if report.story is not None else resolver.resolve(reading), original)


def settled(results: Iterable[ReadResult], config: ReadConfig) -> Iterator[ReadResult]:
    """What `read_alone` gave, in the same order, with the places of those that have a `story` resolved together."""
    undated = _Once(config.note)
    held: list[ReadResult] = []
    for result in results:
        if held or result.report.story is not None:
            held.append(result)
        else:
            undated.look(result)
            yield result
    waiting = [result.reading for result in held if result.reading and not result.resolution]
    resolved = iter(_together(waiting, config) if waiting else ())
    for result in held:
        if result.reading and not result.resolution:
            result = _result(result.reading, next(resolved), result.original)
        undated.look(result)
        yield result


def _together(readings: Sequence[Reading], config: ReadConfig) -> list[Resolution]:
    from claimline.resolving import Resolver

    with Resolver.open(config.gazetteer, config.note) as resolver:
        return resolver.resolve_together(readings)


def _result(reading: Reading, resolution: Resolution | None, original: Original | None) -> ReadResult:
    from claimline.claiming import claims_of

    claims = tuple(claims_of(resolution)) if resolution else ()
    return ReadResult(reading.report, reading, resolution, claims, original)


class _Once:
    """Says a thing the first time only."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note, self._said = note, False

    def look(self, result: ReadResult) -> None:
        if self._said or result.report.published is not None or result.resolution is None:
            return
        if any(time.value is None for time in result.resolution.times):
            self._said = True
            self._note(
                "no publication date: times such as 'on Friday' stay unresolved (give --date, or `published` in JSONL)"
            )
