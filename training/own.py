"""Reports written for training, with their claims in words (`training/own/*.yaml`), brought into offsets.

A claim names its words as they stand in the report: `quote: "At least nine … Goma"` runs from the first words to the
last. Where words occur several times, those inside the quote are meant, or the nearest to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, in C where it is built in
FOLDER = Path(__file__).parent / "own"
_ELLIPSIS = " … "
_ONE = ("speaker", "speaker_full", "cue", "actor", "target", "time", "saying_time")
_PLACES = ("at", "from", "to", "via")
_OTHER = {"kind", "quote", "trigger", "numbers", "modality", "polarity", "framing", "background"}


class NotFound(ValueError):
    """Words that the report does not have."""


def own_reports(folder: Path = FOLDER) -> Iterator[Record]:
    """Each report in the form of `claims-train`: `{id, published, text, claims}`. Raises NotFound, ValueError."""
    for file in sorted(folder.glob("*.yaml")):
        for number, report in enumerate(yaml.load(file.read_text("utf-8"), Loader=_LOADER), start=1):
            name = f"own-{file.stem}-{number:03}"
            text = report["text"].strip()
            try:
                claims = [claim_of(text, claim) for claim in report["claims"]]
            except ValueError as error:
                raise type(error)(f"{file.name}, report {number}: {error}") from None
            yield {"id": name, "published": str(report["published"]), "text": text, "claims": claims}


def claim_of(text: str, given: Record) -> Record:
    """A claim in words as one in offsets, in the form of `claims-train`. Raises NotFound, ValueError."""
    unknown = given.keys() - _OTHER - set(_ONE) - set(_PLACES)
    if unknown:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    quote = _quote(text, given["quote"])
    record: Record = {"kind": given["kind"], "quote": quote, "trigger": _near(text, given["trigger"], quote)}
    record |= {name: _near(text, given[name], quote) if name in given else None for name in _ONE}
    record["places"] = [
        [*_near(text, words, quote), role] for role in _PLACES for words in _several(given.get(role, []))
    ]
    record["quantities"] = [
        [*_near(text, words, quote), of] for of, all_ in given.get("numbers", {}).items() for words in _several(all_)
    ]
    record["modality"] = given.get("modality", "claimed" if "speaker" in given else "asserted")
    record["polarity"] = given.get("polarity", "positive")
    record["framing"] = given.get("framing")
    record["background"] = given.get("background", False)
    return record


def _several(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


def _quote(text: str, words: str) -> list[int]:
    first, _, last = words.partition(_ELLIPSIS)
    start = text.find(first)
    end = text.find(last, start + len(first)) if last else start
    if start < 0 or end < 0:
        raise NotFound(f"“{words}” is not in the report")
    return [start, end + len(last or first)]


def _near(text: str, words: str, quote: list[int]) -> list[int]:
    """Where the words stand: inside the quote if they do, else nearest to it."""
    found = [m.start() for m in re.finditer(f"(?={re.escape(words)})", text)]
    found = [i for i in found if _whole(text, i, i + len(words))]
    if not found:
        raise NotFound(f"“{words}” is not in the report")
    start = min(found, key=lambda i: (max(quote[0] - i, i + len(words) - quote[1], 0), i))
    return [start, start + len(words)]


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not ((before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum()))
