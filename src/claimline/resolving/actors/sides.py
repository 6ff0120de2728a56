"""Which side of which conflict a name belongs to, and who its opponents are, on a given day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from claimline.vocab import load


@dataclass(frozen=True)
class Side:
    """A party to conflicts. `forces` is what its troops are called; `since` and `until` bound what its names mean."""

    id: str
    name: str
    forces: str
    adjective: str
    is_state: bool
    internal: bool
    since: date
    until: date

    def exists(self, day: date | None) -> bool:
        return day is None or self.since <= day <= self.until


@dataclass(frozen=True)
class _Names:
    """How a side is found: `plain` names always mean it; `adjectives` only before a fitting noun."""

    plain: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    leaders: dict[str, tuple[str, ...]]


_WORDS = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
_GENITIVE = re.compile(r"['’]s?(?=\s)")
_ACTED_ON = re.compile(r"^(?:non|anti|counter|un)-", re.IGNORECASE)
_BACKED = frozenset(
    ("backed", "installed", "appointed", "aligned", "controlled", "supported", "occupied", "allied", "led")
)


def _day(value: Any, otherwise: date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)) if value else otherwise


@cache
def sides() -> dict[str, Side]:
    """All sides of vocab/sides.yaml by id."""
    return {
        row["id"]: Side(
            id=row["id"],
            name=row["name"],
            forces=row["forces"],
            adjective=row["adjective"],
            is_state="state" in row,
            internal=bool(row.get("internal")),
            since=_day(row.get("from"), date.min),
            until=_day(row.get("to"), date.max),
        )
        for row in load("sides")["sides"]
    }


@cache
def _states() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in load("states")["states"]}


@cache
def _names() -> _Names:
    groups = {row["id"]: row["names"] for row in load("groups")["groups"]}
    plain: dict[str, list[str]] = {}
    adjectives: dict[str, list[str]] = {}
    leaders: dict[str, list[str]] = {}
    for row in load("sides")["sides"]:
        state = _states().get(row.get("state", ""), {})
        left_out = set(row.get("except", ()))
        own = [row["name"], *row.get("names", ()), *groups.get(row.get("group", ""), ())]
        own += [state["name"], *state.get("also", ()), *state.get("seats", ())] if state else []
        for name in (_GENITIVE.sub("", n) for n in own):
            if name not in left_out and row["id"] not in plain.setdefault(name, []):
                plain[name].append(row["id"])
        for name in (*state.get("adjectives", ()), *state.get("people", ())):
            if row["id"] not in adjectives.setdefault(name, []):
                adjectives[name].append(row["id"])
        for name in row.get("leaders", ()):
            leaders.setdefault(name, []).append(row["id"])
    return _Names(*({k: tuple(v) for k, v in table.items()} for table in (plain, adjectives, leaders)))


@cache
def _party_words(kind: str) -> frozenset[str]:
    return frozenset(load("people_words")[kind].split())


@lru_cache(4096)  # the same parties are named again and again
def side_of(name: str, published: date | None = None) -> str | None:
    """The id of the side that a name belongs to on the day, or None where it is on none or the name leaves it open.

    Troops, governments, officials and leaders belong to their side; civilians, rebels and journalists of a country do
    not belong to the side of its government. Names of two sides ("Russia and Ukraine") belong to none.
    """
    found = list(dict.fromkeys(_found(name)))
    table = sides()
    alive = [s for s in found if table[s].exists(published)]
    if published is not None:
        alive = [s for s in alive if _fights(s, published)]
    return alive[0] if len(alive) == 1 else None


def side_of_state(state: str, published: date | None = None) -> str | None:
    """The side of a state's government (id of vocab/states.yaml) on the day, where it is in a conflict."""
    rows = [row["id"] for row in load("sides")["sides"] if row.get("state") == state]
    alive = [s for s in rows if sides()[s].exists(published) and (published is None or _fights(s, published))]
    return alive[0] if len(alive) == 1 else None


def _found(name: str) -> Iterator[str]:
    words = [w.rstrip(".") if w.count(".") == 1 and len(w) > 3 else w for w in _WORDS.findall(_GENITIVE.sub("", name))]
    names = _names()
    lower = {w.lower() for w in words}
    i = 0
    while i < len(words):
        j, ids = _longest(words, i, names)
        if ids and not _foreign(lower, ids):
            yield from ids
        i = j


