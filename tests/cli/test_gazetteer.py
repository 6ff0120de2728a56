from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimline.cli.main import main

ROW = "{id}\t{name}\t{name}\t{also}\t50.2\t36.5\t{cls}\t{code}\tUA\t\t07\t\t\t\t{people}\t\t\t\t2026-01-01\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gazetteer of three places of our own, named in CLAIMLINE_GAZETTEER."""
    from claimline.resolving.places.building import Builder, replacing
    from claimline.resolving.places.sources.geonames import parse_line

    path = tmp_path / "small.sqlite"
    lines = [
        ROW.format(id=1, name="Nyzhnia Oblast", also="", cls="A", code="ADM1", people=9000),
        ROW.format(id=2, name="Verkhnie", also="Верхнє", cls="P", code="PPL", people=1500),
        ROW.format(id=703883, name="Krym", also="", cls="A", code="ADM1", people=1),
    ]
    with replacing(path) as db:
        builder = Builder(db)
        builder.create()
        builder.add((parse_line(line, "test") for line in lines), "small", "GeoNames")
        builder.finish()
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(path))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["gazetteer", *arguments])


def test_find(small: Path) -> None:
    result = run("find", "Verhnie")
    assert result.exit_code == 0
    assert "geonames:2" in result.output
    assert "another romanisation" in result.output
    assert "in Nyzhnia Oblast" in result.output


def test_find_json(small: Path) -> None:
    answer = json.loads(run("find", "Верхнє", "--format", "json").output)
    assert answer["rung"] == "exact"
    assert answer["places"][0]["id"] == "geonames:2"
    assert answer["places"][0]["precision"] == "settlement"


def test_find_tells_disputed_status(small: Path) -> None:
    assert "claimed by UA, RU" in run("find", "Krym").output


def test_find_nothing_is_an_error_with_the_next_step(small: Path) -> None:
    result = run("find", "Nowhere")
    assert result.exit_code == 6
    assert "gazetteer add" in result.output


def test_list(small: Path) -> None:
    assert "3 places" in run("list").output
    assert json.loads(run("list", "--format", "json").output)["sources"][0]["places"] == 3


def test_add_a_file(small: Path, tmp_path: Path) -> None:
    (tmp_path / "XX.txt").write_text(ROW.format(id=7, name="Serednie", also="", cls="P", code="PPL", people=0))
    result = run("add", "--file", str(tmp_path / "XX.txt"))
    assert result.exit_code == 0, result.output
    assert "1 places added" in result.output
    assert "geonames:7" in run("find", "Serednie").output


def test_add_needs_one_of_code_and_file(small: Path) -> None:
    assert run("add").exit_code == 2
    assert run("add", "XYZ").exit_code == 2


def test_help_teaches_with_examples() -> None:
    for words in ([], ["add"], ["find"], ["list"]):
        assert "claimline gazetteer" in run(*words, "--help").output
