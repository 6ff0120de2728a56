"""Later mentions of a speaker: the case table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimline.model import Mention, Span
from claimline.reading.attribution import find_attributions
from claimline.reading.quotations import find_quotations
from claimline.reading.sentences import split_sentences
from claimline.reading.speakers import resolve_speakers
from claimline.reading.tokens import tokenize

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "speakers.yaml").read_text(encoding="utf-8")
)
CASES = [(rule["rule"], case["text"], case["are"]) for rule in TABLE for case in rule["cases"]]


def speakers(text: str, mentions: tuple[Mention, ...] = ()) -> list[str]:
    sentences = split_sentences(text)
    found = find_attributions(text, sentences, tokenize(text), find_quotations(text, sentences))
    return [a.speaker.of(text) if a.speaker else "-" for a in resolve_speakers(text, found, mentions)]


@pytest.mark.parametrize(("rule", "text", "are"), CASES)
def test_speakers(rule: str, text: str, are: list[str]) -> None:
    assert speakers(text) == are, rule


def test_a_person_mentioned_in_passing_may_be_meant() -> None:
    text = "Omar Hadi walked in late. He said the road was cut."
    assert speakers(text, (Mention(Span(0, 9), "person"),)) == ["Omar Hadi"]


def test_the_speaker_of_a_quotation_is_its_i() -> None:
    text = "“I say the town will hold,” the mayor said."
    assert set(speakers(text)) == {"the mayor"}


def test_nobody_has_no_speaker() -> None:
    assert speakers("The raid is seen as a warning.") == ["-"]
