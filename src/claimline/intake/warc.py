"""WARC archives (ISO 28500) as Common Crawl News has them: the HTML of their responses, one report or more each.

Read here rather than by a library: archives are hostile input, and what is damaged in the middle must not lose the
rest. A gzip archive has one member a record; after a broken one the next member is looked for.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimline.errors import InputError
from claimline.intake.config import IntakeConfig
from claimline.intake.dates import declared_day
from claimline.intake.gunzip import FREE, MAX_RATIO
from claimline.intake.http import body_of, split_response
from claimline.intake.kinds import PAGE
from claimline.intake.origin import Origin
from claimline.intake.originals import with_original
from claimline.intake.pages import page_reports
from claimline.intake.peeking import Peeked, Readable
from claimline.model import Report

MAX_HEADERS = 65_536  # bytes of a record's or a response's headers
_CHUNK = 65_536
_MEMBER = b"\x1f\x8b\x08"
_VERSION = b"WARC/"


class _Damaged(Exception):
    """A record that cannot be read to its end; the message says why."""


class _Member(io.RawIOBase):
    """The decompressed bytes of one gzip member. `rest`: what follows it in the file, once it has ended or failed."""

    def __init__(self, raw: Readable, ahead: bytes) -> None:
        self._raw, self._fed, self._engine = raw, ahead, zlib.decompressobj(wbits=31)
        self._in, self._out = len(ahead), 0
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises _Damaged where the member is cut off, broken, or a bomb."""
        data = b""
        while not data and not self._engine.eof:
            if not self._fed:
                self._fed = self._raw.read(_CHUNK)
                self._in += len(self._fed)
            if not self._fed:
                raise _Damaged("it is cut off")
            data = self._unpacked(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _unpacked(self, size: int) -> bytes:
        self.rest = self._fed if self._out else self._fed[1:]  # where the next member's mark is looked for
        try:
            data = self._engine.decompress(self._fed, size)
        except zlib.error:
            raise _Damaged("its compression is damaged") from None
        self._out += len(data)
        if self._out > FREE and self._out > MAX_RATIO * self._in:
            raise _Damaged(f"it grows to more than {MAX_RATIO} times its size")
        self._fed = self._engine.unconsumed_tail
        self.rest = self._engine.unused_data if self._engine.eof else b""
        return data


def warc_reports(stream: Peeked, *, where: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    """The reports of an archive's HTML responses with status 200. The day of the record stands in for a page's own.

    What cannot be read of a record is said through `config.note` and passed over; an InputError comes only for a
    file that holds no record at all.
    """
    count = 0
    for record in _records(stream, where, config):
        count += 1
        if config.take():
            yield from _reports(record, where, config)
    if not count:
        yield InputError("there is no WARC record in it", where=where, then="Check that it is a WARC file.")


@dataclass(frozen=True, slots=True)
class _Record:
    headers: dict[str, str]
    content: bytes  # empty for records that are not read


def _records(stream: Peeked, where: str, config: IntakeConfig) -> Iterator[_Record]:
    if stream.peek(2) != _MEMBER[:2]:
        yield from _of_source(stream, where, config)
        return
    ahead = b""
    while ahead := ahead or stream.read(_CHUNK):
        member = _Member(stream, ahead)
        try:
            yield from _of_source(io.BufferedReader(member, _CHUNK), where, config, inner=True)
        except _Damaged as error:
            config.note(f"{where}: a record is passed over: {error}")
            ahead = _next_member(stream, member.rest)
        else:
            ahead = member.rest
            if ahead and not ahead.startswith(_MEMBER[: len(ahead)]):
                ahead = _next_member(stream, ahead)


def _next_member(stream: Peeked, ahead: bytes) -> bytes:
    """The bytes from the next member's mark on; empty where there is none."""
    while True:
        place = ahead.find(_MEMBER)
        if place >= 0:
            return ahead[place:]
        more = stream.read(_CHUNK)
        if not more:
            return b""
        ahead = ahead[-2:] + more


def _of_source(source: Readable, where: str, config: IntakeConfig, *, inner: bool = False) -> Iterator[_Record]:
    """The records of a stream. `inner`: of a gzip member, which is given up where it is damaged; else the next line
    that begins a record is looked for."""
    limit = config.max_page_bytes + MAX_HEADERS
    said = False
    while line := source.readline(MAX_HEADERS):
        if not line.strip():
            continue
        if not line.startswith(_VERSION):
            if inner:
                raise _Damaged("it does not begin as a record does")
            if not said:
                config.note(f"{where}: damaged between records; going on at the next one")
            said = True
            continue
        said = False
        try:
            yield _record(source, limit)
        except _Damaged as error:
            if inner:
                raise
            config.note(f"{where}: a record is passed over: {error}")


def _record(source: Readable, limit: int) -> _Record:
    headers: dict[str, str] = {}
    size = 0
    while (line := source.readline(MAX_HEADERS)).strip():
        size += len(line)
        if size > MAX_HEADERS:
            raise _Damaged("its headers do not end")
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) <= 15):
        raise _Damaged("it does not say how long it is")
    wanted = headers.get("warc-type") == "response" and "http" in headers.get("content-type", "http")
    content = source.read(min(int(length), limit) if wanted else 0)
    left = int(length) - len(content)
    while left > 0 and (passed := source.read(min(left, _CHUNK))):
        left -= len(passed)
    if left > 0:
        raise _Damaged(f"it is cut off ({headers.get('warc-target-uri', 'no address')})")
    return _Record(headers, content)


def _reports(record: _Record, where: str, config: IntakeConfig) -> Iterator[Report | InputError]:
    url = record.headers.get("warc-target-uri", "").strip("<>")
    response = split_response(record.content)
    if response is None or response.status != 200 or not response.is_page:
        return
    name = f"{where}: {url}"
    seen = declared_day(record.headers.get("warc-date", ""), config.today)
    try:
        body = body_of(response, config.max_page_bytes, name)
        found = page_reports(body, Origin(name, url=url, charset=response.charset, seen=seen), config)
        yield from with_original(found, body, PAGE, config)
    except InputError as error:
        config.note("passed over: " + str(error).replace("\n  ", " — "))
