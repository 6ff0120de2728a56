"""What a page says of itself: title, outlet, author, day, address, language. Only what is declared, nothing guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimline import vocab
from claimline.intake.dates import declared_day
from claimline.intake.pages.addresses import address_of
from claimline.intake.pages.structured import structured, text_of
from claimline.intake.texts import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IN_PATH = re.compile(r"/(20\d\d)[/-](\d\d?)[/-](\d\d?)(?=/|-|$)")
_MOST = 300  # characters of a title, an outlet or an author
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Each None where the page does not say. `node` is the JSON-LD object of the report."""

    title: str | None
    outlet: str | None
    author: str | None
    published: date | None
    url: str | None
    language: str | None
    node: dict[str, Any]


def facts_of(tree: HtmlElement, url: str | None, today: date | None) -> PageFacts:
    """The facts of a page fetched from `url`. A day after `today` (with a day's grace) is no publication day."""
    meta, node = _metas(tree), structured(tree)
    address = address_of(_addresses(tree, meta, node), url)
    return PageFacts(
        title=_short(text_of(node, "headline") or _meta(meta, "title") or _heading(tree)),
        outlet=_short((text_of(node, "publisher") if _named(node) else None) or _meta(meta, "outlet")),
        author=_author(text_of(node, "author", "creator") or _meta(meta, "author")),
        published=_published(tree, meta, node, address, today),
        url=address,
        language=_language(tree),
        node=node,
    )


def host_of(address: str | None) -> str | None:
    """The host that stands for an outlet without a name: "www.pindula.example" is "pindula.example"."""
    host = urlsplit(address).hostname if address else None
    return _HOST_PREFIX.sub("", host) if host else None


def _named(node: dict[str, Any]) -> bool:
    publisher = node.get("publisher")
    return isinstance(publisher, str) or (isinstance(publisher, dict) and bool(publisher.get("name")))


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Name (in lower case) to content, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if content and (name := meta.get(attribute)):
                found.setdefault(name.strip().lower(), content)
    return found


def _meta(meta: dict[str, str], what: str) -> str | None:
    return next((meta[name] for name in vocab.load("intake_pages")["meta"][what] if name in meta), None)


def _heading(tree: HtmlElement) -> str | None:
    """The only <h1>, else <title> without the outlet's name that follows a bar or a dash."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = next((" ".join(t.text_content().split()) for t in tree.iter("title")), "")
    head, _, tail = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    return (head if head and len(tail) <= 40 else title) or None


def _short(value: str | None) -> str | None:
    return clean(value)[:_MOST].strip() or None if value else None


def _author(value: str | None) -> str | None:
    """A by-line; an address of a profile or a name on a network is none."""
    value = _short(value)
    return None if value is None or "://" in value or value.startswith("@") else value


def _addresses(tree: HtmlElement, meta: dict[str, str], node: dict[str, Any]) -> list[str]:
    links = [a.get("href") or "" for a in tree.iter("link") if "canonical" in (a.get("rel") or "").lower().split()]
    return [a for a in (*links, _meta(meta, "address"), text_of(node, "url", "mainEntityOfPage")) if a]


def _published(
    tree: HtmlElement, meta: dict[str, str], node: dict[str, Any], address: str | None, today: date | None
) -> date | None:
    written = [node.get("datePublished"), node.get("dateCreated")]
    written += [meta[name] for name in vocab.load("intake_pages")["meta"]["published"] if name in meta]
    times = list(tree.iter("time"))
    written += [
        t.get("datetime") for t in times if t.get("pubdate") is not None or t.get("itemprop") == "datePublished"
    ]
    days = (declared_day(value, today) for value in written if isinstance(value, str))
    if found := next((day for day in days if day), None):
        return found
    if found := _in_path(address, today):
        return found
    all_days = {day for t in times if (day := declared_day(t.get("datetime") or "", today))}
    return all_days.pop() if len(all_days) == 1 else None  # several: which one is the report's own?


def _in_path(address: str | None, today: date | None) -> date | None:
    found = _IN_PATH.search(urlsplit(address).path) if address else None
    return declared_day("-".join(part.zfill(2) for part in found.groups()), today) if found else None


def _language(tree: HtmlElement) -> str | None:
    """ISO 639-1 code of the page's lang attribute."""
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower()
    found = re.match(r"([a-z]{2})(?:[-_]|$)", language)
    return found.group(1) if found else None
