"""Names of the network beside those of the rules."""

from __future__ import annotations

from claimline.model import Mention, Span
from claimline.reading.neural.labels import NAMES
from claimline.reading.neural.masking import mask
from claimline.reading.neural.naming import names_in, with_names
from claimline.reading.neural.windows import Window

TEXT = "Iraq said Ada Byron of Orion Relief had reached Ghent."


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def test_what_the_rules_are_sure_of_stays() -> None:
    sure = Mention(at("Ada Byron"), "person", 0.9, "first-name")
    weak = Mention(at("Orion"), "other", 0.4, "capital")
    seen = [
        Mention(at("Byron"), "place", 0.99, "model"),
        Mention(at("Orion Relief"), "organisation", 0.8, "model"),
        Mention(at("Ghent"), "place", 0.9, "model"),
    ]
    assert with_names([weak, sure], seen) == (sure, seen[1], seen[2])
    assert with_names([sure, weak], []) == (sure, weak)
    assert with_names([weak, sure], seen, [weak.span]) == (sure, weak, seen[2])  # a trigger is linked to it


def test_a_stand_in_is_no_name_and_doubtful_ones_are_left_out() -> None:
    there = mask(TEXT)
    words = ("Ada", "Byron", "Orion", "Relief", "Ghent")
    spans = [there.span_there(s) for s in (at("Iraq"), *map(at, words))]
    window = Window((101, *range(6), 102), (None, *spans, None), (5, *[1] * 6, 5), core=1)
    person, organisation, place = (NAMES.index(kind) for kind in ("person", "organisation", "place"))
    named = [(1, 1, place, 0.99), (2, 3, person, 0.9), (4, 5, organisation, 0.7), (6, 6, place, 0.3)]
    assert [(m.span.of(TEXT), m.type) for m in names_in(named, window, there)] == [
        ("Ada Byron", "person"),
        ("Orion Relief", "organisation"),
    ]
