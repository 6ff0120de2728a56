"""Displacement figures against IDETECT: figure, unit and reporting term right together.

    python benchmarks/quantities_idetect.py [--corpus ../shared/corpora/idetect/excerpts.csv] [--show]

One row is one label (an excerpt may stand in several rows, each asking for another figure). A row is right when one of
the figures read has its number (the value, or the bound that there is), its unit and its term. `with sums` also takes
the sum of the figures of one term and unit, which some labels are. `first` takes the first figure read alone. Rows in
another language than English are counted as wrong and listed apart.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

from claimline.intake import detect_language
from claimline.reading.quantities import DisplacementFigure, displacement_figures

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpora" / "idetect" / "excerpts.csv"
Answer = tuple[float, str, str]


def answers(figures: list[DisplacementFigure]) -> list[Answer]:
    out: list[Answer] = []
    for figure in figures:
        value = figure.quantity.min if figure.quantity.min is not None else figure.quantity.max
        if value is not None:
            out.append((value, figure.unit, figure.term))
    return out


def sums(read: list[Answer]) -> list[Answer]:
    groups: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for value, unit, term in read:
        groups[unit, term].append(value)
    return [(sum(values), unit, term) for (unit, term), values in groups.items() if len(values) > 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--show", action="store_true", help="print the rows that are not right")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    with args.corpus.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            text = row["Excerpt"]
            foreign = detect_language(text) not in (None, "en")
            read = [] if foreign else answers(list(displacement_figures(text)))
            wanted = (float(row["Displacement figure"]), row["Reporting unit"].lower(), row["Reporting term"])
            right = wanted in read
            counts["rows"] += 1
            counts["foreign"] += foreign
            counts["right"] += right
            counts["with sums"] += right or wanted in sums(read)
            counts["figure and unit"] += wanted[:2] in [a[:2] for a in read]
            counts["figure"] += wanted[0] in [a[0] for a in read]
            counts["first"] += read[:1] == [wanted]
            counts["read"] += len(read)
            if args.show and not right:
                print(number, "foreign" if foreign else "", wanted, read, "|", text[:400].replace("\n", " "))
    rows = counts["rows"]
    for name in ("figure", "figure and unit", "right", "with sums", "first"):
        english = rows - counts["foreign"]
        print(
            f"{name:16} {counts[name]:3}/{rows} {100 * counts[name] / rows:5.1f} %   "
            f"of English {100 * counts[name] / english:5.1f} %"
        )
    print(f"{counts['foreign']} rows are not in English; {counts['read']} figures read")


if __name__ == "__main__":
    main()
