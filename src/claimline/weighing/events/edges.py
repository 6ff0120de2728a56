"""Edges: pairs of claims that more speaks for than against; what they connect is regrouped together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from claimline.model import Telling
from claimline.weighing.events.blocks import keys, slabs_of
from claimline.weighing.events.comparing import is_edge
from claimline.weighing.events.config import EventConfig
from claimline.weighing.events.profile import Profile, profile

Pair = tuple[int, int]


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


def connected(tellings: Sequence[Telling], config: EventConfig) -> Forest:
    """The forest of tellings that edges connect. One slab of days after another, to keep the memory small."""
    forest = Forest(len(tellings))
    slabs: defaultdict[int, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for slab in slabs_of(telling):
            slabs[slab].append(number)
    for slab, numbers in sorted(slabs.items()):
        profiles = [profile(tellings[number]) for number in numbers]
        for a, b in apart_in(index_of(profiles, slab), lambda i: forest.find(numbers[i])):  # noqa: B023
            if is_edge(profiles[a], profiles[b], config):
                forest.join(numbers[a], numbers[b])
    return forest


def edges(
    new: Iterable[Telling], known: Iterable[Telling] = (), config: EventConfig | None = None
) -> tuple[tuple[str, str], ...]:
    """Edges that have an end in `new`, as pairs of keys, sorted: enough of them to connect all that they connect.

    `known` are the tellings that were there before; those that share no block with a new one may be left out. For a
    caller that adds reports to a ledger: the components that these edges touch, with the new tellings, are what
    `group` must see again; everything else stays as it is.
    """
    config = config or EventConfig()
    fresh = {telling.key: telling for telling in new}
    both = {**{telling.key: telling for telling in known}, **fresh}
    profiles = [profile(both[key]) for key in sorted(both)]
    forest = Forest(len(profiles))
    found = []
    for a, b in apart_in(index_of(profiles), forest.find):
        pair = profiles[a].key, profiles[b].key
        if not fresh.keys().isdisjoint(pair) and is_edge(profiles[a], profiles[b], config):
            forest.join(a, b)
            found.append(pair)
    return tuple(sorted(found))


def pairs_in(index: Mapping[str, Sequence[int]]) -> Iterator[Pair]:
    """Pairs of numbers that share a block, the smaller first, none twice."""
    seen: set[Pair] = set()
    for members in index.values():
        for later, b in enumerate(members):
            for a in members[:later]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def apart_in(index: Mapping[str, Sequence[int]], home: Callable[[int], int]) -> Iterator[Pair]:
    """As `pairs_in`, without pairs that have one `home` when their turn comes: what is connected need not be compared.
    Small blocks come first, so that most members of the large ones are connected by then."""
    seen: set[Pair] = set()
    for members in sorted(index.values(), key=len):
        homes: defaultdict[int, list[int]] = defaultdict(list)
        for number in members:
            homes[home(number)].append(number)
        for one, other in combinations(homes.values(), 2):
            for a in one:
                for b in other:
                    pair = (a, b) if a < b else (b, a)
                    if pair not in seen:
                        if home(a) == home(b):
                            break
                        seen.add(pair)
                        yield pair


def index_of(profiles: Sequence[Profile], slab: int | None = None) -> dict[str, list[int]]:
    """The numbers of profiles by block, of one slab where one is asked for."""
    return shared((i, (key for of, key in keys(one) if slab is None or of == slab)) for i, one in enumerate(profiles))


def shared(keyed: Iterable[tuple[int, Iterable[str]]]) -> dict[str, list[int]]:
    """Numbers by key, in the order in which they come; only keys that two or more have."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, found in keyed:
        for key in found:
            index[key].append(number)
    return {key: members for key, members in index.items() if len(members) > 1}
