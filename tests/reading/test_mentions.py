"""Names and what they name."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.model import Mention
from claimline.reading.mentions import find_mentions, is_government
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize
from claimline.vocab import load

FOLDER = Path(__file__).parents[1] / "cases"


def _cases(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def mentions(text: str) -> tuple[Mention, ...]:
    return find_mentions(text, split_sentences(text), tokenize(text))


@pytest.mark.parametrize("case", _cases("mentions"), ids=lambda c: c["text"][:50])
def test_names_and_their_types(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [[m.span.of(text), m.type] for m in mentions(text)] == case["names"]


@pytest.mark.parametrize("marked", _cases("mentions_government"))
def test_a_capital_stands_for_its_government_where_it_acts(marked: str) -> None:
    text, wanted = "", {}
    for sign, name, between in re.findall(r"(?:\{([+-])([^}]+)\})|([^{]+)", marked):
        if name:
            wanted[len(text)] = sign == "+"
        text += name or between
    tokens = tokenize(text)
    read = {m.span.start: is_government(text, m, tokens) for m in mentions(text)}
    assert {start: read.get(start) for start in wanted} == wanted


def _filled(kind: str, template: str, a: dict[str, str], b: dict[str, str]) -> str:
    keys = {"A": a["name"], "B": b["name"], "a": a.get("adjective", ""), "b": b.get("adjective", "")}
    text = template.format(**keys, ca=a.get("seat", ""), cb=b.get("seat", ""))
    return re.sub(r"\bA (?=[AEIOU])", "An ", text)


SWAPS = _cases("mentions_swap")
TEMPLATES = [(kind, t) for kind in ("states", "groups", "mixed", "nouns") for t in SWAPS[kind]]


@pytest.mark.parametrize(("kind", "template"), TEMPLATES)
def test_swapping_the_parties_changes_no_kind(kind: str, template: str) -> None:
    readings = set()
    for a, b in SWAPS["parties"][kind]:
        for first, second in ((a, b), (b, a)):
            text = _filled(kind, template, first, second)
            tokens = tokenize(text)
            found = mentions(text)
            kinds = [(m.type, kind != "mixed" and is_government(text, m, tokens)) for m in found]
            # a state and a group are of two kinds, and trade places as the words do
            readings.add(tuple(sorted(kinds) if kind == "mixed" else kinds))
    assert len(readings) == 1, readings


def test_there_are_enough_sentences_to_swap() -> None:
    assert len(TEMPLATES) >= 60


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ABab .,-’'\n“”éЖ7of the Kyiv"), max_size=80))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = mentions(text)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert found == mentions(text)


def test_every_state_is_known_by_all_its_names() -> None:
    for row in load("states")["states"]:
        for name in (row["name"], *row.get("also", ())):
            text = f"The envoy flew to {name} yesterday."
            assert [m.span.of(text) for m in mentions(text) if m.type == "place"] == [name], name


def test_no_name_of_a_group_is_a_state_or_a_nationality() -> None:
    states = {
        n for row in load("states")["states"] for n in (row["name"], *row.get("also", ()), *row.get("adjectives", ()))
    }
    groups = {name for row in load("groups")["groups"] for name in row["names"]}
    assert not states & groups
