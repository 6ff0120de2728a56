"""Is a claim of confidence 0.8 right in eight of ten cases? The trained reader, in bins of equal size.

    python benchmarks/calibration.py
    python benchmarks/calibration.py --reader default fast --plot docs/reliability.svg

Right is a claim of the right family on the right words (../shared/score/claims.py). `held out`: the reports which the
confidence was calibrated on; `gold`: the development reports of ../shared/gold, which only measure. Error is the mean
distance between confidence and share, weighted by the size of bins.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from drawing import Axis, Chart
from held_out import CORPORA, Row, held_out, load_lines, predicted, read
from setting import SHARED, need, scorer

BINS = 8
COLOURS = ("#1b6ca8", "#c0504d", "#4f8a3c", "#8064a2")
Judged = list[tuple[float, bool]]  # confidence, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="*", default=["default"])
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped ones")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--plot", type=Path, help="an SVG file to draw into")
    args = parser.parse_args()
    need(args.shared / "score" / "claims.py")
    share = Axis("confidence of the claim", 0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1))
    right = Axis("share that is right", 0, 1, share.ticks)
    chart = Chart("How often claims of a confidence are right", share, right)
    chart.line([(0, 0), (1, 1)], "#aaa", dashed=True)
    names: list[tuple[str, str]] = []
    for reader in args.reader:
        for corpus, documents in (("held out", list(held_out(args.shared, CORPORA))), ("gold", gold(args.shared))):
            bins = binned(sorted(judged(documents, reader, args)))
            colour = COLOURS[len(names)]
            names.append((f"{reader}, {corpus}", colour))
            report(f"{reader}, {corpus}", bins)
            chart.line([(mean, hit) for mean, hit, _ in bins], colour)
            for mean, hit, _ in bins:
                chart.point(mean, hit, colour)
    chart.key(names)
    if args.plot:
        args.plot.write_text(chart.svg(), encoding="utf-8")


def gold(shared: Path) -> list[Row]:
    return [row for path in sorted(need(shared / "gold").glob("*.jsonl")) for row in load_lines(path)]


def judged(documents: Sequence[Row], reader: str, args: argparse.Namespace) -> Iterator[tuple[float, bool]]:
    """Every claim that is asked for or should not be there; optional ones of the reference are left out."""
    score = scorer("claims", args.shared)
    bare: Row = {"places": [], "time": None, "quantities": []}  # they have no say in what is found
    for document, claims in zip(documents, read(list(documents), reader, args.shared, args.weights), strict=True):
        golds, preds = [g | bare for g in document["claims"]], [predicted(c) | bare for c in claims]
        links = {j: i for i, j in score.match(golds, preds).items()}
        for j, claim in enumerate(preds):
            if j not in links or not golds[links[j]].get("optional"):
                yield claim["confidence"], j in links


def binned(rows: Judged) -> list[tuple[float, float, int]]:
    """Mean confidence, share right, size of each bin."""
    bins = []
    for k in range(BINS):
        part = rows[k * len(rows) // BINS : (k + 1) * len(rows) // BINS]
        if part:
            bins.append((sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)))
    return bins


def report(name: str, bins: Sequence[tuple[float, float, int]]) -> None:
    total = sum(size for *_, size in bins)
    error = sum(abs(mean - hit) * size for mean, hit, size in bins) / max(1, total)
    print(f"{name}: {total} claims, error {error:.3f}")
    for mean, hit, size in bins:
        print(f"  {mean:.2f} {hit:.2f} {size:4}")


if __name__ == "__main__":
    main()
