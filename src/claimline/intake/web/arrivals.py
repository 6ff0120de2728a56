"""What was fetched, to reports: through the door of its media type; feeds and sitemaps by the pages they lead to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from claimline.errors import InputError
from claimline.intake.config import IntakeConfig
from claimline.intake.doors import opened
from claimline.intake.kinds import FEED
from claimline.intake.language import detect_language
from claimline.intake.origin import Origin
from claimline.intake.originals import with_original
from claimline.intake.pages.addresses import plain_address
from claimline.intake.pages.blocks import GAP, fragment_paragraphs
from claimline.intake.web.feeds import Entry, Feed, parse_feed
from claimline.intake.web.fetching import Fetched, Fetcher
from claimline.model import Report

MOST_PAGES = 200  # that one address may lead to
MOST_SITEMAPS = 20
LEAST_WORDS = 25  # of what a feed itself holds of a report; less is a teaser
_NAMES = {
    "application/pdf": "x.pdf",
    "message/rfc822": "x.eml",
    "application/jsonl": "x.jsonl",
    "application/x-ndjson": "x.jsonl",
    "text/csv": "x.csv",
    "text/plain": "x.txt",
    "text/html": "x.html",
    "application/xhtml+xml": "x.html",
}
Found = Iterator[Report | InputError]


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed or sitemap does."""
    from claimline.intake.kinds import kind_of_bytes

    return kind_of_bytes(data) == FEED


def fetched_reports(url: str, fetcher: Fetcher, config: IntakeConfig) -> Found:
    """The reports behind an address: of the page itself, or of the pages that a feed or sitemap leads to."""
    try:
        answer = fetcher.fetch(url)
        if not is_feed(answer.response.body):
            yield from answered(answer, Origin(url, url=answer.url), config)
            return
        feed = parse_feed(answer.response.body, where=url, url=answer.url, today=config.today)
        entries = all_entries(feed, fetcher, config)
    except InputError as error:
        yield error
        return
    for number, entry in enumerate(entries):
        if number == MOST_PAGES:
            config.note(f"{url}: only the first {MOST_PAGES} reports are read")
            return
        yield from entry_reports(entry, fetcher, config, Origin(url))


def all_entries(feed: Feed, fetcher: Fetcher, config: IntakeConfig) -> Iterator[Entry]:
    """The entries of a feed, and of the sitemaps that an index names (one level deep)."""
    yield from feed.entries
    for number, address in enumerate(feed.sitemaps):
        if number == MOST_SITEMAPS:
            config.note(f"{address}: only the first {MOST_SITEMAPS} sitemaps are read")
            return
        try:
            answer = fetcher.fetch(address)
            yield from parse_feed(answer.response.body, where=address, url=answer.url, today=config.today).entries
        except InputError as error:
            config.note("passed over: " + str(error).replace("\n  ", " — "))


def entry_reports(entry: Entry, fetcher: Fetcher | None, config: IntakeConfig, origin: Origin) -> Found:
    """The report that a feed's entry leads to; what the feed itself holds of it where the page gives nothing, or where
    nothing is to be fetched."""
    origin = replace(origin, title=entry.title, published=entry.published, url=entry.url)
    count = 0
    if fetcher is not None and entry.url is not None:
        try:
            answer = fetcher.fetch(entry.url)
            origin = replace(origin, where=entry.url, url=answer.url)
            for found in answered(answer, origin, config):
                count += isinstance(found, Report)
                yield found
        except InputError as error:
            if not _content(entry):
                yield error
                return
            config.note("its feed is read instead: " + str(error).replace("\n  ", " — "))
    if not count and (texts := _content(entry)):
        report = _of_feed(entry, texts, origin, config)
        yield from with_original([report], entry.content.encode("utf-8", "replace"), FEED, config)


def _content(entry: Entry) -> list[str]:
    texts = fragment_paragraphs(entry.content)
    return texts if sum(len(text.split()) for text in texts) >= LEAST_WORDS else []


def _of_feed(entry: Entry, texts: list[str], origin: Origin, config: IntakeConfig) -> Report:
    text = GAP.join(texts)
    return Report(
        text=text,
        title=entry.title,
        outlet=origin.outlet or config.outlet,
        url=entry.url,
        published=entry.published or config.published,
        language=detect_language(text),
    )


def answered(answer: Fetched, origin: Origin, config: IntakeConfig) -> Found:
    """The reports of an answer; those of no address of their own get the one that was asked."""
    response = answer.response
    origin = replace(origin, charset=response.charset)
    name = _NAMES.get(response.kind, "")
    address = plain_address(answer.url)
    for found in opened(io.BytesIO(response.body), origin, config, name=name):
        if isinstance(found, Report):
            yield replace(
                found,
                url=found.url or address,
                title=found.title or origin.title,
                outlet=found.outlet or origin.outlet,
                published=found.published or origin.published,
            )
        else:
            yield found


def feed_file_reports(data: bytes, where: str, config: IntakeConfig) -> Found:
    """The reports that a saved feed holds itself; its links are not followed."""
    feed = parse_feed(data, where=where, today=config.today)
    origin = Origin(where, outlet=config.outlet or feed.title)
    count = 0
    for entry in feed.entries:
        for found in entry_reports(entry, None, config, origin):
            count += 1
            yield found
    if count < len(feed.entries):
        config.note(f"{where}: {len(feed.entries) - count} of {len(feed.entries)} entries hold no report, only a link")
