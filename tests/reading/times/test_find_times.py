from __future__ import annotations

import re

import pytest

from claimline.model.timeform import TimeForm
from claimline.reading.times import find_times
from claimline.reading.times.lexicon import Word
from claimline.reading.times.numbers import fold
from claimline.reading.times.pattern import PatternCompiler, PatternError


def test_finds_dates_with_exact_extents() -> None:
    text = "On Friday, 10 May 2024, shelling went on; it had begun two days earlier."
    assert [m.span.of(text) for m in find_times(text)] == ["Friday, 10 May 2024", "two days earlier"]


def test_extents_do_not_depend_on_line_breaks_but_on_paragraphs() -> None:
    found = [find_times(f"It fell on 3{gap}May 2022.")[0].form.day for gap in (" ", "\n", "\n\n")]
    assert found == [3, 3, None]


def test_a_mention_says_what_the_words_mean_without_a_day_to_count_from() -> None:
    last, friday, length = find_times("Last month, at 5:30 p.m. Friday, for three weeks")
    assert last.form == TimeForm("shift", unit="month", count=-1)
    assert friday.form == TimeForm("partial", weekday=5, clock="T17:30")
    assert (length.type, length.form.value) == ("DURATION", "P3W")


def test_offsets_count_code_points() -> None:
    text = "🎆 Світанок — on Monday"
    (monday,) = find_times(text)
    assert text[monday.span.start : monday.span.end] == "Monday"


def test_nothing_in_nothing() -> None:
    assert find_times("") == ()
    assert find_times("No date is given here at all.") == ()


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ([("tens", 20), ("hyphen", 0), ("digit", 4)], 24),
        ([("teen", 19), ("tens", 90), ("hyphen", 0), ("digit", 7)], 1997),
        ([("digit", 2), ("thousand", 1000)], 2000),
        ([("digit", 3), ("hundred", 100), ("and", 0), ("digit", 5)], 305),
        ([("tens", 20), ("hyphen", 0), ("ordinal", 1)], 21),
    ],
)
def test_number_words(words: list[tuple[str, int]], number: int) -> None:
    (folded,) = fold([Word("", kind, value) for kind, value in words])
    assert folded.value == number


CODES = {"day": "d", "month": "m", "year": "y", "word": "w"}


@pytest.mark.parametrize(
    ("pattern", "matches", "fails"),
    [
        ("day month year?", ["dm", "dmy"], ["d", "md"]),
        ("(day | month) year", ["dy", "my"], ["y", "dmy"]),
        ("month !year", ["m"], ["my"]),
        ("date", ["dm", "md"], ["dd"]),
        ("day+ =month", ["dd"], []),
    ],
)
def test_patterns(pattern: str, matches: list[str], fails: list[str]) -> None:
    piece = PatternCompiler(CODES, {"date": "day month | month day"}).piece(pattern)
    regex = re.compile(piece.regex)
    ahead = "m" if "=" in pattern else ""
    for text in matches:
        found = regex.match(text + ahead)
        assert found
        assert found.group() == text
        assert text[0] in piece.first
    assert not any(regex.fullmatch(text) or (regex.match(text) and "!" in pattern) for text in fails)


@pytest.mark.parametrize("pattern", ["day )", "(day", "hour", "day ; month"])
def test_a_pattern_that_cannot_be_read(pattern: str) -> None:
    with pytest.raises(PatternError):
        PatternCompiler(CODES, {}).piece(pattern)
