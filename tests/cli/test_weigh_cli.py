"""`weigh`, `review` and events on the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli.main import main
from claimline.ledger import Item, open_ledger
from claimline.model import Report
from claimline.model.claim import claim_id
from claimline.model.record import Record
from claimline.model.span import Span

WORDS = "shells hit a school in Sumy"


@pytest.fixture(autouse=True)
def ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, gazetteer_file: Path) -> Path:
    """A ledger with three reports of one strike and one of another."""
    path = tmp_path / "ledger.db"
    monkeypatch.setenv("CLAIMLINE_LEDGER", str(path))
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    with open_ledger(path) as opened, opened.writer() as writer:
        writer.add_many(an_item(number, 14) for number in range(3))
        writer.add_many([an_item(3, 20)])
    return path


def an_item(number: int, day: int) -> Item:
    text = f"Report {number}. On that day {WORDS}, the mayor of the town said to reporter {number}."
    report = Report(text, outlet=f"Outlet {number}", published=date(2024, 5, day + 1), language="en")
    start, town = text.index(WORDS), text.index("Sumy")
    place: Record = {"text": "Sumy", "start": town, "end": town + 4, "role": "at", "name": "Sumy"}
    place |= {"id": "geonames:692194", "lat": 50.9, "lon": 34.8, "precision": "settlement", "radius_km": 2.0}
    time = {"text": "Sumy", "start": f"2024-05-{day}", "end": f"2024-05-{day}", "precision": "day", "of": "event"}
    record: Record = {
        "id": claim_id(
            report.text_hash,
            Span(start, start + len(WORDS)),
            "attack.shelling",
            None,
            [("at", "geonames:692194")],
        ),
        "report": {"id": report.id, "title": None, "outlet": report.outlet, "url": None}
        | {"published": str(report.published), "language": "en", "origin": []},
        "kind": "attack.shelling",
        "evidence": [{"start": start, "end": start + len(WORDS), "text": WORDS}],
        **dict.fromkeys(("speaker", "cue", "framing", "stage", "actor", "target")),
        "chain": [],
        "modality": "asserted",
        "polarity": "positive",
        "background": False,
        "quantities": [],
        "places": [place | {"rung": "exact", "country": "UA", "confidence": 0.9, "candidates": []}],
        "time": time | {"span": [town, town + 4]},
        "confidence": 0.8,
        "reader": {"name": "rules", "version": "1"},
    }
    return Item(report, [record])


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def events(*options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in call("list", "--events", "--format", "jsonl", *options).stdout.splitlines()]


def test_weigh_says_what_came_of_it() -> None:
    first, again = call("weigh", "--format", "json"), call("weigh")
    told = json.loads(first.stdout)
    assert (told["reports"], told["claims_new"], told["events"]) == (4, 4, 2)
    assert "4 reports weighed; 4 new claims, 4 grouped into 2 events" in first.stderr
    assert again.stderr == "claimline: nothing new to weigh\n"
    assert "4 reports weighed" in call("weigh", "--again").stderr


def test_events_are_listed_shown_and_explained() -> None:
    assert call("list", "--events").exit_code == 5
    call("weigh")
    strike, other = events()
    assert [len(event["tellings"]) for event in (strike, other)] == [3, 1]
    assert events("--since", "2024-05-18") == [other]
    assert events("--place", "Sumy", "--kind", "attack") == [strike, other]
    assert "kind,place,place_id" in call("list", "--events", "--format", "csv").stdout
    table = call("list", "--events", "--format", "table").stdout
    assert strike["id"][:12] in table
    page = call("show", strike["id"][:8])
    assert "attack.shelling at Sumy (geonames:692194), 2024-05-14" in page.stdout
    assert page.stdout.count(WORDS) == 3
    assert json.loads(call("show", strike["id"], "--format", "json").stdout)["grade"].startswith("F")
    why = call("explain", strike["id"][:8])
    assert "why these are one event" in why.stdout
    assert "grade F" in why.stdout
    assert json.loads(call("explain", strike["id"], "--format", "json").stdout)["weighed"]["grade"]["code"]
    refused = call("list", "--events", "--outlet", "x")
    assert refused.exit_code == 2


def test_merging_splitting_and_undoing() -> None:
    call("weigh")
    strike, other = events()
    merged = call("review", "merge", strike["id"], other["id"], "--by", "A. Person", "--note", "one strike")
    assert "merge of 4 claims" in merged.stderr
    (one,) = events()
    claim = other["tellings"][0]["claim"]
    split = call("review", "split", one["id"], claim)
    assert split.exit_code == 0, split.stderr
    assert sorted(len(event["tellings"]) for event in events()) == [1, 3]
    listed = [json.loads(line) for line in call("review", "list", "--format", "jsonl").stdout.splitlines()]
    assert [(judgement["verb"], judgement["note"]) for judgement in listed] == [("merge", "one strike"), ("split", "")]
    assert listed[0]["who"] == "A. Person"
    assert call("review", "undo").exit_code == 0
    assert call("review", "undo", listed[0]["id"][:6]).exit_code == 0
    assert events() == [strike, other]
    lines = call("review", "list").stdout.splitlines()
    assert len(lines) == 2
    assert all("undone" in line for line in lines)
    assert call("review", "undo").exit_code == 6


def test_what_cannot_be_judged() -> None:
    assert "nobody has judged" in call("review", "list").stderr
    call("weigh")
    strike, other = events()
    assert call("review", "merge", strike["id"]).exit_code == 2
    assert call("review", "merge", strike["id"], "ffffffff").exit_code == 6
    wrong = call("review", "split", strike["id"], other["tellings"][0]["claim"])
    assert wrong.exit_code == 6
    assert "is not of event" in wrong.stderr
    assert call("review", "split", other["id"], other["tellings"][0]["claim"]).exit_code == 2


def test_add_leaves_weighing_out_when_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claimline, "read_sources", lambda sources, config: iter(()))
    assert "weigh" not in call("add", "x", "--no-weigh").stderr
    assert "4 reports weighed" in call("add", "x").stderr


@pytest.mark.parametrize("command", ["control", "people", "aid", "coverage"])
def test_a_ledger_without_reports_has_no_picture(tmp_path: Path, command: str) -> None:
    open_ledger(tmp_path / "empty.db").close()
    result = call(command, "--ledger", str(tmp_path / "empty.db"))
    assert (result.exit_code, result.stdout) == (5, "")
    assert "there is no report in this ledger yet" in result.stderr


def test_an_event_as_it_was_known_on_a_day() -> None:
    call("weigh")
    event = max(events(), key=lambda one: len(one["members"]))["id"]
    day = "2024-05-15"  # all three reports of the strike are of this day
    assert call("explain", event, "--known", day).stdout == call("explain", event).stdout
    assert call("explain", event, "--known", "2024-05-14").exit_code == 6
    assert events("--known", day) == [one for one in events() if one["id"] == event]
    assert events("--known", "2024-05-14") == []
    assert call("list", "--known", day).exit_code == 2


def test_a_report_shows_whose_words_it_has(ledger: Path) -> None:
    with open_ledger(ledger) as opened, opened.writer() as writer:
        item = an_item(7, 14)
        text = (
            item.report.text + " The mayor spoke on the steps of the burnt school and thanked the firemen of the town."
        )
        for outlet, day in (("First Wire", 15), ("Second Paper", 16)):
            report = Report(text, outlet=outlet, published=date(2024, 5, day), language="en")
            writer.add(report, [])
    call("weigh")
    ref = json.loads(call("list", "--reports", "--outlet", "Second Paper", "--format", "jsonl").stdout)["ref"]
    shown = call("show", ref).stdout
    assert "Second Paper 2024-05-16: of the origin First Wire 2024-05-15" in shown
    assert "Second Paper 2024-05-16 copies First Wire 2024-05-15" in shown
    (link,) = json.loads(call("show", ref, "--format", "json").stdout)["story"]["links"]
    assert link["relation"] == "copy"
    assert link["parts"]
