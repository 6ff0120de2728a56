"""Tokens: words, numbers, marks and clitics."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimline.reading.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kharkiv’s mayor", ["kharkiv", "'s", "mayor"]),
        ("They didn't go", ["they", "did", "n't", "go"]),
        ("We’re here", ["we", "'re", "here"]),
        ("1,200 men, 3.5 km", ["1,200", "men", ",", "3.5", "km"]),
        ("a 74km road", ["a", "74km", "road"]),
        ("the U.S. Army", ["the", "u.s.", "army"]),
        ("a well-known ex-general", ["a", "well-known", "ex-general"]),
        ("Côte d’Ivoire", ["côte", "d'ivoire"]),
        ("“No,” he said.", ["“", "no", ",", "”", "he", "said", "."]),
        ("US$2 billion", ["us", "$", "2", "billion"]),
        ("left … stayed -- came", ["left", "…", "stayed", "--", "came"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [t.lower for t in tokenize(text)] == words


@given(st.text(max_size=60))
def test_tokens_are_in_order_and_cover_all_marks(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    held = {i for t in tokens for i in range(t.start, t.end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= held
