"""What kind of source bytes are: by the name of the file, and by how they begin."""

from __future__ import annotations

import re
from pathlib import PurePath

TEXT, RECORDS, PAGE = "text", "records", "page"
TABLE, PARQUET = "table", "parquet"
MAIL, PDF, WARC, FEED = "mail", "pdf", "warc", "feed"

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
    ".eml": MAIL,
    ".pdf": PDF,
    ".warc": WARC,
    ".rss": FEED,
    ".atom": FEED,
}
# What is read of a folder. Tables and .json are read when they are named: most of them hold no reports.
IN_FOLDERS = (".txt", ".md", ".jsonl", ".jsonl.gz", ".ndjson", ".html", ".htm", ".eml", ".pdf", ".warc", ".warc.gz")
GZIP = b"\x1f\x8b"
HEAD = 4096  # bytes looked at

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    r"(?:Return-Path|Received|Delivered-To|From|Date|Message-ID|MIME-Version|Subject|To): ", re.IGNORECASE
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<\?[^>]{0,300}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*){0,5}"
    r"<(?:\w{1,10}:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_MAGIC = {b"PAR1": PARQUET, b"%PDF-": PDF, b"WARC/": WARC}
_WIDE_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of_name(name: str) -> str | None:
    """The kind that a file's name promises; None for a name that promises none."""
    return SUFFIXES.get(PurePath(name.lower().removesuffix(".gz")).suffix)


def kind_of_bytes(head: bytes) -> str | None:
    """The kind that the first bytes show beyond doubt; None for plain text and for what is not known."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    text = _readable(head)
    if text.lstrip().startswith('{"'):
        return RECORDS
    if _MAIL.match(text) and re.search(r"^(?:MIME-Version|Message-ID):", text, re.IGNORECASE | re.MULTILINE):
        return MAIL
    if _PAGE.match(text):
        return PAGE
    return FEED if _FEED.match(text) else None


def _readable(head: bytes) -> str:
    encoding = _WIDE_MARKS.get(head[:2], "latin-1")
    return head[:HEAD].removeprefix(b"\xef\xbb\xbf").decode(encoding, "replace").lstrip("\ufeff")
