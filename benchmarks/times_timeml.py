"""Scores time expressions and values against TimeML corpora (TempEval-3 protocol), with the shared scorer.

    python benchmarks/times_timeml.py timebank-aquaint/AQUAINT [--show]
    python benchmarks/times_timeml.py wikiwars --only 13_ 14_ 15_ 16_

Corpora lie in ../shared/corpora; TimeBank and WikiWars 01 to 12 were used to learn from, AQUAINT and WikiWars 13 to 16
are development data. Prints strict, relaxed, type and value P, R, F1.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from datetime import date
from pathlib import Path
from typing import Any

from claimline.reading.times import find_times
from claimline.resolving.times import resolve_times

SHARED = Path(__file__).resolve().parents[2] / "shared"


def scorer() -> Any:
    """The scorer `../shared/score/timex.py` as a module; exits with a message where it is absent."""
    path = SHARED / "score" / "timex.py"
    if not path.exists():
        sys.exit(f"{path}: not there, nothing to score with")
    spec = importlib.util.spec_from_file_location("timex", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def published_day(created: str | None) -> date | None:
    try:
        return date.fromisoformat(created or "")
    except ValueError:
        return None


def reading(text: str, published: date | None) -> dict[str, Any]:
    """The `times` of a reading record of `text`."""
    return {
        "times": [
            {"start": t.mention.span.start, "end": t.mention.span.end, "type": t.mention.type, "value": t.value}
            for t in resolve_times(text, find_times(text), published)
        ]
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="folder under ../shared/corpora")
    parser.add_argument("--only", nargs="*", default=[], help="beginnings of document names")
    parser.add_argument("--show", action="store_true", help="list what was missed, spurious or wrong")
    options = parser.parse_args()
    timex = scorer()
    found = timex.files([SHARED / "corpora" / options.corpus])
    chosen = {n: p for n, p in found.items() if not options.only or n.startswith(tuple(options.only))}
    readings = {}
    for name, path in chosen.items():
        text, created, _ = timex.document(path)
        readings[name] = reading(text, published_day(created))
    table = timex.score(list(chosen.values()), readings, options.show)
    print(f"{options.corpus}: {len(chosen)} documents")
    print(timex.report(table))
    return 0


if __name__ == "__main__":
    sys.exit(main())
