"""The language model's reader from the command line: the options, the key, and the words when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from serving import Reply, says, serving

from claimline.cli.main import main

TEXT = "The mayor said that shells hit a mill near Orlivka."
EVENT = {
    "sentence": 1, "trigger": "hit", "quote": "shells hit a mill near Orlivka", "kind": "attack.shelling",
    "modality": "claimed", "polarity": "positive", "background": False, "speaker": "The mayor", "cue": "said that",
    "at": ["Orlivka"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, sample_gazetteer: Path) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(sample_gazetteer))
    monkeypatch.setenv("CLAIMLINE_API_KEY", "k-secret")


def run(tmp_path: Path, *options: str) -> Result:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return CliRunner().invoke(main, ["read", str(path), "--date", "2024-05-16", "--format", "jsonl", *options])


def test_claims_come_from_the_model(tmp_path: Path) -> None:
    with serving(says({"events": [EVENT]})) as served:
        result = run(tmp_path, "--reader", "llm", "--endpoint", served.endpoint, "--model", "small-one")
    assert result.exit_code == 0, result.output
    claim = json.loads(result.stdout)
    assert claim["kind"] == "attack.shelling"
    assert claim["speaker"]["name"].lower().endswith("mayor")
    assert claim["places"][0]["text"] == "Orlivka"
    assert claim["reader"]["name"] == "llm"
    assert served.keys == ["Bearer k-secret"]
    assert "k-secret" not in result.output


def test_a_server_that_refuses_is_exit_8(tmp_path: Path) -> None:
    with serving(Reply("no such model", 404)) as served:
        result = run(tmp_path, "--reader", "llm", "--endpoint", served.endpoint, "--model", "nobody")
    assert result.exit_code == 8
    assert "no such model" in result.stderr
    assert "--endpoint" in result.stderr


@pytest.mark.parametrize(
    "options",
    [("--reader", "llm"), ("--reader", "llm", "--endpoint", "http://localhost/v1"), ("--model", "small-one")],
    ids=["nothing", "no model", "no llm"],
)
def test_options_that_do_not_belong_together_are_an_error(tmp_path: Path, options: tuple[str, ...]) -> None:
    result = run(tmp_path, *options)
    assert result.exit_code == 2
    assert "llm" in result.stderr
