"""Claim records as JSON: one a line, or one array. Field order is that of the record (`claimline.model.record`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from claimline.model.record import Record, claim_record
from claimline.publishing.explain import explanation_record
from claimline.publishing.formats import Item, Options

_SURROGATES = re.compile("[\ud800-\udfff]")


def dumps(value: Any) -> str:
    """JSON on one line, readable in every script. Half surrogate pairs, which UTF-8 cannot hold, are escaped."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # U+2028 and U+2029 end a line for some readers (JavaScript, Python's splitlines), inside a string too
    line = line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
    return _SURROGATES.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def _records(items: Iterable[Item], options: Options) -> Iterator[Record]:
    for item in items:
        for claim in item.claims:
            record = claim_record(claim)
            if options.explain:
                record["explain"] = explanation_record(claim, item.resolution)
            yield record


def write_jsonl(items: Iterable[Item], out: TextIO, options: Options) -> None:
    for record in _records(items, options):
        out.write(dumps(record) + "\n")


def write_json(items: Iterable[Item], out: TextIO, options: Options) -> None:
    """One array, written as the records come: a long run needs no more memory than one report."""
    lead = "["
    for record in _records(items, options):
        out.write(f"{lead}\n{dumps(record)}")
        lead = ","
    out.write("\n]\n" if lead == "," else "[]\n")
