"""Web pages: what is read from them, what is told of them, and what hostile ones cannot do."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.errors import ClaimlineError, InputError, InputTooLarge
from claimline.intake import IntakeConfig, reports
from claimline.intake.origin import Origin
from claimline.intake.pages import page_reports
from claimline.model import Report

CASES = Path(__file__).parents[1] / "cases"
TODAY = date(2024, 5, 20)
MOST_SECONDS = 2.0
SLACK = 3  # a shared machine may be that much slower
SENTENCE = "The regional governor said on Friday that nobody had been hurt in the village on the river. "


def cases(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def taken(html: str | bytes, url: str | None = None, **options: Any) -> tuple[list[Report], list[str]]:
    notes: list[str] = []
    data = html.encode() if isinstance(html, str) else html
    charset = options.pop("charset", None)
    config = IntakeConfig(note=notes.append, today=TODAY, **options)
    return list(page_reports(data, Origin("a page", url=url, charset=charset), config)), notes


@pytest.mark.parametrize("case", cases("intake_pages"), ids=lambda c: c["name"])
def test_what_a_page_says(case: dict[str, Any]) -> None:
    [report], notes = taken(case["html"], case["address"])
    assert report.text == "\n\n".join(case["text"])
    for field in ("title", "outlet", "author", "published", "url", "language"):
        assert getattr(report, field) == case[field], field
    assert not notes


@pytest.mark.parametrize("case", cases("intake_walls"), ids=lambda c: c["name"])
def test_what_stands_where_a_report_should(case: dict[str, Any]) -> None:
    found, notes = taken(f"<html><body><main>{case['body']}</main></body></html>")
    assert [r.text for r in found] == ([] if case["text"] is None else ["\n\n".join(case["text"])])
    assert len(notes) == (case["said"] is not None)
    assert case["said"] is None or case["said"] in notes[0]


CYRILLIC = "Губернатор сообщил в пятницу, что ночью обстреляли два села на берегу реки. Пострадавших нет."
PLAIN = f"<html><head>%s<title>t</title></head><body><p>{CYRILLIC}</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "head", "header"),
    [
        ("windows-1251", '<meta charset="windows-1251">', None),
        ("windows-1251", '<meta http-equiv="Content-Type" content="text/html; charset=cp1251">', None),
        ("windows-1251", "", "windows-1251"),
        ("koi8-r", '<meta charset="koi8-r">', None),
        ("koi8-r", '<meta charset="windows-1251">', "KOI8-R"),  # the header outranks the page
        ("utf-8", '<meta charset="windows-1251">', None),  # bytes that are UTF-8 outrank both
        ("utf-8", '<meta charset="no-such-thing">', "base64"),
        ("utf-8-sig", "", None),
        ("utf-16", "", None),
        ("windows-1251", "", None),  # nothing is declared: told by the bytes
    ],
)
def test_charsets(encoding: str, head: str, header: str | None) -> None:
    [report], _ = taken((PLAIN % head).encode(encoding), charset=header)
    assert report.text == CYRILLIC
    assert report.language == "ru"


def test_an_old_label_means_the_wider_set() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><p>“Nobody” – said São’s mayor on Monday.</p></html>'
    assert taken(page.encode("cp1252"))[0][0].text == "“Nobody” – said São’s mayor on Monday."


def live_page(posts: str, head: str = "") -> str:
    head = f"<head><title>War live</title>{head}</head>"
    return f'<html lang="en">{head}<body><main class="live-blog">{posts}</main></body></html>'


def test_a_live_blog_in_json_ld_is_a_report_a_post() -> None:
    posts = [
        {"@type": "BlogPosting", "headline": f"Post {n}", "datePublished": f"2024-05-1{n}T10:00:00Z",
         "url": f"/live#p{n}", "articleBody": f"<p>Shells hit district {n}, its mayor said.</p><p>Nobody was hurt.</p>"}
        for n in range(3)
    ]  # fmt: skip
    node = {"@type": "LiveBlogPosting", "headline": "War live", "datePublished": "2024-05-01", "liveBlogUpdate": posts}
    page = live_page("", f'<script type="application/ld+json">{json.dumps(node)}</script>')
    found, _ = taken(page, "https://a.example/live")
    assert [r.title for r in found] == ["Post 0", "Post 1", "Post 2"]
    assert [r.published for r in found] == [date(2024, 5, 10), date(2024, 5, 11), date(2024, 5, 12)]
    assert found[1].text == "Shells hit district 1, its mayor said.\n\nNobody was hurt."
    assert found[2].url == "https://a.example/live#p2"


POST = (
    '<article id="p{n}" class="update"><time datetime="2024-05-1{n}T08:00:00Z">08:00</time><h3>Post {n}</h3>'
    "<p>Two drones were shot down over district {n} in the night, the army said.</p></article>"
)


def test_a_live_blog_in_elements_is_a_report_a_post() -> None:
    found, _ = taken(live_page("".join(POST.format(n=n) for n in range(4))), "https://a.example/live")
    assert [r.published and r.published.day for r in found] == [10, 11, 12, 13]
    assert found[0].text == "Two drones were shot down over district 0 in the night, the army said."
    assert found[3].url == "https://a.example/live#p3"


def test_teasers_and_few_posts_are_no_live_blog() -> None:
    assert len(taken(live_page("".join(POST.format(n=n) for n in range(2))))[0]) == 1
    front = live_page("".join(POST.format(n=n) for n in range(4))).replace("live-blog", "front")
    assert len(taken(front)[0]) == 1


def test_the_users_own_values_stand_in_where_a_page_is_silent() -> None:
    page = f"<html><body><p>{SENTENCE * 3}</p></body></html>"
    [report], _ = taken(page, "https://a.example/x", published=date(2024, 5, 1), outlet="Given")
    assert (report.published, report.outlet) == (date(2024, 5, 1), "Given")


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(f"<html><body><p>{SENTENCE * 3}</p></body></html>")
    (tmp_path / "a.txt").write_text("Report a.")
    assert [r.text[:8] for r in reports([tmp_path])] == ["Report a", "The regi"]


HOSTILE = {
    "deep divs": "<div>" * 100_000 + SENTENCE,
    "deep inline": "<b><i>" * 50_000 + SENTENCE,
    "deep lists": "<ul><li>x" * 20_000 + SENTENCE,
    "deep tables": "<table><tr><td>" * 20_000 + SENTENCE,
    "many spans": "<p>" + "<span>word</span> " * 100_000,
    "many links": "<a href=x>word</a> " * 100_000,
    "many breaks": "a<br>" * 100_000,
    "many paragraphs": f"<p>{SENTENCE}</p>" * 20_000,
    "one long paragraph": f"<p>{SENTENCE * 40_000}</p>",
    "one long word": "<p>" + "a" * 3_000_000,
    "posts inside posts": '<main class="live-blog">'
    + "<article><time datetime='2024-05-10'>x</time>" * 90
    + SENTENCE * 20_000,
    "many elements": "<div><p><a href=x>word</a> word</p></div>" * 3_000,
    "crowded tags": ("<p " + " ".join(f"a{n}" for n in range(99)) + ">") * 9_000,
    "hidden attributes": "<p a='>' " + " ".join(f"a{n}=1" for n in range(50_000)) + ">" + SENTENCE,
    "open quotes": "<p a='<p b=\"" * 100_000,
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">" + SENTENCE,
    "open brackets": "<" * 1_000_000,
    "many times": '<main class="live-blog">' + "<article><time datetime='2024-05-10'>x</time></article>" * 8_000,
    "nested JSON": '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + SENTENCE,
    "wide JSON": '<script type="application/ld+json">[' + "{}," * 200_000 + "{}]</script>" + SENTENCE,
    "meta without end": "<meta " * 100_000 + SENTENCE,
    "entities": "&lt;" * 500_000,
    "spaces": " " * 5_000_000 + SENTENCE,
    "line ends": "\n" * 5_000_000 + SENTENCE,
    "comments": "<!--" * 200_000 + SENTENCE,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_cost_little_time(name: str) -> None:
    began = time.perf_counter()
    with suppress(InputError):
        taken(f"<html><body>{HOSTILE[name]}")
    assert time.perf_counter() - began < MOST_SECONDS * SLACK


def test_ten_megabytes_are_read_and_more_are_not() -> None:
    page = f"<html><body><article>{f'<p>{SENTENCE}</p>' * 1000}{' ' * 9_800_000}</article></body></html>"
    assert len(taken(page)[0]) == 1
    with pytest.raises(InputTooLarge, match="10 MB"):
        taken(page + " " * 300_000)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class=live-blog>", "<article>", "<time datetime=2024-05-16>", "<br>", "<table><td>",
     "<!--", "-->", "<script type=application/ld+json>", "</script>",
     "{\"@type\":\"NewsArticle\"}", "<meta charset=", "utf-16", ">", "&#0;",
     "&#xD800;", "<![CDATA[", "The army left the village on Friday. ", "\x00", "é", "<title>", "<h1>"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=25), st.sampled_from([None, "utf-8", "utf-7", "cp037", "idna"]))
def test_any_markup_gives_reports_or_a_claimline_error(pieces: list[str], charset: str | None) -> None:
    try:
        found, _ = taken("".join(pieces).encode("utf-8", "surrogatepass"), charset=charset)
    except ClaimlineError:
        return
    for report in found:
        assert report.text.strip() == report.text
        report.text.encode("utf-8")
        assert "\x00" not in report.text


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_page(data: bytes) -> None:
    try:
        found, _ = taken(data)
    except ClaimlineError:
        return
    for report in found:
        report.text.encode("utf-8")
