"""Claims against reference claims, through the command line, scored by ../shared/score/claims.py.

    python benchmarks/claims.py
    python benchmarks/claims.py --reader rules --only gold --show

`seed` is the seed report; `gold` the development reports of ../shared/gold (they measure, nothing is learnt from them).
found     claims of the right family on the right words; whole: with every slot right; lost: a speaker's claim given to
nobody; slots: the share right among found claims
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from setting import SHARED, claimline, gazetteer, need, scorer

REPORT = ("id", "text", "title", "outlet", "published", "url")  # the reader sees nothing else
SEED = ("--date", "2024-05-16", "--outlet", "Pindula News")
Score = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="*", default=["rules", "default"], help="one or several; default: both")
    parser.add_argument("--only", choices=("seed", "gold"), help="one of the two")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of corpora and scorers")
    parser.add_argument("--show", action="store_true", help="print what was missed, wrong or spurious")
    args = parser.parse_args()
    need(args.shared)
    for reader in args.reader:
        if args.only != "gold":
            show(f"seed report, reader {reader}", seed(args.shared, reader, args.show), args.shared)
        if args.only != "seed":
            show(f"development reports, reader {reader}", gold(args.shared, reader, args.show), args.shared)


def seed(shared: Path, reader: str, shown: bool) -> Score:
    reference = need(shared / "seed" / "claims.json")
    text = str(reference.parent / "report.txt")
    read = claimline("read", text, *SEED, "--reader", reader, "--format", "jsonl", places=gazetteer(shared))
    return scored(shared, [reference], read, shown)


def gold(shared: Path, reader: str, shown: bool) -> Score:
    references = sorted(need(shared / "gold").glob("*.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "reports.jsonl"
        with bare.open("w", encoding="utf-8") as out:
            for path in references:
                for line in path.read_text(encoding="utf-8").splitlines():
                    report = json.loads(line)
                    out.write(json.dumps({name: report.get(name) for name in REPORT}) + "\n")
        read = claimline("read", str(bare), "--reader", reader, "--format", "jsonl", places=gazetteer(shared))
    return scored(shared, references, read, shown)


def scored(shared: Path, references: list[Path], read: str, shown: bool) -> Score:
    """The scorer's totals over all reports."""
    score = scorer("claims", shared)
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        claims = Path(folder) / "claims.jsonl"
        claims.write_text(read, encoding="utf-8")
        for reference in references:
            for name, document, predictions in score.pairs(reference, claims):
                if shown:
                    print(name)
                total.update(score.score(document, predictions, shown))
    return dict(total)


def show(name: str, totals: Score, shared: Path) -> None:
    print(f"== {name}\n{scorer('claims', shared).report(totals)}", flush=True)


if __name__ == "__main__":
    main()
