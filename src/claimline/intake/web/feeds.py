"""Feeds and sitemaps: RSS, Atom and sitemaps.org, to entries in one form. Hostile XML is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from claimline.errors import InputError
from claimline.intake.dates import declared_day
from claimline.intake.pages.addresses import plain_address

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 1000  # of one feed or sitemap, from its top
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_OTHER_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_WIDE_ENTITY = re.compile(rb"<\0!\0E\0N\0T\0I\0T\0Y|\0<\0!\0E\0N\0T\0I\0T\0Y", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one report. `stamp`: whatever it writes when the report changes. `content`: markup."""

    url: str | None
    title: str | None = None
    published: date | None = None
    stamp: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """`sitemaps`: addresses of further sitemaps, for an index of them."""

    title: str | None
    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...] = ()


def parse_feed(data: bytes, *, where: str, url: str | None = None, today: date | None = None) -> Feed:
    """The entries of a feed or sitemap, in its order. `url`: where it was fetched, for relative links.

    Raises InputError for what is neither, and for XML that declares entities: no feed needs them, bombs do.
    """
    try:
        return _parsed(data, where, url, today)
    except UnicodeDecodeError:  # from lxml, which lets through characters that none are
        raise InputError("its characters are damaged", where=where, then="Check the address.") from None


def _parsed(data: bytes, where: str, url: str | None, today: date | None) -> Feed:
    from lxml import etree

    if _ENTITY.search(data) or _WIDE_ENTITY.search(data[:100_000]):
        raise InputError("its XML declares entities, which no feed needs", where=where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(_mended(data.strip()), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    kind = _local(root) if root is not None else ""
    if root is None or kind not in ("rss", "rdf", "feed", "urlset", "sitemapindex"):
        raise InputError("this is no RSS or Atom feed and no sitemap", where=where, then="Check the address.")
    if kind == "sitemapindex":
        return Feed(None, (), tuple(u for e in _all(root, "sitemap") if (u := _address(_text(e, "loc"), url))))
    found = _all(root, "url") if kind == "urlset" else _all(root, "item", "entry")
    channel = next(_all(root, "channel"), root)
    return Feed(_text(channel, "title"), tuple(_entry(e, url, today) for e in found))


def _mended(data: bytes) -> bytes:
    """UTF-8 whose broken characters are replaced; another encoding, by its mark or its declaration, as it is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4] or _OTHER_ENCODING.match(data):
        return data
    return data.decode("utf-8", "replace").encode("utf-8")


def _entry(element: _Element, base: str | None, today: date | None) -> Entry:
    written = _text(element, "pubdate", "published", "issued", "date", "publication_date", "dc:date") or ""
    changed = _text(element, "updated", "modified", "lastmod") or ""
    return Entry(
        url=_address(_link(element), base),
        title=_text(element, "title"),
        published=declared_day(written, today) or declared_day(changed, today),
        stamp=changed or written,
        content=_markup(element),
    )


def _local(element: _Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].lower()


def _all(root: _Element, *names: str) -> Iterator[_Element]:
    found = (e for e in root.iter() if _local(e) in names)
    return (element for _, element in zip(range(MOST_ENTRIES), found, strict=False))


def _text(element: _Element, *names: str) -> str | None:
    """The text of the first child, or child's child, of one of these names, the names in their order."""
    for name in names:
        for child in (*element, *(inner for c in element for inner in c)):
            if _local(child) == name and (text := " ".join("".join(child.itertext()).split())):
                return text[:500]
    return None


def _link(element: _Element) -> str | None:
    """The address of the report: <loc>, <link>text</link>, <link href> of no or the "alternate" relation, a guid."""
    for child in element:
        name = _local(child)
        if name == "loc" and child.text:
            return str(child.text)
        if name == "link" and child.get("rel", "alternate") == "alternate" and (child.get("href") or child.text):
            return child.get("href") or str(child.text)
    guid = next((c.text for c in element if _local(c) in ("guid", "id") and c.text), None)
    return guid if guid and guid.strip().startswith(("http://", "https://")) else None


def _address(written: str | None, base: str | None) -> str | None:
    if not written:
        return None
    try:
        return plain_address(urljoin(base, written.strip()) if base else written.strip())
    except ValueError:
        return None


def _markup(element: _Element) -> str:
    """The longest of what the entry holds of the report itself."""
    texts = ("".join(c.itertext()) for c in element if _local(c) in ("encoded", "content", "description", "summary"))
    return max(texts, key=len, default="")
