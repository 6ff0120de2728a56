"""Every benchmark says what it measures, and the list of all of them names scripts that exist."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SCRIPTS = sorted(path.name for path in BENCHMARKS.glob("*.py") if "argparse" in path.read_text(encoding="utf-8"))


def output(script: str, *options: str) -> str:
    command = [sys.executable, str(BENCHMARKS / script), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("script", SCRIPTS)
def test_help_says_what_is_measured(script: str) -> None:
    assert output(script, "--help").startswith(f"usage: {script}")


def test_every_script_is_in_the_list() -> None:
    listed = output("run.py", "--list")
    by_hand = {"run.py", "attribution_polnear.py", "times_timeml.py"}  # run.py measures those two through the command
    by_hand |= {"desk.py", "desk_view.py"}  # of a ledger that somebody has
    by_hand |= {"attribution_network.py"}  # of weights that are never shipped
    by_hand |= {"same_output.py"}  # of two versions of the code
    assert [s for s in SCRIPTS if s not in listed and s not in by_hand] == []


def test_without_the_corpora_nothing_fails(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "claims.py"), "--shared", str(tmp_path / "absent")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "absent is not here: nothing to measure with" in done.stderr
