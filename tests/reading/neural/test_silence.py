"""Reading tells nobody anything: what the libraries under it would report to their makers is turned off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

READ = """
import sys
from datetime import date
from claimline.model import Report
from claimline.reading.reader import open_reader
text = "The governor said on Friday that two people had been killed in the village."
assert open_reader(sys.argv[1]).read(Report(text, published=date(2024, 5, 16))).triggers
"""


@pytest.mark.parametrize("reader", ["default", "fast"])
def test_nothing_is_kept_for_sending(tmp_path: Path, reader: str) -> None:
    """onnxruntime keeps an identity of the machine and what it reports below the user's folder, if it is let."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    subprocess.run([sys.executable, "-c", READ, reader], env={**kept, "HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*")) == []
