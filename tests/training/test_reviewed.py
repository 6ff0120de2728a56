"""What people judged becomes reports to train on: what they found right, what they rejected, and nothing else."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from training.examples import ROLES  # noqa: E402 - training is no part of the package
from training.own import own_reports  # noqa: E402
from training.reviewed import example, load, reviewed_reports  # noqa: E402

from claimline.ledger import Ledger, open_ledger  # noqa: E402
from claimline.model import Report  # noqa: E402
from claimline.model.record import Record  # noqa: E402
from claimline.pipeline import ReadConfig, read_reports  # noqa: E402
from claimline.reading.reader import open_reader  # noqa: E402

TEXT = (
    "Shells hit a school in Sumy on Monday and killed four people, the mayor of the town said.\n"
    "The army's spokesman claimed that its troops had taken Robotyne. Two soldiers were captured near Orikhiv."
)


@pytest.fixture
def ledger(tmp_path: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A ledger with one report, read by the rules, and a copy of it."""
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    with open_ledger(tmp_path / "ledger.db") as opened:
        for outlet in ("Sample Post", "Hill Gazette"):
            report = Report(TEXT, outlet=outlet, published=date(2024, 5, 16), language="en")
            (result,) = read_reports([report], ReadConfig(reader="rules"))
            opened.writer().add(result.report, result.claims)
        yield opened


def claim(ledger: Ledger, kind: str) -> Record:
    return next(record for record in ledger.view().claims() if record["kind"] == kind)


def reports(ledger: Ledger, counts: Counter[str] | None = None) -> list[dict[str, Any]]:
    found = list(reviewed_reports(ledger, open_reader("rules").read, counts))
    return [json.loads(json.dumps(report)) for report in found]


def words(span: list[int]) -> str:
    return TEXT[span[0] : span[1]]


def test_what_nobody_judged_teaches_nothing(ledger: Ledger) -> None:
    assert reports(ledger) == []


def test_what_was_accepted_is_learnt_and_what_was_rejected_is_not_stated(ledger: Ledger) -> None:
    judge, counts = ledger.judge(), Counter[str]()
    judge.accept(claim(ledger, "control.taken")["id"], who="Ann")
    judge.reject(claim(ledger, "casualties.captured")["id"], who="Ann")
    (report,) = reports(ledger, counts)
    assert (report["text"], report["published"]) == (TEXT, "2024-05-16")
    (taken,) = report["claims"]
    assert (taken["kind"], words(taken["trigger"]), taken["polarity"]) == ("control.taken", "taken", "positive")
    assert "spokesman" in words(taken["speaker"])
    assert [words([start, end]) for start, end, _ in taken["places"]] == ["Robotyne"]
    assert taken["unknown"] == []
    assert [words(span) for span in report["rejected"]] == ["captured"]
    assert counts == {"claims": 1, "rejected triggers": 1}
    open_to_learn = "".join(" " if any(s <= i < e for s, e in report["unsure"]) else c for i, c in enumerate(TEXT))
    assert open_to_learn.split() == ["taken", "captured"]


def test_the_form_is_that_of_the_reports_written_for_training(ledger: Ledger) -> None:
    ledger.judge().accept(claim(ledger, "casualties.killed")["id"], who="Ann")
    (report,) = reports(ledger)
    own = next(own_reports())
    assert own.keys() <= report.keys()
    assert own["claims"][0].keys() <= report["claims"][0].keys()
    assert [of for _, _, of in report["claims"][0]["quantities"]] == ["killed"]


def test_what_a_person_set_without_words_is_not_learnt(ledger: Ledger) -> None:
    wanted = {"kind": "control.retaken", "place": "geonames:698428", "speaker": "General Sample", "day": "2024-05-14"}
    place = {"name": "Orikhiv", "id": "geonames:698428", "lat": 47.58, "lon": 35.78, "precision": "settlement"}
    lookup = {"geonames:698428": {**place, "radius_km": 2.0, "country": "UA"}}
    ledger.judge(places=lookup.get).fix(claim(ledger, "control.taken")["id"], wanted, who="Ann")
    (report,) = reports(ledger)
    (taken,) = report["claims"]
    assert taken["kind"] == "control.retaken"
    assert (taken["places"], taken["time"]) == ([], None)
    assert taken["unknown"] == ["at", "speaker", "time"]
    (event,) = example(report).events
    assert event.known == frozenset(ROLES) - {"at", "speaker", "time"}


def test_what_is_disputed_or_open_again_is_left_out(ledger: Ledger) -> None:
    judge, record = ledger.judge(), claim(ledger, "control.taken")
    judge.accept(record["id"], who="Ann")
    judge.reject(record["id"], who="Bob")
    assert reports(ledger) == []
    judge.accept(record["id"], who="Bob")
    assert len(reports(ledger)) == 1


def test_a_file_of_them_is_read_as_examples(ledger: Ledger, tmp_path: Path) -> None:
    judge = ledger.judge()
    judge.accept(claim(ledger, "control.taken")["id"], who="Ann")
    judge.reject(claim(ledger, "casualties.captured")["id"], who="Ann")
    path = tmp_path / "reviewed.jsonl"
    path.write_text("".join(json.dumps(report) + "\n" for report in reports(ledger)), "utf-8")
    (found,) = load(path)
    assert found.triggers_known
    assert [(event.kind, TEXT[slice(*event.trigger)]) for event in found.events] == [("control.taken", "taken")]
    rejected = TEXT.index("captured")
    assert all(end <= rejected or start > rejected for start, end in found.unsure)


def test_exchanging_the_parties_moves_what_is_not_known_along(ledger: Ledger) -> None:
    from training.masked import masked

    ledger.judge().accept(claim(ledger, "control.taken")["id"], who="Ann")
    (report,) = reports(ledger)
    found = masked(example(report))
    assert "army" not in found.text or len(found.text) != len(TEXT)
    ((start, end),) = [event.trigger for event in found.events]
    assert found.text[start:end] == "taken"
    assert all(last <= start or first >= end for first, last in found.unsure)
    assert found.unsure[-1][1] == len(found.text)


def test_judgements_of_another_ledger_are_learnt_where_they_were_taken_in(ledger: Ledger, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "other.db") as other:
        for kept in ledger.view().kept():
            other.writer().add(kept.report, kept.claims)
        other.judge().accept(claim(other, "control.taken")["id"], who="Ann")
        ledger.reviews().take(other.reviews().export())
        assert reports(ledger) == reports(other)
