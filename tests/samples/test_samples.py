"""The samples are ours, marked as such, and of many kinds."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path

from claimline.samples import sample_records, write_jsonl


def test_there_are_enough_of_them() -> None:
    records = sample_records()
    assert len(records) >= 24
    assert len({r["id"] for r in records}) == len(records)
    assert len({r["outlet"] for r in records}) >= 8
    assert len({r["style"] for r in records}) >= 12


def test_each_says_that_it_is_a_sample() -> None:
    for record in sample_records():
        assert record["outlet"].endswith("(invented)")
        assert record["id"].startswith("sample-")
        assert "Not a source" in record["note"]
        assert record["published"].startswith("2024-05-")


def test_they_can_be_written_as_jsonl(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "samples.jsonl")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in records] == [r["id"] for r in sample_records()]
    assert all({"id", "text", "title", "outlet", "published", "url"} <= r.keys() for r in records)


def test_the_copies_are_close_to_the_wire_report_and_not_the_same() -> None:
    texts = {r["id"]: r["text"] for r in sample_records()}
    for copy in ("sample-kh-02", "sample-kh-03"):
        alike = SequenceMatcher(None, texts["sample-kh-01"].split(), texts[copy].split(), autojunk=False)
        assert 0.5 < alike.ratio() < 1


def test_places_have_the_columns_of_a_geonames_dump() -> None:
    rows = [
        line.split("\t")
        for line in files("claimline.samples").joinpath("places.tsv").read_text(encoding="utf-8").splitlines()
    ]
    assert all(len(row) == 19 for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    for row in rows:
        assert row[0].isdigit()
        assert row[6] in "AP"
        assert len(row[8]) == 2
        assert -90 <= float(row[4]) <= 90
        assert -180 <= float(row[5]) <= 180


def test_every_place_is_named_by_a_sample_or_is_its_surroundings() -> None:
    """Most of the table is there because a sample needs it, not to look good."""
    text = "\n".join(r["text"] for r in sample_records())
    rows = [
        line.split("\t")
        for line in files("claimline.samples").joinpath("places.tsv").read_text(encoding="utf-8").splitlines()
    ]
    named = [row for row in rows if any(name in text for name in [row[1], *row[3].split(",")] if name)]
    assert len(named) / len(rows) > 0.6
