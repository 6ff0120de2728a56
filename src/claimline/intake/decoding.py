"""Bytes to text: UTF-8 first, then what a byte order mark or the bytes themselves say. Binary data is refused."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from claimline.errors import BinaryInput, EncodingError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet file"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN = re.compile(r"[\x00-\x7f‘’“”–—…•€£§°·«»¡¿\xa0À-ÖØ-öø-ÿŒœŠšŽž™®©½¼¾´]*")
_SAMPLE = 200_000
_BROKEN_SHARE = 0.01  # more broken characters than this, and the declaration is wrong
_CONTROL_SHARE = 0.02  # more control characters than this are no text


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BinaryInput(f"this is {name}, not text", where=where, then="Save its text as a .txt file in UTF-8.")
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _CONTROL_SHARE * len(sample):
        raise BinaryInput("this is binary data, not text", where=where, then="Save its text as a .txt file in UTF-8.")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Latin text is zero."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as cut and pasted files have: broken characters become U+FFFD."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - broken
    return text if whole > 4 * broken else None


def _guess(data: bytes) -> str | None:
    """The encoding that the bytes look like. Western text is told by its few accents and quotation marks."""
    sample = data[:_SAMPLE]
    western = sample.decode("cp1252", "replace")
    high = sum(1 for b in sample if b > 0x7F)
    if _WESTERN.fullmatch(western) and high < 0.12 * len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else None


def marked(data: bytes) -> bool:
    """Whether the bytes begin with a byte order mark, which outranks what anything else declares."""
    return data.startswith(tuple(bom for bom, _ in _BOMS))


def decode_as(data: bytes, encoding: str) -> str | None:
    """The text in an encoding that was declared, with U+FFFD for a few broken bytes; None when it cannot be that."""
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return None
    return text if text.count("\ufffd") <= _BROKEN_SHARE * len(text) else None


def decode(data: bytes, *, where: str, note: Callable[[str], None]) -> str:
    """The text of a file, without a byte order mark and otherwise as it is: line endings are kept.

    Anything but UTF-8 is said through `note`. Raises BinaryInput, or EncodingError when no encoding fits.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], name, where, note, said=name == "utf-8")
    if wide := _wide(data):
        return _decoded(data, wide, where, note)
    _refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if (text := _damaged_utf8(data)) is not None:
        note(f"{where}: {text.count(chr(0xFFFD))} characters are not valid UTF-8 and were replaced")
        return text
    guess = _guess(data)
    if guess is None:
        raise EncodingError("its encoding cannot be told", where=where, then="Save the file in UTF-8.")
    return _decoded(data, guess, where, note)


def _decoded(data: bytes, encoding: str, where: str, note: Callable[[str], None], *, said: bool = False) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = data.decode(encoding, "replace") if encoding == "cp1252" else ""
        if not text:
            raise EncodingError(
                f"it looks like {encoding}, but parts of it are not", where=where, then="Save the file in UTF-8."
            ) from None
    if not said:
        note(f"{where}: not UTF-8, read as {encoding}")
    return text
