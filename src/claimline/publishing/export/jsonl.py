"""Claim records as `claimline read --format jsonl` prints them; and reports as `claimline add` reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from claimline.model.export import ExportReport
from claimline.publishing.jsonl import dumps


def write_claims(items: Iterable[ExportReport], out: TextIO) -> None:
    for item in items:
        out.writelines(dumps(claim.record) + "\n" for claim in item.claims)


def write_reports(items: Iterable[ExportReport], out: TextIO) -> None:
    """`{id, text, title, outlet, author, published, url}`, one a line."""
    for item in items:
        report = item.report
        record = {
            "id": report.id,
            "text": report.text,
            "title": report.title,
            "outlet": report.outlet,
            "author": report.author,
            "published": report.published.isoformat() if report.published else None,
            "url": report.url,
        }
        out.write(dumps(record) + "\n")
