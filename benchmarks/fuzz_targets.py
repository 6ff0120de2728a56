"""What must hold for any input: bytes through the doors of intake, text that is read, words for days and hours.

Each function takes one input and raises AssertionError, or whatever the program should not have raised. The fuzzer
(fuzz.py) and the test that tries its kept inputs again use the same.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

DOORS = ("", "x.txt", "x.html", "x.jsonl", "x.csv", "x.parquet", "x.eml", "x.pdf", "x.warc", "x.xml", "x.warc.gz")
DAY = date(2024, 5, 16)


def intake(name: str, packed: bool, body: bytes) -> int:
    """Bytes through the door that a name stands for, packed by gzip or not; how many reports came out."""
    import gzip
    import io

    from claimline.errors import ClaimlineError
    from claimline.intake import IntakeConfig, read_bytes
    from claimline.intake.doors import opened
    from claimline.intake.origin import Origin
    from claimline.model import Report

    body = gzip.compress(body, 1) if packed else body
    config, count = IntakeConfig(on_error="skip", today=date(2026, 1, 1)), 0
    for found in opened(io.BytesIO(body), Origin("x"), config, name=name):
        count += isinstance(found, Report)
        if not isinstance(found, Report):
            need(found.then, f"no hint: {found}")
    for report in read_bytes(body, config=config):
        need(report.text.strip(), "a report without text")
    try:
        list(read_bytes(body, config=IntakeConfig(on_error="stop")))
    except ClaimlineError as error:
        need(error.then, f"no hint: {error}")
    return count


class Texts:
    """Reads texts by the rules, twice each. gazetteer: the file of places."""

    def __init__(self, gazetteer: Path) -> None:
        from claimline.reading.reader import open_reader
        from claimline.resolving import Resolver

        self._reader, self._resolver = open_reader("rules"), Resolver.open(gazetteer)

    def read(self, text: str, dated: bool) -> list[Any]:
        """The claim records of a text: every value has its characters, and both readings are the same."""
        found = self._records(text, DAY if dated else None)
        for record in found:
            check_spans(record, text)
        need(json.dumps(found) == json.dumps(self._records(text, DAY if dated else None)), "read in two ways")
        return found

    def _records(self, text: str, published: date | None) -> list[Any]:
        from claimline.claiming import claims_of
        from claimline.model import Report
        from claimline.model.record import claim_record

        report = Report(text, given_id="f", published=published, language="en")
        return [claim_record(claim) for claim in claims_of(self._resolver.resolve(self._reader.read(report)))]


def times(text: str) -> list[str]:
    """Words for days and hours; the precisions of what was found."""
    from claimline.errors import DateError
    from claimline.intake import parse_date
    from claimline.reading.times import find_times
    from claimline.resolving.times import resolve_times

    try:
        parse_date(text, today=DAY)
    except DateError as error:
        need(error.then, f"no hint: {error}")
    found: list[str] = []
    for one in resolve_times(text, find_times(text), DAY):
        need(0 <= one.mention.span.start < one.mention.span.end <= len(text), "a time outside the text")
        period = one.period
        if period and period.start and period.end:
            need(period.start <= period.end, f"a period that ends before it begins: {text!r}")
        found.append(str(period.precision) if period else "")
    return found


def check_spans(value: Any, text: str) -> None:
    """Each object with offsets and the words that it quotes, at any depth."""
    if isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int):
            need(0 <= start < end <= len(text), f"offsets outside the text: {value}")
            if "text" in value:
                need(text[start:end] == value["text"], f"other characters than it quotes: {value}")
        for inner in value.values():
            check_spans(inner, text)
    elif isinstance(value, list):
        for inner in value:
            check_spans(inner, text)


def need(fact: object, what: str) -> None:
    if not fact:
        raise AssertionError(what)
