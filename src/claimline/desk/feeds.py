"""Feeds of what is new: JSON Feed 1.1 (jsonfeed.org) and Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from xml.etree import ElementTree

from starlette.requests import Request

from claimline.desk.queries import ChangesQuery
from claimline.desk.state import Desk, desk_of
from claimline.desk.templating import web
from claimline.ledger import ClaimFilter, ReportFilter
from claimline.model.record import Record
from claimline.publishing.words import OWN_VOICE, visible

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """A report that came in, with its claims in words, one a line."""

    report: Record
    claims: tuple[str, ...]

    @property
    def title(self) -> str:
        return visible(self.report["title"] or f"Report {self.report['ref'][:8]}")

    @property
    def text(self) -> str:
        return "\n".join(self.claims) or "No claims were read in it."


def entries(desk: Desk, query: ChangesQuery) -> list[Entry]:
    """The newest reports, the last that came in first; with `since` those that came in then or later."""
    rows = desk.browse().reports(ReportFilter(), sort="newest", limit=query.limit).rows
    if query.since is not None:
        since = query.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        rows = tuple(row for row in rows if row["added_at"] >= since)
    view = desk.ledger.view()
    return [Entry(row, tuple(map(_line, view.claims(ClaimFilter(report=row["ref"]))))) for row in rows]


def _line(claim: Record) -> str:
    speaker = claim["speaker"]["name"] if claim["speaker"] else OWN_VOICE
    return f"{visible(speaker)} ({claim['kind']}): “{visible(claim['evidence'][0]['text'])}”"


def json_feed(request: Request, found: Sequence[Entry]) -> Record:
    base = _base(request)
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": desk_of(request).config.title,
        "home_page_url": base,
        "feed_url": f"{base}changes.json",
        "items": [
            {
                "id": f"{base}reports/{entry.report['ref']}",
                "url": f"{base}reports/{entry.report['ref']}",
                "title": entry.title,
                "content_text": entry.text,
                "date_published": entry.report["added_at"],
                "authors": [{"name": visible(entry.report["outlet"])}] if entry.report["outlet"] else [],
                "_claimline": entry.report,
                **({"external_url": web(entry.report["url"])} if web(entry.report["url"]) else {}),
            }
            for entry in found
        ],
    }


def atom_feed(request: Request, found: Sequence[Entry]) -> bytes:
    base = _base(request)
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", desk_of(request).config.title)
    _add(feed, "id", f"{base}changes")
    _add(feed, "updated", max((entry.report["added_at"] for entry in found), default=_NEVER))
    ElementTree.SubElement(feed, "link", rel="self", href=f"{base}changes.atom")
    ElementTree.SubElement(feed, "link", rel="alternate", href=base)
    for entry in found:
        one = ElementTree.SubElement(feed, "entry")
        _add(one, "title", entry.title)
        _add(one, "id", f"{base}reports/{entry.report['ref']}")
        _add(one, "updated", entry.report["added_at"])
        ElementTree.SubElement(one, "link", rel="alternate", href=f"{base}reports/{entry.report['ref']}")
        _add(ElementTree.SubElement(one, "author"), "name", visible(entry.report["outlet"] or "outlet unknown"))
        _add(one, "summary", entry.text)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _base(request: Request) -> str:
    return str(request.base_url)
