"""What an event is, said from its claims: never more precise than they are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from claimline.model import Part, Spot
from claimline.model.event import Event, Join
from claimline.model.judgement import Decision
from claimline.weighing.events.comparing import join
from claimline.weighing.events.config import EventConfig
from claimline.weighing.events.profile import Profile

_FINEST = ("settlement", "unresolved", "district", "area", "region", "country")
_NEAREST = 25  # members that the joins of a telling are looked for among: the earliest, which a reader sees first


_NOBODY: Mapping[str, Decision] = {}


def event_of(members: Sequence[Profile], config: EventConfig, merged: Mapping[str, Decision] = _NOBODY) -> Event:
    """The event of these tellings, earliest first. `merged`: keys that a person's decision brought in."""
    founder = members[0]
    kind = _kind(members)
    first, last = _days(members)
    return Event(
        id=hashlib.sha256(founder.key.encode("utf-8", "surrogatepass")).hexdigest()[:20],
        family=kind.partition(".")[0],
        kind=kind,
        members=tuple(sorted(one.key for one in members)),
        joins=tuple(_join(i, members, config, merged) for i in range(1, len(members))),
        place=_place(members),
        first_day=first,
        last_day=last,
        sides=_sides(members),
    )


def _join(number: int, members: Sequence[Profile], config: EventConfig, merged: Mapping[str, Decision]) -> Join:
    """Why a member is here: a person's decision, else its strongest join with an earlier one."""
    decision = merged.get(members[number].key)
    if decision is None:
        return _best_join(number, members, config)
    first, second = sorted((members[0].key, members[number].key))
    note = f": {decision.note}" if decision.note else ""
    value = float(config.weights["ceiling"])
    return Join(
        first, second, value, (Part("decision", value, f"{decision.who} merged them on {decision.at[:10]}{note}"),)
    )


def _best_join(number: int, members: Sequence[Profile], config: EventConfig) -> Join:
    """The strongest join of a member with an earlier one."""
    joins = [join(members[number], other, config) for other in members[: min(number, _NEAREST)]]
    return max(joins, key=lambda found: found.score)


def _kind(members: Sequence[Profile]) -> str:
    """The most frequent family, what happened before what came of it; in it the most frequent of its precise kinds."""
    families = Counter(one.telling.family for one in members if one.telling.family not in ("casualties", "damage"))
    family = _most(families or Counter(one.telling.family for one in members))
    kinds = [one.telling.kind for one in members if one.telling.family == family]
    return _most(Counter([kind for kind in kinds if "." in kind] or kinds))


def _most(counted: Counter[str]) -> str:
    """The most frequent; of equals, the one that stands first in the alphabet of kinds (sides are no kinds)."""
    return min(counted, key=lambda name: (-counted[name], name))


def _place(members: Sequence[Profile]) -> Spot | None:
    """The place that most members name; of equals the finest, then the one named first."""
    spots: dict[str, Spot] = {}
    counted: Counter[str] = Counter()
    for one in members:
        for name, spot in {(s.id or s.name): s for s in one.spots if s.role != "from"}.items():
            spots.setdefault(name, spot)
            counted[name] += 1
    order = {name: i for i, name in enumerate(spots)}
    finest = {name: _FINEST.index(spot.precision) for name, spot in spots.items()}
    best = min(spots, key=lambda n: (finest[n] > 2, -counted[n], finest[n], order[n]), default=None)
    return spots[best] if best is not None else None


def _days(members: Sequence[Profile]) -> tuple[str | None, str | None]:
    """The first and last day that the members give; days outweigh longer periods."""
    periods = [(one.telling.first_day, one.telling.last_day) for one in members if one.dated]
    days = [(first, last) for first, last in periods if first and first == last]
    starts = [first for first, _ in days or periods if first]
    ends = [last for _, last in days or periods if last]
    return min(starts, default=None), max(ends, default=None)


def _sides(members: Sequence[Profile]) -> tuple[str, ...]:
    """The ids of the sides, in the order in which the members name them."""
    parties = (party for one in members for party in (one.telling.actor, one.telling.target))
    return tuple(dict.fromkeys(party.side for party in parties if party is not None and party.side))
