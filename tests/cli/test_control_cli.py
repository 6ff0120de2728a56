"""`claimline control` as a user calls it, from reports to the printed picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from claimline.cli.main import main

REPORTS = [
    ("2024-05-10", "Daily", "Russian forces captured the village of Lukiantsi in Kharkiv Oblast."),
    ("2024-05-20", "Gazette", "Ukraine said that its troops had recaptured Lukiantsi."),
    ("2024-05-21", "Gazette", "The Ukrainian army withdrew from Hlyboke in Kharkiv Oblast."),
    ("2024-05-22", "Gazette", "The Russian army seized the whole of Kharkiv Oblast."),
]
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path) -> Path:
    folder = tmp_path_factory.mktemp("control")
    reports = folder / "reports.jsonl"
    rows = [
        {"id": f"r{n}", "published": day, "outlet": outlet, "text": text}
        for n, (day, outlet, text) in enumerate(REPORTS)
    ]
    reports.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    path = folder / "ledger.db"
    env = {"CLAIMLINE_GAZETTEER": str(gazetteer_file)}
    for words in (["add", str(reports), "--reader", "rules"], ["weigh"]):
        done = CliRunner(env=env).invoke(main, [*words, "--ledger", str(path)])
        assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def run(ledger: Path, gazetteer_file: Path) -> Run:
    def call(*words: str) -> Result:
        env = {"CLAIMLINE_GAZETTEER": str(gazetteer_file)}
        return CliRunner(env=env).invoke(main, ["control", *words, "--ledger", str(ledger)])

    return call


def data(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_one_settlement_in_full(run: Run) -> None:
    shown = run("Lukiantsi", "--format", "table")
    assert shown.exit_code == 0, shown.output
    assert "claimed by Ukraine since 2024-05-20" in shown.stdout
    assert "held by Russia since 2024-05-10" in shown.stdout  # what was before, and the history
    assert "history" in shown.stdout


def test_as_known_earlier(run: Run) -> None:
    record = data(run("Lukiantsi", "--known", "2024-05-15", "--format", "json"))
    (state,) = record["states"]
    assert (state["status"], state["by"], state["known"]) == (
        "held", {"side": "russia", "name": "Russia"}, "2024-05-15",
    )  # fmt: skip
    assert "Ukraine said" not in json.dumps(record)


def test_an_area_as_a_table_with_wider_claims_apart(run: Run) -> None:
    shown = run("--area", "Kharkiv Oblast", "--format", "table")
    assert shown.exit_code == 0, shown.output
    assert "unknown (left by Ukraine)" in shown.stdout
    assert "no settlement is held or lost by it" in shown.stdout


def test_geojson_has_points_for_settlements_only(run: Run) -> None:
    collection = data(run("--area", "Kharkiv Oblast", "--format", "geojson"))
    points = [f for f in collection["features"] if f["geometry"]]
    wider = [f for f in collection["features"] if not f["geometry"]]
    assert {f["properties"]["place"]["name"] for f in points} >= {"Hlyboke"}
    assert [f["properties"]["place"]["precision"] for f in wider] == ["region"]


def test_changes_since_a_day(run: Run) -> None:
    record = data(run("--since", "2024-05-15", "--format", "json"))
    steps = {(c["before"]["status"], c["after"]["status"]) for c in record["changes"]}
    assert steps == {("held", "claimed"), ("unknown", "unknown")}
    assert "held by Russia" in run("--since", "2024-05-15", "--format", "table").stdout
    nothing = run("--since", "2024-05-22", "--format", "json")
    assert "no settlement changed after 2024-05-22" in nothing.stderr


def test_rules_of_ones_own(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("voices: {interested: confirms}\n", encoding="utf-8")
    (state,) = data(run("Lukiantsi", "--rules", str(rules), "--format", "json"))["states"]
    assert (state["status"], state["by"]["side"]) == ("held", "ukraine")
    rules.write_text("voices: {interested: perhaps}\n", encoding="utf-8")
    wrong = run("Lukiantsi", "--rules", str(rules))
    assert wrong.exit_code == 2
    assert "voices: interested has 'perhaps'" in wrong.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Lukianzi"], "Lukiantsi"),
        (["Lukiantsi", "--area", "Kharkiv Oblast"], "not both"),
        (["--since", "2024-05-15", "--format", "geojson"], "no map"),
        (["--since", "2024-06-15"], "Give an earlier day"),
        (["Lukiantsi", "--on", "soon"], "soon"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(run: Run, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code in (2, 6)
    assert said in result.stderr
