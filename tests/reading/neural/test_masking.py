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
