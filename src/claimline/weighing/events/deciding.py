"""People's decisions, applied to what the program found: splits keep claims apart, merges put events together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import combinations, product

from claimline.model.judgement import Decision

Pair = tuple[int, int]
Clusters = list[list[int]]


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions in the order in which they were made; equal moments by what they say, never by arrival."""
    return tuple(sorted(decisions, key=lambda d: (d.at, d.verb, d.subjects, d.who, d.note)))


def decided(
    found: Callable[[Collection[Pair]], Clusters], decisions: Iterable[Decision], numbers: Mapping[str, int]
) -> Clusters:
    """The clusters after all decisions, in their order. `found` gives the clusters in which certain pairs are apart;
    `numbers` the number of each key."""
    apart: set[Pair] = set()
    merges: list[set[int]] = []
    clusters = found(apart)
    for decision in decisions:
        subjects = {numbers[key] for key in decision.subjects if key in numbers}
        named = [set(cluster) for cluster in clusters if subjects.intersection(cluster)]
        if decision.verb == "merge":
            apart -= {_pair(a, b) for one, other in combinations(named, 2) for a, b in product(one, other)}
            merges.append(subjects)
            clusters = _merged(clusters, subjects, apart)
        else:
            apart |= {_pair(a, b) for cluster in named for a, b in product(cluster & subjects, cluster - subjects)}
            clusters = found(apart)
            for earlier in reversed(merges):
                clusters = _merged(clusters, earlier, apart)
    return clusters


def _merged(clusters: Clusters, subjects: set[int], apart: Collection[Pair]) -> Clusters:
    """The clusters that hold subjects as one, or as few as the splits that stand between them allow.

    Each joins the first that no split keeps it from, so that what is split out of a merge leaves the rest of it whole.
    """
    others: Clusters = []
    merged: list[set[int]] = []
    for cluster in clusters:
        if not subjects.intersection(cluster):
            others.append(cluster)
            continue
        free = (one for one in merged if not any(_pair(a, b) in apart for a, b in product(one, cluster)))
        into = next(free, None)
        if into is None:
            merged.append(set(cluster))
        else:
            into.update(cluster)
    return sorted([*others, *map(sorted, merged)])


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
