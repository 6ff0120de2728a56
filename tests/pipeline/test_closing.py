"""Whoever reads and weighs again and again leaves no gazetteer open: each holds megabytes until it is collected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from claimline.errors import GazetteerError
from claimline.ledger import open_ledger
from claimline.model import Report
from claimline.pipeline.reading import ReadConfig, read_reports
from claimline.pipeline.weighing import WeighConfig, weigh, weigh_steps
from claimline.resolving.places.gazetteer import Gazetteer

TEXT = "The governor said on Friday that two people had been killed in Vovchansk."


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Gazetteer]:
    found: list[Gazetteer] = []
    really = Gazetteer.open

    def remembered(path: Path | None = None, note: Callable[[str], None] | None = None) -> Gazetteer:
        found.append(really(path, note))
        return found[-1]

    monkeypatch.setattr(Gazetteer, "open", remembered)
    return found


def is_open(gazetteer: Gazetteer) -> bool:
    try:
        return gazetteer.by_id("geonames:706483") is not None
    except GazetteerError:
        return False


@pytest.mark.parametrize("story", [None, "bridge"])
def test_reading_and_weighing_close_what_they_opened(
    opened: list[Gazetteer], gazetteer_file: Path, tmp_path: Path, story: str | None
) -> None:
    config = ReadConfig(reader="rules", gazetteer=gazetteer_file)
    report = Report(TEXT, published=date(2024, 5, 17), story=story)
    with open_ledger(tmp_path / "a.db") as ledger:
        with ledger.writer() as writer:
            for result in read_reports([report], config):
                assert writer.add(result.report, result.claims).claims_new
        assert weigh(ledger, WeighConfig(gazetteer=gazetteer_file)).claims_new
    assert len(opened) >= 2
    assert [is_open(one) for one in opened] == [False] * len(opened)


def test_who_stops_early_closes_it_too(opened: list[Gazetteer], gazetteer_file: Path, tmp_path: Path) -> None:
    reports = [Report(f"{TEXT} It was bulletin {number}.", published=date(2024, 5, 17)) for number in range(3)]
    results = read_reports(reports, ReadConfig(reader="rules", gazetteer=gazetteer_file))
    with open_ledger(tmp_path / "a.db") as ledger:
        for result in (next(results), next(results)):
            ledger.writer().add(result.report, result.claims)
        results.close()  # type: ignore[attr-defined]
        steps = weigh_steps(ledger, WeighConfig(portion=1, gazetteer=gazetteer_file))
        next(steps)
        steps.close()  # type: ignore[attr-defined]
        assert ledger.weighing().waiting() == 1
    assert [is_open(one) for one in opened] == [False] * len(opened)
