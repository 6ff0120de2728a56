"""`claimline doctor`: what it prints, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from claimline.cli.main import main


def test_text_json_and_the_exit_code(tmp_path: Path, gazetteer_file: Path) -> None:
    well = ["doctor", "--ledger", str(tmp_path / "none.db"), "--gazetteer", str(tmp_path / "none.sqlite")]
    done = CliRunner().invoke(main, well)
    assert done.exit_code == 0, done.output
    assert "ok     reader default" in done.stdout
    assert "everything that is needed is there and sound" in done.stderr
    (tmp_path / "bad.sqlite").write_bytes(b"no gazetteer")
    ill = ["doctor", "--ledger", str(tmp_path / "none.db"), "--gazetteer", str(tmp_path / "bad.sqlite")]
    done = CliRunner().invoke(main, [*ill, "--format", "json"])
    assert done.exit_code == 1
    found = {check["name"]: check for check in json.loads(done.stdout)}
    assert found["gazetteer"]["state"] == "wrong"
    assert "something is wrong with: gazetteer" in done.stderr
