"""Sources to reports: files, folders, standard input, JSONL."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from claimline.errors import InputError, InputTooLarge
from claimline.intake.config import MEGABYTE, IntakeConfig
from claimline.intake.decoding import decode
from claimline.intake.records import record_reports
from claimline.intake.texts import plain_report
from claimline.model import Report

TEXTS = (".txt", ".md")
RECORDS = (".jsonl", ".ndjson", ".json")
IN_FOLDERS = (*TEXTS, ".jsonl")


def reports(sources: Iterable[str | Path], config: IntakeConfig | None = None) -> Iterator[Report]:
    """The reports of the sources, in the order given; a folder's files in the order of their paths.

    A source is a file of plain text, a `.jsonl` of reports, a folder (its .txt, .md and .jsonl, at any depth), or `-`
    for standard input (plain text, or JSONL when its first line is a JSON object). Empty sources yield nothing and
    are said through `config.note`. Raises InputError and its kinds, unless `config.on_error` is "skip".
    """
    config = config or IntakeConfig()
    for source in sources:
        for found in _found(str(source), config):
            if isinstance(found, Report):
                yield found
            elif config.on_error == "stop":
                raise found
            else:
                config.note("skipped: " + str(found).replace("\n  ", " — "))


def _found(source: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    try:
        if source == "-":
            yield from _stream(sys.stdin.buffer, "standard input", config, records=None)
            return
        path = Path(source)
        if not path.is_dir():
            yield from _file(path, config)
            return
        files = list(_folder(path, config))
        if not files:
            config.note(f"{path}: no {', '.join(IN_FOLDERS)} in this folder")
    except InputError as error:
        yield error
        return
    except (OSError, ValueError) as error:
        yield _unreadable(source, error)
        return
    for file in files:
        yield from _found(str(file), config)


def _unreadable(source: str, error: Exception) -> InputError:
    shown = source if len(source) <= 200 else source[:200] + "…"
    if "://" in source:
        return InputError("web addresses are not read", where=shown, then="Save the page's text as a .txt file.")
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file", where=shown, then="Check the path; `-` reads standard input.")
    if isinstance(error, PermissionError):
        return InputError("it may not be read", where=shown, then="Check the file's permissions.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
    return InputError(f"it cannot be read ({reason})", where=shown, then="Check the path.")


def _folder(folder: Path, config: IntakeConfig) -> Iterator[Path]:
    """The readable files below a folder, sorted. No link to a folder is followed, no file read twice."""
    seen: set[str] = set()
    found: list[Path] = []
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if os.path.islink(os.path.join(root, name)):
                config.note(f"{os.path.join(root, name)}: a link to a folder, not followed")
        found += [Path(root, n) for n in names if not n.startswith(".") and n.lower().endswith(IN_FOLDERS)]
    for path in sorted(found, key=lambda p: p.parts):
        real = os.path.realpath(path)
        if not os.path.isfile(real):
            config.note(f"{path}: not a regular file, passed over")
        elif real not in seen:
            seen.add(real)
            yield path


def _file(path: Path, config: IntakeConfig) -> Iterator[Report | InputError]:
    with path.open("rb") as file:
        yield from _stream(file, str(path), config, records=path.suffix.lower() in RECORDS)


def _stream(file: IO[bytes], where: str, config: IntakeConfig, records: bool | None) -> Iterator[Report | InputError]:
    """`records` None: look at the first line."""
    first = b""
    if records is None:
        first = file.readline(config.max_bytes + 1)
        records = first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b'{"')
    if records:
        yield from record_reports(file, where=where, config=config, first=first)
        return
    data = first + file.read(max(0, config.max_bytes + 1 - len(first)))
    if len(data) > config.max_bytes:
        raise InputTooLarge(
            f"it has more than {config.max_bytes / MEGABYTE:g} MB, too much for one report",
            where=where,
            then="Split it into one file a report, or into JSONL with one report a line.",
        )
    report = plain_report(decode(data, where=where, note=config.note), where=where, config=config)
    if report is not None:
        yield report


def read_bytes(data: bytes, *, where: str = "text", config: IntakeConfig | None = None) -> Iterator[Report]:
    """The reports of bytes in memory, as of standard input: plain text, or JSONL when the first line is an object."""
    config = config or IntakeConfig()
    for found in _stream(io.BytesIO(data), where, config, records=None):
        if isinstance(found, Report):
            yield found
        elif config.on_error == "stop":
            raise found
        else:
            config.note("skipped: " + str(found).replace("\n  ", " — "))
