"""Annotated examples with their parties hidden: spans still cover what they covered."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from training.examples import Event, Example
from training.masked import masked

TEXT = "An Israeli jet bombed a Hamas-held post near Nablus, the Palestinian Authority said."


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_spans_move_along() -> None:
    roles: dict[str, tuple[tuple[int, int], ...]] = {
        "actor": (span("An Israeli jet"),),
        "target": (span("a Hamas-held post"),),
        "at": (span("Nablus"),),
    }
    event = Event(span("bombed"), "attack.air", roles, frozenset(roles), span("An Israeli jet bombed"))
    moved = masked(Example("x", TEXT, (event,)))
    assert "Israel" not in moved.text
    assert "Hamas" not in moved.text
    mine = moved.events[0]
    assert moved.text[slice(*mine.trigger)] == "bombed"
    assert [moved.text[slice(*mine.roles[r][0])] for r in ("actor", "target", "at")] == [
        "A Syrian jet",
        "a Turkey-held post",
        "Nablus",
    ]
    assert mine.proposition is not None
    assert moved.text[slice(*mine.proposition)] == "A Syrian jet bombed"


def test_a_part_of_a_name_is_the_whole_stand_in() -> None:
    text = "The United Arab Emirates sent aid."
    start = text.index("Emirates")
    event = Event((text.index("sent"), text.index("sent") + 4), "aid", {"actor": ((start, start + 8),)}, frozenset())
    moved = masked(Example("x", text, (event,)))
    assert moved.text[slice(*moved.events[0].roles["actor"][0])] == "Syria"
