"""Colon forms: "Ministry: 20 drones downed", "20 drones downed: ministry"."""

from __future__ import annotations

from claimline.reading.attribution.draft import Draft, trimmed
from claimline.reading.attribution.speakerly import speaker_words
from claimline.reading.attribution.syntax import has_finite, is_finite
from claimline.reading.attribution.units import STOPS, Unit

_LONGEST_SOURCE = 7  # words


def read_headline(unit: Unit) -> Draft | None:
    """The speaker stands before or after the only colon of a line without a stop."""
    items = unit.items
    colons = [k for k, item in enumerate(items) if item.lower == ":"]
    if len(colons) != 1 or not items or items[-1].lower in STOPS:
        return None
    colon = colons[0]
    before, after = trimmed(items, (0, colon)), trimmed(items, (colon + 1, len(items)))
    if before[0] >= before[1] or after[0] >= after[1]:
        return None
    for source, content in ((before, after), (after, before)):
        if source[1] - source[0] <= _LONGEST_SOURCE and content[1] - content[0] > 2 and _names_speaker(unit, source):
            return Draft(
                unit,
                (colon, colon + 1),
                source,
                [content],
                "say",
                "colon",
                side="right" if source == before else "left",
            )
    return None


def _names_speaker(unit: Unit, source: tuple[int, int]) -> bool:
    items = unit.items
    if has_finite(items, source[0], source[1]) or is_finite(items, source[0]):
        return False
    return any(items[k].lower in speaker_words() for k in range(*source))
