"""Sentences: the case table, and what holds for every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimline.reading.sentences import split_sentences

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "sentences.yaml").read_text(encoding="utf-8")
)
CASES = [(rule["rule"], rule.get("between", " "), case) for rule in TABLE for case in rule["cases"]]


@pytest.mark.parametrize(("rule", "between", "sentences"), CASES)
def test_sentences_are_found_as_written(rule: str, between: str, sentences: list[str]) -> None:
    text = between.join(sentences)
    assert [s.of(text) for s in split_sentences(text)] == sentences, rule


def test_hard_wrapped_text_is_joined() -> None:
    text = (
        "The defence ministry in the capital said on Monday\nthat Russian Guard units had left both towns. Local\n"
        "Residents confirmed it. Nobody was hurt there today."
    )
    assert len(split_sentences(text)) == 3


def test_short_lines_are_no_wrapped_text() -> None:
    text = "Update\nThe bridge is closed\nThe Northern Road is open to the public again, police said\nMore soon"
    assert len(split_sentences(text)) == 4


@given(st.text(alphabet="AbC .,!?\n\"'“”’…5:-", max_size=80))
def test_every_character_lies_in_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    covered = [i for s in spans for i in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(s.of(text) == s.of(text).strip() for s in spans)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_texts_without_words(text: str) -> None:
    assert len(split_sentences(text)) == (1 if text == "." else 0)
