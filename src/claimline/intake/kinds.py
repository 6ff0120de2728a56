"""What kind of source bytes are: by the name of the file, and by how they begin."""

from __future__ import annotations

import re
from pathlib import PurePath

TEXT, RECORDS, PAGE = "text", "records", "page"
TABLE, PARQUET = "table", "parquet"

SUFFIXES = {
    ".txt": TEXT,
    ".md": TEXT,
    ".jsonl": RECORDS,
    ".ndjson": RECORDS,
    ".json": RECORDS,
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".csv": TABLE,
    ".tsv": TABLE,
    ".parquet": PARQUET,
}
IN_FOLDERS = (*(suffix for suffix in SUFFIXES if suffix != ".json"), ".jsonl.gz", ".csv.gz")
GZIP = b"\x1f\x8b"
HEAD = 4096  # bytes looked at

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_WIDE_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of_name(name: str) -> str | None:
    """The kind that a file's name promises; None for a name that promises none."""
    return SUFFIXES.get(PurePath(name.lower().removesuffix(".gz")).suffix)


def kind_of_bytes(head: bytes) -> str | None:
    """The kind that the first bytes show beyond doubt; None for plain text and for what is not known."""
    if head.startswith(b"PAR1"):
        return PARQUET
    text = _readable(head)
    if text.lstrip().startswith('{"'):
        return RECORDS
    return PAGE if _PAGE.match(text) else None


def _readable(head: bytes) -> str:
    encoding = _WIDE_MARKS.get(head[:2], "latin-1")
    return head[:HEAD].removeprefix(b"\xef\xbb\xbf").decode(encoding, "replace").lstrip("\ufeff")
