"""`claimline export`, as a user calls it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli import export as command
from claimline.cli.main import main
from claimline.model import Report
from claimline.pipeline.weighing import WeighConfig, weigh
from claimline.publishing.export import FORMATS

TEXT = "Shells hit Vovchansk on Wednesday and killed three people, police said."


@pytest.fixture(scope="module")
def ledger(gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "ledger.db"
    with claimline.open_ledger(path) as made:
        with made.writer() as writer:
            report = Report(TEXT, given_id="r1", outlet="Sample Post", language="en")
            config = claimline.ReadConfig(reader="rules", gazetteer=gazetteer_file)
            for result in claimline.read_reports([report], config):
                writer.add(result.report, result.claims)
        weigh(made, WeighConfig(gazetteer=gazetteer_file))
    return path


def run(ledger: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["export", "--ledger", str(ledger), *words])


def test_jsonl_is_what_comes_unless_told(ledger: Path) -> None:
    done = run(ledger)
    with claimline.open_ledger(ledger) as opened:
        wanted = [record["id"] for record in opened.view().claims()]
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == wanted
    assert "2 claims written as jsonl" in done.stderr


@pytest.mark.parametrize("name", command.NAMES)
def test_every_format_is_written_to_a_file_whole(name: str, ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{name}"
    done = run(ledger, "--format", name, "--output", str(target))
    assert done.exit_code == 0, done.stderr
    assert target.stat().st_size > 0
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_the_names_are_those_of_the_formats() -> None:
    assert set(command.NAMES) == set(FORMATS)


def test_it_is_packed_where_the_name_says_so_and_always_the_same(ledger: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv.gz", tmp_path / "two.csv.gz"
    for target in (one, two):
        assert run(ledger, "--format", "csv", "-o", str(target)).exit_code == 0
    assert one.read_bytes() == two.read_bytes()
    assert gzip.decompress(one.read_bytes()).decode() == run(ledger, "--format", "csv").stdout


def test_a_failure_leaves_the_old_file(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    done = run(ledger, "--format", "csv", "--place", "Atlantis", "-o", str(target))
    assert done.exit_code == 6
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_ledger_is_not_written_over(ledger: Path, tmp_path: Path) -> None:
    before = ledger.read_bytes()
    link = tmp_path / "link.db"
    link.symlink_to(ledger)
    for name in (ledger, link):
        done = run(ledger, "-o", str(name))
        assert done.exit_code == 7
        assert "this is the ledger itself" in done.stderr
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("where", ["", "no/such/folder/out.csv"])
def test_places_that_cannot_be_written(where: str, ledger: Path, tmp_path: Path) -> None:
    done = run(ledger, "-o", str(tmp_path / where))
    assert done.exit_code == 7
    assert "--output" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "viina", "--kind", "control"], "--kind cannot narrow the format viina"),
        (["--format", "reports", "--place", "Sumy"], "--place cannot narrow"),
        (["--on", "2024-05-15", "--since", "2024-05-10"], "--on is a day"),
        (["--place", "Sumy", "--area", "Ukraine"], "a place or an area"),
        (["--since", "yesterday-ish"], "yesterday-ish"),
        (["--since", "2024-05-10", "--until", "2024-05-01"], "before it begins"),
        (["--profile", "pyproject.toml"], "--profile"),
    ],
)
def test_what_makes_no_sense_is_said(words: list[str], said: str, ledger: Path, tmp_path: Path) -> None:
    if words[0] == "--profile":
        words = ["--profile", str(tmp_path / "profile.yaml")]
        (tmp_path / "profile.yaml").write_text("{}", encoding="utf-8")
    done = run(ledger, *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_bytes_are_not_thrown_at_a_terminal(ledger: Path) -> None:
    pty = pytest.importorskip("pty", reason="this system has no terminals of its own")
    reader, writer = pty.openpty()
    call = [sys.executable, "-m", "claimline", "export", "--ledger", str(ledger), "--format", "parquet"]
    done = subprocess.run(call, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    os.close(reader)
    assert done.returncode == 2
    assert "--output" in done.stderr


def test_bytes_go_into_a_pipe(ledger: Path) -> None:
    call = [sys.executable, "-m", "claimline", "export", "--ledger", str(ledger), "--format", "parquet", "-q"]
    done = subprocess.run(call, capture_output=True, check=True)
    assert done.stdout.startswith(b"PAR1")
    assert done.stdout.endswith(b"PAR1")
    assert done.stderr == b""


def test_reports_go_into_another_ledger_through_a_pipe(ledger: Path, gazetteer_file: Path, tmp_path: Path) -> None:
    env = {**os.environ, "CLAIMLINE_GAZETTEER": str(gazetteer_file)}
    python, other = [sys.executable, "-m", "claimline"], tmp_path / "other.db"
    reports = subprocess.run(
        [*python, "export", "--format", "reports", "--ledger", str(ledger)], capture_output=True, check=True, env=env
    )
    add = [*python, "add", "-", "--reader", "rules", "--ledger", str(other), "-q"]
    subprocess.run(add, input=reports.stdout, check=True, env=env)
    assert run(other, "-q").stdout == run(ledger, "-q").stdout


def test_describe_says_fields_and_losses(ledger: Path) -> None:
    done = run(ledger, "--format", "acled", "--describe")
    assert "| `sub_event_type` |" in done.stdout
    assert "no ACLED data" in done.stdout
    assert "What it loses:" in done.stdout
    assert all(f"### {name}" in run(ledger, "--describe").stdout for name in command.NAMES)


def test_without_grades_it_has_no_events(ledger: Path) -> None:
    head, *lines = run(ledger, "--format", "csv", "--no-grades", "-q").stdout.splitlines()
    at = head.split(",").index("event")
    assert lines
    assert all(line.split(",")[at - 1] in ("open", "") or "open,,,," in line for line in lines)


def test_what_has_no_name_elsewhere_is_counted(ledger: Path) -> None:
    assert "event written as acled" in run(ledger, "--format", "acled").stderr
