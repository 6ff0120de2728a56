"""Windows cover a text once, in order, with whole sentences where they fit."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from claimline.model import Span
from claimline.reading.neural.windows import MAX_PIECES, cut, shape_of
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize


@dataclass
class Words:
    """An encoding with one piece for each token."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    word_ids: list[int | None]


def encode(text: str) -> Words:
    tokens = tokenize(text)
    return Words(list(range(len(tokens))), [(t.start, t.end) for t in tokens], list(range(len(tokens))))


@given(st.lists(st.integers(1, 260), min_size=1, max_size=12))
def test_every_piece_is_in_one_core(lengths: list[int]) -> None:
    text = " ".join(" ".join(["word"] * n) + "." for n in lengths)
    encoding = encode(text)
    sentences = split_sentences(text)
    cores: list[int] = []
    for window in cut(text, sentences, encoding):
        assert len(window.ids) <= MAX_PIECES
        assert len(window.ids) == len(window.offsets) == len(window.shapes)
        cores += window.ids[window.core : -1]
    assert cores == encoding.ids


def test_a_text_without_words_has_no_windows() -> None:
    assert cut("", (), encode("")) == []


def test_offsets_are_those_of_the_text() -> None:
    text = "Rebels took Bent. The army denied it."
    (window,) = cut(text, split_sentences(text), encode(text))
    spans = [o for o in window.offsets if o is not None]
    assert [s.of(text) for s in spans][:3] == ["Rebels", "took", "Bent"]
    assert window.offsets[0] is None
    assert spans[-1] == Span(len(text) - 1, len(text))


def test_shapes() -> None:
    words = ("army", "Army", "NATO", "McDonald", "T-72", "—", "A")
    assert [shape_of(w) for w in words] == [0, 1, 2, 3, 4, 5, 6]
