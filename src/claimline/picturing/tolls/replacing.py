"""Which number took the place of which: one voice has one number, and a revised toll follows the earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimline.model.telling import Telling
from claimline.model.toll import Line


@dataclass(frozen=True, slots=True)
class Heard:
    """A line with the names of its voice (origin, outlet, speaker), by which the same voice is met again.

    part: as in `Count`.
    """

    line: Line
    voices: frozenset[tuple[str, ...]]
    part: bool = False


def voices_of(telling: Telling, origin: str) -> frozenset[tuple[str, ...]]:
    """The names of a telling's voice: the speaker, or for the outlet's own words the outlet and the origin."""
    if telling.speaker is not None:
        return frozenset([("speaker", telling.speaker.side or "", telling.speaker.name.casefold())])
    own = {("origin", origin)}
    if telling.outlet:
        own.add(("outlet", telling.outlet.casefold()))
    return frozenset(own)


def settle(heard: Sequence[Heard]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of one measure of one event that stand, and those that were replaced, with the reason.

    A line gives way to a later or equally late, larger number by the same voice; and to a later revised toll ("rises to
    14") of anybody on the same side, or on none. A part gives way to any number for all that is as large.
    """
    standing, gone = [], []
    for one in sorted(heard, key=lambda h: h.line.key):
        later = [(why, other.line) for other in heard if (why := _takes_over(other, one))]
        if later:
            why, by = max(later, key=lambda pair: (pair[1].known, pair[1].bounds.high, pair[1].bounds.low, pair[1].key))
            gone.append(replace(one.line, replaced_by=by.key, why=why))
        else:
            standing.append(one.line)
    return tuple(standing), tuple(gone)


def _takes_over(later: Heard, earlier: Heard) -> str:
    """Why the number of `later` takes the place of that of `earlier`; "" where it does not."""
    new, old = later.line, earlier.line
    if later is earlier or new.about_other != old.about_other:
        return ""
    if earlier.part and not later.part and new.bounds.high >= old.bounds.high:
        return "it is a part of a number that is told whole elsewhere"
    if later.part:
        return ""
    larger = (new.bounds.high, new.bounds.low) > (old.bounds.high, old.bounds.low)
    if later.voices & earlier.voices and new.known >= old.known and larger:
        return "the same voice has a larger number, as late or later"
    if new.revises and new.voice == old.voice and (new.known > old.known or (new.known == old.known and larger)):
        return "a later toll revises it"
    return ""


def widest(lines: Iterable[Line]) -> tuple[float, float, bool]:
    """Lowest and highest number of the lines, and whether one of them is open above."""
    kept = [line.bounds for line in lines]
    return min(b.low for b in kept), max(b.high for b in kept), any(b.open for b in kept)
