"""Two claims compared: how much speaks for their being of one event (Fellegi and Sunter, 1969), part by part."""

from __future__ import annotations

from claimline.model import Telling
from claimline.model.event import Join
from claimline.weighing.events.config import EventConfig
from claimline.weighing.events.parts import cheap, costly, parts_of
from claimline.weighing.events.profile import Profile, profile

_REST = 9.0  # the most that the costly parts can add


def compare(a: Telling, b: Telling, config: EventConfig | None = None) -> Join:
    """All parts and their sum. Symmetric: the smaller key comes first."""
    return join(profile(a), profile(b), config or EventConfig())


def join(a: Profile, b: Profile, config: EventConfig) -> Join:
    """The join of two profiles."""
    earlier, later = in_order(a, b)
    parts = parts_of(earlier, later, config)
    first, second = sorted((a.key, b.key))
    return Join(first, second, round(sum(part.value for part in parts), 2), parts)


def score(a: Profile, b: Profile, config: EventConfig) -> float:
    """The sum of the parts within floor and ceiling. Claims that share no group, and hopeless ones, get the floor."""
    weights = config.weights
    floor: float = weights["floor"]
    if a.groups != b.groups and not set(a.groups) & set(b.groups):
        return floor
    earlier, later = in_order(a, b)
    total: float = weights["prior"] + sum([value for _, (value, _) in cheap(earlier, later, config)])
    if total + _REST < floor:
        return floor
    total += sum([value for _, (value, _) in costly(earlier, later, config)])
    return float(max(floor, min(weights["ceiling"], total)))


def is_edge(a: Profile, b: Profile, config: EventConfig) -> bool:
    """Whether two claims are to be grouped together. What became known on different days, without looking back, must be
    clearer: else each week of a city under fire would hang together with the next."""
    plain = a.known != b.known and not a.recalls and not b.recalls
    return score(a, b, config) > config.threshold + (config.weights["next_day"] if plain else 0.0)


def in_order(a: Profile, b: Profile) -> tuple[Profile, Profile]:
    """The one that became known earlier first, then the smaller key: never the order of arrival."""
    return (a, b) if (a.known, a.key) <= (b.known, b.key) else (b, a)
