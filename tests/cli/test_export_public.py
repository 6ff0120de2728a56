"""`claimline export --public`: what was accepted leaves, redacted, and nothing else does."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli.export import NAMES
from claimline.cli.main import main
from claimline.model import Report
from claimline.pipeline.weighing import WeighConfig, weigh

TEXT = "Shells hit Vovchansk on Wednesday and killed three people, police said."
TEXTS = [name for name in NAMES if name not in ("parquet", "datasette-metadata")]


@pytest.fixture(scope="module")
def ledger(gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "ledger.db"
    with claimline.open_ledger(path) as made:
        with made.writer(clock=lambda: datetime(2024, 6, 1, tzinfo=UTC)) as writer:
            report = Report(TEXT, given_id="r1", outlet="Sample Post", language="en", published=date(2024, 5, 16))
            config = claimline.ReadConfig(reader="rules", gazetteer=gazetteer_file)
            for result in claimline.read_reports([report], config):
                writer.add(result.report, result.claims)
        weigh(made, WeighConfig(gazetteer=gazetteer_file))
    return path


def run(ledger: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["export", "--ledger", str(ledger), *words])


def test_public_with_nothing_accepted_says_how_to_accept(ledger: Path) -> None:
    done = run(ledger, "--public")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "nothing accepted yet" in done.stderr
    assert "claimline review accept" in done.stderr


@pytest.mark.parametrize("name", TEXTS)
def test_public_lets_out_what_was_accepted_and_nothing_else(name: str, ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.db"
    shutil.copy(ledger, copy)
    with claimline.open_ledger(copy) as opened:
        ids = {record["kind"]: record["id"] for record in opened.view().claims()}
        opened.judge().accept(ids["casualties.killed"], who="M. Sample")
    done = run(copy, "--public", "--format", name)
    assert done.exit_code == 0, done.stderr
    assert "1 claim" in done.stderr
    assert "1 not accepted" in done.stderr
    assert ids["attack.shelling"] not in done.stdout
    assert ids["casualties.killed"] not in done.stdout


def test_what_leaves_are_claims_with_ids_of_their_own(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.db"
    shutil.copy(ledger, copy)
    with claimline.open_ledger(copy) as opened:
        for record in opened.view().claims():
            opened.judge().accept(record["id"], who="M. Sample")
        before = {record["id"] for record in opened.view().claims()}
    found = [json.loads(line) for line in run(copy, "--public", "-q").stdout.splitlines()]
    assert len(found) == 2
    assert not before & {record["id"] for record in found}
    assert {record["speaker"]["name"] for record in found} == {"police"}
    assert "M. Sample" not in json.dumps(found)
