"""Tables of reports, one a row, with the fields of JSONL as columns: CSV and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, Any

from claimline.errors import InputError, InputTooLarge, RecordError
from claimline.intake.config import MEGABYTE, IntakeConfig
from claimline.intake.peeking import Readable
from claimline.intake.records import FIELDS, report_of
from claimline.model import Report

_DELIMITERS = ",;\t|"
_BATCH = 256  # rows of Parquet that are decoded at a time
_THEN = f"The first row names the columns: {', '.join(FIELDS)}. Only `text` has to be there."


def csv_reports(file: Readable, *, where: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    """The reports of CSV in UTF-8, streamed, and an error in the place of each row that is none.

    The delimiter is the one of comma, semicolon, tabulator and bar under which the first row has a column `text`.
    Rows are numbered as in a spreadsheet: the first has the columns' names. A broken quotation mark ends the reading.
    """
    csv.field_size_limit(config.max_line_bytes)
    lines = _lines(file, where, config.max_line_bytes)
    first = next(lines, "")
    if not first.strip():
        config.note(f"{where}: empty, nothing to read")
        return
    headings = ((delimiter, _headings(first, delimiter)) for delimiter in _DELIMITERS)
    delimiter, names = next(((d, found) for d, found in headings if "text" in found), (None, []))
    if delimiter is None:
        raise RecordError("the first row has no column `text`", where=where, then=_THEN)
    rows, number = csv.reader(lines, delimiter=delimiter), 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield RecordError(f"the row is no CSV ({error})", where=f"{where}:{number}", then="Quote it, or use JSONL.")
            return
        if row is None:
            return
        if config.take() and any(row):
            yield from _one(dict(zip(names, row, strict=False)), f"{where}:{number}", config)


def _headings(line: str, delimiter: str) -> list[str]:
    """The names of the columns; none where the line is no row under this delimiter."""
    try:
        return [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:  # such as a carriage return in the middle
        return []


def _lines(file: Readable, where: str, limit: int) -> Iterator[str]:
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise InputTooLarge(f"a line has more than {limit:,} bytes", where=f"{where}:{number}", then="Use JSONL.")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise RecordError("the line is not UTF-8", where=f"{where}:{number}", then="Save CSV in UTF-8.") from None


def _one(record: Mapping[str, Any], place: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    try:
        report = report_of(record, place, config)
    except InputError as error:
        yield error
        return
    if report is not None:
        yield report


def parquet_reports(file: IO[bytes], *, where: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    """The reports of a Parquet file, a few rows at a time; `published` may be a date or a time stamp.

    Texts are decoded one by one: a dictionary of one huge text, repeated a million times, costs no memory. Raises
    InputError without pyarrow, or where the file is damaged or has no column `text`.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(
            "Parquet files need pyarrow, which is not installed",
            where=where,
            then="Install it with: pip install 'claimline[parquet]'",
        ) from None
    try:
        columns = [name for name in pq.read_schema(file).names if name in FIELDS]
        if "text" not in columns:
            raise RecordError("it has no column `text`", where=where, then=f"Columns: {', '.join(FIELDS)}.")
        file.seek(0)
        table = pq.ParquetFile(file, read_dictionary=["text"])
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=columns):
            for row in range(batch.num_rows):
                number += 1
                if not config.take():
                    continue
                record = {name: _value(batch.column(name)[row].as_py()) for name in columns}
                yield from _limited(record, f"{where}:{number}", config)
    except (pa.ArrowException, OSError) as error:
        reason = (str(error).splitlines() or [""])[0][:120]
        raise InputError(f"the Parquet file cannot be read ({reason})", where=where, then="Write it again.") from None


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date) else value


def _limited(record: dict[str, Any], place: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    if isinstance(record["text"], str) and len(record["text"]) > config.max_line_bytes:
        limit = config.max_line_bytes / MEGABYTE
        yield InputTooLarge(f"the text has more than {limit:g} MB", where=place, then="Split it into reports.")
        return
    yield from _one(record, place, config)
