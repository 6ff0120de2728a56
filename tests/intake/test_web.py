"""The web, from a real server on loopback: pages, feeds, sitemaps, politeness, and addresses that are not asked."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_server import Answer, Site, serving

from claimline.errors import ClaimlineError, InputError, InputTooLarge
from claimline.intake import IntakeConfig, read_bytes, reports
from claimline.intake.web import guard
from claimline.intake.web.arrivals import fetched_reports
from claimline.intake.web.feeds import parse_feed
from claimline.intake.web.fetching import FetchConfig, Fetcher, Unfetched
from claimline.intake.web.guard import Refused, is_public
from claimline.model import Report

TEXT = "The army said on Friday that it had left village {} after three days of fighting for the bridge."


def page(number: int | str) -> Answer:
    return Answer(
        f"<html lang=en><head><title>Report {number}</title></head><body><p>{TEXT.format(number)}</p></body></html>"
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


def fetcher(**options: Any) -> Fetcher:
    slept: list[float] = []
    return Fetcher(FetchConfig(**{"allow_private": True, "delay": 0.0, "sleep": slept.append, **options}))


def taken(url: str, asking: Fetcher | None = None, **options: Any) -> tuple[list[Report | InputError], list[str]]:
    notes: list[str] = []
    return list(fetched_reports(url, asking or fetcher(), IntakeConfig(note=notes.append, **options))), notes


def texts(found: list[Report | InputError]) -> list[str]:
    return [item.text for item in found if isinstance(item, Report)]


def test_a_page(site: Site) -> None:
    site.answers["/a?x=1"] = page(1)
    [report] = reports(
        [f"{site.url}/a?x=1&utm_source=y".replace("&utm_source=y", "")], IntakeConfig(allow_private=True)
    )
    assert (report.text, report.title, report.url) == (TEXT.format(1), "Report 1", f"{site.url}/a?x=1")
    assert report.outlet == "127.0.0.1"
    assert "claimline/" in site.asked[-1][1]["user-agent"]


def test_kinds_are_told_by_their_media_type(site: Site) -> None:
    text = "Губернатор сообщил в пятницу, что ночью обстреляли два села на берегу реки."
    site.answers["/cp"] = Answer(f"<p>{text}</p><p></p>".encode("cp1251"), "text/html; charset=windows-1251")
    site.answers["/gz"] = Answer(gzip.compress(page(2).body.encode()), headers={"Content-Encoding": "gzip"})  # type: ignore[union-attr]
    site.answers["/text"] = Answer("Plain words of a report.", "text/plain")
    site.answers["/lines"] = Answer('{"text": "One."}\n{"text": "Two."}\n', "application/x-ndjson")
    assert texts(taken(f"{site.url}/cp")[0]) == [text]
    assert texts(taken(f"{site.url}/gz")[0]) == [TEXT.format(2)]
    assert texts(taken(f"{site.url}/text")[0]) == ["Plain words of a report."]
    assert texts(taken(f"{site.url}/lines")[0]) == ["One.", "Two."]


PRIVATE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1:1:1:1:80ff:fffe", "words",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/a", "http://localhost:{port}/a", "http://[::1]:{port}/a", "http://2130706433:{port}/a",
        "http://0x7f.1:{port}/a", "http://0177.0.0.1:{port}/a", "http://[::ffff:127.0.0.1]:{port}/a", "http://0:{port}/a",
        "file:///etc/passwd", "ftp://example.org/a", "http://user:word@example.org/a", "http://example.org:22/a",
        "gopher://example.org/a", "http:///a", "http://[bad/a", "http://example.org/a\r\nX: y", "http://a:99999/",
    ],
)  # fmt: skip
def test_what_is_never_asked(site: Site, url: str) -> None:
    site.answers["/a"] = page(1)
    with pytest.raises(InputError):
        fetcher(allow_private=False).fetch(url.format(port=site.url.rpartition(":")[2]))
    assert not site.asked


def rebound(site: Site, monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> None:
    """A name server that gives another answer each time."""
    waiting = list(answers)

    def lookup(host: str, port: int, **_: Any) -> list[Any]:
        address = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr("claimline.intake.web.guard.socket.getaddrinfo", lookup)


def test_dns_rebinding_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is public when it is checked, private when it is asked for again: nobody asks again."""
    asked: list[str] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(address[0])
        raise OSError("no network in tests")

    rebound(site, monkeypatch, ["93.184.216.34", "127.0.0.1"])
    monkeypatch.setattr("claimline.intake.web.fetching.socket.create_connection", connect)
    asking = fetcher(allow_private=False)
    with pytest.raises(Unfetched):
        asking.fetch("http://news.example/a")
    assert asked == ["93.184.216.34"], "connected to the address that was checked"
    with pytest.raises(Refused, match="its own network"):
        asking.fetch("http://news.example/a")
    assert asked == ["93.184.216.34"]


