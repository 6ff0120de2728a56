"""docs/exports.md says what the program says of its formats."""

from __future__ import annotations

from pathlib import Path

from claimline.publishing.export import FORMATS
from claimline.publishing.export.describe import described

DOCS = Path(__file__).parents[3] / "docs" / "exports.md"


def test_the_formats_in_the_documentation_are_current() -> None:
    text = DOCS.read_text(encoding="utf-8")
    kept = text.partition("<!-- formats -->\n")[2].partition("<!-- end of formats -->")[0]
    assert kept == described(), "docs/exports.md is out of date: run .venv/bin/python docs/refresh.py"


def test_every_format_is_in_the_table_of_uses() -> None:
    head = DOCS.read_text(encoding="utf-8").partition("## What holds")[0]
    assert all(f"`{name}`" in head for name in FORMATS)
