"""Outlets on loopback whose feeds gain articles all the time: what `watch_hours.py` watches."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEPT = 40  # articles that a feed names at one time, the newest first, as feeds do
SLOW = 4.0  # seconds
GONE = 1  # the number of the feed that is never there


@dataclass(slots=True)
class Article:
    """A page of an outlet. `version` goes up when its text is changed."""

    number: int
    host: int
    day: str
    text: str
    version: int = 1


@dataclass(slots=True)
class Press:
    """All outlets with their feeds. texts: what articles are made of, each with its day; polls: requests for a feed,
    answered anyhow."""

    texts: Sequence[tuple[str, str]]
    outlets: int
    feeds: int
    ports: list[int] = field(default_factory=list)
    listed: dict[int, list[Article]] = field(default_factory=dict)
    pages: dict[int, Article] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    polls: int = 0
    versions: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self) -> None:
        """One more article in the feed whose turn it is; its page is at another outlet's address than the last."""
        with self.lock:
            number = len(self.pages)
            host = (number + number // self.feeds) % self.outlets
            article = Article(number, host, *self.texts[number % len(self.texts)])
            self.pages[number] = article
            feed = self.listed.setdefault(feed_of(number, self), [])
            feed.insert(0, article)
            del feed[KEPT:]

    def correct(self) -> None:
        """The newest article of the first feed gets a sentence more, which its feed says."""
        with self.lock:
            if self.listed.get(0):
                self.listed[0][0].version += 1
                self.versions += 1

    def feed(self, number: int, known: str) -> tuple[int, str, str]:
        """Status, body and validator of a feed's answer: most answer well, some fail for a while, one for good."""
        with self.lock:
            self.polls += 1
            articles = list(self.listed.get(number, ()))
            status = self._status(number)
            mark = f'"{sum(one.version for one in articles)}-{articles[0].number if articles else 0}"'
            if status == 200 and known == mark:
                status = 304
            self.answers[str(status)] = self.answers.get(str(status), 0) + 1
        if number == 2:
            time.sleep(SLOW)
        return status, "".join(["<feed>", *map(self._entry, articles), "</feed>"]) if status == 200 else "", mark

    def _status(self, number: int) -> int:
        """Feed 1 is gone; every eleventh one fails for a quarter of the time, some of them asking for patience."""
        if number == GONE:
            return 404
        if self.fails(number) and (self.polls // (4 * self.feeds) + number) % 4 == 0:
            return 503 if number % 2 else 500
        return 200

    def _entry(self, article: Article) -> str:
        address = f"http://127.0.0.1:{self.ports[article.host]}/page/{article.number}"
        stamp = f"2024-05-16T10:{article.version % 60:02}:00Z"
        facts = (
            f"<title>Bulletin {article.number}</title><published>{article.day}</published><updated>{stamp}</updated>"
        )
        return f"<entry>{facts}<link href='{address}'/></entry>"

    def fails(self, number: int) -> bool:
        """Whether a feed fails at times, or always."""
        return number == GONE or number % 11 == 5

    def page(self, number: int) -> str | None:
        article = self.pages.get(number)
        if article is None:
            return None
        added = f"<p>Correction {article.version - 1} was added by the desk.</p>" if article.version > 1 else ""
        lead = f"<p>Bulletin {number} of the desk.</p>"
        body = "".join(f"<p>{escape(part)}</p>" for part in article.text.split("\n"))
        menu = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("World", "Politics", "Sport", "Weather"))
        head = f"<head><meta charset='utf-8'><title>Bulletin {number}</title></head>"
        inside = f"<nav><ul>{menu}</ul></nav><article>{lead}{body}{added}</article>"
        return f"<html lang='en'>{head}<body>{inside}</body></html>"


def feed_of(number: int, press: Press) -> int:
    """The feed that names an article: each in its turn, and never the neighbour of the last one."""
    return (7 * number) % press.feeds


@contextmanager
def served(press: Press) -> Iterator[list[str]]:
    """Every outlet at a port of its own; the addresses of all feeds, those of one outlet far from each other."""
    servers = [_Server(press) for _ in range(press.outlets)]
    press.ports[:] = [server.server_port for server in servers]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield [f"http://127.0.0.1:{press.ports[n % press.outlets]}/feed/{n}" for n in range(press.feeds)]
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, press: Press) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.press = press


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        kind, _, number = self.path.strip("/").partition("/")
        if kind == "feed" and number.isdigit():
            status, body, mark = self.server.press.feed(int(number), self.headers.get("If-None-Match", ""))
            self._answer(status, body, "application/atom+xml", {"ETag": mark})
        elif kind == "page" and number.isdigit() and (page := self.server.press.page(int(number))):
            self._answer(200, page, "text/html; charset=utf-8", {})
        elif kind == "robots.txt":
            self._answer(200, "User-agent: *\nDisallow: /private/\n", "text/plain", {})
        else:
            self._answer(404, "", "text/plain", {})

    def _answer(self, status: int, body: str, kind: str, more: dict[str, str]) -> None:
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "90")
        for name, value in ({"Content-Type": kind} | more).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        return
