"""Nothing that the reader is trained on stands in the reports that it is measured on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from training.gum import gum  # noqa: E402 - training is no part of the package
from training.names import names_corpora  # noqa: E402
from training.overlap import words_in_a_row  # noqa: E402
from training.own import own_reports  # noqa: E402

SHARED = ROOT.parent / "shared"
TRAINED_ON = ("claims-train/reports.jsonl", "own-reports/reports.jsonl", "event-location/train.jsonl")
FORMULAS = yaml.safe_load((ROOT / "tests/cases/training_formulas.yaml").read_text("utf-8"))["formulas"]


def rows(path: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, path.read_text("utf-8").splitlines())


@cache
def gold() -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Ids, and all runs of eight words."""
    reports = [row for path in sorted((SHARED / "gold").glob("*.jsonl")) for row in rows(path)]
    if not reports:
        pytest.skip("../shared/gold is not here")
    ids = frozenset(row["id"] for row in reports)
    return ids, frozenset(run for row in reports for run in words_in_a_row(row["text"]))


@pytest.mark.parametrize("name", TRAINED_ON)
def test_no_training_text_is_in_the_gold_reports(name: str) -> None:
    path = SHARED / "corpora" / name
    if not path.exists():
        pytest.skip(f"../shared/corpora/{name} is not here")
    ids, runs = gold()
    formulas = {tuple(formula.split()) for formula in FORMULAS}
    shared = {run: row.get("id") for row in rows(path) for run in words_in_a_row(row["text"]) & runs - formulas}
    assert not shared
    assert not ids & {row.get("id") for row in rows(path)}


def test_our_own_reports_are_like_no_gold_report() -> None:
    _, runs = gold()
    formulas = {tuple(formula.split()) for formula in FORMULAS}
    shared = {run: row["id"] for row in own_reports() for run in words_in_a_row(row["text"]) & runs - formulas}
    assert not shared


def test_attributions_and_names_are_of_other_texts() -> None:
    corpora = SHARED / "corpora"
    if not (corpora / "gum").exists():
        pytest.skip("../shared/corpora/gum is not here")
    _, runs = gold()
    formulas = {tuple(formula.split()) for formula in FORMULAS}
    texts = [*gum(corpora / "gum"), *names_corpora(corpora)[0]]
    shared = {run: e.id for e in texts for run in words_in_a_row(e.text) & runs - formulas}
    assert not shared


def test_runs_of_words() -> None:
    text = "Shells hit the old market of the town, and four traders died."
    assert len(words_in_a_row(text)) == 5
    assert words_in_a_row("Shells hit the market.") == set()
    assert words_in_a_row("The State Bank Of South Alba And North Alba") == set()  # a name says nothing
