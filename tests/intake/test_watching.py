"""`claimline watch` against a real server: each report once, versions noted, failures waited out, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from web_server import Answer, Site, serving

from claimline.errors import InputError
from claimline.intake import IntakeConfig
from claimline.intake.web.feedlist import WatchedFeed, read_feeds
from claimline.intake.web.fetching import FetchConfig, Fetcher
from claimline.intake.web.memory import Memory, load_memory, save_memory
from claimline.intake.web.watching import Watch
from postgres_server import PostgresServer

TEXT = "The army said on Friday that it had left village {} after three days of fighting for the bridge."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


def page(number: int | str, canonical: str = "") -> Answer:
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return Answer(f"<html lang=en><head>{head}</head><body><p>{TEXT.format(number)}</p></body></html>")


def feed(*entries: tuple[str, str], etag: str = "") -> Answer:
    items = "".join(f"<entry><link href='{path}'/><updated>{stamp}</updated></entry>" for path, stamp in entries)
    return Answer(f"<feed>{items}</feed>", "application/atom+xml", headers={"ETag": etag} if etag else {})


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def watching(site: Site, *paths: str, memory: Memory | None = None, **options: Any) -> tuple[Watch, list[str], Clock]:
    notes: list[str] = []
    clock = Clock()
    feeds = [WatchedFeed(site.url + path, **options) for path in paths or ("/feed",)]
    fetcher = Fetcher(FetchConfig(allow_private=True, delay=0.0))
    return Watch(feeds, fetcher, memory or Memory(), IntakeConfig(note=notes.append), clock), notes, clock


def texts(watch: Watch) -> list[str]:
    return [report.text for report in watch.round()]


def test_only_what_is_new_comes_again(site: Site) -> None:
    site.answers["/feed"] = feed(("/1", "a"), etag='"1"')
    site.answers["/1"], site.answers["/2"] = page(1), page(2)
    watch, _, clock = watching(site)
    assert texts(watch) == [TEXT.format(1)]
    assert texts(watch) == [], "not due yet"
    clock.now += 1000
    assert texts(watch) == []
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    site.answers["/feed"] = feed(("/2", "b"), ("/1", "a"), etag='"2"')
    clock.now += 1000
    assert texts(watch) == [TEXT.format(2)]
    assert site.paths() == ["/feed", "/1", "/feed", "/feed", "/2"]


def test_the_same_report_through_two_feeds_is_one(site: Site) -> None:
    site.answers["/feed"] = site.answers["/other"] = feed(("/1", "a"), ("/copy", "a"))
    site.answers["/1"] = site.answers["/copy"] = page(1, "https://a.example/1")
    watch, notes, _ = watching(site, "/feed", "/other")
    assert texts(watch) == [TEXT.format(1)]
    assert not notes


def test_another_text_at_an_address_is_a_new_version(site: Site) -> None:
    site.answers["/feed"], site.answers["/1"] = feed(("/1", "a")), page(1)
    watch, notes, clock = watching(site)
    assert texts(watch) == [TEXT.format(1)]
    site.answers["/feed"], site.answers["/1"] = feed(("/1", "b")), page("1, and the bridge")
    clock.now += 1000
    assert texts(watch) == [TEXT.format("1, and the bridge")]
    assert "new version" in notes[0]
    site.answers["/feed"] = feed(("/1", "c"))
    clock.now += 1000
    assert texts(watch) == [], "touched, not changed"


def test_failures_are_waited_out_ever_longer(site: Site) -> None:
    site.answers["/feed"] = Answer(status=503, headers={"Retry-After": "7200"})
    watch, notes, clock = watching(site, every=600.0)
    texts(watch)
    assert watch.due() == clock.now + 7200
    for wait in (2400, 4800, 9600):
        site.answers["/feed"] = Answer("no feed")
        clock.now = watch.due()
        texts(watch)
        assert watch.due() == clock.now + wait
    site.answers["/feed"], site.answers["/1"] = feed(("/1", "a")), page(1)
    clock.now = watch.due()
    assert texts(watch) == [TEXT.format(1)]
    assert watch.due() == clock.now + 600
    assert "503" in notes[0]


def test_a_page_that_fails_is_tried_again_though_its_feed_has_not_changed(site: Site) -> None:
    site.answers["/feed"], site.answers["/1"] = feed(("/1", "a"), etag='"1"'), Answer(status=502)
    watch, _, clock = watching(site)
    assert texts(watch) == []
    site.answers["/1"] = page(1)
    clock.now += 1000
    assert texts(watch) == [TEXT.format(1)]


def test_stopped_in_the_middle_nothing_is_lost(site: Site, tmp_path: Path) -> None:
    """A report that was handed out and not yet kept comes again; those before it do not."""
    site.answers["/feed"] = feed(("/1", "a"), ("/2", "a"), ("/3", "a"))
    for number in (1, 2, 3):
        site.answers[f"/{number}"] = page(number)
    watch, _, _ = watching(site)
    running = watch.round()
    assert [next(running).text, next(running).text] == [TEXT.format(1), TEXT.format(2)]
    save_memory(watch.memory, tmp_path / "memory.json")
    again, _, _ = watching(site, memory=load_memory(tmp_path / "memory.json"))
    assert texts(again) == [TEXT.format(2), TEXT.format(3)]


def test_what_the_feed_holds_without_following_links(site: Site) -> None:
    body = f"{TEXT.format(1)} {TEXT.format(2)}"
    site.answers["/feed"] = Answer(
        f"<rss><channel><title>Hill</title><item><link>/1</link><description>{body}</description></item></channel></rss>"
    )
    watch, _, _ = watching(site, pages=False)
    [report] = watch.round()
    assert (report.text, report.outlet) == (body, "Hill")
    assert site.paths() == ["/feed"]


@pytest.mark.parametrize("text", ["{", '{"visits": 1}', "[]"])
def test_a_damaged_memory_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.json").write_text(text)
    with pytest.raises(InputError, match=r"m\.json") as caught:
        load_memory(tmp_path / "m.json")
    assert "Delete the file" in str(caught.value)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("x", "no TOML"),
        ("", "lists no feed"),
        ("[[feed]]\noutlet = 'x'", "no `url`"),
        ("[[feed]]\nurl = 'ftp://a.example'", "only http"),
        ("[[feed]]\nurl = 'https://a.example'\nevery = 'often'", "span of time"),
        ("[[feed]]\nurl = 'https://a.example'\nhow = 1", "`how` is not known"),
        ("[[feed]]\nurl = 'https://a.example'\n[[feed]]\nurl = 'https://a.example'", "twice"),
    ],
)
def test_what_is_wrong_in_feeds_toml(tmp_path: Path, toml: str, said: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(toml)
    with pytest.raises(InputError, match=said):
        read_feeds(file, allow_private=False)


def test_feeds_toml(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text("[[feed]]\nurl = 'https://a.example/rss'\noutlet = 'A'\nevery = '2h'\npages = false\n")
    assert read_feeds(file, allow_private=False) == (WatchedFeed("https://a.example/rss", "A", 7200.0, False),)


def test_the_command_adds_what_is_new(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimline.cli.main import main

    monkeypatch.chdir(tmp_path)
    site.answers["/feed"], site.answers["/1"] = feed(("/1", "a")), page(1)
    Path("feeds.toml").write_text(f"[[feed]]\nurl = '{site.url}/feed'\noutlet = 'Pindula News'\n")
    words = ["watch", "feeds.toml", "--once", "--allow-private", "--no-weigh", "--reader", "rules", "--format", "json"]
    first, second = (CliRunner().invoke(main, words) for _ in range(2))
    assert first.exit_code == 0, first.stderr
    assert json.loads(first.stdout)["reports_new"] == 1
    assert json.loads(second.stdout)["reports"] == 0
    assert Path("claimline.db.watch.json").exists()
    refused = CliRunner().invoke(main, [w for w in words if w != "--allow-private"])
    assert "its own network" in refused.stderr


def test_two_ledgers_on_a_server_are_watched_from_one_folder(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_server: PostgresServer, postgres_url: str
) -> None:
    from claimline.cli.main import main

    monkeypatch.chdir(tmp_path)
    site.answers["/feed"], site.answers["/1"] = feed(("/1", "a")), page(1)
    Path("feeds.toml").write_text(f"[[feed]]\nurl = '{site.url}/feed'\n")
    words = ["watch", "feeds.toml", "--once", "--allow-private", "--no-weigh", "--reader", "rules", "--format", "json"]
    with postgres_server.database() as other:
        done = [CliRunner().invoke(main, [*words, "--ledger", url]) for url in (postgres_url, other, postgres_url)]
    assert [one.exit_code for one in done] == [0, 0, 0], [one.stderr for one in done]
    assert [json.loads(one.stdout)["reports_new"] for one in done] == [1, 1, 0]
    assert len(list(Path().glob("claimline-*.watch.json"))) == 2
