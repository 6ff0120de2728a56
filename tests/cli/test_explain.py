"""`claimline explain`, as a user calls it: the original is read again, by the real reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli.main import main
from claimline.model.record import Record

TEXT = (
    "Russia's defence ministry said that its troops had captured the village of Hlyboke on Tuesday, in Ukraine's "
    'Kharkiv region. A Ukrainian army spokeswoman denied that Hlyboke had been captured. "Our units hold the village," '
    "she said. Shells hit Vovchansk on Wednesday."
)


@pytest.fixture(autouse=True)
def ledger(sample_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(sample_gazetteer))
    monkeypatch.delenv("CLAIMLINE_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(TEXT, encoding="utf-8")
    assert (
        call("add", "report.txt", "--date", "2024-05-17", "--outlet", "Test Wire", "--reader", "rules").exit_code == 0
    )


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def records() -> list[Record]:
    return [json.loads(line) for line in call("list").stdout.splitlines()]


def the_claim(words: str) -> Record:
    return next(record for record in records() if words in record["evidence"][0]["text"])


def explained(words: str) -> dict[str, Any]:
    result = call("explain", the_claim(words)["id"], "--format", "json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that quotes the report, at any depth."""
    if isinstance(value, dict):
        if "text" in value and isinstance(value.get("start"), int):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_the_page_shows_words_offsets_rules_and_the_way_to_the_speaker() -> None:
    page = call("explain", the_claim("Our units")["id"][:8]).stdout
    start = TEXT.index("she said")
    assert f"“she” {start}–{start + 3}" in page
    assert "“A Ukrainian army spokeswoman”" in page
    assert "Test Wire › Ukrainian army spokeswoman" in page
    assert "class say" in page
    assert "points back to an" in page
    assert max(map(len, page.splitlines())) <= 100


def test_the_page_shows_the_places_that_lost_with_the_parts_of_their_scores() -> None:
    page = call("explain", the_claim("its troops had captured")["id"]).stdout
    place = page.partition("place “Hlyboke”")[2]
    assert "chosen" in place
    assert "lost" in place
    assert "population" in place


def test_the_same_as_data() -> None:
    answer = explained("its troops had captured")
    assert answer["claim"]["id"] == answer["id"]
    assert all(span["text"] == TEXT[span["start"] : span["end"]] for span in spans(answer))
    assert {value["slot"] for value in answer["values"]} >= {"kind", "speaker", "cue", "modality", "place", "time"}
    kind = next(value for value in answer["values"] if value["slot"] == "kind")
    assert kind["because"][0]["words"]["text"] == "captured"
    for place in answer["places"]:
        for candidate in [place["chosen"], *place["lost"]]:
            assert sum(part["value"] for part in candidate["parts"]) == pytest.approx(candidate["score"], abs=0.01)


def test_a_later_mention_leads_to_the_speaker() -> None:
    voices = explained("Our units")["voices"]
    assert voices["chain"] == ["Test Wire", "Ukrainian army spokeswoman"]
    (step,) = voices["steps"]
    assert (step["source"]["text"], step["cue"]["text"]) == ("she", "said")
    assert step["speaker"]["text"] == "A Ukrainian army spokeswoman"


def test_the_outlets_own_voice_has_no_steps() -> None:
    assert explained("Shells hit")["voices"] == {"chain": [], "steps": []}
    assert "the outlet itself" in call("explain", the_claim("Shells hit")["id"]).stdout


def kept_as(record: Record) -> Result:
    """The explanation of a claim that the ledger keeps in this form, as another reader may have left it."""
    with claimline.open_ledger() as ledger, ledger.writer() as writer:
        writer.add(ledger.view().original(ledger.view().claim(the_claim("Shells hit")["id"])["report"]["id"]), [record])
    return call("explain", record["id"], "--format", "json")


def test_a_claim_that_comes_out_differently_is_found_by_kind_and_words() -> None:
    claim = the_claim("Shells hit")
    result = kept_as({**claim, "id": "older1"})
    assert json.loads(result.stdout)["id"] == "older1"
    assert json.loads(result.stdout)["claim"]["id"] == claim["id"]
    assert f"comes out differently (as {claim['id']})" in result.stderr


def test_another_version_of_the_reader_is_said() -> None:
    result = kept_as({**the_claim("Shells hit"), "reader": {"name": "rules", "version": "0"}})
    assert "was read by rules 0; this is how rules" in result.stderr


def test_a_claim_that_is_not_read_any_more_is_shown_as_it_was_kept() -> None:
    result = kept_as({**the_claim("Shells hit"), "id": "older1", "kind": "aid.military"})
    answer = json.loads(result.stdout)
    assert "no such claim" in result.stderr
    assert answer["claim"] is None
    assert answer["places"][0]["text"] == "Vovchansk"
    assert call("explain", "older1").exit_code == 0


def test_a_reader_that_is_not_installed() -> None:
    result = kept_as({**the_claim("Shells hit"), "reader": {"name": "oracle", "version": "1"}})
    assert result.exit_code == 2
    assert "no reader is called 'oracle'" in result.stderr


def test_what_is_not_there() -> None:
    result = call("explain", "ffffff")
    assert result.exit_code == 6
    assert "no claim and no event 'ffffff'" in result.stderr
    assert call("explain", "ffffff", "--ledger", "other.db").exit_code == 5


def test_help_teaches_with_an_example() -> None:
    assert "  claimline explain" in call("explain", "--help").stdout.partition("Example")[2]
