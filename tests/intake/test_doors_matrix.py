"""One report, whatever doors it comes through, and versions of it when its text changes: from bytes to the ledger."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html import escape
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from web_server import Answer, Site, serving

from claimline.cli.main import main
from claimline.intake import IntakeConfig, reports
from claimline.ledger import Ledger, open_ledger, verify
from claimline.model import Report
from claimline.model.original import Original

FIRST = "The army said on Friday that its troops had left the village of Zelenivka after three days of fighting."
SECOND = "The governor said that two people were killed when shells hit a school on the other bank of the river."
TEXT = f"{FIRST}\n\n{SECOND}"
ADDRESS = "https://steppe-courier.example/zelenivka"
FACTS = {
    "@type": "NewsArticle",
    "headline": "Troops leave Zelenivka",
    "datePublished": "2024-05-17",
    "author": {"@type": "Person", "name": "Oksana Hrytsenko"},
    "publisher": {"@type": "Organization", "name": "Steppe Courier"},
}


def page(*paragraphs: str) -> str:
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return (
        f'<html lang="en"><head><link rel="canonical" href="{ADDRESS}">'
        f'<script type="application/ld+json">{json.dumps(FACTS)}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{FACTS['headline']}</h1>{body}</article></body></html>"
    )


PAGE = page(FIRST, SECOND)
CONTENT = escape(f"<p>{FIRST}</p><p>{SECOND}</p>")
ENTRY = "<entry><title>Troops leave Zelenivka</title><link href='{}'/><updated>2024-05-17</updated>{}</entry>"


def of_file(name: str, data: bytes) -> Callable[[Path, Site], str]:
    def door(folder: Path, site: Site) -> str:
        (folder / name).write_bytes(data)
        return str(folder / name)

    return door


def warc(packed: bool) -> bytes:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-20T00:00:00Z\r\nWARC-Target-URI: {ADDRESS}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    data = head.encode() + content + b"\r\n\r\n"
    return gzip.compress(data) if packed else data


def mail(html: bool) -> bytes:
    made = EmailMessage()
    made["From"] = '"Steppe Courier" <news@steppe-courier.example>'
    made["Subject"] = "Troops leave Zelenivka"
    made["Date"] = "Fri, 17 May 2024 06:30:00 +0300"
    made.set_content(f"<p>{FIRST}</p><p>{SECOND}</p>" if html else TEXT, subtype="html" if html else "plain")
    return bytes(made)


def a_page(folder: Path, site: Site) -> str:
    site.answers["/zelenivka"] = Answer(PAGE)
    return site.url + "/zelenivka"


def a_feed_of_pages(folder: Path, site: Site) -> str:
    a_page(folder, site)
    site.answers["/links"] = Answer(f"<feed>{ENTRY.format('/zelenivka', '')}</feed>", "application/atom+xml")
    return site.url + "/links"


def a_sitemap(folder: Path, site: Site) -> str:
    a_page(folder, site)
    site.answers["/map"] = Answer(f"<urlset><url><loc>{site.url}/zelenivka</loc></url></urlset>", "application/xml")
    return site.url + "/map"


def a_feed_with_the_text(folder: Path, site: Site) -> str:
    entry = ENTRY.format("/nowhere", f"<content type='html'>{CONTENT}</content>")
    site.answers["/full"] = Answer(f"<feed>{entry}</feed>", "application/atom+xml")
    return site.url + "/full"


RECORD = {"text": TEXT, "outlet": "steppe  courier", "published": "2024-05-17", "url": ADDRESS}
DOORS: dict[str, Callable[[Path, Site], str]] = {
    "page": a_page,
    "saved page": of_file("a.html", PAGE.encode()),
    "feed": a_feed_of_pages,
    "sitemap": a_sitemap,
    "full feed": a_feed_with_the_text,
    "warc": of_file("a.warc", warc(packed=False)),
    "warc.gz": of_file("a.warc.gz", warc(packed=True)),
    "mail": of_file("a.eml", mail(html=True)),
    "plain mail": of_file("b.eml", mail(html=False)),
    "jsonl": of_file("a.jsonl", json.dumps(RECORD).encode()),
    "csv": of_file("a.csv", f'text,outlet,published\n"{TEXT}",Steppe Courier,2024-05-17\n'.encode()),
    "text": of_file("a.txt", TEXT.encode()),
}
KINDS = {"page", "feed", "mail", "records"}  # what the doors bring; a plain text is its own original


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


Came = dict[str, list[tuple[Report, Original | None]]]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    """What comes through each door; once, since no host is asked more than once a second."""
    with serving(Site()) as site:
        return {door: taken(door, tmp_path_factory.mktemp("doors"), site) for door in DOORS}


def taken(door: str, folder: Path, site: Site) -> list[tuple[Report, Original | None]]:
    kept: dict[str, Original] = {}
    config = IntakeConfig(allow_private=True, keep=lambda original: kept.update({original.raw.hash: original}))
    found = list(reports([DOORS[door](folder, site)], config))
    return [(report, kept[report.raw.hash] if report.raw else None) for report in found]


def add(ledger: Ledger, found: list[tuple[Report, Original | None]]) -> None:
    with ledger.writer() as writer:
        for report, original in found:
            writer.add(report, [], None, original)


def test_every_door_gives_the_same_text(came: Came) -> None:
    for door, found in came.items():
        assert [report.text for report, _ in found] == [TEXT], door


def test_through_any_two_doors_it_is_one(tmp_path: Path, came: Came) -> None:
    with open_ledger(tmp_path / "pairs.db") as ledger:
        for one, other in permutations(DOORS, 2):
            add(ledger, came[one])
            add(ledger, came[other])
            [record] = ledger.view().reports()
            ledger.writer().remove(record["ref"])
        assert list(verify(ledger)) == []


@pytest.mark.parametrize("turned", [False, True])
def test_through_all_doors_it_is_one_and_knows_what_each_said(turned: bool, tmp_path: Path, came: Came) -> None:
    with open_ledger(tmp_path / "all.db") as ledger:
        for door in sorted(DOORS, reverse=turned):
            add(ledger, came[door])
        [record] = ledger.view().reports()
        assert record["outlet"].casefold().split() == ["steppe", "courier"]
        assert (record["author"], record["published"]) == ("Oksana Hrytsenko", "2024-05-17")
        assert {one.kind for one in ledger.view().raws(record["ref"])} == KINDS
        assert ledger.view().raw(record["ref"], "page") == PAGE.encode()
        assert list(verify(ledger)) == []


def test_a_large_original_is_left_out_and_said(tmp_path: Path, site: Site) -> None:
    notes: list[str] = []
    config = IntakeConfig(keep=lambda original: pytest.fail("kept"), max_original_bytes=100, note=notes.append)
    [report] = reports([DOORS["saved page"](tmp_path, site)], config)
    assert report.raw is None
    assert "only its text is kept" in notes[-1]


def test_posts_of_a_live_blog_share_their_page(tmp_path: Path) -> None:
    posts = "".join(
        f"<article><time datetime='2024-05-17T0{n}:00'>0{n}:00</time><p>{FIRST} Update number {n}.</p></article>"
        for n in range(1, 5)
    )
    (tmp_path / "live.html").write_text(f"<html lang=en><body class=live-blog><main>{posts}</main></body></html>")
    kept: list[Original] = []
    found = list(reports([tmp_path / "live.html"], IntakeConfig(keep=kept.append)))
    assert len(found) == len(kept) == 4
    assert {report.raw for report in found} == {kept[0].raw}


# The commands


def call(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.stderr
    return result


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer_file: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    monkeypatch.delenv("CLAIMLINE_LEDGER", raising=False)
    return tmp_path


def refs() -> list[str]:
    """The reports of the ledger, as they came in."""
    lines = call("list", "--reports", "--format", "jsonl").stdout.splitlines()
    return [json.loads(line)["ref"] for line in reversed(lines)]


CHANGED = SECOND.replace("two people", "five people")


def test_watching_a_page_that_changes_gives_versions(here: Path, site: Site) -> None:
    site.answers["/zelenivka"] = Answer(PAGE)
    Path("feeds.toml").write_text(f'[[feed]]\nurl = "{site.url}/feed"\n')
    for stamp, text in (("a", PAGE), ("b", page(CHANGED, "Talks went on."))):
        site.answers["/zelenivka"] = Answer(text)
        entry = f"<entry><link href='/zelenivka'/><updated>{stamp}</updated></entry>"
        site.answers["/feed"] = Answer(f"<feed>{entry}</feed>", "application/atom+xml")
        call("watch", "feeds.toml", "--once", "--allow-private", "--reader", "rules")
    old, new = refs()
    shown = json.loads(call("show", old, "--format", "json").stdout)
    assert [version["ref"] for version in shown["versions"]] == [old, new]
    last = shown["versions"][1]
    assert last["gone"] == [FIRST, SECOND]
    assert last["added"] == [CHANGED, "Talks went on."]
    became = {change["became"]: change for change in last["claims"]}
    assert any(change["kind"] == "withdrawal" for change in last["claims"] if change["became"] == "withdrawn")
    assert became["changed"]["kind"].startswith("casualties")
    told = call("show", became["withdrawn"]["claim"]).stdout
    assert "no longer in a later version" in told
    assert new[:10] in told
    assert json.loads(call("show", became["changed"]["claim"], "--format", "json").stdout)["superseded"]["by"] == new
    assert "changed in a later version" in " ".join(call("list", "--format", "table").stdout.split())
    page_of_it = " ".join(call("show", new).stdout.split())
    assert "2 versions, the last first" in page_of_it
    assert f" + {CHANGED}" in page_of_it
    call("verify")


def test_adding_a_page_that_changed_gives_versions_and_keeps_both_originals(here: Path) -> None:
    for text in (PAGE, page(FIRST, CHANGED)):
        Path("a.html").write_text(text)
        call("add", "a.html", "--reader", "rules", "--no-weigh")
    for ref, text in zip(refs(), (PAGE, page(FIRST, CHANGED)), strict=True):
        assert call("show", ref, "--original").stdout_bytes == text.encode()
    call("show", refs()[0], "--original", "-o", "out.html")
    assert Path("out.html").read_text() == PAGE
    assert "Oksana Hrytsenko" in call("show", refs()[0]).stdout


def test_several_processes_bring_the_same_originals(here: Path) -> None:
    lines = "".join(json.dumps({**RECORD, "text": f"{TEXT} Number {n}."}) + "\n" for n in range(4))
    Path("a.jsonl").write_text(lines)
    call("add", "a.jsonl", "--reader", "rules", "--no-weigh", "--workers", "2")
    assert [call("show", ref, "--original").stdout for ref in refs()] == lines.splitlines(keepends=True)


def test_without_originals(here: Path) -> None:
    Path("a.html").write_text(PAGE)
    call("add", "a.html", "--reader", "rules", "--no-weigh", "--no-originals")
    shown = json.loads(call("show", refs()[0], "--format", "json").stdout)
    assert shown["originals"] == []
    assert call("show", refs()[0], "--original").stdout == TEXT
    refused = CliRunner().invoke(main, ["show", refs()[0], "--original", "--as", "page"])
    assert refused.exit_code != 0
    assert "did not come in as page" in refused.stderr


def test_no_original_is_printed_at_a_terminal(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimline.cli.version_pages import write_original
    from claimline.errors import UsageError

    Path("a.html").write_text(PAGE)
    call("add", "a.html", "--reader", "rules", "--no-weigh")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with open_ledger("claimline.db") as ledger, pytest.raises(UsageError, match="terminal"):
        write_original(ledger.view(), "any", None, None)


def test_a_report_without_a_title_is_listed_by_its_first_words(here: Path) -> None:
    Path("a.txt").write_text(TEXT)
    call("add", "a.txt", "--reader", "rules", "--no-weigh")
    assert "“The army said on Friday" in call("list", "--reports", "--format", "table").stdout
