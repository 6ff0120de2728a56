"""How two sides stand to each other on a day: the camps of vocab/sides.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from claimline.vocab import load

#: own: the same side, or an ally; other: an opponent; third: in no war with or beside it; unclear: an ally in one war
#: and an opponent in another.
Standing = Literal["own", "other", "third", "unclear"]


@dataclass(frozen=True, slots=True)
class _Member:
    conflict: str
    camp: int
    since: str
    until: str


@cache
def _members() -> dict[str, tuple[_Member, ...]]:
    """What camps each side is in, with ISO days."""
    found: dict[str, list[_Member]] = {}
    for conflict in load("sides")["conflicts"]:
        since, until = str(conflict.get("from", "0001-01-01")), str(conflict.get("to", "9999-12-31"))
        for number, camp in enumerate(conflict["camps"]):
            for row in camp:
                member = _Member(conflict["id"], number, str(row.get("from", since)), str(row.get("to", until)))
                found.setdefault(row["side"], []).append(member)
    return {side: tuple(rows) for side, rows in found.items()}


@lru_cache(1 << 16)
def standing(side: str, other: str, day: str) -> Standing:
    """How `other` stands to `side` on an ISO day; it is the same from both ends."""
    if side == other:
        return "own"
    seen: set[Standing] = set()
    for mine in _members().get(side, ()):
        for theirs in _members().get(other, ()):
            together = mine.conflict == theirs.conflict and mine.since <= day <= mine.until
            if together and theirs.since <= day <= theirs.until:
                seen.add("own" if mine.camp == theirs.camp else "other")
    if not seen:
        return "third"
    return seen.pop() if len(seen) == 1 else "unclear"
