"""Text in, claims out: what the joined stages promise."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from claimline.errors import DateError, RecordError, UsageError
from claimline.model import Report
from claimline.pipeline import ReadConfig, read_reports, read_sources

TEXT = (
    "Shells hit a grain store in Orlivka on Monday, the governor said. "
    "He said four workers were injured. The army denied that it had fired on the village."
)


def read(text: str, gazetteer: Path, notes: list[str], published: date | None = date(2024, 5, 16)):  # type: ignore[no-untyped-def]
    report = Report(text, given_id="one", outlet="Sample Post", published=published)
    (result,) = read_reports([report], ReadConfig(reader="rules", gazetteer=gazetteer, note=notes.append))
    return result


def test_claims_carry_their_speaker_chain_and_evidence(sample_gazetteer: Path) -> None:
    result = read(TEXT, sample_gazetteer, [])
    injured = next(c for c in result.claims if c.kind == "casualties.injured")
    assert injured.speaker is not None
    assert injured.speaker.name == "governor"
    assert injured.chain == ("Sample Post", "governor")
    assert injured.cue is not None
    texts = [span.of(TEXT) for span in injured.evidence]
    assert texts[0] == "four workers were injured"
    assert "the governor" in texts
    denied = next(c for c in result.claims if c.polarity == "negative")
    assert denied.speaker is not None
    assert "army" in denied.speaker.name


def test_the_same_text_gives_the_same_ids(sample_gazetteer: Path) -> None:
    first = read(TEXT, sample_gazetteer, [])
    again = read(TEXT, sample_gazetteer, [])
    assert [c.id for c in first.claims] == [c.id for c in again.claims]
    assert len({c.id for c in first.claims}) == len(first.claims)


def test_without_a_date_nothing_relative_is_resolved_and_it_is_said_once(sample_gazetteer: Path) -> None:
    notes: list[str] = []
    reports = [Report(TEXT, given_id=str(i)) for i in range(3)]
    results = list(read_reports(reports, ReadConfig(reader="rules", gazetteer=sample_gazetteer, note=notes.append)))
    assert len([n for n in notes if "publication date" in n]) == 1
    assert all(c.time is None or c.time.period.start is None for r in results for c in r.claims)


def test_another_language_is_said_and_not_misread(sample_gazetteer: Path) -> None:
    notes: list[str] = []
    report = Report("Die Armee zog sich aus dem Dorf zurück.", given_id="de-1", language="de")
    (result,) = read_reports([report], ReadConfig(reader="rules", gazetteer=sample_gazetteer, note=notes.append))
    assert result.reading is None
    assert result.claims == ()
    assert any("de-1" in n and "language" in n for n in notes)


def test_an_unknown_reader_is_a_clear_error(sample_gazetteer: Path) -> None:
    with pytest.raises(UsageError, match="no reader is called 'magic'"):
        list(read_reports([], ReadConfig(reader="magic", gazetteer=sample_gazetteer)))


def test_a_file_is_a_source(tmp_path: Path, sample_gazetteer: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    config = ReadConfig(published=date(2024, 5, 16), outlet="Sample Post", reader="rules", gazetteer=sample_gazetteer)
    (result,) = read_sources([str(path)], config)
    assert result.report.outlet == "Sample Post"
    assert result.claims


def test_nothing_was_published_in_the_future(tmp_path: Path, sample_gazetteer: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({"text": TEXT, "published": "2999-01-01"}), encoding="utf-8")
    with pytest.raises(RecordError, match="lies in the future"):
        list(read_sources([str(path)], ReadConfig(gazetteer=sample_gazetteer)))
    with pytest.raises(DateError, match="lies in the future"):
        read_sources([str(path)], ReadConfig(published=date(2999, 1, 1), gazetteer=sample_gazetteer))


def test_reports_of_one_story_keep_their_order_and_wait_for_each_other(sample_gazetteer: Path) -> None:
    config = ReadConfig(gazetteer=sample_gazetteer, published=date(2024, 5, 16))
    texts = ("Shells hit Hlyboke.", "Shells hit Vovchansk in Kharkiv region.")
    told = [Report(text, text, story="raid") for text in texts]
    there = [(r.report.id, [c.id for c in r.claims]) for r in read_reports(told, config)]
    back = [(r.report.id, [c.id for c in r.claims]) for r in read_reports(told[::-1], config)]
    assert [label for label, _ in there] == list(texts)
    assert there == back[::-1]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Drones struck Vovchansk, the gateway to Kharkiv Oblast, on Monday.", ["Vovchansk"]),
        ("Shells hit Vovchansk and Starytsia, two towns of Kharkiv Oblast.", ["Vovchansk", "Starytsia"]),
        ("In Kharkiv Oblast, troops captured Vovchansk on Monday.", ["Vovchansk"]),
        ("Troops captured Vovchansk and other parts of Kharkiv Oblast.", ["Vovchansk", "Kharkiv Oblast"]),
        ("Troops captured a village in Kharkiv Oblast.", ["Kharkiv Oblast"]),
    ],
)
def test_an_area_that_only_says_where_another_place_lies_is_left_out(
    text: str, places: list[str], sample_gazetteer: Path
) -> None:
    (claim,) = read(text, sample_gazetteer, []).claims
    assert [one.place.name for one in claim.places] == places
