"""Parties as the network sees them: by order of appearance, whoever they are."""

from __future__ import annotations

import pytest

from claimline.model import Span
from claimline.reading.neural.masking import mask

PAIRS = [
    ("Ukraine said Russian troops left Lozova.", "Russia said Ukrainian troops left Lozova."),
    ("Armenia shelled an Azerbaijani post.", "Azerbaijan shelled an Armenian post."),
    ("Hamas fired on Hezbollah.", "Hezbollah fired on Hamas."),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_swapped_parties_are_the_same_input(one: str, other: str) -> None:
    assert mask(one).text == mask(other).text


def test_offsets_lead_back_to_the_report() -> None:
    text = "In Kyiv, Ukraine and the Democratic Republic of the Congo met Russians."
    masked = mask(text)
    for start, end, own_start, own_end in masked.cuts:
        assert masked.back(Span(start, end)) == Span(own_start, own_end)
        assert masked.back(Span(start, start + 1)) == Span(own_start, own_end)
    met = masked.text.index("met")
    assert masked.back(Span(met, met + 3)).of(text) == "met"
    assert masked.there(text.index("met")) == met


def test_a_text_without_parties_stays() -> None:
    assert mask("Shells fell on the market.").text == "Shells fell on the market."


COMMON = [
    ("Israeli soldiers left Kelluba, Hamas said.", "Hamas fighters left Kelluba, Israel said."),
    ("An Israeli raid on an RSF convoy.", "A Hamas raid on a Sudanese convoy."),
    ("The Sudanese Armed Forces shelled RSF positions.", "The Rapid Support Forces shelled SAF positions."),
]


@pytest.mark.parametrize(("one", "other"), COMMON)
def test_an_army_and_a_movement_are_the_same_input(one: str, other: str) -> None:
    assert mask(one).text == mask(other).text


def test_parties_without_a_name() -> None:
    assert mask("The army shelled rebel positions.").text == mask("The rebels shelled government positions.").text
    assert mask("A military base was hit.").text == "A military base was hit."
    assert mask("Fighters and troops fled.").text == "Soldiers and soldiers fled."


@pytest.mark.parametrize("text", [text for pair in PAIRS + COMMON for text in pair])
def test_every_offset_goes_there_and_back(text: str) -> None:
    masked = mask(text)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            there = masked.span_there(Span(start, end))
            assert 0 <= there.start <= there.end <= len(masked.text)
            if there.start < there.end:
                back = masked.back(there)
                assert back.start <= start + 1  # an article's lost letter
                assert back.end >= end - 1
