"""One door for each kind of source: a stream of bytes in, reports out, and an error in the place of what is none."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO

from claimline.errors import InputError, InputTooLarge
from claimline.intake import kinds
from claimline.intake.config import MEGABYTE, IntakeConfig
from claimline.intake.decoding import decode
from claimline.intake.gunzip import Gunzipped
from claimline.intake.origin import Origin
from claimline.intake.originals import with_original
from claimline.intake.peeking import Peeked
from claimline.intake.records import record_reports
from claimline.intake.texts import plain_report
from claimline.model import Report

Found = Iterator[Report | InputError]
Door = Callable[[Peeked, Origin, IntakeConfig], Found]


def opened(file: IO[bytes], origin: Origin, config: IntakeConfig, *, name: str = "") -> Found:
    """The reports of a stream, through the door of its kind: that of its name, unless the name promises nothing or
    plain text, and the bytes begin like something else. What is compressed is unpacked as it is read."""
    try:
        stream = Peeked(file)
        kind = kinds.kind_of_name(name)
        if kind != kinds.WARC and stream.peek(2) == kinds.GZIP:  # an archive is packed record by record
            stream = Peeked(Gunzipped(stream, origin.where))
        if kind in (None, kinds.TEXT):
            shown = kinds.kind_of_bytes(stream.peek(kinds.HEAD))
            kind = shown if shown and not (kind == kinds.TEXT and shown == kinds.RECORDS) else kinds.TEXT
        if kind in _OF_MANY or config.take():
            yield from _DOORS[kind](stream, origin, config)
    except InputError as error:
        yield error


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


def _text(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    data = whole(stream, origin.where, config.max_bytes)
    report = plain_report(decode(data, where=origin.where, note=config.note), where=origin.where, config=config)
    yield from with_original([report] if report is not None else [], data, kinds.TEXT, config)


def _records(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    return record_reports(stream, where=origin.where, config=config)


def _page(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    from claimline.intake.pages import page_reports

    data = whole(stream, origin.where, config.max_page_bytes)
    return with_original(page_reports(data, origin, config), data, kinds.PAGE, config)


def _table(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    from claimline.intake.tables import csv_reports

    return csv_reports(stream, where=origin.where, config=config)


def _parquet(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    from claimline.intake.tables import parquet_reports

    file = stream.seekable() or io.BytesIO(whole(stream, origin.where, config.max_bytes))
    return parquet_reports(file, where=origin.where, config=config)


def _mail(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    from claimline.intake.mail import mail_reports

    data = whole(stream, origin.where, config.max_page_bytes)
    return with_original(mail_reports(data, origin, config), data, kinds.MAIL, config)


def _pdf(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    from claimline.intake.pdf import pdf_reports

    data = whole(stream, origin.where, config.max_page_bytes)
    return with_original(pdf_reports(data, origin, config), data, kinds.PDF, config)


def _warc(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    from claimline.intake.warc import warc_reports

    return warc_reports(stream, where=origin.where, config=config)


def _feed(stream: Peeked, origin: Origin, config: IntakeConfig) -> Found:
    from claimline.intake.web.arrivals import feed_file_reports

    return feed_file_reports(whole(stream, origin.where, config.max_page_bytes), origin.where, config)


#: Kinds of files with many items, which are asked for one by one.
_OF_MANY = frozenset((kinds.RECORDS, kinds.TABLE, kinds.PARQUET, kinds.WARC))

_DOORS: dict[str | None, Door] = {
    kinds.TEXT: _text,
    kinds.RECORDS: _records,
    kinds.PAGE: _page,
    kinds.TABLE: _table,
    kinds.PARQUET: _parquet,
    kinds.MAIL: _mail,
    kinds.PDF: _pdf,
    kinds.WARC: _warc,
    kinds.FEED: _feed,
}
