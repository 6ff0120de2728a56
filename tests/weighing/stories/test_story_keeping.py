"""Pages of texts are kept while they are compared, and no more of them than a number of words."""

from __future__ import annotations

from claimline.weighing import forget
from claimline.weighing.stories.keeping import Keeping
from claimline.weighing.stories.page import Page, page_of


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    made: list[str] = []

    def make(text: str) -> Page:
        made.append(text)
        return Page((), tuple(text.split()), (), ())

    keeping = Keeping(make, 2)  # pages without words weigh one each
    for text in ("a", "b", "a", "c", "a", "b"):
        assert keeping(text).forms == (text,)
    assert made == ["a", "b", "c", "b"]


def test_a_long_text_pushes_out_all_others_and_is_itself_not_kept() -> None:
    keeping = Keeping(page_of, 20)
    short, long = "Two people were killed in the village.", "The bridge was held for three days. " * 5
    assert keeping(short) is keeping(short)
    assert keeping(long).forms == page_of(long).forms
    assert keeping._kept == {}
    assert keeping._words == 0


def test_what_is_forgotten_is_worked_out_again() -> None:
    text = "Two people were killed in the village on Friday."
    before = page_of(text)
    assert page_of(text) is before
    forget()
    assert page_of(text) is not before
    assert page_of(text) == before
