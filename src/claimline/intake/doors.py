"""One door for each kind of source: a stream of bytes in, reports out, and an error in the place of what is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from claimline.errors import InputError, InputTooLarge
from claimline.intake.config import MEGABYTE, IntakeConfig
from claimline.intake.decoding import decode
from claimline.intake.kinds import HEAD, PAGE, RECORDS, TEXT, kind_of_bytes, kind_of_name
from claimline.intake.origin import Origin
from claimline.intake.peeking import Peeked
from claimline.intake.records import record_reports
from claimline.intake.texts import plain_report
from claimline.model import Report


def opened(file: IO[bytes], origin: Origin, config: IntakeConfig, *, name: str = "") -> Iterator[Report | InputError]:
    """The reports of a stream, through the door of its kind: that of its name, unless a text file begins like something
    else, or the name promises nothing."""
    stream = Peeked(file)
    kind = kind_of_name(name)
    if kind in (None, TEXT):
        shown = kind_of_bytes(stream.peek(HEAD))
        kind = shown if shown and not (kind == TEXT and shown == RECORDS) else TEXT
    if kind == RECORDS:
        yield from record_reports(stream, where=origin.where, config=config)
    elif kind == PAGE:
        yield from _page(whole(stream, origin.where, config.max_page_bytes), origin, config)
    else:
        yield from _text(whole(stream, origin.where, config.max_bytes), origin, config)


def whole(stream: Peeked, where: str, limit: int) -> bytes:
    """All bytes of a stream. Raises InputTooLarge beyond `limit`, and holds no more than that."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputTooLarge(
            f"it has more than {limit / MEGABYTE:g} MB, too much for one report",
            where=where,
            then="Split it into one file a report, or into JSONL with one report a line.",
        )
    return data


def _text(data: bytes, origin: Origin, config: IntakeConfig) -> Iterator[Report]:
    text = decode(data, where=origin.where, note=config.note)
    report = plain_report(text, where=origin.where, config=config)
    if report is not None:
        yield report


def _page(data: bytes, origin: Origin, config: IntakeConfig) -> Iterator[Report]:
    from claimline.intake.pages import page_reports

    yield from page_reports(data, origin, config)
