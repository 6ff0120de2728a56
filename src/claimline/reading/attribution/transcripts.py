"""Turns of an interview: "DEPUTY MAYOR: The water is still rising."."""

from __future__ import annotations

import re

from claimline.model import Attribution, Span
from claimline.reading.attribution.speakerly import speaker_words

_TURN = re.compile(r"^[ \t]*(?P<label>[A-Z][A-Z .’'-]{2,40})(?P<mark>:)[ \t]+(?P<said>\S[^\n]*)", re.MULTILINE)
_PRESS = frozenset(("reporter", "journalist", "correspondent", "editor", "presenter", "desk"))


def transcript_attributions(text: str) -> list[Attribution]:
    """One attribution for each turn of somebody who holds an office; the report's own people are its own voice."""
    found = []
    for m in _TURN.finditer(text):
        words = set(m["label"].lower().split())
        if words & speaker_words() and not words & _PRESS:
            label, mark, said = (Span(*m.span(g)).trimmed(text) for g in ("label", "mark", "said"))
            found.append(Attribution((label,), (mark,), (said,), "direct", "say", confidence=0.9, rule="transcript"))
    return found
