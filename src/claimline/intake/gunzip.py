"""Compressed streams, read as they are needed, and never far more than their size can honestly hold."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from typing import IO, cast

from claimline.errors import InputError
from claimline.intake.config import MEGABYTE
from claimline.intake.peeking import Readable

MAX_RATIO = 200  # text shrinks 3 to 20 times; what shrinks more is nothing but repetition
FREE = 50 * MEGABYTE  # bytes that are not measured against the ratio


class _Counted:
    """Counts the compressed bytes that were read."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


class Gunzipped:
    """The decompressed bytes of a gzip stream of one or more members.

    Reading raises InputError where the stream is cut off or damaged, or has more than FREE bytes and MAX_RATIO times
    its compressed size.
    """

    def __init__(self, file: Readable, where: str) -> None:
        self._source = _Counted(file)
        self._file = gzip.GzipFile(fileobj=cast(IO[bytes], self._source), mode="rb")
        self._where = where
        self._count = 0

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            parts = []
            while part := self.read(MEGABYTE):
                parts.append(part)
            return b"".join(parts)
        return self._measured(lambda: self._file.read(size))

    def readline(self, limit: int = -1) -> bytes:
        return self._measured(lambda: self._file.readline(limit))

    def _measured(self, read: Callable[[], bytes]) -> bytes:
        try:
            data = read()
        except EOFError:
            raise self._error("the gzip archive is cut off", "Fetch it again.") from None
        except (gzip.BadGzipFile, zlib.error):
            raise self._error("the gzip archive is damaged", "Fetch it again.") from None
        self._count += len(data)
        if self._count > FREE and self._count > MAX_RATIO * self._source.count:
            raise self._error(
                f"it grows to more than {MAX_RATIO} times its size, which no reports do", "Unpack it and look at it."
            )
        return data

    def _error(self, what: str, then: str) -> InputError:
        return InputError(what, where=self._where, then=then)
