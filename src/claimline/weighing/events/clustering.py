"""Claims of one component put into events.

First the claims of each report, by average linkage: they become accounts of one occurrence. Then the accounts, by
average linkage too, so that a chain (the daily shelling of one town) does not grow into one event.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import fsum

from claimline.weighing.events.blocks import keys
from claimline.weighing.events.comparing import score
from claimline.weighing.events.config import EventConfig
from claimline.weighing.events.edges import index_of, pairs_in, shared
from claimline.weighing.events.profile import Profile, pooled

Pair = tuple[int, int]
Clusters = list[list[int]]
_NEVER = float("-inf")


def clusters(profiles: Sequence[Profile], config: EventConfig, apart: Collection[Pair] = ()) -> Clusters:
    """Lists of indices of `profiles`, which must be in canonical order. `apart`: pairs that may not come together."""
    inside: dict[Pair, float] = {}
    accounts: Clusters = []
    for numbers in _by_report(profiles):
        scores = _scores([profiles[number] for number in numbers], config)
        inside |= {(numbers[a], numbers[b]): value for (a, b), value in scores.items()}
        inside |= {pair: _NEVER for pair in apart if pair[0] in numbers and pair[1] in numbers}
        places = {number: i for i, number in enumerate(numbers)}
        known = {(places[a], places[b]): inside[a, b] for a, b in inside if a in places}
        accounts += [[numbers[i] for i in cluster] for cluster in Linkage(len(numbers), known, config).run()]
    accounts.sort()
    found = Linkage(len(accounts), _between_accounts(accounts, profiles, (inside, apart), config), config).run()
    return sorted(sorted(number for account in cluster for number in accounts[account]) for cluster in found)


def _by_report(profiles: Sequence[Profile]) -> Iterable[list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(profiles):
        found[one.telling.report].append(number)
    return found.values()


def _scores(profiles: Sequence[Profile], config: EventConfig) -> dict[Pair, float]:
    """The scores of the claims of one report. What came of a deed speaks for the deed that it goes with best, and for
    none that is another one: else the dead of one strike would tie it to the next one that the sentence tells of."""
    found = {(a, b): score(profiles[a], profiles[b], config) for a, b in pairs_in(index_of(profiles))}
    best: dict[int, tuple[float, int, int]] = {}
    for (a, b), value in found.items():
        for outcome, deed in ((a, b), (b, a)):
            if profiles[outcome].outcome and not profiles[deed].outcome:
                rank = (value, -_gap(profiles[outcome], profiles[deed]), -deed)
                best[outcome] = max(best.get(outcome, rank), rank)
    apart = {pair: value for pair, value in found.items() if value <= config.threshold}
    for a, b in found:
        for outcome, deed in ((a, b), (b, a)):
            if outcome in best and _pair(deed, -best[outcome][2]) in apart:
                found[a, b] = min(found[a, b], config.threshold)
    return found


def _gap(a: Profile, b: Profile) -> int:
    """Code points between two propositions of one report."""
    one, other = a.telling.span or (0, 0), b.telling.span or (0, 0)
    return max(0, max(one[0], other[0]) - min(one[1], other[1]))


def _between_accounts(
    accounts: Clusters,
    profiles: Sequence[Profile],
    decided: tuple[dict[Pair, float], Collection[Pair]],
    config: EventConfig,
) -> dict[Pair, float]:
    """How well two accounts go together: as two claims do, with what all claims of each say. Accounts of one report:
    the mean of what was compared. `decided`: the scores of pairs in one report, and the pairs kept apart."""
    inside, apart = decided
    account_of = {number: i for i, account in enumerate(accounts) for number in account}
    pools = [pooled([profiles[number] for number in account]) for account in accounts]
    keyed = (
        (i, {key for number in account for _, key in keys(profiles[number])}) for i, account in enumerate(accounts)
    )
    found = {
        (a, b): score(pools[a], pools[b], config)
        for a, b in pairs_in(shared(keyed))
        if pools[a].telling.report != pools[b].telling.report
    }
    within: defaultdict[Pair, list[float]] = defaultdict(list)
    for (a, b), value in inside.items():
        if account_of[a] != account_of[b]:
            within[_pair(account_of[a], account_of[b])].append(value)
    found |= {pair: fsum(values) / len(values) for pair, values in within.items()}  # fsum: the same in any order
    return found | {_pair(account_of[a], account_of[b]): _NEVER for a, b in apart}


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


@dataclass
class Linkage:
    """Average linkage over `size` things of which `scores` are known; the other pairs count `unseen`.

    Each step joins the two clusters with the highest average, the ones with the smallest numbers where averages are
    equal, as long as it is above the threshold.
    """

    size: int
    scores: dict[Pair, float]
    config: EventConfig
    _sums: dict[int, dict[int, tuple[float, int]]] = field(init=False)
    _members: dict[int, list[int]] = field(init=False)

    def run(self) -> Clusters:
        self._members = {number: [number] for number in range(self.size)}
        self._sums = {number: {} for number in range(self.size)}
        for (a, b), value in self.scores.items():
            self._sums[a][b] = self._sums[b][a] = (value, 1)
        heap = [(-self._average(a, b), a, b) for a, b in self.scores]
        heap = [entry for entry in heap if -entry[0] > self.config.threshold]
        heapq.heapify(heap)
        fresh = self.size
        while heap:
            _, a, b = heapq.heappop(heap)
            if a in self._members and b in self._members:
                for entry in self._join(a, b, fresh):
                    heapq.heappush(heap, entry)
                fresh += 1
        return sorted(sorted(members) for members in self._members.values())

    def _join(self, a: int, b: int, fresh: int) -> Iterable[tuple[float, int, int]]:
        """Make one cluster of two, and give the averages above the threshold that it has with others."""
        self._members[fresh] = self._members.pop(a) + self._members.pop(b)
        sums: dict[int, tuple[float, int]] = {}
        for old in (a, b):
            for other, (total, count) in self._sums.pop(old).items():
                if other in (a, b):
                    continue
                before = sums.get(other, (0.0, 0))
                sums[other] = (before[0] + total, before[1] + count)
                del self._sums[other][old]
        self._sums[fresh] = sums
        for other, value in sums.items():
            self._sums[other][fresh] = value
        averages = ((-self._average(fresh, other), other, fresh) for other in sums)
        return [entry for entry in averages if -entry[0] > self.config.threshold]

    def _average(self, a: int, b: int) -> float:
        total, count = self._sums[a][b]
        pairs = len(self._members[a]) * len(self._members[b])
        return (total + (pairs - count) * float(self.config.weights["unseen"])) / pairs
