"""Where the rules see an event, the network needs less to see it too."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from claimline.model import ReaderInfo, Report, Span
from claimline.reading.neural.labels import FAMILIES, TAGS
from claimline.reading.neural.leaning import Weights, leanings, leant, weights
from claimline.reading.neural.masking import Masked, mask
from claimline.reading.neural.windows import Window
from claimline.reading.rules.ground import lay_ground
from claimline.reading.rules.reader import read_triggers

TEXT = "Shells hit Orlivka on Monday. Two people were killed."


def window(text: str, core: int = 1) -> Window:
    """A piece for each word."""
    words, at = [], 0
    for word in text.replace(".", " .").split():
        at = text.index(word, at)
        words.append(Span(at, at + len(word)))
        at += len(word)
    return Window((101, *range(len(words)), 102), (None, *words, None), (5,) * (len(words) + 2), core)


def seen(text: str = TEXT):  # type: ignore[no-untyped-def]
    return read_triggers(lay_ground(Report(text, published=date(2024, 5, 16)), ReaderInfo("rules", "0")))


def test_the_pieces_and_families_of_what_the_rules_see() -> None:
    found = leanings(seen(), window(TEXT), Masked(TEXT, ()))
    words = TEXT.replace(".", " .").split()
    assert [(words[a - 1 : b], FAMILIES[family]) for a, b, family in found] == [
        (["Shells", "hit"], "attack"),
        (["killed"], "casualties"),
    ]


def test_what_lies_before_the_core_is_another_window_s() -> None:
    found = leanings(seen(), window(TEXT, core=8), Masked(TEXT, ()))
    assert [FAMILIES[family] for *_, family in found] == ["casualties"]


def test_offsets_lead_through_stand_ins() -> None:
    text = "Russian troops shelled Orlivka, and Ukraine shelled Zelenivka."
    masked = mask(text)
    pieces = window(masked.text)
    found = leanings(seen(text), pieces, masked)
    assert len(found) == 2
    for first, last, _ in found:
        start, end = pieces.offsets[first], pieces.offsets[last]
        assert start is not None
        assert end is not None
        assert masked.text[start.start : end.end] == "shelled"


@pytest.mark.parametrize(("seen_by_rule", "family"), [(0.0, 0.0), (1.5, 0.5)])
def test_logits_lean_only_there(seen_by_rule: float, family: float) -> None:
    tags = leant(np.zeros((4, TAGS), dtype=np.float32), [(2, 2, 1)], Weights(-0.5, seen_by_rule, family))
    assert tags[:, 0].tolist() == [0.5, 0.5, 0.5 - seen_by_rule, 0.5]
    assert tags[2, 3:5].tolist() == [family, family]
    assert np.count_nonzero(tags[:, 1:]) == (2 if family else 0)


def test_older_weights_lean_to_nothing() -> None:
    assert weights({"recall": -0.5}) == Weights(-0.5)
    assert weights({"recall": -0.5, "leaning": [1, 0.5]}) == Weights(-0.5, 1.0, 0.5)
