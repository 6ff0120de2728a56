"""Reports of `current-events` that we annotated, kept without their text: ids, a hash, offsets and labels.

    python -m training.standoff CLAIMS.yaml … --corpora ../shared/corpora > training/own/current_events.jsonl

The claims are written in words, as in `training/own/*.yaml`, beside the report's `id` in place of its text; such a file
stays outside the project, since its words are Wikipedia's (CC BY-SA). What is kept is one object a line,
`{"id", "sha256", "claims"}`, with claims in the form of `claims-train`, less what is empty; offsets are Unicode code
points into the text that has this SHA-256 in UTF-8.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from training.own import FOLDER, claim_of

Record = dict[str, Any]
KEPT = FOLDER / "current_events.jsonl"
CORPUS = Path("current-events") / "reports.jsonl"


EMPTY: Record = {
    "speaker": None, "speaker_full": None, "cue": None, "actor": None, "target": None, "time": None,
    "saying_time": None, "places": [], "quantities": [], "polarity": "positive",
    "framing": None, "background": False,
}  # fmt: skip


class OtherText(ValueError):
    """The corpus has a report of this id, but not the text that was annotated, or none of this id."""


def current_events(corpora: Path, kept: Path = KEPT) -> Iterator[Record]:
    """Each report in the form of `claims-train`: `{id, published, text, claims}`. Raises OtherText."""
    rows = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    texts = _reports(corpora / CORPUS, {row["id"] for row in rows})
    for row in rows:
        report = texts.get(row["id"])
        if report is None or sha256_of(report["text"]) != row["sha256"]:
            raise OtherText(f"{row['id']}: the text that was annotated is not in {corpora / CORPUS}")
        claims = [EMPTY | claim for claim in row["claims"]]
        yield {"id": row["id"], "published": report["published"], "text": report["text"], "claims": claims}


def stand_off(annotated: Iterable[Record], texts: dict[str, Record]) -> Iterator[Record]:
    """Claims in words as they are kept. Raises OtherText, ValueError."""
    seen: set[str] = set()
    for report in annotated:
        name = report["id"]
        if name in seen:
            raise ValueError(f"{name} is annotated twice")
        seen.add(name)
        if name not in texts:
            raise OtherText(f"{name} is not in the corpus")
        text = texts[name]["text"]
        try:
            claims = [_told(claim_of(text, claim)) for claim in report["claims"]]
        except ValueError as error:
            raise type(error)(f"{name}: {error}") from None
        yield {"id": name, "sha256": sha256_of(text), "claims": claims}


def _told(claim: Record) -> Record:
    return {name: value for name, value in claim.items() if name not in EMPTY or value != EMPTY[name]}


def held_bullet(name: str) -> bool:
    """A fifth of these reports, by the hash of their ids: never trained on, to choose by."""
    return int(sha256_of(name)[:8], 16) % 5 == 0


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _reports(path: Path, ids: set[str]) -> dict[str, Record]:
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines) if row["id"] in ids}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="CLAIMS.yaml")
    parser.add_argument("--corpora", type=Path, required=True)
    args = parser.parse_args()
    annotated = [report for file in args.files for report in yaml.safe_load(file.read_text("utf-8"))]
    texts = _reports(args.corpora / CORPUS, {report["id"] for report in annotated})
    for row in stand_off(sorted(annotated, key=lambda report: str(report["id"])), texts):
        sys.stdout.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
