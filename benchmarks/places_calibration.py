"""Whether the confidence of a place is the share of right answers: fitted on one half, measured on the other.

    python benchmarks/places_calibration.py --gazetteer FILE

LGL's mentions (given; place in the gazetteer; every second report is the half to fit on) and the settlements of
places_settlements.py (halves by a hash of the name). Prints for each the expected calibration error of the answers in
ten bins, as the confidence stands and after a logistic curve fitted on the first half, and the bins of the second half.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from claimline.resolving.places import Gazetteer, PlaceResolver
from places_lgl import SHARED, readings_of, scorer
from places_settlements import TABLE, answers

Answer = tuple[float, bool]
BINS = 10


def lgl(gazetteer: Gazetteer) -> tuple[list[Answer], list[Answer]]:
    """Confidence and rightness of every answer, by half."""
    halves: tuple[list[Answer], list[Answer]] = ([], [])
    resolver = PlaceResolver(gazetteer)
    articles = scorer().articles([SHARED / "corpora/lgl/lgl.xml"])
    for i, (reading, (_, _, gold)) in enumerate(zip(readings_of(articles), articles.values(), strict=True)):
        wanted = {(m["start"], m["end"]): f"geonames:{m['id']}" for m in gold if m["id"]}
        for place in resolver.resolve(reading):
            right = wanted.get((place.span.start, place.span.end))
            if place.id is not None and right is not None and gazetteer.by_id(right) is not None:
                halves[i % 2].append((place.confidence, place.id == right))
    return halves


def settlements(gazetteer: Gazetteer) -> tuple[list[Answer], list[Answer]]:
    halves: tuple[list[Answer], list[Answer]] = ([], [])
    for _, name, place, right in answers(TABLE, gazetteer):
        if place.id is not None:
            halves[hashlib.sha256(name.encode()).digest()[0] % 2].append((place.confidence, right))
    return halves


def error(answers: Sequence[Answer], curve: Callable[[float], float] = float) -> float:
    """Expected calibration error: the mean gap of confidence and rightness over ten bins, weighed by their size."""
    bins: dict[int, list[Answer]] = {}
    for confidence, right in answers:
        value = curve(confidence)
        bins.setdefault(min(BINS - 1, int(value * BINS)), []).append((value, right))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(1, len(answers))


def fitted(answers: Sequence[Answer]) -> Callable[[float], float]:
    """A logistic curve over the log odds of the confidence, by Newton's method (Platt scaling)."""

    def odds(confidence: float) -> float:
        clipped = min(0.999, max(0.001, confidence))
        return math.log(clipped / (1 - clipped))

    slope, shift = 1.0, 0.0
    points = [(odds(c), float(r)) for c, r in answers]
    for _ in range(30):
        chances = [1 / (1 + math.exp(-(slope * x + shift))) for x, _ in points]
        weights = [p * (1 - p) + 1e-9 for p in chances]
        by_slope = sum((y - p) * x for (x, y), p in zip(points, chances, strict=True)) - 1e-3 * (slope - 1)
        by_shift = sum(y - p for (_, y), p in zip(points, chances, strict=True))
        xx = sum(w * x * x for (x, _), w in zip(points, weights, strict=True)) + 1e-3
        xs = sum(w * x for (x, _), w in zip(points, weights, strict=True))
        ss = sum(weights)
        whole = xx * ss - xs * xs
        slope += (by_slope * ss - by_shift * xs) / whole
        shift += (by_shift * xx - by_slope * xs) / whole
    return lambda confidence: 1 / (1 + math.exp(-(slope * odds(confidence) + shift)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gazetteer", type=Path)
    gazetteer = Gazetteer.open(parser.parse_args().gazetteer)
    for name, (first, second) in (("LGL", lgl(gazetteer)), ("settlements", settlements(gazetteer))):
        curve = fitted(first)
        print(
            f"{name}: {len(first)} and {len(second)} answers; error on the second half {error(second):.3f} as it stands"
            f", {error(second, curve):.3f} fitted on the first (on itself {error(first):.3f})"
        )
        for low in range(BINS):
            inside = [(c, r) for c, r in second if min(BINS - 1, int(c * BINS)) == low]
            if inside:
                mean, right = (sum(float(x[k]) for x in inside) / len(inside) for k in (0, 1))
                print(f"  confidence {mean:.2f}  right {right:.2f}  of {len(inside)}")


if __name__ == "__main__":
    main()