def test_redirects_are_followed_a_little_and_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    site.answers["/new"] = page(1)
    site.answers["/loop"] = Answer(status=302, headers={"Location": "/loop"})
    site.answers["/file"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    [report] = taken(f"{site.url}/old")[0]
    assert isinstance(report, Report)
    assert report.url == f"{site.url}/new"
    with pytest.raises(Unfetched, match="redirects"):
        fetcher().fetch(f"{site.url}/loop")
    with pytest.raises(Refused, match="only http"):
        fetcher().fetch(f"{site.url}/file")


def test_a_redirect_into_the_own_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/out"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest"})
    port = int(site.url.rpartition(":")[2])
    plain = socket.create_connection
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")  # as if the test server were public
    asked: list[str] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(address[0])
        return plain(("127.0.0.1", port), timeout)

    monkeypatch.setattr("claimline.intake.web.fetching.socket.create_connection", connect)
    with pytest.raises(Refused, match="its own network"):
        fetcher(allow_private=False).fetch(f"{site.url}/out")
    assert set(asked) == {"127.0.0.1"}


def test_sizes_bombs_and_trickles_are_limited(site: Site) -> None:
    site.answers["/large"] = Answer(b"x" * 300_000)
    site.answers["/bomb"] = Answer(gzip.compress(b" " * 5_000_000), headers={"Content-Encoding": "gzip"})
    site.answers["/slow"] = Answer(b"x" * 1000, drip=0.05)
    asking = fetcher(max_bytes=200_000, deadline=0.4, timeout=2.0)
    for path in ("/large", "/bomb"):
        with pytest.raises(InputTooLarge):
            asking.fetch(site.url + path)
    began = time.perf_counter()
    with pytest.raises(Unfetched):
        asking.fetch(f"{site.url}/slow")
    assert time.perf_counter() - began < 3


def test_answers_that_are_no_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Unfetched, match="no answer in time"):
            fetcher(timeout=0.2).fetch(f"http://127.0.0.1:{port}/")
    with pytest.raises(Unfetched, match="cannot be reached"):
        fetcher().fetch(f"http://127.0.0.1:{port}/")


def test_robots_txt_is_kept(site: Site) -> None:
    site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /private\nCrawl-delay: 7\n", "text/plain")
    site.answers["/private/a"] = site.answers["/a"] = site.answers["/b"] = page(1)
    slept: list[float] = []
    asking = fetcher(sleep=slept.append)
    asking.fetch(f"{site.url}/a")
    with pytest.raises(Refused, match=r"robots\.txt"):
        asking.fetch(f"{site.url}/private/a")
    asking.fetch(f"{site.url}/b")
    assert site.paths() == ["/a", "/b"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert all(6 < seconds <= 7 for seconds in slept), "the delay that it asks for"


def test_a_robots_txt_holds_for_a_time_and_longer_where_no_newer_one_is_had(site: Site) -> None:
    site.answers["/1"] = Answer("<html><body><p>One.</p></body></html>")
    fetcher = Fetcher(FetchConfig(allow_private=True, delay=0.0, robots=0.0))
    for status, body, allowed in ((404, "", True), (200, "User-agent: *\nDisallow: /1\n", False), (503, "", False)):
        site.answers["/robots.txt"] = Answer(body, "text/plain", status=status)
        if allowed:
            assert fetcher.fetch(f"{site.url}/1").response.status == 200
        else:
            with pytest.raises(Refused, match=r"robots\.txt"):
                fetcher.fetch(f"{site.url}/1")


def test_what_is_known_of_hosts_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimline.intake.web import fetching

    monkeypatch.setattr(fetching, "_MOST_HOSTS", 3)
    fetcher = Fetcher(FetchConfig(allow_private=True, timeout=1.0, sleep=lambda seconds: None))
    for number in range(1, 8):
        with pytest.raises(Unfetched):
            fetcher.fetch(f"http://127.0.0.{number}:9/")
    assert len(fetcher._last) == 3


def test_a_robots_txt_that_fails_forbids(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=503)
    site.answers["/a"] = page(1)
    with pytest.raises(Unfetched, match=r"robots\.txt"):
        fetcher().fetch(f"{site.url}/a")


def test_hosts_are_not_hurried(site: Site) -> None:
    site.answers["/a"] = page(1)
    slept: list[float] = []
    asking = fetcher(delay=2.0, sleep=slept.append)
    asking.fetch(f"{site.url}/a")
    assert len(slept) == 1, "between robots.txt and the page"
    assert 1.5 < slept[0] <= 2


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Hill Radio</title>{"".join(items)}</channel></rss>'


def item(number: int, day: str = "Fri, 17 May 2024 06:30:00 +0300", more: str = "") -> str:
    return f"<item><title>Item {number}</title><link>/{number}</link><pubDate>{day}</pubDate>{more}</item>"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Steppe</title>
<entry><title>One</title><link rel="self" href="/no"/><link href="/1"/><published>2024-05-16T23:00:00+03:00</published>
<updated>2024-05-18T08:00:00Z</updated></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><lastmod>2024-05-18</lastmod><n:news><n:publication_date>2024-05-16</n:publication_date>
<n:title>One</n:title></n:news></url></urlset>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
<item><title>One</title><link>https://a.example/1</link><dc:date>2024-05-16T10:00:00Z</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize(
    "feed", [ATOM, SITEMAP, RDF, rss(item(1, "Thu, 16 May 2024 23:00:00 +0300")).replace("Item 1", "One")]
)
def test_feeds_of_all_kinds(feed: str) -> None:
    [entry] = parse_feed(feed.encode(), where="a feed", url="https://a.example/feed").entries
    assert (entry.url, entry.title, entry.published) == ("https://a.example/1", "One", date(2024, 5, 16))


