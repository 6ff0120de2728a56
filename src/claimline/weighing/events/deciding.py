"""People's decisions, applied to what the program found: splits keep claims apart, merges put events together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from claimline.model.judgement import Decision

Pair = tuple[int, int]


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions in the order in which they were made; equal moments by what they say, never by arrival."""
    return tuple(sorted(decisions, key=lambda d: (d.at, d.verb, d.subjects, d.apart_from, d.who, d.note)))


def forbidden(decisions: Sequence[Decision], numbers: Mapping[str, int]) -> set[Pair]:
    """Pairs of numbers that a split keeps apart and that no later merge brings together. `numbers`: by key."""
    pairs: set[Pair] = set()
    for decision in decisions:
        subjects = [numbers[key] for key in decision.subjects if key in numbers]
        if decision.verb == "merge":
            pairs.difference_update((min(a, b), max(a, b)) for a, b in combinations(subjects, 2))
            continue
        others = decision.apart_from or tuple(numbers.keys() - set(decision.subjects))
        for other in (numbers[key] for key in others if key in numbers):
            pairs.update((min(a, other), max(a, other)) for a in subjects if a != other)
    return pairs


def merged(
    clusters: Sequence[Sequence[int]],
    decisions: Sequence[Decision],
    numbers: Mapping[str, int],
    apart: Collection[Pair],
) -> list[list[int]]:
    """The clusters, those put together that a merge names, the latest merge first, unless a split stands between."""
    found = [set(cluster) for cluster in clusters]
    for decision in reversed(decisions):
        if decision.verb != "merge":
            continue
        named = {numbers[key] for key in decision.subjects if key in numbers}
        into: set[int] | None = None
        for cluster in [cluster for cluster in found if cluster & named]:
            if into is None:
                into = cluster
            elif not any((min(a, b), max(a, b)) in apart for a in into for b in cluster):
                into |= cluster
                found.remove(cluster)
    return sorted(sorted(cluster) for cluster in found)
