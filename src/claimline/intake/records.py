"""JSONL of reports: one `{id, text, title, outlet, published, url}` a line, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from claimline.errors import DateError, InputError, InputTooLarge, RecordError
from claimline.intake.config import IntakeConfig
from claimline.intake.dates import parse_date
from claimline.intake.kinds import RECORDS
from claimline.intake.language import detect_language
from claimline.intake.originals import with_original
from claimline.intake.peeking import Readable
from claimline.intake.texts import clean
from claimline.model import Report

FIELDS = ("id", "text", "title", "outlet", "published", "url", "story", "author")
_THEN = 'Each line holds one report, such as {"id": "r1", "text": "…", "published": "2024-05-16"}.'
_BOM = b"\xef\xbb\xbf"


def record_reports(file: Readable, *, where: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    """The reports of a JSONL stream, and an error in the place of each line that is none. Empty lines are passed over.

    A line is never held beyond `config.max_line_bytes`.
    """
    for number, line in enumerate(_lines(file, config.max_line_bytes), start=1):
        place = f"{where}:{number}"
        if not config.take():
            continue
        if line is None:
            yield InputTooLarge(
                f"the line has more than {config.max_line_bytes:,} bytes", where=place, then="Split it into reports."
            )
            continue
        if number == 1:
            line = line.removeprefix(_BOM)
        if not line.strip():
            continue
        try:
            report = _report(line, place, config)
        except InputError as error:
            yield error
            continue
        if report is not None:
            yield from with_original([report], line, RECORDS, config)


def _lines(file: Readable, limit: int) -> Iterator[bytes | None]:
    """Lines of at most `limit` bytes; None for a longer one, whose rest is passed over."""
    line = file.readline(limit + 1)
    while line:
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
        else:
            yield None
            while line and not line.endswith(b"\n"):
                line = file.readline(limit)
        line = file.readline(limit + 1)


def _report(line: bytes, place: str, config: IntakeConfig) -> Report | None:
    return report_of(_object(line, place), place, config)


def report_of(record: Mapping[str, Any], place: str, config: IntakeConfig) -> Report | None:
    """The report of a record with the fields of JSONL; None for an empty text, which is said. Raises RecordError."""
    text = record.get("text")
    if not isinstance(text, str):
        raise RecordError("it has no `text`" if text is None else "`text` is no string", where=place, then=_THEN)
    text = clean(text)
    if not text.strip():
        config.note(f"{place}: empty text, nothing to read")
        return None
    return Report(
        text=text,
        given_id=_id(record, place),
        title=_string(record, "title", place),
        outlet=_string(record, "outlet", place) or config.outlet,
        url=_string(record, "url", place),
        published=_published(record, place, config),
        language=detect_language(text),
        story=_string(record, "story", place),
        author=_string(record, "author", place),
    )


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise RecordError("the line is not UTF-8", where=place, then="Write JSONL in UTF-8.") from None
    except (ValueError, RecursionError) as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "a value is too large or too deep"
        raise RecordError(f"the line is no JSON ({detail})", where=place, then=_THEN) from None
    if not isinstance(record, dict):
        raise RecordError("the line is no JSON object", where=place, then=_THEN)
    return record


def _string(record: Mapping[str, Any], field: str, place: str) -> str | None:
    value = record.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RecordError(f"`{field}` is no string", where=place, then=_THEN)
    return clean(value)


def _id(record: Mapping[str, Any], place: str) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id", place)


def _published(record: Mapping[str, Any], place: str, config: IntakeConfig) -> Any:
    value = _string(record, "published", place)
    if value is None:
        return config.published
    try:
        return parse_date(value, today=config.today)
    except DateError as error:
        raise RecordError(f"`published`: {error.what}", where=place, then=error.then) from None
