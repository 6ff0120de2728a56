"""Names and what they name."""

from __future__ import annotations

from claimline.model import Mention
from claimline.reading.mentions import find_mentions
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize


def mentions(text: str) -> list[Mention]:
    return list(find_mentions(text, split_sentences(text), tokenize(text)))


def test_a_title_stands_outside_the_name() -> None:
    text = "On Monday President Volodymyr Zelensky visited the town of Izium."
    assert [(m.span.of(text), m.type) for m in mentions(text)] == [
        ("Volodymyr Zelensky", "person"),
        ("Izium", "place"),
    ]
