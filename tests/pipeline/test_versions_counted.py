"""Versions of one report in pictures: counted once, and not known before they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from claimline import ReadConfig, picture, read_reports
from claimline.ledger import Ledger, open_ledger
from claimline.model import Report
from claimline.model.original import Original
from claimline.pipeline.public import public_ledger
from claimline.pipeline.weighing import WeighConfig, weigh
from claimline.publishing.public import default_profile

URL = "https://wire.example/vovchansk"
FIRST = (
    "Russian forces captured Vovchansk, the Russian Defence Ministry said on Thursday. "
    "Five people were killed by shelling in Vovchansk, the mayor said. Rescue workers were still at the market."
)
SECOND = FIRST.replace("Russian forces captured Vovchansk, the Russian Defence Ministry said on Thursday. ", "")


@pytest.fixture
def ledger(tmp_path: Path, gazetteer_file: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "claimline.db") as opened:
        for day, text in ((16, FIRST), (18, SECOND)):
            report = Report(text, outlet="Test Wire", url=URL, published=date(2024, 5, 16), language="en")
            config = ReadConfig(reader="rules", gazetteer=gazetteer_file)
            (result,) = read_reports([report], config)
            with opened.writer(clock=lambda day=day: datetime(2024, 5, day, 9, tzinfo=UTC)) as writer:  # type: ignore[misc]
                page = Original.of(f"<p>{text}</p>".encode(), "page")
                writer.add(replace(result.report, author="Ann Writer"), result.claims, None, page)
        weigh(opened, WeighConfig(gazetteer=gazetteer_file))
        yield opened


def test_both_versions_are_one_origin(ledger: Ledger) -> None:
    first, second = ledger.view().versions(next(iter(ledger.view().reports()))["ref"])
    story = picture(ledger).story(first.ref, second.ref)
    assert len({origin.id for origin in dict(story.origins).values()}) == 1


def test_a_withdrawn_claim_stays_a_claim_of_its_day(ledger: Ledger) -> None:
    (taken,) = (record for record in ledger.view().claims() if record["kind"] == "control.taken")
    mark = ledger.view().superseded([taken["id"]])[taken["id"]]
    assert (mark.became, mark.at[:10]) == ("withdrawn", "2024-05-18")
    (before,) = picture(ledger, known=date(2024, 5, 17)).control(place="Vovchansk")
    (after,) = picture(ledger).control(place="Vovchansk")
    assert before.by == after.by == "russia"


def test_what_a_version_keeps_counts_once(ledger: Ledger) -> None:
    events = [event for event in picture(ledger).events(place="Vovchansk") if event.family != "control"]
    (event,) = (event for event in events if len({member.partition(":")[0] for member in event.members}) == 2)
    (figure,) = (slot for slot in picture(ledger).event(event.id).slots if slot.name == "killed")
    assert [len(position.lines) for position in figure.positions] == [1]


def test_a_public_copy_has_no_author_no_original_and_no_version(ledger: Ledger, tmp_path: Path) -> None:
    profile = replace(default_profile(), accepted_only=False)
    public_ledger(ledger, tmp_path / "public.db", profile, datetime(2024, 7, 1, tzinfo=UTC))
    data = (tmp_path / "public.db").read_bytes()
    assert b"Ann Writer" not in data
    with open_ledger(tmp_path / "public.db", create=False) as public:
        found = list(public.view().reports())
        assert found
        for record in found:
            assert public.view().raws(record["ref"]) == ()
            assert public.view().versions(record["ref"]) == ()
            assert record["author"] is None
