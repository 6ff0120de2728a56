"""English of situation reports, from a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from claimline.model.toll import Bounds
from claimline.publishing.sitrep import english
from claimline.publishing.sitrep.speakers import with_article
from claimline.vocab import load
from told import cases

CASES: Any = cases("sitrep_english")


@pytest.mark.parametrize("case", CASES["names"], ids=lambda case: case["name"])
def test_names(case: dict[str, Any]) -> None:
    assert with_article(case["name"]) == case["words"]


@pytest.mark.parametrize("case", CASES["bounds"], ids=lambda case: case["words"])
def test_bounds(case: dict[str, Any]) -> None:
    assert english.bounds_words(Bounds(case["low"], case["high"], case["open"])) == case["words"]


@pytest.mark.parametrize("case", CASES["periods"], ids=lambda case: case["words"])
def test_periods(case: dict[str, Any]) -> None:
    assert english.period_words(str(case["first"]), str(case["last"])) == case["words"]


@pytest.mark.parametrize("case", CASES["wholes"], ids=lambda case: case["words"] or "none")
def test_whole_months_and_years(case: dict[str, Any]) -> None:
    assert english.whole_words(str(case["first"]), str(case["last"])) == case["words"]


def test_lists_and_counts() -> None:
    assert [english.listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [english.count(n, "report") for n in (0, 1, 2, 10, 1200)] == [
        "no reports",
        "one report",
        "two reports",
        "10 reports",
        "1,200 reports",
    ]


def test_long_words_are_cut_between_words() -> None:
    assert english.quoted("one two three", 8) == "“one two …”"
    assert english.quoted('he said "no"') == "“he said 'no'”"


def test_no_pattern_admits_or_claims() -> None:
    """One verb for all: who "admits" is guilty, and who "claims" is not believed."""
    words = load("sitrep")
    patterns = [*words["told"].values(), *words["clause"].values(), words["denies"], words["says_not"]]
    for pattern in patterns:
        assert not {"admitted", "claimed", "confessed", "insisted", "alleged"} & set(pattern.split()), pattern
