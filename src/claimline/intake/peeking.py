"""A stream of bytes whose beginning can be looked at before it is read: standard input cannot be wound back."""

from __future__ import annotations

import io
import sys
from typing import IO, Protocol


class Readable(Protocol):
    """What a door reads from: a file, standard input, or what is unpacked from one."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, limit: int = -1, /) -> bytes: ...


class Peeked:
    """Reads like the stream under it, from its beginning, whatever was looked at."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size` of them, which stay to be read."""
        read = getattr(self._file, "read1", self._file.read)
        while len(self._ahead) < size and not self._is_record() and (more := read(size - len(self._ahead))):
            self._ahead += more
        return self._ahead[:size]

    def seekable(self) -> IO[bytes] | None:
        """The file itself, wound back, where it can be; what was read of it does not matter then."""
        if isinstance(self._file, io.BufferedReader | io.BytesIO) and self._file.seekable():
            self._file.seek(0)
            return self._file
        return None

    def _is_record(self) -> bool:
        """A whole line of JSONL tells its kind; whoever pipes records in one by one is not kept waiting for more."""
        return self._ahead.startswith(b"{") and b"\n" in self._ahead

    def read(self, size: int = -1) -> bytes:
        """As of a file: up to `size` bytes, all that is left for -1; empty at the end."""
        if size < 0:
            data, self._ahead = self._ahead, b""
            return data + self._file.read()
        parts = [self._ahead[:size]]
        self._ahead = self._ahead[size:]
        missing = size - len(parts[0])
        while missing > 0 and (more := self._file.read(missing)):
            parts.append(more)
            missing -= len(more)
        return b"".join(parts)

    def readline(self, limit: int = -1) -> bytes:
        """Up to a line's end and no more than `limit` bytes; -1 for as many as it has."""
        limit = sys.maxsize if limit < 0 else limit
        if not self._ahead:
            return self._file.readline(limit)
        end = self._ahead.find(b"\n", 0, limit) + 1
        if end or len(self._ahead) >= limit:
            end = end or limit
            line, self._ahead = self._ahead[:end], self._ahead[end:]
            return line
        line, self._ahead = self._ahead, b""
        return line + self._file.readline(limit - len(line))
