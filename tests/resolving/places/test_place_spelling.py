from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimline.resolving.places.spelling import key, key_of_normal, normal, plain

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "places_spelling.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("names", CASES["together"], ids=lambda names: names[0])
def test_spellings_of_one_name_share_a_key(names: list[str]) -> None:
    assert len({key(n) for n in names}) == 1


@pytest.mark.parametrize("names", CASES["apart"], ids=lambda names: names[0])
def test_different_names_keep_their_keys(names: list[str]) -> None:
    assert len({key(n) for n in names}) == len(names)


def test_the_normal_form_keeps_what_the_key_drops() -> None:
    assert normal("Luk’yantsi") == "luk'yantsi"
    assert normal("LUKIANTSI") != normal("Lukyantsi")


def test_an_article_goes_only_where_it_is_one() -> None:
    assert key("Deir ez-Zor") == key("Deir al-Zor")
    assert key("Alma") != key("Ma")
    assert key("As Pontes") != key("Pontes")  # "as" before P is no Arabic article


def test_a_word_of_two_scripts_is_read_in_the_one_of_most_letters() -> None:
    assert plain("Kh\u0430rkiv") == "Kharkiv"  # Cyrillic a
    assert plain("\u0425\u0430p\u043a\u0456\u0432") == "\u0425\u0430\u0440\u043a\u0456\u0432"  # Latin p among Cyrillic


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert key(text) == key_of_normal(normal(text)) == key(text)
