"""HTTP responses as bytes: their parts, and their bodies as they were before they were packed for the way."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from claimline.errors import InputError, InputTooLarge
from claimline.intake.config import MEGABYTE

PAGES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """`headers`: names in lower case, the first of each."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        return self.kind in PAGES or (not self.kind and self.body[:200].lstrip()[:1] == b"<")

    @property
    def charset(self) -> str | None:
        return charset_of(self.headers.get("content-type", ""))


def charset_of(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    return found.group(1) if found else None


def split_response(data: bytes) -> Response | None:
    """The parts of a response as it came over the wire; None for what is none."""
    head, gap, body = data.partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = data.partition(b"\n\n")
    first, *lines = head.decode("latin-1").splitlines() or [""]
    status = re.match(r"HTTP/\d(?:\.\d)? (\d{3})(?: |$)", first)
    if not status or not gap:
        return None
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Response(int(status.group(1)), headers, body)


def body_of(response: Response, limit: int, where: str) -> bytes:
    """The body, its chunks joined and unpacked, of at most `limit` bytes. Archives often keep the headers of a body
    that they have unpacked: it is then taken as it is.

    Raises InputTooLarge, or InputError for a compression that is not known.
    """
    body = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    packing = response.headers.get("content-encoding", "").lower().strip()
    if packing in ("gzip", "x-gzip", "deflate"):
        body = unpacked(body, limit, where)
    elif packing not in ("", "identity") and not body[:500].lstrip().startswith(b"<"):
        raise InputError(f"it is packed in a way that is not known ({packing[:20]})", where=where)
    if len(body) > limit:
        raise InputTooLarge(f"the page has more than {limit / MEGABYTE:g} MB", where=where)
    return body


def unpacked(data: bytes, limit: int, where: str) -> bytes:
    """The bytes of gzip or zlib data, at most `limit` of them; data that is neither is given back as it is."""
    if not data.startswith((b"\x1f\x8b", b"\x78")):
        return data
    engine = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever it begins like
    try:
        found = engine.decompress(data, limit + 1)
    except zlib.error:
        return data
    if len(found) > limit:
        raise InputTooLarge(f"it grows to more than {limit / MEGABYTE:g} MB when unpacked", where=where)
    return found


def _joined(body: bytes) -> bytes:
    """Chunks without their lengths; the body as it is where it is not in chunks."""
    parts: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place, place + 200)
        size = body[place:end].partition(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return b"".join(parts) or body
        length = int(size, 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        place = end + 2 + length + 2