def test_a_feed_leads_to_its_pages(site: Site) -> None:
    site.answers["/feed"] = Answer(rss(item(1), item(2), item(3)), "application/rss+xml")
    site.answers["/1"], site.answers["/2"] = page(1), page(2)
    found, _ = taken(f"{site.url}/feed")
    assert texts(found) == [TEXT.format(1), TEXT.format(2)]
    assert [type(f).__name__ for f in found] == ["Report", "Report", "Unfetched"]
    assert isinstance(found[0], Report)
    assert found[0].published == date(2024, 5, 17), "the page does not say, the feed does"


def test_an_index_of_sitemaps(site: Site) -> None:
    index = (
        "<sitemapindex><sitemap><loc>/map1.xml</loc></sitemap><sitemap><loc>/gone.xml</loc></sitemap></sitemapindex>"
    )
    site.answers["/sitemap.xml"] = Answer(index, "application/xml")
    site.answers["/map1.xml"] = Answer("<urlset><url><loc>/1</loc></url></urlset>", "text/xml")
    site.answers["/1"] = page(1)
    found, notes = taken(f"{site.url}/sitemap.xml")
    assert texts(found) == [TEXT.format(1)]
    assert "404" in notes[0]


def test_what_the_feed_holds_stands_in_for_a_page_behind_a_wall(site: Site) -> None:
    content = f"<description>&lt;p&gt;{TEXT.format(1)}&lt;/p&gt;&lt;p&gt;{TEXT.format(2)}&lt;/p&gt;</description>"
    feed = rss(item(1, more=content))
    site.answers["/feed"] = Answer(feed, "application/rss+xml")
    site.answers["/1"] = Answer("<html><body><p>Subscribe to continue reading.</p></body></html>")
    assert texts(taken(f"{site.url}/feed")[0]) == [f"{TEXT.format(1)}\n\n{TEXT.format(2)}"]
    assert [r.outlet for r in read_bytes(feed.encode())] == ["Hill Radio"], "a saved feed: no link is followed"


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + rss(item(1))[21:]
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'


@pytest.mark.parametrize(
    "data", [BOMB.encode(), OUTSIDE.encode(), BOMB.encode("utf-16"), b"<rss", b"<html></html>", b""]
)
def test_hostile_feeds_are_refused(data: bytes) -> None:
    if data == b"<rss":
        assert parse_feed(data + b">", where="a feed").entries == ()
        return
    with pytest.raises(InputError):
        parse_feed(data, where="a feed")


def test_broken_characters_of_a_feed() -> None:
    data = rss(item(1)).encode().replace(b"Item 1", b"Item \xed\xa0\x80 \xff 1")
    [entry] = parse_feed(data, where="a feed", url="https://a.example/").entries
    assert entry.title is not None
    assert entry.title.startswith("Item \ufffd")
    feed = (
        rss(item(1)).replace('version="1.0"', 'version="1.0" encoding="windows-1251"', 1).replace("Item 1", "Обстрел")
    )
    assert parse_feed(feed.encode("cp1251"), where="a feed").entries[0].title == "Обстрел"


def test_deep_and_long_feeds_cost_little() -> None:
    began = time.perf_counter()
    for data in (b"<rss>" + b"<item>" * 50_000, b"<rss>" + b"<item><link>http://a.example</link></item>" * 50_000):
        try:
            assert len(parse_feed(data, where="a feed").entries) <= 1000
        except InputError:
            continue
    assert time.perf_counter() - began < 6


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<rss>", "<item>", "<link>", "http://[", "</link>", "</item>", "&#0;", "]]>", "<!DOCTYPE a [", "é"]
        )
    )
)
def test_any_feed_gives_entries_or_a_claimline_error(pieces: list[str]) -> None:
    try:
        parse_feed("".join(["<rss>", *pieces]).encode(), where="a feed", url="http://a.example/")
    except ClaimlineError:
        return
