"""`make demo`, from an empty folder to where to look next."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claimline.cli.main import VERBS
from claimline.ledger import open_ledger


@pytest.fixture(scope="module")
def demo(sample_gazetteer: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, _run(folder, sample_gazetteer)


def _run(folder: Path, gazetteer: Path) -> str:
    env = {**os.environ, "CLAIMLINE_GAZETTEER": str(gazetteer)}
    call = [sys.executable, "-m", "claimline.samples.demo", "demo"]
    return subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, check=True).stdout


def test_it_says_what_was_found(demo: tuple[Path, str]) -> None:
    _, said = demo
    assert "35 reports of 14 outlets" in said
    assert "its language is uk" in said
    assert "Who says what about Vovchansk" in said
    assert re.search(r"^Borysivka +claimed by Russia +2024-05-11 ", said, re.M)
    assert max(map(len, said.splitlines())) <= 100


def test_it_says_where_to_look_next_and_it_is_there(demo: tuple[Path, str]) -> None:
    folder, said = demo
    for name in ("samples.html", "claimline.db", "samples.jsonl"):
        assert (folder / "demo" / name).is_file()
        assert str(Path("demo", name)) in said


def test_the_commands_that_it_names_exist(demo: tuple[Path, str]) -> None:
    _, said = demo
    verbs = re.findall(r"claimline ([a-z]+) ", said)
    assert len(verbs) >= 5
    assert set(verbs) <= VERBS.keys()


def test_a_second_time_changes_nothing(demo: tuple[Path, str], sample_gazetteer: Path) -> None:
    folder, said = demo
    page = (folder / "demo" / "samples.html").read_bytes()

    def told(text: str) -> list[str]:
        return [line for line in text.splitlines() if "read in" not in line]

    assert told(_run(folder, sample_gazetteer)) == told(said)
    assert (folder / "demo" / "samples.html").read_bytes() == page
    with open_ledger(str(folder / "demo" / "claimline.db")) as ledger:
        assert ledger.view().counts().reports == 35