def _longest(words: list[str], i: int, names: _Names) -> tuple[int, tuple[str, ...]]:
    for j in range(min(len(words), i + 7), i, -1):
        phrase = " ".join(words[i:j])
        ids = names.plain.get(phrase) or names.leaders.get(phrase) or names.plain.get("al-" + phrase[3:])
        if not ids and j == i + 1:
            ids = names.adjectives.get(phrase) or _compound(words[i], names)
            ids = ids and tuple(s for s in ids if _adjective_counts(s, words[j:]))
        if ids:
            return j, ids
    return i + 1, ()


def _compound(word: str, names: _Names) -> tuple[str, ...]:
    """ "Russian-installed", "pro-Russian": the side behind it; "anti-Taliban", "Russian-speaking": none."""
    if "-" not in word or _ACTED_ON.match(word):
        return ()
    head, _, tail = word.partition("-")
    if head.lower() == "pro":
        return names.adjectives.get(tail) or names.plain.get(tail) or names.leaders.get(tail) or ()
    if tail in _BACKED:
        return names.adjectives.get(head) or names.plain.get(head) or ()
    return ()


def _adjective_counts(side: str, following: list[str]) -> bool:
    """Does an adjective before these words speak of the side? "Syrian army" yes, "Syrian rebels" no."""
    later = {w.lower() for w in following}
    if later & (_party_words("rebels") | _party_words("civilians")):
        return False
    if not sides()[side].internal:
        return True
    return bool(later & (_party_words("officials") | _party_words("military") - {"fighters", "fighter", "men"}))


def _foreign(lower: set[str], ids: tuple[str, ...]) -> bool:
    """The name of a state before rebels or civilians ("Syria rebels", "residents of Israel") is no side."""
    outsiders = _party_words("civilians") | (_party_words("rebels") if sides()[ids[0]].is_state else frozenset())
    return bool(lower & outsiders)


@dataclass(frozen=True)
class _Membership:
    conflict: str
    camp: int
    side: str
    principal: bool
    since: date
    until: date


@cache
def _memberships() -> tuple[_Membership, ...]:
    rows = []
    for conflict in load("sides")["conflicts"]:
        since, until = _day(conflict.get("from"), date.min), _day(conflict.get("to"), date.max)
        for number, camp in enumerate(conflict["camps"]):
            for k, member in enumerate(camp):
                start, end = _day(member.get("from"), since), _day(member.get("to"), until)
                rows.append(_Membership(conflict["id"], number, member["side"], k == 0, start, end))
    return tuple(rows)


def _fights(side: str, day: date) -> bool:
    return any(m.side == side and m.since <= day <= m.until for m in _memberships())


def conflicts_of(side: str, published: date | None = None) -> tuple[str, ...]:
    """Ids of the conflicts that the side is in on the day (ever, without a day)."""
    mine = (m for m in _memberships() if m.side == side and (published is None or m.since <= published <= m.until))
    return tuple(dict.fromkeys(m.conflict for m in mine))


def opponents(side: str, published: date | None = None) -> tuple[tuple[str, bool], ...]:
    """Who fights the side on the day, each with whether both are the principals of that war and no mere allies."""
    alive = [m for m in _memberships() if published is None or m.since <= published <= m.until]
    mine = [m for m in alive if m.side == side]
    against: dict[str, bool] = {}
    for other in alive:
        for own in mine:
            if other.conflict == own.conflict and other.camp != own.camp and other.side != side:
                against[other.side] = against.get(other.side, False) or (other.principal and own.principal)
    return tuple(against.items())


def opponent(side: str, published: date | None = None, present: Collection[str] = ()) -> str | None:
    """The one side that "the enemy" means when this side speaks, or None where several may be meant.

    `present` are the sides that the report names: an opponent among them is meant before others, and a principal
    (the first of its camp) before allies.
    """
    against = opponents(side, published)
    for pool in (
        [s for s, principal in against if principal and s in present],
        [s for s, _ in against if s in present],
        [s for s, principal in against if principal],
    ):
        unique = list(dict.fromkeys(pool))
        if unique:
            return unique[0] if len(unique) == 1 else None
    return None
