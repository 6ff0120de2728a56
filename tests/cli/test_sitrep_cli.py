"""`claimline sitrep`, as a user calls it, on the samples."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from claimline.cli.main import main
from claimline.ledger import ClaimFilter, open_ledger

AREA = ("--area", "Kharkiv Oblast", "--since", "2024-05-10")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, sample_gazetteer: Path) -> Path:
    """Some samples of one week, weighed."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.db"
    samples = yaml.safe_load(files("claimline.samples").joinpath("kharkiv.yaml").read_text(encoding="utf-8"))
    few = [one for one in samples if "Vovchansk" in one["text"]][:6]
    reports = path.with_name("reports.jsonl")
    reports.write_text("\n".join(json.dumps(one, default=str) for one in few), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMLINE_GAZETTEER", str(sample_gazetteer))
        made = CliRunner().invoke(main, ["add", str(reports), "--ledger", str(path), "--reader", "rules", "-q"])
    assert made.exit_code == 0, made.output
    return path


def run(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["sitrep", "--ledger", str(ledger), *arguments])


def test_html_is_what_it_prints(ledger: Path) -> None:
    made = run(ledger, *AREA)
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("<!doctype html>")
    assert "Situation report: Kharkiv Oblast" in made.stdout
    assert made.stdout == run(ledger, *AREA).stdout


@pytest.mark.parametrize(
    ("name", "begins"),
    [("week.html", b"<!doctype"), ("week.md", b"# Situ"), ("week.pdf", b"%PDF"), ("week.json", b"{")],
)
def test_the_ending_says_how(ledger: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    made = run(ledger, *AREA, "--output", str(tmp_path / name))
    assert made.exit_code == 0, made.output
    assert made.stdout == ""
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_markdown_has_its_figures_beside_it(ledger: Path, tmp_path: Path) -> None:
    run(ledger, *AREA, "--output", str(tmp_path / "week.md"))
    text = (tmp_path / "week.md").read_text(encoding="utf-8")
    files_of = sorted(path.name for path in (tmp_path / "week.figures").iterdir())
    assert "timeline.svg" in files_of
    assert all(f"](week.figures/{name})" in text for name in files_of)
    assert "Figures are left out here" in run(ledger, *AREA, "--format", "md").stdout


def test_the_record_names_claims_that_the_ledger_has(ledger: Path) -> None:
    record = json.loads(run(ledger, *AREA, "--format", "json").stdout)
    claim = record["evidence"][0]["printed"][0]["claim"].rpartition(":")[2]
    shown = CliRunner().invoke(main, ["show", claim, "--ledger", str(ledger), "--format", "json"])
    assert shown.exit_code == 0, shown.output


def test_only_what_was_known(ledger: Path) -> None:
    record = json.loads(run(ledger, *AREA, "--known", "2024-05-11", "--format", "json").stdout)
    assert record["known"] == "2024-05-11"
    assert {one["day"] for e in record["evidence"] for one in e["printed"]} <= {"2024-05-10", "2024-05-11"}


def test_a_desk_takes_the_links(ledger: Path) -> None:
    assert 'href="http://127.0.0.1:8765/claims/' in run(ledger, *AREA, "--desk", "http://127.0.0.1:8765").stdout
    refused = run(ledger, *AREA, "--desk", "javascript:alert(1)")
    assert refused.exit_code == 2
    assert "address of a desk" in refused.stderr


def test_boundaries_are_drawn(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "regions.geojson"
    ring = [[36.0, 49.5], [38.0, 49.5], [38.0, 50.6], [36.0, 49.5]]
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    assert run(ledger, *AREA, "--boundaries", str(path)).stdout != run(ledger, *AREA).stdout
    path.write_text("no", encoding="utf-8")
    assert run(ledger, *AREA, "--boundaries", str(path)).exit_code == 2


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--area", "Atlantis", "--since", "2024-05-10"), 6, "Atlantis"),
        ((*AREA, "--until", "2024-05-01"), 2, "before it begins"),
        ((*AREA, "--known", "2024-04-01"), 2, "before it begins"),
        (("--area", "Kharkiv Oblast", "--since", "soon"), 2, "soon"),
        (("--area", "Kharkiv Oblast"), 2, "--since"),
        ((*AREA, "--lang", "xx"), 2, "xx"),
        ((*AREA, "--output", "nowhere/at/all.pdf"), 7, "cannot be written"),
        ((*AREA, "--output", "nowhere/at/all.html"), 7, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(ledger: Path, more: tuple[str, ...], code: int, words: str) -> None:
    made = run(ledger, *more)
    assert made.exit_code == code, made.output
    assert words in made.stderr


def test_only_what_may_be_public(ledger: Path, tmp_path: Path) -> None:
    nothing = run(ledger, *AREA, "--public")
    assert nothing.exit_code == 5
    assert "nothing accepted yet" in nothing.stderr
    assert "review accept" in nothing.stderr
    copy = tmp_path / "ledger.db"
    shutil.copy(ledger, copy)
    with open_ledger(copy) as opened:
        controls = [one["id"] for one in opened.view().claims(ClaimFilter(family="control"))]
        for name in controls:
            opened.judge().accept(name, who="M. Sample")
    made = run(copy, *AREA, "--public", "--format", "json")
    assert made.exit_code == 0, made.output
    record = json.loads(made.stdout)
    assert record["facts"]["Claims"].endswith("accepted")
    assert {one["kind"].partition(".")[0] for one in record["evidence"]} == {"control"}
    assert not {one["printed"][0]["claim"].rpartition(":")[2] for one in record["evidence"]} & set(controls)
    assert run(copy, *AREA, "--profile", str(copy)).exit_code == 2


def test_a_folder_is_no_file(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "week.pdf").mkdir()
    made = run(ledger, *AREA, "--output", str(tmp_path / "week.pdf"))
    assert made.exit_code == 7
    assert "folder" in made.stderr
