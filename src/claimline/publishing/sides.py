"""Colours of sides that favour nobody: every side has one of six tones, and the same one in every picture.

The rule: sides are taken in the order of the SHA-256 of their id, which says nothing about them. Each asks for the tone
that its hash names, and takes the first one from there on that no side of a conflict of its own has, or where all six
are taken the one that fewest of these have. No list order, no flag, no camp and no name decides. Which colour and which
shape a tone is, is a matter of the page (`desk/static/desk.css`); all six can be told apart by people who see few
colours, and a side's name always stands beside its tone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations

from claimline.vocab import load

TONES = 6
NO_SIDE = 0  # the tone of a party without a side


@cache
def side_tones() -> Mapping[str, int]:
    """The tone (1 to 6) of every side of vocab/sides.yaml, by its id."""
    vocabulary = load("sides")
    foes = _same_conflict(vocabulary["conflicts"])
    tones: dict[str, int] = {}
    for side in sorted((row["id"] for row in vocabulary["sides"]), key=_hash):
        taken = Counter(tones[other] for other in foes.get(side, ()) if other in tones)
        first = _hash(side) % TONES
        wanted = [(first + step) % TONES + 1 for step in range(TONES)]
        tones[side] = min(wanted, key=lambda tone: (taken[tone], wanted.index(tone)))
    return tones


def side_tone(party: str | None) -> int:
    """The tone of a side's id; `NO_SIDE` for a name that is no side."""
    return side_tones().get(party, NO_SIDE) if party is not None else NO_SIDE


def tones_of(parties: Iterable[str]) -> dict[str, int]:
    """The tones of the parties of one picture. Of two sides with the same the later by hash takes a free one."""
    found: dict[str, int] = {}
    for party in sorted(set(parties), key=_hash):
        tone = side_tone(party)
        if tone != NO_SIDE and tone in found.values():
            free = [(tone + step - 1) % TONES + 1 for step in range(1, TONES)]
            tone = next((other for other in free if other not in found.values()), tone)
        found[party] = tone
    return found


def _same_conflict(conflicts: Iterable[Mapping[str, object]]) -> dict[str, set[str]]:
    """For each side those that share a conflict with it, on its own side or another."""
    found: dict[str, set[str]] = {}
    for conflict in conflicts:
        camps: object = conflict["camps"]
        assert isinstance(camps, list)
        members = {member["side"] for camp in camps for member in camp}
        for one, other in combinations(sorted(members), 2):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _hash(side: str) -> int:
    return int.from_bytes(hashlib.sha256(side.encode("utf-8", "surrogatepass")).digest(), "big")
