"""Where an export goes: stdout, or a file that appears whole or not at all, packed where its name ends in .gz."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from claimline.errors import OutputError, UsageError


@contextmanager
def export_output(path: str | None, *, binary: bool, keep: tuple[Path, ...] = ()) -> Iterator[IO[Any]]:
    """A stream for text (UTF-8, lines end in one character), or for bytes.

    keep: files that may not be written over: the ledger. Raises OutputError where the file cannot be written, and
    UsageError for bytes at a terminal.
    """
    if path is None or path == "-":
        yield from _stdout(binary)
        return
    target = Path(path)
    _check(target, keep)
    raw, name = _beside(target)
    try:
        with raw, _packed(raw, target) as packed:
            if binary:
                yield packed
            else:
                with io.TextIOWrapper(packed, encoding="utf-8", errors="replace", newline="\n") as text:
                    yield text
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _stdout(binary: bool) -> Iterator[IO[Any]]:
    from claimline.cli.console import data_output

    if not binary:
        with data_output(None) as stream:
            yield stream
        return
    if sys.stdout.isatty():
        raise UsageError("this format is no text to look at", then="Name a file with --output, or send it into a pipe.")
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


def _check(target: Path, keep: tuple[Path, ...]) -> None:
    where, then = str(target), "Name another file with --output."
    if target.is_dir():
        raise OutputError("this is a folder, not a file to write to", where=where, then=then)
    if target.exists() and not target.is_file():
        raise OutputError("this is no plain file", where=where, then="Leave --output out to write to a pipe.")
    if any(target.resolve() == kept.resolve() for kept in keep):
        raise OutputError("this is the ledger itself", where=where, then=then)


def _beside(target: Path) -> tuple[BinaryIO, str]:
    """A new file in the folder of `target`, with the rights that a plain new file would have."""
    umask = os.umask(0)
    os.umask(umask)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(
            f"cannot be written: {reason}", where=str(target), then="Choose another place with --output."
        ) from error
    return os.fdopen(handle, "wb"), name


@contextmanager
def _packed(raw: BinaryIO, target: Path) -> Iterator[BinaryIO]:
    """The stream, packed where the name asks for it: without name and time, so that the same content is the same."""
    if target.suffix != ".gz":
        yield raw
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        yield cast(BinaryIO, packed)
