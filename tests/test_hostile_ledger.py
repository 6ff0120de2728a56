"""A ledger with hostile words in every field (benchmarks/fuzz_ledger.py), through every way out of the program.

No cell of a table is a formula, nothing that a terminal obeys is printed, no page has an element that a report brought
along, nothing is written but the file that was named, and nothing takes long.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli.main import main
from claimline.pipeline.weighing import WeighConfig, weigh
from claimline.publishing.csv import guarded
from claimline.publishing.export import FORMATS

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from fuzz_answers import is_formula, wrong_page
from fuzz_ledger import fill

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)  # what a terminal or a reader's eye obeys
BINARY = {"parquet"}
TABLES = {"csv", "acled", "plover", "viina"}
SLOWEST = 20.0  # seconds of the processor: a PDF with its fonts on a busy machine


@pytest.fixture(scope="module")
def ledger(gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "ledger.db"
    with claimline.open_ledger(path) as made:
        fill(made, seed=3, reports=25)
        weigh(made, WeighConfig(gazetteer=gazetteer_file))
    return path


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer_file: Path) -> Iterator[None]:
    """An empty folder, in which nothing may be written that was not named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    yield
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("named")] == []


def run(ledger: Path, *words: str) -> Result:
    began = time.process_time()
    done = CliRunner().invoke(main, [*words, "--ledger", str(ledger)])
    assert time.process_time() - began < SLOWEST
    assert done.exit_code == 0, (words, done.stderr[-500:])
    assert not OBEYED.search(done.stderr), "a message with a character that a terminal obeys"
    return done


def formulas(data: str) -> list[str]:
    """Cells that a spreadsheet would run, and rows that are not as wide as the first."""
    rows = list(csv.reader(io.StringIO(data, newline=""), strict=True))
    return [cell for row in rows for cell in row if is_formula(cell)] + [
        f"{len(row)} cells" for row in rows if len(row) != len(rows[0])
    ]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_exports(ledger: Path, name: str) -> None:
    done = run(ledger, "export", "--format", name)
    assert done.stdout_bytes
    if name in TABLES:
        assert formulas(done.stdout_bytes.decode()) == []
    elif name not in BINARY:
        for line in done.stdout_bytes.decode().splitlines() if name in ("jsonl", "ftm", "reports") else [done.stdout]:
            json.loads(line)


def test_an_export_is_written_where_it_was_named(ledger: Path, tmp_path: Path) -> None:
    run(ledger, "export", "--format", "csv", "--output", "named.csv")
    assert formulas((tmp_path / "named.csv").read_bytes().decode()) == []


@pytest.mark.parametrize("cell", ["x\r=1+1", "\r=1+1", "x\r\n=1+1", '"\r@SUM(1)', "x,\r-2+3", "＝1+1", " \t=1+1"])
def test_a_line_in_a_cell_begins_no_row(cell: str) -> None:
    """`csv` does not quote a carriage return alone, and a spreadsheet begins a row there."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(["name", guarded(cell)])
    ((_, shown),) = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)
    assert not is_formula(shown)


@pytest.mark.parametrize(
    "words",
    ["list --claims", "list --reports", "list --events", "people", "aid", "coverage", "find script", "find Kharkiv*"],
)
def test_lists(ledger: Path, words: str) -> None:
    assert formulas(run(ledger, *words.split(), "--format", "csv").stdout_bytes.decode()) == []
    json.loads(run(ledger, *words.split(), "--format", "json").stdout)
    assert not OBEYED.search(run(ledger, *words.split(), "--format", "table").stdout)


def test_single_things(ledger: Path) -> None:
    with claimline.open_ledger(ledger) as opened:
        names = [record["id"] for record in opened.view().claims()][:6]
        names += [record["ref"] for record in opened.view().reports()][:4]
    for name in names:
        assert not OBEYED.search(run(ledger, "show", name).stdout)
    for name in names[:6]:
        assert not OBEYED.search(run(ledger, "explain", name).stdout)
    assert not OBEYED.search(run(ledger, "control", "--format", "table").stdout)
    assert not OBEYED.search(run(ledger, "review", "next").stdout)


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_situation_reports(ledger: Path, form: str, tmp_path: Path) -> None:
    period = ("--since", "2024-04-01", "--until", "2024-05-30")
    run(ledger, "sitrep", "--area", "Ukraine", *period, "--format", form, "--output", f"named.{form}")
    data = (tmp_path / f"named.{form}").read_bytes()
    if form == "html":
        assert wrong_page(data.decode()) == []
    elif form == "md":
        assert not re.search(r"(?<!\\)<(script|img|b)\b|\]\((javascript|data):", data.decode())
    else:
        assert data.startswith(b"%PDF")
        assert b"/JavaScript" not in data
        assert b"/Launch" not in data
