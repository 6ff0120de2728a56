"""Spans: half-open ranges of code points."""

from __future__ import annotations

import pytest

from claimline.model import Span, cover


def test_what_a_span_holds() -> None:
    span = Span(3, 7)
    assert len(span) == 4
    assert span.of("abcdefghij") == "defg"
    assert span.contains(Span(3, 7))
    assert not span.contains(Span(2, 5))
    assert span.overlaps(Span(6, 9))
    assert not span.overlaps(Span(7, 9))


def test_covering_and_trimming() -> None:
    assert Span(3, 4).cover(Span(8, 9)) == Span(3, 9)
    assert cover([Span(5, 6), Span(1, 2)]) == Span(1, 6)
    assert Span(0, 7).trimmed("  ab\n  ") == Span(2, 4)
    assert Span(0, 3).trimmed("   ") == Span(3, 3)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)
