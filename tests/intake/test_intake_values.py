"""Dates, titles, languages: tables of cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimline.errors import DateError
from claimline.intake import detect_language, parse_date, title_of

CASES = Path(__file__).parents[1] / "cases"
TODAY = date(2024, 5, 20)


def cases(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


@pytest.mark.parametrize("case", cases("intake_dates"), ids=lambda c: repr(c["written"]))
def test_dates(case: dict[str, Any]) -> None:
    if case["day"] is None:
        with pytest.raises(DateError) as caught:
            parse_date(case["written"], today=TODAY)
        assert "2024-05-16" in str(caught.value), "the message shows how a date is written"
        assert caught.value.exit_code == 2
    else:
        assert parse_date(case["written"], today=TODAY).isoformat() == case["day"]


def test_without_today_no_clock_is_asked() -> None:
    assert parse_date("2999-01-01") == date(2999, 1, 1)


@pytest.mark.parametrize("case", cases("intake_titles"), ids=lambda c: c["text"][:30])
def test_titles(case: dict[str, Any]) -> None:
    assert title_of(case["text"]) == case["title"]


@pytest.mark.parametrize("case", cases("intake_languages"), ids=lambda c: f"{c['language']}: {c['text'][:20]}")
def test_languages(case: dict[str, Any]) -> None:
    assert detect_language(case["text"]) == case["language"]
