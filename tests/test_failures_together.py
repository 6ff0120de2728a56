"""Those failures of the catalogue (docs/limits.md) that only several reports can show: 12, 13 and 15."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from claimline.model import Report
from claimline.model.coverage import ReportSeen
from claimline.model.record import claim_record
from claimline.model.story import StoryReport
from claimline.model.telling import Telling, telling_of
from claimline.picturing.coverage import coverage_gaps
from claimline.pipeline import ReadConfig, read_reports
from claimline.weighing.events import group
from claimline.weighing.stories import links_among, origins

DAY = date(2024, 5, 14)
ABDUCTION = (
    "Gunmen abducted 40 pupils from a school near Vovchansk on Monday, police said.",
    "Police said on Tuesday that armed men had abducted 40 pupils from a school near Vovchansk a day before.",
    "Forty pupils were abducted by gunmen near Vovchansk on Monday.",
)


def tellings(reports: list[Report], gazetteer: Path) -> list[Telling]:
    config = ReadConfig(gazetteer=gazetteer, reader="rules")
    return [
        telling_of(claim_record(claim), report=f"r{n}", known=DAY.isoformat())
        for n, result in enumerate(read_reports(reports, config))
        for claim in result.claims
    ]


def abductions(texts: list[str], gazetteer: Path) -> list[Telling]:
    reports = [Report(text, outlet=f"Paper {n}", published=DAY) for n, text in enumerate(texts)]
    return [t for t in tellings(reports, gazetteer) if t.kind.startswith("detention")]


def test_12_an_outlet_that_falls_silent_is_a_gap_and_no_calm() -> None:
    days = [(DAY - timedelta(days=n)).isoformat() for n in range(60)]
    steady = [ReportSeen(f"a{day}", "Steady Post", day) for day in days]
    silent = [ReportSeen(f"b{day}", "Silent Post", day) for day in days[6:]]
    gaps = coverage_gaps([*steady, *silent])
    assert [gap.outlet for gap in gaps] == ["Silent Post"]


def test_13_one_wire_text_in_five_outlets_has_one_origin() -> None:
    text = " ".join(ABDUCTION) + " The school had been closed for a month, and nobody has said who the gunmen were."
    reports = [StoryReport(f"r{n}", text, f"Paper {n}", DAY.isoformat(), ()) for n in range(5)]
    assert len({origin.id for origin in origins(reports, links_among(reports)).values()}) == 1


def test_15_an_abduction_that_many_outlets_report_stays_one_event(sample_gazetteer: Path) -> None:
    told = abductions([ABDUCTION[n % 3] for n in range(60)], sample_gazetteer)
    assert len(told) == 60
    events = group(told)
    assert [len(event.members) for event in events] == [60]


def test_15_another_abduction_elsewhere_is_another_event(sample_gazetteer: Path) -> None:
    other = "Gunmen abducted 3 nurses in Orikhiv on Sunday, medics said."
    events = group(abductions([*ABDUCTION, other], sample_gazetteer))
    assert sorted(len(event.members) for event in events) == [1, 3]
