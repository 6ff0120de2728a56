"""docs/security.md names files and tests that exist, and limits as they are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:src|tests|deploy|requirements|tools|docs)/[\w./-]*)`", TEXT))
    assert len(named) > 40
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_limits_are_as_they_are_in_the_code() -> None:
    """Each number of the table of limits stands in the file beside it."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (`[^|]+) \|$", TEXT.partition("## Limits")[2], re.MULTILINE)
    assert len(rows) > 20
    for what, limit, where in rows:
        code = "".join((ROOT / name).read_text(encoding="utf-8") for name in re.findall(r"`([^`]+)`", where))
        plain = code.replace("_", "")
        for number in re.findall(r"\d[\d,]*", limit):
            wanted = number.replace(",", "")
            units = (wanted, f"{wanted}000", f"{wanted}000000")  # kB, MB
            assert any(re.search(rf"(?<!\d){one}(?!\d)", plain) for one in units), f"{what}: {number}"
