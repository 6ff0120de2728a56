"""Live blogs: many dated posts on one page, each a report of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from claimline import vocab
from claimline.intake.dates import declared_day
from claimline.intake.pages.blocks import fragment_paragraphs, paragraphs
from claimline.intake.pages.structured import is_live, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LEAST_POSTS = 3  # fewer dated pieces are an article with an update
LEAST_WORDS = 8  # of a post; fewer are a "Good morning"
MOST_POSTS = 5000


@dataclass(frozen=True, slots=True)
class Post:
    """One post: `place` is its address, relative or not, or the "#id" of its element."""

    title: str | None
    paragraphs: tuple[str, ...]
    published: date | None
    place: str | None

    def address(self, page: str | None) -> str | None:
        if self.place is None:
            return page
        return urljoin(page, self.place) if page else (self.place if "://" in self.place else None)


def posts_of(tree: HtmlElement, node: dict[str, Any], today: date | None) -> list[Post]:
    """The posts of a live blog in the page's order; none for a page that is no live blog.

    First what its JSON-LD lists (schema.org LiveBlogPosting), else its elements: at least three that each have a time
    and a text of their own, on a page that calls itself live. A list of teasers is no live blog.
    """
    listed = [post for post in _listed(node, today) if _enough(post)]
    if listed:
        return listed[:MOST_POSTS]
    if not (is_live(node) or _calls_itself_live(tree)):
        return []
    found = [post for post in _marked(tree, today) if _enough(post)]
    return found[:MOST_POSTS] if len(found) >= LEAST_POSTS else []


def _enough(post: Post) -> bool:
    return sum(len(p.split()) for p in post.paragraphs) >= LEAST_WORDS


def _listed(node: dict[str, Any], today: date | None) -> Iterator[Post]:
    updates = node.get("liveBlogUpdate") if is_live(node) else None
    for update in updates if isinstance(updates, list) else [updates]:
        if not isinstance(update, dict):
            continue
        body = update.get("articleBody") or update.get("text") or update.get("description")
        if isinstance(body, str):
            yield Post(
                title=text_of(update, "headline", "name"),
                paragraphs=tuple(fragment_paragraphs(body)),
                published=declared_day(text_of(update, "datePublished", "dateCreated") or "", today),
                place=text_of(update, "url", "@id"),
            )


@cache
def _token(key: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, vocab.load("intake_pages")[key]))
    return re.compile(rf"(?<![a-z])(?:{words})s?(?![a-z])", re.IGNORECASE)


def _names(element: HtmlElement) -> str:
    return " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemtype"))))


def _calls_itself_live(tree: HtmlElement) -> bool:
    return any(
        _token("live").search(_names(element))
        for element in tree.iter("body", "main", "div", "section", "article", "ol", "ul")
    )


def _marked(tree: HtmlElement, today: date | None) -> Iterator[Post]:
    """The innermost elements that look like posts and hold a time: the outer ones are the blog itself."""
    holders: dict[HtmlElement, HtmlElement] = {}  # to the first time of each
    for time in tree.iter("time"):
        holder = _holder(time)
        if holder is not None:
            holders.setdefault(holder, time)
    outer = {element for holder in holders for element in holder.iterancestors()}
    for element, time in holders.items():
        if element in outer:
            continue
        heading = next(element.iter("h2", "h3", "h4"), None)
        title = " ".join(heading.text_content().split()) if heading is not None else None
        texts = [p for p in paragraphs(element) if p not in (title, " ".join(time.text_content().split()))]
        yield Post(title or None, tuple(texts), declared_day(time.get("datetime") or "", today), _place(element))


def _holder(time: HtmlElement) -> HtmlElement | None:
    """The post that a time stands in: the nearest <article>, BlogPosting, or element named like a post."""
    for element in time.iterancestors():
        if element.tag in ("body", "main", "html"):
            return None
        if element.tag == "article" or _token("posts").search(_names(element)):
            return element if time.get("datetime") else None
    return None


def _place(element: HtmlElement) -> str | None:
    link = next((a.get("href") for a in element.iter("a") if "bookmark" in (a.get("rel") or "")), None)
    return link or (f"#{element.get('id')}" if element.get("id") else None)
