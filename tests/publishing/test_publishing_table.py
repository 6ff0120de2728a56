"""The table, and the words that it shares with the page."""

from __future__ import annotations

import io

import pytest
from examples import hostile, market, silent, span
from rich.cells import cell_len

from claimline.model import ClaimTime, Period, QuantityMention, Span
from claimline.publishing.explain import explain
from claimline.publishing.formats import Item, Options
from claimline.publishing.table import write_table
from claimline.publishing.words import number, quantity_words, time_words, visible


def printed(*items: Item, **options: bool | int) -> str:
    out = io.StringIO()
    write_table(items, out, Options(**options))  # type: ignore[arg-type]
    return out.getvalue()


def test_a_report_has_a_head_and_each_claim_its_block() -> None:
    text = printed(market())
    lines = text.splitlines()
    assert lines[0] == "Harbour Wire · 2024-05-14"
    assert lines[1] == "Shells hit market in Orikhiv"
    assert "4 claims · taken from Coast Agency" in lines[2]
    for words in (
        "casualties.killed", "Ivan Koval (governor)", "“said that”", "via Coast Agency", "claimed · negated",
        "the outlet itself", "asserted · background", "at Nesterianka (unresolved)", "2024-05-13 (day)",
        "at least 12 killed", "from Mala Tokmachka, Polohy Raion (settlement)",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("width", [60, 100, 120])
@pytest.mark.parametrize("explained", [False, True])
def test_lines_keep_within_the_width(width: int, explained: bool) -> None:
    text = printed(market(), hostile(), silent(), width=width, explain=explained)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_piped_text_is_plain() -> None:
    text = printed(market(), hostile())
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert "[bold]x[/bold]" in text  # no markup is read in a report


def test_a_terminal_gets_colours_but_no_escapes_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = printed(market(), hostile(), terminal=True)
    assert "\x1b[" in text
    assert "\x1b[31m]" not in text


def test_explain_tells_words_rules_and_the_places_that_lost() -> None:
    text = printed(market(), explain=True)
    assert "casualties.killed ← “were killed”  by trigger.killed" in text
    assert "positive  (nothing says otherwise)" in text
    assert "not Orikhiv, Lubny Raion, Poltava Oblast (geonames:111): 0.30" in text
    assert "stays unresolved" in text


def test_reasons_belong_to_their_values() -> None:
    example = market()
    found = explain(example.claims[0], example.resolution)
    rules = {why.slot: [r.rule for r in why.because] for why in found.values}
    assert rules["speaker"] == ["party.name", "mention.name", "attribution.that"]
    assert rules["place"] == ["link.in-clause"]
    assert rules["time"] == ["link.nearest", "link.saying", "time.weekday"]
    assert rules["quantity"] == ["number.least"]
    assert explain(example.claims[1]).values[0].because == ()


@pytest.mark.parametrize(
    ("low", "high", "unit", "of", "words"),
    [
        (14, 14, "people", "killed", "14 killed"),
        (12, None, "people", "injured", "at least 12 injured"),
        (None, 30, "drones", "munitions", "up to 30 drones"),
        (2000, 9999, "people", "displaced", "2,000 to 9,999 displaced"),
        (300, 300, "households", "displaced", "300 households displaced"),
        (2e9, 2e9, "USD", "money", "2 billion USD"),
        (61_500_000, 61_500_000, "EUR", "money", "61.5 million EUR"),
        (None, None, "people", "people", "an unknown number of people"),
        (7.5, 7.5, "km", "distance", "7.5 km"),
    ],
)
def test_quantities_in_words(low: float | None, high: float | None, unit: str, of: str, words: str) -> None:
    assert quantity_words(QuantityMention(Span(0, 1), low, high, unit, of)) == words  # type: ignore[arg-type]


def test_numbers_that_are_no_round_millions_stay_exact() -> None:
    assert number(1_234_567) == "1,234,567"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-05-10", "2024-05-10", "2024-05-10 (week)"),
        ("2024-05-06", "2024-05-12", "2024-05-06 to 2024-05-12 (week)"),
        (None, "2024-05-12", "until 2024-05-12 (week)"),
        ("2024-05-06", None, "from 2024-05-06 (week)"),
        (None, None, "“last week” (no date to count from)"),
    ],
)
def test_times_in_words(start: str | None, end: str | None, words: str) -> None:
    text = "It fell last week."
    time = ClaimTime(span(text, "last week"), Period(start, end, "week"))
    assert time_words(time, text) == words


def test_unseen_characters_are_shown() -> None:
    assert visible("a\x1b[1mb\u202e c\n d") == "a\ufffd[1mb\ufffd c d"
