"""Whether the weights of a reader are those that were shipped: the hashes of their files, beside them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from claimline.errors import ReaderError

SUMS = "sums.json"
NAMES = "names.onnx"  # a reader may have none
WEIGHED = ("encoder.onnx", "heads.onnx", "settings.json", "tokenizer.json")


def sums_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that a reader needs, as hexadecimal digits."""
    there = (*WEIGHED, NAMES) if (folder / NAMES).exists() else WEIGHED
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in there}


def write_sums(folder: Path) -> None:
    (folder / SUMS).write_text(json.dumps(sums_of(folder), indent=1) + "\n", encoding="utf-8")


def damaged(folder: Path) -> Iterator[str]:
    """The names of files that are missing, or not as they were shipped."""
    try:
        wanted: dict[str, str] = json.loads((folder / SUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield SUMS
        return
    for name in dict.fromkeys((*WEIGHED, *wanted)):
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            found = ""
        if found != wanted.get(name):
            yield name


def cannot_be_loaded(folder: Path, error: Exception) -> ReaderError:
    """What is told of weights that do not load."""
    wrong = ", ".join(damaged(folder))
    what = f"damaged: {wrong}" if wrong else f"not understood ({(str(error).splitlines() or [''])[0][:120]})"
    return ReaderError(
        f"the weights of the reader {folder.name!r} are {what}",
        where=str(folder),
        then="Install Claimline again (pip install --force-reinstall claimline), or read with --reader rules.",
    )
