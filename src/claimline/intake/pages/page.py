"""A page to its reports: one, or one a post of a live blog, or none and a line that says why."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from claimline.errors import InputError, InputTooLarge
from claimline.intake.config import MEGABYTE, IntakeConfig
from claimline.intake.language import detect_language
from claimline.intake.origin import Origin
from claimline.intake.pages.blocks import GAP, paragraphs
from claimline.intake.pages.facts import PageFacts, facts_of, host_of
from claimline.intake.pages.liveblog import posts_of
from claimline.intake.pages.markup import page_text, tree_of
from claimline.intake.pages.walls import behind, too_little
from claimline.model import Report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Beyond these trafilatura takes seconds; such pages are walked in one pass instead.
MOST_ELEMENTS, MOST_CHARACTERS = 10_000, 300_000
_FEW_CHARACTERS = 250  # below them trafilatura may give up and run a page's blocks together


def page_reports(data: bytes, origin: Origin, config: IntakeConfig) -> Iterator[Report]:
    """The reports of one page. Its text is made of paragraphs with an empty line between; the title stands apart.

    Raises InputError for a page too large, nested too deep, or in no encoding. Nothing to read is said through
    `config.note`, and so is a paywall, behind which only the beginning is read.
    """
    where = origin.where
    if len(data) > config.max_page_bytes:
        raise InputTooLarge(
            f"the page has more than {config.max_page_bytes / MEGABYTE:g} MB",
            where=where,
            then="Save the report's text as a .txt file.",
        )
    tree = tree_of(page_text(data, where=where, charset=origin.charset, note=config.note), where)
    if tree is None:
        config.note(f"{where}: empty, nothing to read")
        return
    facts = facts_of(tree, origin.url, config.today)
    posts = posts_of(tree, facts.node, config.today)
    if posts:
        for post in posts:
            published = post.published or facts.published
            own = {"title": post.title or facts.title, "url": post.address(facts.url), "published": published}
            yield _report(post.paragraphs, facts, origin, config, own)
        return
    wall = behind(_body(tree, facts, config, where), facts.node)
    if too_little(wall) or not wall.paragraphs:
        config.note(f"{where}: {wall.name or 'no text that could be a report'}, nothing to read")
        return
    if wall.name == "a paywall":
        config.note(f"{where}: a paywall, only the beginning of the report is read")
    yield _report(wall.paragraphs, facts, origin, config, {})


def _report(
    texts: Sequence[str], facts: PageFacts, origin: Origin, config: IntakeConfig, own: dict[str, Any]
) -> Report:
    """`own`: what a post of a live blog has for itself."""
    text = GAP.join(texts)
    published = own.get("published") or facts.published or origin.published or config.published
    if published is None and origin.seen is not None:
        published = origin.seen
        config.note(f"{origin.where}: no publication date, taken to be of the day it was fetched, {published}")
    return Report(
        text=text,
        title=own.get("title") or facts.title or origin.title,
        outlet=origin.outlet or facts.outlet or config.outlet or host_of(facts.url),
        url=own.get("url") or facts.url,
        published=published,
        language=detect_language(text) or facts.language,
        author=facts.author,
    )


def _body(tree: HtmlElement, facts: PageFacts, config: IntakeConfig, where: str) -> list[str]:
    """The paragraphs of the report itself, without a head that repeats its title, its time or its author."""
    if _is_large(tree):
        config.note(f"{where}: a very large page, read without sorting its parts")
        found = paragraphs(_main(tree))
    else:
        found = _extracted(tree)
        if sum(map(len, found)) < _FEW_CHARACTERS:
            text = "".join("".join(found).split())
            found = [p for p in paragraphs(_main(tree)) if "".join(p.split()) in text] or found
    head = {facts.title, facts.author, *(" ".join(e.text_content().split()) for e in tree.iter("h1", "time"))}
    start = next((place for place, text in enumerate(found) if text not in head), len(found))
    return found[start:]


def _is_large(tree: HtmlElement) -> bool:
    characters = 0
    for number, element in enumerate(tree.iter()):
        characters += len(element.tail or "") + (0 if element.tag in ("script", "style") else len(element.text or ""))
        if number >= MOST_ELEMENTS or characters > MOST_CHARACTERS:
            return True
    return False


def _main(tree: HtmlElement) -> HtmlElement:
    """The one <article>, or <main>, or the whole page."""
    articles = list(tree.iter("article"))
    return articles[0] if len(articles) == 1 else next(tree.iter("main"), tree)


@cache
def _options() -> Any:
    from trafilatura.settings import Extractor

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # a page without text is no news for stderr
    return Extractor(comments=False, with_metadata=False)


def _extracted(tree: HtmlElement) -> list[str]:
    options = _options()
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(tree, options=options)
    except (RecursionError, AttributeError, IndexError, KeyError, AssertionError) as error:
        raise InputError(
            f"the page cannot be taken apart ({type(error).__name__})", then="Save its text as a .txt file."
        ) from error
    body = getattr(document, "body", None)
    return [] if body is None else paragraphs(body, whole=True)
