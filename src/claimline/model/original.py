"""The bytes that a report came in as: a page, a message, a line of records."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

_LEVEL = 6  # zlib's own choice: beyond it pages get hardly smaller


@dataclass(frozen=True, slots=True)
class Raw:
    """What names an original: `hash` is the SHA-256 of its bytes in hexadecimal, `kind` what they are (page, mail)."""

    hash: str
    kind: str


@dataclass(frozen=True, slots=True)
class Original:
    """An original with its bytes, compressed (zlib, RFC 1950). `length`: how many there are."""

    raw: Raw
    length: int
    packed: bytes

    @classmethod
    def of(cls, data: bytes, kind: str) -> Original:
        return cls(Raw(hashlib.sha256(data).hexdigest(), kind), len(data), zlib.compress(data, _LEVEL))

    def data(self) -> bytes:
        """The bytes as they came in. Raises ValueError where they are no more what they were."""
        return unpacked(self.packed, self.length, self.raw.hash)


def unpacked(packed: bytes, length: int, raw_hash: str) -> bytes:
    """The bytes of an original. No more than `length` are unpacked. Raises ValueError where their hash differs."""
    engine = zlib.decompressobj()
    try:
        data = engine.decompress(packed, length + 1)
    except zlib.error as error:
        raise ValueError("its compression is damaged") from error
    if len(data) != length or hashlib.sha256(data).hexdigest() != raw_hash:
        raise ValueError("its bytes are not those that came in: their hash differs")
    return data
