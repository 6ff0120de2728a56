"""Quantities: tables of cases, offsets, times left out, hostile input, exchanged names."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.model import QuantityMention, Span, TimeForm, TimeMention
from claimline.reading.quantities import displacement_figures, displacement_term, find_quantities

HOSTILE = ("1", "$", "1,", ".", "%", "one", "a ", "\n", "hundred and ", "12:", "€€", "№", "(((", "killed ")
CASES = Path(__file__).parents[2] / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def rows(text: str, found: tuple[QuantityMention, ...]) -> list[list[Any]]:
    return [[q.span.of(text), q.min, q.max, q.unit, q.of] for q in found]


@pytest.mark.parametrize("case", cases("quantities"), ids=lambda c: c["text"][:50])
def test_reads(case: dict[str, Any]) -> None:
    assert rows(case["text"], find_quantities(case["text"])) == case["read"]


@pytest.mark.parametrize("case", cases("quantities_failures"), ids=lambda c: f"{c['failure']}: {c['text'][:30]}")
def test_guards_against_the_failure(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_quantities(text)
    assert rows(text, found) == case["read"]
    if "term" in case:
        assert displacement_term(text, found[0]) == case["term"]
    if "replaces" in case:
        assert [q.span.of(text) for q in found if q.replaces] == case["replaces"]


@pytest.mark.parametrize("case", cases("quantities_displacement"), ids=lambda c: c["text"][:50])
def test_displacement_figures(case: dict[str, Any]) -> None:
    figures = displacement_figures(case["text"])
    assert [[f.quantity.min, f.unit, f.term] for f in figures] == case["figures"]


def test_no_term_for_what_is_no_displacement() -> None:
    text = "In 2014 the group had 2,500 fighters, 12 of whom were killed since."
    assert [displacement_term(text, q) for q in find_quantities(text)] == [None, None]


def test_the_same_sum_again_is_marked() -> None:
    text = "The aid of £752 million ($990 million) is for 40 km (25 miles) of road."
    assert [q.rule == "converted" for q in find_quantities(text)] == [False, True, False, True]


def test_the_old_toll_is_marked() -> None:
    [old, new] = find_quantities("The toll rose from seven to nine dead.")
    assert (old.rule, old.replaces, new.replaces) == ("earlier toll", False, True)


def test_numbers_within_times_are_left_out() -> None:
    text = "On 5 May 12 guards were killed within three nights."
    spans = [Span(3, 8), Span(text.index("three"), len(text) - 1)]
    times = [TimeMention(s, "DATE", TimeForm("fixed")) for s in spans]
    assert rows(text, find_quantities(text, times)) == [["12", 12, 12, "people", "killed"]]


def test_nouns_are_the_counted_thing() -> None:
    text = "At least 13 enemy firing positions, 20 km away."
    assert [q.noun and q.noun.of(text) for q in find_quantities(text)] == ["positions", "km"]


@pytest.mark.parametrize("text", cases("quantities"), ids=lambda c: c["text"][:30])
def test_exchanged_names_change_nothing(text: dict[str, Any]) -> None:
    one = f"Russian forces say this of Ukraine. {text['text']}"
    other = f"Ukrainian forces say this of Russia. {text['text']}"
    assert rows(one, find_quantities(one)) == rows(other, find_quantities(other))


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_megabyte_takes_no_time(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    started = time.perf_counter()
    find_quantities(text)
    assert time.perf_counter() - started < 6  # measured 0.1 to 2 s


PIECES = (
    "at least|12|people|were|killed|,|and|.|of the|two-thirds|half|$5|US$|million|bn|1,234|1.5|km|dozens|to|from|"
    "between|-|–|85%|houses|2014|May|one|hundred|thousand|a|soldiers|(|)|“|”|\n|toll|rose|3rd|T-72|including|£|€3m|9-year-old"
)
WORDS = st.sampled_from(PIECES.split("|"))


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=24), st.sampled_from([" ", "", "\u00a0"]))
def test_spans_are_ordered_whole_and_with_bounds_that_agree(words: list[str], space: str) -> None:
    text = space.join(words)
    found = find_quantities(text)
    assert list(found) == sorted(found, key=lambda q: q.span)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    for q in found:
        assert 0 <= q.span.start < q.span.end <= len(text)
        assert q.span.of(text) == q.span.of(text).strip()
        assert q.min is None or q.max is None or q.min <= q.max
        assert (q.min, q.max) != (None, None)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_alike_twice(text: str) -> None:
    assert find_quantities(text) == find_quantities(text)
