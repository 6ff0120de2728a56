"""Attributions: the case table, nesting, neutrality, and what holds for every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.model import Attribution, Span
from claimline.reading.attribution import find_attributions, find_origin, holder
from claimline.reading.quotations import find_quotations
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "attribution.yaml").read_text(encoding="utf-8")
)
CASES = [(rule["rule"], case["text"], case["are"]) for rule in TABLE for case in rule["cases"]]
WORDS = [
    "said",
    "that",
    "the",
    "army",
    "Kabo",
    "he",
    "and",
    ",",
    ".",
    "claims",
    "reported",
    "to",
    "“",
    "”",
    "told",
    "is",
]
WORDS += [
    "believed",
    "according",
    "denied",
    "of",
    "by",
    "as",
    "saying",
    ":",
    "\n",
    "citing",
    ";",
    "who",
    "report",
    "fell",
]


def read(text: str) -> tuple[Attribution, ...]:
    sentences = split_sentences(text)
    return find_attributions(text, sentences, tokenize(text), find_quotations(text, sentences))


def shown(text: str, attribution: Attribution) -> str:
    parts = (attribution.source, attribution.cue, attribution.content)
    return " | ".join(" ~ ".join(s.of(text) for s in spans) or "-" for spans in parts)


@pytest.mark.parametrize(("rule", "text", "are"), CASES)
def test_attributions(rule: str, text: str, are: list[str]) -> None:
    assert [shown(text, a) for a in read(text)] == are, rule


def test_the_inner_speaker_is_held_by_the_outer_one() -> None:
    text = "The doctor said the mayor had told him that forty people were missing."
    outer, inner = read(text)
    assert (outer.parent, inner.parent) == (None, 0)
    at = text.index("forty")
    assert holder((outer, inner), Span(at, at + 5)) == 1


def test_an_outlet_passes_the_speaker_on() -> None:
    text = "The Lenn Gazette reported that the depot had burned, citing police officials."
    outlet, police = read(text)
    assert police.via == outlet.source
    assert police.parent == 0


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("As reported by the Lenn Gazette, a colonel said the fort had fallen.", ["the Lenn Gazette"]),
        ("Reuters reported that a colonel said the fort had fallen.", ["Reuters"]),
        ("The BBC says police said the fort had fallen.", ["The BBC"]),
        ("The mayor said a colonel had told him that the fort had fallen.", []),
    ],
)
def test_via(text: str, via: list[str]) -> None:
    assert [s.of(text) for s in read(text)[-1].via] == via


def test_a_cue_that_is_the_proposition_belongs_to_its_own_speaker() -> None:
    text = "The UN called for a truce."
    at = text.index("called for")
    assert holder(read(text), Span(at, at + 10)) == 0


@pytest.mark.parametrize(
    ("text", "cue_class"),
    [
        ("Kabo rejected the claim.", "deny"),
        ("Kabo admitted that the bridge was lost.", "admit"),
        ("Kabo confirmed that the bridge was lost.", "confirm"),
        ("Kabo promised that help would come.", "promise"),
        ("Kabo claimed that the bridge was taken.", "claim"),
        ("Kabo is said to have left.", "hedge"),
        ("Mirto was accused of looting.", "accuse"),
    ],
)
def test_cue_classes(text: str, cue_class: str) -> None:
    assert [a.cue_class for a in read(text)] == [cue_class]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“We will not leave this place,” he said.", "direct"),
        ("He said the road was “open again”.", "mixed"),
        ("He said the road was open.", "indirect"),
    ],
)
def test_manner(text: str, manner: str) -> None:
    assert [a.manner for a in read(text)] == [manner]


@pytest.mark.parametrize(("one", "two"), [("Russia", "Ukraine"), ("Israel", "Hamas"), ("Sudan", "Chad")])
@pytest.mark.parametrize("text", [case[1] for case in CASES if "Kabo" in case[1]][:6])
def test_names_of_the_parties_may_be_swapped(one: str, two: str, text: str) -> None:
    first = text.replace("Kabo", one).replace("Mirto", two)
    second = text.replace("Kabo", two).replace("Mirto", one)
    swapped = [shown(first, a).replace(one, "#").replace(two, one).replace("#", two) for a in read(first)]
    assert swapped == [shown(second, a) for a in read(second)]


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("As reported by BBC, the town fell.", ["BBC"]),
        ("KYIV, May 16 (Sample Wire) - The town fell.", ["Sample Wire"]),
        ("Reuters reported that the town fell.", ["Reuters"]),
        ("The town fell, the mayor said, citing the Kyiv Independent.", ["Kyiv Independent"]),
        ("The town fell. (Reuters)", ["Reuters"]),
        ("The mayor said the town fell.", []),
        ("The army reported that the town fell.", []),
    ],
)
def test_origin(text: str, outlets: list[str]) -> None:
    assert [s.of(text) for s in find_origin(text)] == outlets


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    found = read(text)
    for index, attribution in enumerate(found):
        assert attribution.cue
        assert attribution.content
        assert attribution.parent != index
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= span.start < span.end <= len(text)
