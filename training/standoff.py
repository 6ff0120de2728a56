"""Reports of public corpora that we annotated, kept without their text: ids, a hash, offsets and labels.

    python -m training.standoff CLAIMS.yaml … --of bullets --corpora ../shared/corpora > training/own/bullets.jsonl

`bullets` are reports of `current-events`, `releases` those of `re3d` (press releases and articles, without the BBC's).
The claims are written in words, as in `training/own/*.yaml`, beside the report's `id` in place of its text; such a file
stays outside the project, since its words are others' (CC BY-SA and more). What is kept is one object a line,
`{"id", "sha256", "claims"}`, with claims in the form of `claims-train`, less what is empty; offsets are Unicode code
points into the text that has this SHA-256 in UTF-8.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from training.own import FOLDER, claim_of

Record = dict[str, Any]
EMPTY: Record = {
    "speaker": None, "speaker_full": None, "cue": None, "actor": None, "target": None, "time": None,
    "saying_time": None, "places": [], "quantities": [], "polarity": "positive",
    "framing": None, "background": False,
}  # fmt: skip


class OtherText(ValueError):
    """The corpus has a report of this id, but not the text that was annotated, or none of this id."""


def annotated(corpora: Path, of: str, kept: Path | None = None) -> Iterator[Record]:
    """Each report in the form of `claims-train`: `{id, published, text, claims}`. Raises OtherText."""
    rows = [json.loads(line) for line in (kept or kept_in(of)).read_text("utf-8").splitlines()]
    texts = TEXTS[of](corpora)
    for row in rows:
        report = texts.get(row["id"])
        if report is None or sha256_of(report["text"]) != row["sha256"]:
            raise OtherText(f"{row['id']}: the text that was annotated is not in {corpora}")
        claims = [EMPTY | claim for claim in row["claims"]]
        yield {"id": row["id"], "published": report.get("published"), "text": report["text"], "claims": claims}


def stand_off(reports: Iterable[Record], texts: dict[str, Record]) -> Iterator[Record]:
    """Claims in words as they are kept. Raises OtherText, ValueError."""
    seen: set[str] = set()
    for report in reports:
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


def kept_in(of: str) -> Path:
    return FOLDER / f"{of}.jsonl"


def is_held(name: str) -> bool:
    """A fifth of these reports, by the hash of their ids: never trained on, to choose by."""
    return int(sha256_of(name)[:8], 16) % 5 == 0


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sources(corpora: Path) -> list[Path]:
    """The files of the corpora that the texts are in."""
    return [corpora / "current-events" / "reports.jsonl", *_releases_in(corpora)]


def _bullets(corpora: Path) -> dict[str, Record]:
    with (corpora / "current-events" / "reports.jsonl").open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def _releases(corpora: Path) -> dict[str, Record]:
    lines = (
        line for path in _releases_in(corpora) for line in path.read_text("utf-8-sig").splitlines() if line.strip()
    )
    return {f"re3d-{row['_id']}": {"text": row["text"]} for row in map(json.loads, lines)}


def _releases_in(corpora: Path) -> list[Path]:
    """The BBC's part is for benchmarks alone."""
    return [path for path in sorted((corpora / "re3d").glob("*/documents.json")) if "BBC" not in path.parent.name]


TEXTS: dict[str, Callable[[Path], dict[str, Record]]] = {"bullets": _bullets, "releases": _releases}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="CLAIMS.yaml")
    parser.add_argument("--of", choices=list(TEXTS), required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    args = parser.parse_args()
    reports = [report for file in args.files for report in yaml.safe_load(file.read_text("utf-8"))]
    for row in stand_off(sorted(reports, key=lambda report: str(report["id"])), TEXTS[args.of](args.corpora)):
        sys.stdout.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
