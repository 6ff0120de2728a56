"""JSON, CSV and the reading: forms that programs read."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from examples import Example, claim_of, hostile, market, silent
from hypothesis import given
from hypothesis import strategies as st

from claimline.errors import UsageError
from claimline.model import Report, Span
from claimline.model.record import claim_record
from claimline.publishing.csv import COLUMNS, guarded
from claimline.publishing.formats import FORMATS, Item, Options, writer

FIELDS = [
    "id", "report", "kind", "evidence", "speaker", "chain", "cue", "modality", "polarity", "framing", "background",
    "stage", "actor", "target", "places", "time", "quantities", "confidence", "reader",
]  # fmt: skip


def printed(name: str, *items: Item, explain: bool = False) -> str:
    out = io.StringIO()
    writer(name)(items, out, Options(explain=explain))
    return out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_everything_and_is_deterministic(name: str) -> None:
    for explain in (False, True):
        once = printed(name, market(), hostile(), silent(), explain=explain)
        assert once == printed(name, market(), hostile(), silent(), explain=explain)
        assert once.endswith("\n")
        once.encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_print_is_no_error(name: str) -> None:
    printed(name)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as error:
        writer("pdf")
    assert "table, jsonl" in str(error.value)


def test_jsonl_is_the_claim_record_in_its_order() -> None:
    example = market()
    lines = printed("jsonl", example).splitlines()
    assert [json.loads(line) for line in lines] == [claim_record(claim) for claim in example.claims]
    assert list(json.loads(lines[0])) == FIELDS


def test_json_is_one_array_of_the_same() -> None:
    example = market()
    assert json.loads(printed("json", example)) == [claim_record(claim) for claim in example.claims]
    assert json.loads(printed("json", silent())) == []


@given(st.text(alphabet=st.characters(), min_size=1, max_size=40))
def test_any_text_survives_jsonl_and_reading(text: str) -> None:
    report = Report(text)
    item = Example(report, None, (claim_of(report, "attack", Span(0, len(text))),))
    line = printed("jsonl", item)
    line.encode("utf-8")
    assert len(line.splitlines()) == 1
    assert json.loads(line)["evidence"][0]["text"] == text
    printed("reading", item).encode("utf-8")


def test_letters_of_all_scripts_are_written_as_they_are() -> None:
    report = Report("У Харкові тихо", outlet="الميناء")
    line = printed("jsonl", Example(report, None, (claim_of(report, "assessment", Span(0, 9)),)))
    assert "У Харкові" in line
    assert "الميناء" in line


def test_explain_names_words_rules_and_losers() -> None:
    first = json.loads(printed("jsonl", market(), explain=True).splitlines()[0])
    assert list(first) == [*FIELDS, "explain"]
    kind = first["explain"]["values"][0]
    assert kind["because"] == [{"rule": "trigger.killed", "words": {"start": 84, "end": 95, "text": "were killed"}}]
    place = first["explain"]["places"][0]
    assert place["chosen"]["id"] == "geonames:698829"
    assert [(c["id"], c["score"]) for c in place["lost"]] == [("geonames:111", 0.3)]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_one_flat_row_a_claim() -> None:
    first, second, third, fourth = rows(printed("csv", market()))
    assert list(first) == list(COLUMNS)
    assert first["speaker"] == "Ivan Koval"
    assert (first["quantity_min"], first["quantity_max"], first["quantity_of"]) == ("12", "", "killed")
    assert (first["lat"], first["lon"]) == ("47.5673", "35.7858")
    assert (first["time_start"], first["time_precision"]) == ("2024-05-13", "day")
    assert second["kind"] == "attack.shelling"
    assert (third["polarity"], third["place_roles"]) == ("negative", "from")
    assert (fourth["speaker"], fourth["place_ids"], fourth["lat"], fourth["background"]) == ("", "", "", "yes")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "＝1", "-", "+38 044"])
def test_csv_cells_are_no_formulas(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_a_lone_return_begins_no_row() -> None:
    """`csv` quotes a line feed, and not a carriage return alone, at which a spreadsheet begins a row."""
    assert guarded("\r=1") == "'\n=1"
    assert guarded("a\r=1\r\nb") == "a\n=1\r\nb"


@pytest.mark.parametrize(
    ("cell", "written"),
    [("-12.5", "-12.5"), ("+3", "+3"), (-0.25, "-0.25"), (2e9, "2000000000"), (12.0, "12"), (None, ""), ("a=b", "a=b")],
)
def test_csv_plain_cells_stay(cell: str | float | None, written: str) -> None:
    assert guarded(cell) == written


def test_csv_of_a_hostile_report() -> None:
    (row,) = rows(printed("csv", hostile()))
    assert row["outlet"] == "'=1+1"
    assert row["quote"].startswith("'=cmd")


def test_csv_holds_half_surrogate_pairs() -> None:
    example = market()
    report = replace(example.report, outlet="wire \ud800")
    changed = Example(report, None, (replace(example.claims[0], report=report),))
    assert rows(printed("csv", changed))[0]["outlet"] == "wire \ufffd"


def test_the_reading_has_every_layer() -> None:
    example = market()
    record = json.loads(printed("reading", example))
    assert record["report"]["published"] == "2024-05-14"
    assert record["sentences"][0] == [0, 28]
    assert record["mentions"][0] == {"start": 43, "end": 53, "type": "person", "confidence": 0.9}
    said = record["attributions"][0]
    assert (said["source"], said["cue"], said["content"]) == ([[43, 53]], [[55, 64]], [[65, 105]])
    trigger = record["triggers"][0]
    assert (trigger["kind"], trigger["modality"], trigger["polarity"]) == ("casualties.killed", "claimed", "positive")
    assert trigger["links"] == [
        {"role": "at", "start": 136, "end": 143},
        {"role": "time", "start": 96, "end": 105},
        {"role": "time", "of": "saying", "start": 96, "end": 105},
    ]
    assert record["times"][0]["value"] == "2024-05-13"
    assert record["times"][0]["period"] == {"start": "2024-05-13", "end": "2024-05-13", "precision": "day"}
    assert record["quantities"] == [{"start": 65, "end": 76, "min": 12, "max": None, "unit": "people", "of": "killed"}]
    assert [p["id"] for p in record["places"]] == ["geonames:698829", "geonames:702000", None]
    assert "rule" not in said
    assert json.loads(printed("reading", example, explain=True))["attributions"][0]["rule"] == "attribution.that"


def test_the_reading_of_what_was_not_read_is_empty() -> None:
    record = json.loads(printed("reading", silent()))
    assert record["sentences"] == record["triggers"] == record["places"] == []
