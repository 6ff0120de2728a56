"""Who fights beside whom and against whom on a day, from vocab/sides.yaml."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from claimline.vocab import load

#: one: the same side, or allies. opposed: enemies of a conflict. apart: nothing is known between them.
Relation = Literal["one", "opposed", "apart"]
_ALWAYS = ("0001-01-01", "9999-12-31")


@dataclass(frozen=True, eq=False)
class Camps:
    """Sides and their conflicts. `conflicts`: for each, camps of (side, first day, last day), the principal first."""

    names: Mapping[str, str]
    conflicts: tuple[tuple[tuple[tuple[str, str, str], ...], ...], ...]
    spellings: Mapping[str, str] = field(default_factory=dict)  # names of sides in full, each of one side only
    _known: dict[tuple[str, str], tuple[list[str], list[Relation]]] = field(default_factory=dict)
    _named: dict[str, frozenset[str]] = field(default_factory=dict)

    def relation(self, one: str, other: str, day: str) -> Relation:
        """Between two sides (or names, which are only ever one with themselves) on an ISO day."""
        if one == other:
            return "one"
        found = self._known.get((one, other))
        if found is None:
            found = self._known[one, other] = self._relations(one, other)
        days, relations = found
        return relations[bisect_right(days, day)]

    def _relations(self, one: str, other: str) -> tuple[list[str], list[Relation]]:
        """The days from which on the two stand otherwise than before, and how they stand before, between and after."""
        if one not in self.names or other not in self.names:
            return [], ["apart"]
        members = [m for camps in self.conflicts for camp in camps for m in camp if m[0] in (one, other)]
        days = sorted({day for _, first, last in members for day in (first, _day_after(last))})
        return days, ["apart", *(self._relation(one, other, day) for day in days)]

    def _relation(self, one: str, other: str, day: str) -> Relation:
        """Enemies in one conflict and allies in another, they are enemies."""
        relation: Relation = "apart"
        for camps in self.conflicts:
            at = [
                index
                for wanted in (one, other)
                for index, camp in enumerate(camps)
                if any(side == wanted and first <= day <= last for side, first, last in camp)
            ]
            if len(at) == 2:
                if at[0] != at[1]:
                    return "opposed"
                relation = "one"
        return relation

    def allied(self, one: str, other: str, day: str) -> bool:
        return self.relation(one, other, day) == "one"

    def principal(self, parties: Iterable[str]) -> str | None:
        """The one that leads the others in the order of their camp; None where no camp has them all."""
        wanted = set(parties)
        if len(wanted) == 1:
            return next(iter(wanted))
        for camps in self.conflicts:
            for camp in camps:
                order = [side for side, _, _ in camp]
                if wanted <= set(order):
                    return min(wanted, key=order.index)
        return None

    def named_in(self, name: str) -> frozenset[str]:
        """The sides that a longer name names: "forces of Russia and the Luhansk People's Republic"."""
        found = self._named.get(name)
        if found is None:
            plain = name.replace("\u2019", "'")
            found = self._named[name] = frozenset(
                side for text, side in self.spellings.items() if re.search(rf"\b{re.escape(text)}\b", plain)
            )
        return found

    def name(self, party: str) -> str:
        """The side's name; a party without side is its own name."""
        return self.names.get(party, party)


def _day_after(day: str) -> str:
    return day if day == _ALWAYS[1] else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@cache
def default_camps() -> Camps:
    """The sides and conflicts of vocab/sides.yaml."""
    table = load("sides")
    return Camps(
        names={row["id"]: row["name"] for row in table["sides"]},
        conflicts=tuple(
            tuple(tuple(_member(row, member) for member in camp) for camp in row["camps"]) for row in table["conflicts"]
        ),
        spellings=_spellings(table["sides"]),
    )


def _spellings(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Names that mean one side alone; words of small letters ("rebels") and adjectives are no names."""
    groups = {row["id"]: row["names"] for row in load("groups")["groups"]}
    found: dict[str, set[str]] = {}
    for row in rows:
        for name in (row["name"], *row.get("names", ()), *groups.get(row.get("group", ""), ())):
            found.setdefault(name, set()).add(row["id"])
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1 and name[:1].isupper()}


def _member(conflict: Mapping[str, Any], member: Mapping[str, Any]) -> tuple[str, str, str]:
    first = max(str(row.get("from", _ALWAYS[0])) for row in (conflict, member))
    last = min(str(row.get("to", _ALWAYS[1])) for row in (conflict, member))
    return (member["side"], first, last)
