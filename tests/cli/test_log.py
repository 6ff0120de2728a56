"""Messages as JSON, for machines that collect logs."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from claimline.cli.main import main


def lines(*words: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(main, words)
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.fixture(autouse=True)
def collected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_LOG", "json")


def test_messages_have_a_time_and_a_level(
    tmp_path: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    (tmp_path / "a.txt").write_text("Shells hit Vovchansk.", encoding="utf-8")
    told = lines("add", str(tmp_path / "a.txt"), "--ledger", str(tmp_path / "l.db"), "--reader", "rules", "--no-weigh")
    assert told[-1]["level"] == "info"
    assert told[-1]["message"].startswith("1 report added")
    assert datetime.fromisoformat(told[-1]["time"]).utcoffset() is not None


def test_an_error_has_its_parts(tmp_path: Path) -> None:
    (told,) = lines("list", "--ledger", str(tmp_path / "none.db"))
    assert told["level"] == "error"
    assert told["kind"] == "LedgerError"
    assert told["where"] == str(tmp_path / "none.db")
    assert told["then"]
    assert "\n" not in told["message"]
