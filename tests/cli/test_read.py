"""`claimline read` as a user calls it. What is read is given here: reader and formats have tests of their own."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli.main import main
from claimline.errors import InputError
from claimline.model import Claim, ReaderInfo, Reading, Report, Span
from claimline.pipeline import ReadConfig, ReadResult
from claimline.publishing.formats import FORMATS

READER = ReaderInfo("rules", "1")
CALM = "The sea was calm."


def a_result(source: str, config: ReadConfig) -> ReadResult:
    """The source is the text: one claim, or none in a calm report."""
    report = Report(source, outlet=config.outlet, published=config.published)
    reading = Reading(report, (), (), (), (), (), (), READER)
    claim = Claim(
        id="c1",
        report=report,
        origin=(),
        kind="attack.shelling",
        evidence=(Span(0, len(source)),),
        speaker=None,
        chain=(),
        cue=None,
        modality="asserted",
        polarity="positive",
        framing=None,
        background=False,
        stage=None,
        actor=None,
        target=None,
        places=(),
        time=None,
        quantities=(),
        confidence=0.5,
        reader=READER,
    )
    return ReadResult(report, reading, None, () if source == CALM else (claim,))


@pytest.fixture(autouse=True)
def reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def read_sources(sources: Sequence[str], config: ReadConfig) -> Iterator[ReadResult]:
        for source in sources:
            if source == "broken":
                raise InputError("this cannot be read", where=source, then="Give a text.")
            yield a_result(source, config)

    monkeypatch.setattr(claimline, "read_sources", read_sources)
    monkeypatch.chdir(tmp_path)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["read", *arguments])


def test_piped_output_is_jsonl_with_the_facts_given() -> None:
    result = call("Shells fell.", "--date", "2024-05-16", "--outlet", "Harbour Wire")
    record = json.loads(result.stdout)
    assert (record["report"]["outlet"], record["report"]["published"]) == ("Harbour Wire", "2024-05-16")
    assert result.stderr == ""


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(name: str) -> None:
    result = call("Shells fell.", "--format", name, "--explain")
    assert result.exit_code == 0
    assert result.stdout


def test_csv_has_a_row_a_claim() -> None:
    rows = list(csv.DictReader(io.StringIO(call("Shells fell.", "More shells fell.", "--format", "csv").stdout)))
    assert [row["quote"] for row in rows] == ["Shells fell.", "More shells fell."]


def test_a_report_without_claims_is_said_and_is_no_error() -> None:
    result = call(CALM)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"claimline: no claim found in “{CALM}”\n"
    assert call(CALM, "-q").stderr == ""


def test_many_reports_without_claims_are_counted() -> None:
    lines = call(*[CALM] * 8).stderr.splitlines()
    assert len(lines) == 6
    assert lines[-1] == "claimline: no claim found in 3 more reports"
    assert call(*[CALM] * 8, "-v").stderr.count("no claim found") == 8


def test_verbose_counts() -> None:
    assert "2 reports, 1 claim" in call("Shells fell.", CALM, "-v").stderr


def test_output_to_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    result = call("Shells fell.", "-o", "claims.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    kept = Path("claims.jsonl").read_text(encoding="utf-8")
    assert json.loads(kept)["kind"] == "attack.shelling"
    failed = call("More shells fell.", "broken", "-o", "claims.jsonl")
    assert failed.exit_code == InputError.exit_code
    assert Path("claims.jsonl").read_text(encoding="utf-8") == kept
    assert os.listdir(tmp_path) == ["claims.jsonl"]


def test_what_was_read_before_an_error_is_printed() -> None:
    result = call("Shells fell.", "broken")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["kind"] == "attack.shelling"
    assert result.stderr == "claimline: broken: this cannot be read\n  Give a text.\n"


@pytest.mark.parametrize("path", ["missing/claims.csv", ".", "/proc/claims.csv"])
def test_output_that_cannot_be_written(path: str) -> None:
    result = call("Shells fell.", "-o", path)
    assert result.exit_code == 7
    assert f"claimline: {path}: " in result.stderr
    assert "-o" in result.stderr


def test_a_bad_date_is_told_before_anything_is_read() -> None:
    result = call("Shells fell.", "--date", "16th of Mai")
    assert result.exit_code == 2
    assert "16th of Mai" in result.stderr


def test_no_source_and_unknown_formats_are_usage_errors() -> None:
    assert call().exit_code == 2
    wrong = call("Shells fell.", "--format", "pdf")
    assert wrong.exit_code == 2
    assert "'table'" in wrong.stderr


def test_help_teaches_with_examples() -> None:
    text = call("--help").stdout
    assert "claimline read report.txt --date 2024-05-16" in text
    for option in ("--date", "--outlet", "--reader", "--format", "--explain", "--output", "--quiet", "--verbose"):
        assert option in text


def test_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import claimline.pipeline

    monkeypatch.setattr(claimline.pipeline, "read_sources", claimline.read_sources)
    (claim,) = claimline.read("Shells fell.", date="2024-05-16", outlet="Harbour Wire")
    assert (claim.report.outlet, claim.report.published) == ("Harbour Wire", date(2024, 5, 16))
