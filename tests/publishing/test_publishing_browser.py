"""The page in a real browser: pointing, clicking and keys link words and claims, and no request leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser, chromium
from examples import hostile, market, silent

from claimline.publishing.formats import Options
from claimline.publishing.html import write_html

pytestmark = pytest.mark.skipif(chromium() is None, reason="needs Chromium (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    with path.open("w", encoding="utf-8") as out:
        write_html([market(), hostile(), silent()], out, Options(explain=True))
    return path


@pytest.fixture(scope="module")
def opened(page_path: Path) -> Iterator[Browser]:
    with browser(page_path) as it:
        yield it


@pytest.fixture
def page(opened: Browser) -> Browser:
    """The page, wide and with nothing chosen."""
    opened.size(1280, 900)
    opened.prefer(prefers_reduced_motion="reduce")
    opened.press("Escape")
    opened.run("document.activeElement.blur(); scrollTo(0, 0)")
    opened.point_at("footer")
    return opened


def classes(page: Browser, name: str) -> list[str]:
    """The numbers of the cards in the first report that carry this class."""
    cards = f"[...document.querySelectorAll('#r1 .claim.{name}')]"
    found: list[str] = page.run(f"{cards}.map((card) => card.dataset.n)")
    return found


def marked(page: Browser, name: str) -> str:
    """The words of the first report that carry this class."""
    words: str = page.run(f"[...document.querySelectorAll('#r1 mark.{name}')].map((m) => m.textContent).join('|')")
    return words


def test_only_the_page_itself_is_asked_for_and_nothing_complains(page: Browser, page_path: Path) -> None:
    assert page.requests == [page_path.as_uri()]
    assert page.complaints == []
    assert page.run("document.querySelectorAll('script').length") == 1


def test_the_text_is_the_report(page: Browser) -> None:
    text = page.run("document.querySelector('#r1 .text').textContent")
    assert text.strip() == market().report.text.strip()


def test_pointing_at_a_claim_shows_its_words(page: Browser) -> None:
    page.point_at("#r1-3 blockquote")
    assert marked(page, "near") == "The army|denied that|its troops had left |Mala Tokmachka"
    page.point_at("footer")
    assert marked(page, "near") == ""


def test_pointing_at_words_shows_their_claims(page: Browser) -> None:
    page.point_at("#r1 mark[data-c='2 1']")
    assert classes(page, "near") == ["1", "2"]


def test_pointing_at_a_value_shows_where_it_comes_from(page: Browser) -> None:
    page.point_at("#r1-1 dl .value")
    assert marked(page, "hit") == "Orikhiv"


def test_clicking_words_of_two_claims_chooses_one_after_the_other(page: Browser) -> None:
    page.click("#r1 mark[data-c='2 1']")
    assert classes(page, "on") == ["2"]
    page.click("#r1 mark[data-c='2 1']")
    assert classes(page, "on") == ["1"]
    page.press("Escape")
    assert classes(page, "on") == []


def test_the_keyboard_goes_from_words_to_claim_and_back(page: Browser) -> None:
    page.run("document.querySelector('#r1 .ref').focus()")
    page.press("Enter")
    first = page.run("document.activeElement.closest('.claim').id")
    assert first == page.run("document.querySelector('#r1 .ref').getAttribute('href').slice(1)")
    page.press("Enter")
    assert page.run("document.activeElement.className.split(' ')[0]") == "ref"
    assert page.run("document.activeElement.id") == f"{first}-text"


def test_tab_reaches_every_number(page: Browser) -> None:
    reached = set()
    for _ in range(40):
        page.press("Tab")
        reached.add(page.run("document.activeElement.id || document.activeElement.className"))
    assert {"r1-1-text", "r1-2-text", "r1-3-text", "r1-4-text", "num"} <= reached


def test_a_narrow_screen_has_no_sideways_scrolling_and_shows_the_claim_below(page: Browser) -> None:
    page.size(390, 844)
    assert page.run("document.documentElement.scrollWidth") == 390
    page.click("#r1 mark[data-c='3']")
    assert page.run("getComputedStyle(document.querySelector('#r1-3')).position") == "fixed"
    page.click("#r1-3 .close")
    assert classes(page, "sheet") == []


def test_the_dark_scheme_is_dark(page: Browser) -> None:
    page.prefer(prefers_color_scheme="dark")
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"


def test_names_written_from_right_to_left_keep_to_themselves(page: Browser) -> None:
    assert page.run("getComputedStyle(document.querySelector('#r2 bdi')).unicodeBidi") == "isolate"
    assert page.run("document.querySelectorAll('#r2 .text p[dir=auto]').length") == 2
