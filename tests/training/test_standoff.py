"""What we annotated of the bullets lies in the project without their text, and still means their words."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from training.own import NotFound  # noqa: E402 - training is no part of the package
from training.standoff import TEXTS, OtherText, annotated, kept_in, stand_off  # noqa: E402

from claimline.reading.neural.labels import KINDS  # noqa: E402

CORPORA = ROOT.parent / "shared" / "corpora"
AT_LEAST = {"bullets": 1300, "releases": 80}  # reports
FORMULAS = yaml.safe_load((ROOT / "tests/cases/training_formulas.yaml").read_text("utf-8"))["formulas"]
TEXT = "Shells hit the old market on Sunday, the mayor says, and four traders die."
CLAIM = {
    "kind": "attack.shelling", "quote": "Shells hit the old market on Sunday", "trigger": "hit",
    "speaker": "the mayor", "cue": "says", "target": "the old market", "time": "on Sunday",
}  # fmt: skip


def corpus(folder: Path, text: str = TEXT) -> Path:
    path = folder / "current-events" / "reports.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"id": "one", "published": "2019-03-03", "text": text}) + "\n", "utf-8")
    return folder


def kept(folder: Path, claim: dict[str, str]) -> Path:
    rows = stand_off([{"id": "one", "claims": [claim]}], {"one": {"text": TEXT}})
    path = folder / "kept.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_claims_come_back_with_the_text(tmp_path: Path) -> None:
    path = kept(tmp_path, CLAIM)
    assert "market" not in path.read_text("utf-8")
    (report,) = annotated(corpus(tmp_path), "bullets", path)
    (claim,) = report["claims"]
    assert (report["published"], report["text"]) == ("2019-03-03", TEXT)
    assert TEXT[slice(*claim["quote"])] == CLAIM["quote"]
    assert TEXT[slice(*claim["target"])] == "the old market"
    assert claim["modality"] == "claimed"


def test_another_text_is_said_so(tmp_path: Path) -> None:
    path = kept(tmp_path, CLAIM)
    with pytest.raises(OtherText, match="one"):
        list(annotated(corpus(tmp_path, TEXT + " "), "bullets", path))
    (tmp_path / "current-events" / "reports.jsonl").write_text("", "utf-8")
    with pytest.raises(OtherText, match="one"):
        list(annotated(tmp_path, "bullets", path))


def test_words_that_are_not_there_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"one: .*the new market"):
        kept(tmp_path, CLAIM | {"target": "the new market"})


def test_nothing_is_annotated_twice() -> None:
    with pytest.raises(ValueError, match="one is annotated twice"):
        list(stand_off([{"id": "one", "claims": []}] * 2, {"one": {"text": TEXT}}))


@pytest.mark.parametrize("of", TEXTS)
def test_no_text_is_kept(of: str) -> None:
    rows = [json.loads(line) for line in kept_in(of).read_text("utf-8").splitlines()]
    assert len(rows) >= AT_LEAST[of]
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row.keys() == {"id", "sha256", "claims"} for row in rows)
    words = {value for row in rows for claim in row["claims"] for value in claim.values() if isinstance(value, str)}
    assert len(words) < 80, "labels only"
    assert {claim["kind"] for row in rows for claim in row["claims"]} <= set(KINDS)


@pytest.mark.parametrize("of", TEXTS)
def test_they_are_the_texts_that_were_annotated_and_like_no_gold_report(of: str) -> None:
    from training.overlap import words_in_a_row

    gold = [
        json.loads(line) for path in (CORPORA.parent / "gold").glob("*.jsonl") for line in path.read_text().splitlines()
    ]
    if not gold or not (CORPORA / "current-events").exists():
        pytest.skip("../shared is not here")
    reports = list(annotated(CORPORA, of))
    runs = {run for report in gold for run in words_in_a_row(report["text"])} - {tuple(f.split()) for f in FORMULAS}
    assert not {row["id"] for row in gold} & {report["id"] for report in reports}
    assert not [report["id"] for report in reports if words_in_a_row(report["text"]) & runs]
