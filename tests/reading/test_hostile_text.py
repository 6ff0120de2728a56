"""Text that is made to keep a program busy: what it takes to read grows with its length, and no faster.

Each piece is repeated to 4,000 characters and to four times as many. What looks at each part of a text once takes four
times as long for the latter; what looks at the whole of it from each of its parts takes sixteen times as long.
"""

from __future__ import annotations

import gc
import time
from datetime import date

import pytest

from claimline.model import Report
from claimline.reading.reader import open_reader
from claimline.reading.sentences import split_sentences

PIECES = (
    "A", "a", "A ", "he said ", "said that ", "‘", "“", '"', "'", "\t", " ", "-", "#", "Mr. ", "U.S. ", "1", "1,", "(",
    "were killed ", "12 people ", "at least ", "As reported by ", "told The ", "of the ", "16 May ", ".", "\n \n", "é",
    "near A ", "\u202e", "\u200b", "e\u0301", "x@", "http://a.", "Reuters ", "; ", "not ", "if ", "and ", "5 km from ",
)  # fmt: skip
SHORT = 4_000
SLOW = 1.0  # seconds for the short text, on a busy machine
GROWTH, SLACK = 9, 0.3  # the most that four times the length may take, and seconds that are nobody's fault


def seconds(text: str) -> float:
    report = Report(text, given_id="x", language="en", published=date(2024, 5, 16))
    reader = open_reader("rules")
    gc.disable()  # a collection of all that other tests have left takes longer than the reading
    try:
        began = time.process_time()
        reader.read(report)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length(piece: str) -> None:
    short = (piece * SHORT)[:SHORT]
    seconds(piece)  # vocabularies are loaded
    took = min(seconds(short), seconds(short))
    assert took < 3 * SLOW
    assert seconds(short * 4) < GROWTH * took + SLACK


def test_a_sentence_of_ten_megabytes_is_cut_in_no_time() -> None:
    text = "and they said that the shells fell on the town, " * 200_000
    began = time.process_time()
    sentences = split_sentences(text)
    assert time.process_time() - began < 10
    assert all(0 < len(sentence) <= 2_000 for sentence in sentences)
    assert "".join(s.of(text).replace(" ", "") for s in sentences) == text.replace(" ", "")
