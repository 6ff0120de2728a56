"""A situation report in a real browser: accessible in the light and in the dark, on a telephone, with no request."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sitrep_material import material

from claimline.publishing.sitrep import html, write

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("sitrep") / "report.html"
    path.write_text(html(write(material())), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_out_of_reach(chromium: object, address: str, scheme: str) -> None:
    page = chromium.new_page(color_scheme=scheme)  # type: ignore[attr-defined]
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    found = axe.Axe().run(page).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
    assert not said
    assert asked == [address]
    page.close()


def test_it_fits_a_telephone(chromium: object, address: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 740})  # type: ignore[attr-defined]
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_a_number_leads_to_the_words(chromium: object, address: str) -> None:
    page = chromium.new_page()  # type: ignore[attr-defined]
    page.goto(address)
    link = page.locator("section .refs a").first
    name = link.get_attribute("href")
    link.click()
    assert page.evaluate("document.querySelector(':target').id") == Path(str(name)).name.lstrip("#")
    page.close()
