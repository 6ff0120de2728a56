"""Quotations: the case table, and what holds for every text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimline.reading.quotations import find_quotations
from claimline.reading.sentences import split_sentences

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "quotations.yaml").read_text(encoding="utf-8")
)
CASES = [(rule["rule"], case["text"], case["words"]) for rule in TABLE for case in rule["cases"]]


@pytest.mark.parametrize(("rule", "text", "words"), CASES)
def test_quotations(rule: str, text: str, words: list[str]) -> None:
    assert [q.inner.of(text) for q in find_quotations(text, split_sentences(text))] == words, rule


def test_further_paragraphs_follow_the_first() -> None:
    text = "“One thing is sure.\n\n“Nobody slept,” she said."
    assert [q.follows for q in find_quotations(text)] == [False, True]


@given(st.text(alphabet="ab .,\n\"'“”„‘’«»:", max_size=60))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = find_quotations(text)
    assert all(q.outer.contains(q.inner) for q in found)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(found))
