"""The page as a file: what is in it, what cannot be in it. What it does in a browser is tested beside this."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from examples import Example, claim_of, hostile, market, silent
from hypothesis import given
from hypothesis import strategies as st

from claimline.model import Report, Span
from claimline.publishing.formats import Item, Options
from claimline.publishing.html import write_html
from claimline.publishing.html.highlight import marked_text, paragraphs, pieces

CSS = files("claimline.publishing.html").joinpath("page.css").read_text(encoding="utf-8")


def printed(*items: Item, explain: bool = False) -> str:
    out = io.StringIO()
    write_html(items, out, Options(explain=explain))
    return out.getvalue()


class Reader(HTMLParser):
    """Text without tags, and all tags with their attributes; tags that do not close in order are kept as crossed."""

    EMPTY = frozenset({"meta", "link", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.crossed = "", list[str]()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    page = Reader(printed(market(), hostile(), silent(), explain=True))
    assert not page.crossed
    assert not [a for _, a in page.tags if "src" in a or "style" in a or any(name.startswith("on") for name in a)]
    assert [a["href"] for tag, a in page.tags if tag == "link"] == ["data:,"]
    assert not re.search(r"url\(|@import", CSS)
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    inner = {a["href"] for tag, a in page.tags if tag == "a" and (a["href"] or "").startswith("#")}
    assert {f"#{i}" for i in ids} >= inner
    assert {a["href"] for tag, a in page.tags if tag == "a"} - inner == {"https://wire.example/1"}


def test_the_policy_lets_only_this_style_and_this_script_run() -> None:
    html = printed(market())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none';")
    for tag in ("style", "script"):
        found = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


def test_hostile_text_stays_text() -> None:
    html = printed(hostile(), explain=True)
    assert html.count("<script") == 1
    assert "<img" not in html
    assert "javascript:" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "\u202e" not in html
    assert "\x1b" not in html


def test_several_reports_have_a_table_of_contents() -> None:
    html = printed(market(), silent())
    assert "4 claims in 2 reports" in html
    assert '<a href="#r2"><bdi>The sea was calm.</bdi></a>' in html
    assert "No claim was found in this report." in html
    assert "<nav" not in printed(market())


def test_a_foreign_language_is_said() -> None:
    assert "the language is uk" in printed(Example(Report("Тихо.", language="uk"), None))


@given(st.text(alphabet='ab \n\r\t<&"é\u05d0', max_size=60), st.data())
def test_the_text_of_the_page_is_the_text_of_the_report(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=5))]
    report = Report(text)
    claims = [claim_of(report, "attack", *spans[i:]) for i in range(len(spans))]
    page = Reader(marked_text("r1", text, claims))
    assert page.text == text
    assert not page.crossed
    marks = [a for tag, a in page.tags if tag == "mark"]
    covered = {i for a in marks for i in range(int(a["data-s"] or 0), int(a["data-e"] or 0))}
    blank = {i for _, gap in paragraphs(text) for i in range(gap.start, gap.end)}
    assert covered == {i for s in spans for i in range(s.start, s.end)} - blank
    assert len([a for _, a in page.tags if a.get("class") == "ref"]) == len(claims)


def test_overlapping_spans_are_cut_where_they_end() -> None:
    found = pieces(0, 10, [Span(2, 8), Span(5, 10), Span(6, 7)])
    assert [(p.span.start, p.span.end, p.covering) for p in found] == [
        (0, 2, ()), (2, 5, (0,)), (5, 6, (1, 0)), (6, 7, (2, 1, 0)), (7, 8, (1, 0)), (8, 10, (1,)),
    ]  # fmt: skip


def test_paragraphs() -> None:
    def parts(text: str) -> list[str]:
        return [span.of(text) for span, _ in paragraphs(text)]

    assert parts("one\ntwo\n") == ["one", "two", ""]
    assert parts("one\nmore\n\n two") == ["one\nmore", "two"]  # blank lines part; lines within stay together


def _variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(scheme: str) -> None:
    light, dark = CSS.split("@media (prefers-color-scheme: dark)", 1)
    colour = _variables(light) | (_variables(dark) if scheme == "dark" else {})
    grounds = ("page", "sheet", "line", "own", "said", "neg", "own-on", "said-on", "neg-on")
    pairs = [("ink", ground) for ground in grounds]
    pairs += [(front, ground) for front in ("quiet", "link", "alert") for ground in ("page", "sheet")]
    pairs += [("page", "link")]
    for front, ground in pairs:
        low, high = sorted((_luminance(colour[front]), _luminance(colour[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (front, ground)
