"""One round over watched feeds: what is new or changed since the last visit, each report once."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from claimline.errors import InputError
from claimline.intake.config import IntakeConfig
from claimline.intake.origin import Origin
from claimline.intake.web.arrivals import MOST_PAGES, all_entries, entry_reports
from claimline.intake.web.feedlist import WatchedFeed
from claimline.intake.web.feeds import Entry, Feed, parse_feed
from claimline.intake.web.fetching import Fetcher, Unfetched
from claimline.intake.web.memory import Memory, Visit
from claimline.model import Report

LONGEST_WAIT = 86_400.0  # seconds that a feed which fails is left alone at most
_MOST_DOUBLINGS = 12


@dataclass(frozen=True, slots=True)
class Watch:
    """All that a round needs. `clock`: seconds since 1970."""

    feeds: Sequence[WatchedFeed]
    fetcher: Fetcher
    memory: Memory
    config: IntakeConfig
    clock: Callable[[], float] = time.time

    def round(self, *, all_feeds: bool = False) -> Iterator[Report]:
        """The new reports of the feeds that are due, or of all that are not waiting after a failure.

        A report counts as seen when the next one is asked for: whoever stops before that gets it again. What fails is
        said through `config.note`; it stops no round. An address that brings another text is said to be a new version.
        """
        for feed in self.feeds:
            visit = self.memory.visit(feed.url)
            now = self.clock()
            if now < visit.due and (visit.failures or not all_feeds):
                continue
            try:
                yield from self._visit(feed, visit)
            except InputError as error:
                self._failed(feed, visit, error)
            else:
                visit.failures, visit.due = 0, self.clock() + feed.every

    def due(self) -> float:
        """When the next feed is due, in seconds since 1970."""
        return min(self.memory.visit(feed.url).due for feed in self.feeds)

    def _failed(self, feed: WatchedFeed, visit: Visit, error: InputError) -> None:
        visit.failures += 1
        wait = min(LONGEST_WAIT, feed.every * 2.0 ** min(visit.failures, _MOST_DOUBLINGS))
        if isinstance(error, Unfetched):
            wait = LONGEST_WAIT if error.status == 410 else max(wait, min(error.wait, LONGEST_WAIT))
        visit.due = self.clock() + wait
        first = str(error).partition("\n")[0]
        self.config.note(f"{first}; asked again in {wait / 60:,.0f} minutes")

    def _visit(self, feed: WatchedFeed, visit: Visit) -> Iterator[Report]:
        conditions = {"If-None-Match": visit.etag, "If-Modified-Since": visit.modified}
        answer = self.fetcher.fetch(feed.url, {name: value for name, value in conditions.items() if value})
        response = answer.response
        if response.status == 304:
            return
        found = parse_feed(response.body, where=feed.url, url=answer.url, today=self.config.today)
        complete, count = True, 0
        for entry in all_entries(found, self.fetcher, self.config):
            if self._is_known(entry):
                continue
            if count == MOST_PAGES:
                self.config.note(f"{feed.url}: {MOST_PAGES} reports are read, more at the next visit")
                complete = False
                break
            count += 1
            read = yield from self._entry(entry, feed, found)
            complete = complete and read
            if read and entry.url:
                self.memory.remember(self.memory.stamps, entry.url, entry.stamp)
        if complete:  # else the feed is asked for whole again, and its missing pages with it
            visit.etag, visit.modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")

    def _is_known(self, entry: Entry) -> bool:
        return entry.url is not None and self.memory.stamps.get(entry.url) == entry.stamp

    def _entry(self, entry: Entry, feed: WatchedFeed, found: Feed) -> Generator[Report, None, bool]:
        """The reports of an entry that are new; returns whether the entry need not be tried again."""
        origin = Origin(feed.url, outlet=feed.outlet or (None if feed.pages else found.title))
        fetcher = self.fetcher if feed.pages else None
        for item in entry_reports(entry, fetcher, self.config, origin):
            if isinstance(item, InputError):
                self.config.note("passed over: " + str(item).replace("\n  ", " — "))
                if isinstance(item, Unfetched) and (item.status == 0 or item.status == 429 or item.status >= 500):
                    return False
            elif self._is_new(item):
                yield item
                self._seen(item)
        return True

    def _is_new(self, report: Report) -> bool:
        """Whether this text was not read before; through another door it is the same report."""
        if report.text_hash in self.memory.stamps:
            return False
        if self.memory.texts.get(report.url or "") is not None:
            self.config.note(f"{report.url}: a new version of a report that was read before")
        return True

    def _seen(self, report: Report) -> None:
        if report.url:
            self.memory.remember(self.memory.texts, report.url, report.text_hash)
        self.memory.remember(self.memory.stamps, report.text_hash, "text")
