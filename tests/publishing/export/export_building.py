"""A ledger for the tests of exports: reports of our own, read by the rules, weighed; and what a format makes of it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import claimline
from claimline.ledger import Ledger, open_ledger
from claimline.model import Report
from claimline.pipeline.export import ExportAsked, opened
from claimline.pipeline.weighing import WeighConfig, weigh
from claimline.publishing.export import BinaryWriter, Writer, export_format, export_writer

REPORTS = (
    Report(
        "Shells hit the market in Vovchansk on Wednesday and killed at least three people, the mayor, Oleh Sample, "
        "said. Russian forces took Orikhiv, Russia's defence ministry said. 😀 Talks were held in Kyiv.",
        given_id="r1",
        title='=Night "of fire"',
        outlet="Sample Post",
        url="https://post.example/1",
        published=date(2024, 5, 16),
        language="en",
    ),
    Report(
        "Ukraine's General Staff denied that Russian forces had taken Orikhiv. Shelling of Vovchansk on Wednesday "
        "killed four people, police said. About 200 residents fled Kharkiv Oblast.",
        given_id="r2",
        title="Staff denies loss",
        outlet="River Herald",
        published=date(2024, 5, 17),
        language="en",
    ),
    Report("Ukrainian troops retook Robotyne, a spokesman said.", given_id="r3", published=date(2024, 5, 20)),
    Report("The weather was fine.", given_id="r4", outlet="Sample Post", published=date(2024, 5, 21), language="en"),
)

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def a_ledger(path: Path | str, gazetteer: Path, reports: Iterable[Report] = REPORTS) -> Ledger:
    config = claimline.ReadConfig(reader="rules", gazetteer=gazetteer)
    ledger = open_ledger(path)
    with ledger.writer(clock=lambda: NOW) as writer:
        for result in claimline.read_reports((replace(report) for report in reports), config):
            writer.add(result.report, result.claims, result.reading.reader if result.reading else None)
    weigh(ledger, WeighConfig(gazetteer=gazetteer))
    return ledger


def exported(ledger: Ledger, name: str, **asked: Any) -> str:
    return sent(ledger, name, **asked).decode("utf-8")


def sent(ledger: Ledger, name: str, **asked: Any) -> bytes:
    made, out = export_format(name), io.BytesIO()
    with opened(ledger, ExportAsked(**asked)) as export:
        sources = {"claims": export.claims, "reports": export.reports, "events": export.events}
        items: Any = sources.get(made.made_of, export.control)()
        if made.binary:
            cast(BinaryWriter, export_writer(name))(items, out)
        else:
            text = io.TextIOWrapper(out, encoding="utf-8", newline="\n")
            cast(Writer, export_writer(name))(items, text)
            text.flush()
            text.detach()
    return out.getvalue()
