"""Options that commands which read share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimline.cli.main import main
from claimline.resolving.places.gazetteer import Gazetteer

TEXT = "The army said on Friday that its troops had left the village of Zelenivka."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer_file: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    monkeypatch.delenv("CLAIMLINE_LEDGER", raising=False)
    Path("a.txt").write_text(TEXT)


def call(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("verb", ["read", "add"])
def test_the_reader_llm_wants_a_server(verb: str) -> None:
    result = call(verb, "a.txt", "--reader", "llm")
    assert result.exit_code != 0
    assert "needs an endpoint and a model" in result.stderr


def test_a_server_is_for_the_reader_llm() -> None:
    server = ("--endpoint", "http://127.0.0.1:9/v1", "--model", "small")
    assert "are for the reader `llm` only" in call("add", "a.txt", "--reader", "rules", *server).stderr
    assert call("add", "a.txt", "--reader", "rules", "-q").exit_code == 0
    claim = json.loads(call("list", "--format", "jsonl").stdout.splitlines()[0])["id"]
    assert "are for the reader `llm` only" in call("explain", claim, *server).stderr


@pytest.mark.parametrize(("words", "said"), [(("-q",), False), ((), True)])
def test_q_silences_the_building_of_the_gazetteer(
    words: tuple[str, ...], said: bool, monkeypatch: pytest.MonkeyPatch, gazetteer_file: Path, tmp_path: Path
) -> None:
    def build(path: Path, _progress: object) -> None:
        path.write_bytes(gazetteer_file.read_bytes())

    monkeypatch.setattr("claimline.resolving.places.assembling.build_world", build)
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(tmp_path / "new.sqlite"))
    result = call("read", "a.txt", "--reader", "rules", *words)
    assert result.exit_code == 0
    assert ("Building the gazetteer" in result.stderr) is said
    Gazetteer.open(tmp_path / "new.sqlite").close()


@pytest.mark.parametrize("verb", ["read", "add"])
def test_a_file_that_is_not_there_is_said_so_before_a_gazetteer_is_built(
    verb: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(tmp_path / "none yet.sqlite"))
    result = call(verb, "b.txt", "--reader", "rules")
    assert result.exit_code != 0
    assert "b.txt" in result.stderr
    assert not (tmp_path / "none yet.sqlite").exists()


def test_every_reader_but_a_server_can_watch() -> None:
    assert "[default|fast|rules]" in call("watch", "--help").stdout
