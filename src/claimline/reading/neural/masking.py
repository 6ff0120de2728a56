"""Parties as the network sees them: the first state of a report is always the same state, and so is the second.

The network must not read one army's attack as an attack and another's as an operation. Before a text is cut into word
pieces, every state, its people and its capital, and every armed group, are exchanged for a stand-in by order of
appearance. So the same sentence about other parties is the same input; offsets lead back to the report's own words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from claimline.model import Span
from claimline.vocab import load

# Stand-ins: state, adjective, people, capital. Any would do; these stand in the training data on all sides of events.
_STATES = (
    ("Syria", "Syrian", "Syrians", "Damascus"),
    ("Israel", "Israeli", "Israelis", "Jerusalem"),
    ("Iraq", "Iraqi", "Iraqis", "Baghdad"),
    ("Turkey", "Turkish", "Turks", "Ankara"),
    ("Iran", "Iranian", "Iranians", "Tehran"),
    ("Egypt", "Egyptian", "Egyptians", "Cairo"),
)
_GROUPS = ("Hamas", "Hezbollah", "Taliban", "PKK")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with stand-ins. `cuts` are (start there, end there, start here, end here) of each exchanged name."""

    text: str
    cuts: tuple[tuple[int, int, int, int], ...]

    def back(self, span: Span) -> Span:
        """The characters of the report that a span of the masked text stands for; a piece of a stand-in is its name."""
        return Span(self._offset(span.start, ends=False), self._offset(span.end, ends=True))

    def there(self, offset: int) -> int:
        """Where an offset of the report lies in the masked text."""
        shift = 0
        for start, end, own_start, own_end in self.cuts:
            if offset >= own_end:
                shift = end - own_end
            elif offset > own_start:
                return start
        return offset + shift

    def _offset(self, offset: int, *, ends: bool) -> int:
        i = bisect_right(self.cuts, (offset - (1 if ends else 0), len(self.text) + 1, 0, 0)) - 1
        if i < 0:
            return offset
        start, end, own_start, own_end = self.cuts[i]
        if ends and start < offset <= end:
            return own_end
        if not ends and start <= offset < end:
            return own_start
        return offset - end + own_end


def mask(text: str) -> Masked:
    """Every known party exchanged for its stand-in; parties beyond the stand-ins share the last one."""
    order: dict[str, dict[str, int]] = {"state": {}, "group": {}}
    parts: list[str] = []
    cuts: list[tuple[int, int, int, int]] = []
    at = length = 0
    for match in _pattern().finditer(text):
        sort, party, form = _names()[match[0]]
        rank = order[sort].setdefault(party, len(order[sort]))
        stand_in = (
            _GROUPS[min(rank, len(_GROUPS) - 1)] if sort == "group" else _STATES[min(rank, len(_STATES) - 1)][form]
        )
        kept = text[at : match.start()]
        parts += [kept, stand_in]
        length += len(kept)
        cuts.append((length, length + len(stand_in), match.start(), match.end()))
        length += len(stand_in)
        at = match.end()
    return Masked("".join([*parts, text[at:]]), tuple(cuts))


@cache
def _names() -> dict[str, tuple[str, str, int]]:
    """Each name to its sort, its party and its form (an index of a stand-in)."""
    table: dict[str, tuple[str, str, int]] = {}
    for group in load("groups")["groups"]:
        for name in group["names"]:
            table[name] = ("group", group["id"], 0)
    for state in load("states")["states"]:
        for name in (state["name"], *state.get("also", ())):
            table[name] = ("state", state["id"], 0)
        for form, key in ((3, "seats"), (2, "people"), (1, "adjectives")):
            for name in state.get(key, ()):
                table[name] = ("state", state["id"], form)
    return table


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_names(), key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
