"""Quantities against reference claims: which reference numbers are read, with the same bounds and unit.

    python benchmarks/quantities_gold.py [--gold ../shared/gold/d1.jsonl ...] [--show]
    python benchmarks/quantities_gold.py --train ../shared/corpora/claims-train/reports.jsonl [--show]

Gold (d1, d2) is for measuring only: a reference quantity is right when a quantity read within the claim's quote has the
same (min, max) and the same unit by five-letter stems. Training reports carry spans and `of` only: every fifth report
is the development split; a span is right when a quantity overlaps it, `of` when it agrees too.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimline.model import QuantityMention
from claimline.reading.quantities import find_quantities

SHARED = Path(__file__).parents[1].parent / "shared"


def stems(unit: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w+", unit.lower())}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def same(reference: dict[str, Any], read: QuantityMention) -> bool:
    bounds = (reference.get("min"), reference.get("max")) == (read.min, read.max)
    return bounds and stems(reference["unit"]) == stems(read.unit)


def gold(paths: list[Path], show: bool) -> None:
    counts: Counter[str] = Counter()
    for path in paths:
        for report in lines(path):
            text = report["text"]
            read = find_quantities(text)
            for claim in report["claims"]:
                start = claim.get("start", text.find(claim["quote"]))
                end = claim.get("end", start + len(claim["quote"]))
                free = "free " if "quantities" in claim.get("free", []) else ""
                near = [q for q in read if q.span.start >= start - 20 and q.span.end <= end + 20]
                for reference in claim.get("quantities") or []:
                    right = any(same(reference, q) for q in near)
                    counts[f"{free}reference"] += 1
                    counts[f"{free}right"] += right
                    if show and not right:
                        got = [(q.span.of(text), q.min, q.max, q.unit) for q in near]
                        print(f"{free}missed {reference} in {claim['quote'][:140]!r}: {got}")
    print(
        f"gold: {counts['right']}/{counts['reference']} right; "
        f"of those that may differ {counts['free right']}/{counts['free reference']}"
    )


def train(path: Path, show: bool) -> None:
    counts: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    for number, report in enumerate(lines(path)):
        if number % 5 != 4:
            continue
        text = report["text"]
        read = find_quantities(text)
        wanted = {(s, e): of for claim in report["claims"] for s, e, of in claim["quantities"]}
        for (start, end), of in wanted.items():
            near = [q for q in read if q.span.start < end and start < q.span.end]
            counts["spans"] += 1
            counts["found"] += bool(near)
            counts["of"] += any(q.of == of for q in near)
            if near and all(q.of != of for q in near):
                confused[of, near[0].of] += 1
            if show and not any(q.of == of for q in near):
                got = [(q.span.of(text), q.of) for q in near]
                print(
                    f"{of}: {text[max(0, start - 50) : start]!r} [{text[start:end]!r}] {text[end : end + 60]!r} {got}"
                )
        counts["read"] += len(read)
        counts["unasked"] += sum(not any(q.span.start < e and s < q.span.end for s, e in wanted) for q in read)
    print(
        f"{path.parent.name}, every fifth report: spans {counts['found']}/{counts['spans']} found, "
        f"`of` right {counts['of']}; "
        f"{counts['unasked']} of {counts['read']} read are in no claim"
    )
    print("  want, got:", ", ".join(f"{w}>{g} {n}" for (w, g), n in confused.most_common(14)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--gold", type=Path, nargs="*", default=[SHARED / "gold" / "d1.jsonl", SHARED / "gold" / "d2.jsonl"]
    )
    parser.add_argument("--train", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if args.train:
        train(args.train, args.show)
    else:
        gold(args.gold, args.show)


if __name__ == "__main__":
    main()
