"""Edges: pairs of claims that more speaks for than against; what they connect is regrouped together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from claimline.model import Telling
from claimline.weighing.events.blocks import keys, slabs_of
from claimline.weighing.events.comparing import score
from claimline.weighing.events.config import EventConfig
from claimline.weighing.events.profile import Profile, profile


class Forest:
    """Sets that grow together (union-find), over the numbers 0 to `size` - 1; the smallest number stands for a set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, number: int) -> int:
        root = number
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[number] != root:
            self._parent[number], number = root, self._parent[number]
        return root

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low

    def sets(self) -> list[list[int]]:
        """All sets, by their smallest number."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parent)):
            found[self.find(number)].append(number)
        return list(found.values())


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of indices whose profiles share a block, the smaller first, none twice."""
    return pairs_in(_index(profiles, range(len(profiles)), slab=None))


def pairs_in(index: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    for members in index.values():
        for later, b in enumerate(members):
            for a in members[:later]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def connected(tellings: Sequence[Telling], config: EventConfig) -> Forest:
    """The forest of tellings that edges connect. One slab of days after another, to keep the memory small."""
    forest = Forest(len(tellings))
    slabs: defaultdict[int, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for slab in slabs_of(telling):
            slabs[slab].append(number)
    for slab, numbers in sorted(slabs.items()):
        profiles = [profile(tellings[number]) for number in numbers]
        for a, b in pairs_in(_index(profiles, range(len(profiles)), slab)):
            if score(profiles[a], profiles[b], config) > config.threshold:
                forest.join(numbers[a], numbers[b])
    return forest


def edges(
    new: Iterable[Telling], known: Iterable[Telling] = (), config: EventConfig | None = None
) -> tuple[tuple[str, str], ...]:
    """The edges that have an end in `new`, as pairs of keys, sorted.

    `known` are the tellings that were there before; those that share no block with a new one may be left out. For a
    caller that adds reports to a ledger: the components that these edges touch, with the new tellings, are what
    `group` must see again; everything else stays as it is.
    """
    config = config or EventConfig()
    fresh = {telling.key: telling for telling in new}
    both = {**{telling.key: telling for telling in known}, **fresh}
    profiles = [profile(both[key]) for key in sorted(both)]
    found = []
    for a, b in candidate_pairs(profiles):
        pair = profiles[a].key, profiles[b].key
        if not fresh.keys().isdisjoint(pair) and score(profiles[a], profiles[b], config) > config.threshold:
            found.append(pair)
    return tuple(sorted(found))


def _index(profiles: Sequence[Profile], numbers: Iterable[int], slab: int | None) -> dict[str, list[int]]:
    """Numbers by block; only blocks that hold two or more, and only those of the slab where one is asked for."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for of, key in keys(profiles[number]):
            if slab is None or of == slab:
                index[key].append(number)
    return {key: members for key, members in index.items() if len(members) > 1}
