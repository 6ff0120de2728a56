"""The review page in a real browser: by keyboard, by touch, without a script, in two tabs, light and dark."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from desk_browser import LAYOUT_SHIFT, Desk, browser, demo_ledger, problems, serving, visit  # noqa: F401  (fixtures)
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def desk(
    demo_ledger: Path,  # noqa: F811
    sample_gazetteer: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    """A desk on a ledger of its own, with the gazetteer that places are looked up in."""
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(sample_gazetteer))
    shutil.copy(demo_ledger, tmp_path / "claimline.db")
    with serving(tmp_path / "claimline.db") as running:
        yield running


def doc(desk: Desk, claim: str | None = None) -> Any:
    with urlopen(f"{desk.url}/review.json{'?claim=' + claim if claim else ''}") as answer:
        return json.load(answer)


def title(page: Any) -> str:
    return str(page.locator("#rv-focus").get_attribute("data-claim"))


def in_focus(page: Any, claim: str) -> None:
    expect(page.locator("#rv-focus")).to_have_attribute("data-claim", claim)


def test_judging_by_keyboard(desk: Desk, browser: Any) -> None:  # noqa: F811
    first, second, third = (row["claim"] for row in doc(desk)["queue"][:3])
    with visit(desk, browser) as tab:
        page = tab.page
        tab.go("/review")
        in_focus(page, first)
        page.keyboard.press("j")
        in_focus(page, second)
        page.keyboard.press("k")
        in_focus(page, first)
        page.keyboard.press("a")
        in_focus(page, second)
        expect(page.locator("#rv-done")).to_contain_text("Accepted")
        expect(page.locator(".toasts")).to_contain_text("Accepted")
        tab.shot("review-accepted")
        page.keyboard.press("r")
        expect(page.locator("#reject-note")).to_be_focused()
        page.keyboard.type("a ja u: no claim")  # keys are words here
        page.keyboard.press("Enter")
        in_focus(page, third)
        assert doc(desk, second)["focus"]["history"][0]["note"] == "a ja u: no claim"
        page.keyboard.press("u")
        in_focus(page, second)
        expect(page.locator("#rv-done")).to_contain_text("Undone")
        tab.check()
    assert doc(desk, first)["focus"]["review"]["status"] == "accepted"
    assert doc(desk, second)["focus"]["review"]["status"] == "open"


def test_fixing_a_place(desk: Desk, browser: Any) -> None:  # noqa: F811
    found = doc(desk)["queue"]
    claim = next(row["claim"] for row in found if row["places"] and doc(desk, row["claim"])["focus"]["given"]["place"])
    with visit(desk, browser) as tab:
        page = tab.page
        tab.go(f"/review?claim={claim}")
        page.keyboard.press("f")
        expect(page.locator("#set-kind")).to_be_focused()
        page.locator("#set-place").fill("geonames:nowhere")
        page.locator("#fix button[type=submit]").click()
        expect(page.locator("#rv-problem")).to_contain_text("no place of this id")
        expect(page.locator("#rv-problem")).to_be_focused()
        expect(page.locator("#set-place")).to_have_value("geonames:nowhere")
        page.locator("#set-place").fill("geonames:706483")
        tab.shot("review-fix")
        assert problems(page) == []
        page.locator("#fix button[type=submit]").click()
        expect(page.locator("#rv-done")).to_contain_text("place is now geonames:706483")
    left = doc(desk, claim)["focus"]
    assert left["review"]["status"] == "fixed"
    assert left["given"]["place"] == "geonames:706483"


def test_merging_two_events_and_splitting_them_again(desk: Desk, browser: Any) -> None:  # noqa: F811
    claim = next(row["claim"] for row in doc(desk)["queue"] if doc(desk, row["claim"])["focus"]["near"])
    before = doc(desk, claim)["focus"]["event"]["claims"]
    with visit(desk, browser) as tab:
        page = tab.page
        tab.go(f"/review?claim={claim}")
        page.keyboard.press("m")
        page.locator("#merge input[type=checkbox]").first.check()
        tab.shot("review-merge")
        page.locator("#merge button[type=submit]").click()
        expect(page.locator("#rv-done")).to_contain_text("Merged")
        assert doc(desk, claim)["focus"]["event"]["claims"] > before
        page.keyboard.press("s")
        tab.shot("review-split")
        page.locator("#split button[type=submit]").click()
        expect(page.locator("#rv-done")).to_contain_text("Split")
        assert doc(desk, claim)["focus"]["event"]["claims"] == 1
        tab.check()


def test_a_conflict_between_two_tabs(desk: Desk, browser: Any) -> None:  # noqa: F811
    claim = doc(desk)["queue"][0]["claim"]
    with visit(desk, browser) as one, visit(desk, browser) as two:
        for tab, name in ((one, "Ann"), (two, "Bea")):
            tab.go(f"/review?claim={claim}")
            tab.page.locator("#who").fill(name)
            tab.page.get_by_role("button", name="Keep it").click()
            expect(tab.page.locator(".rv-name summary")).to_contain_text(name)
            tab.go(f"/review?claim={claim}")
        one.page.keyboard.press("a")
        expect(one.page.locator("#rv-done")).to_be_visible()
        two.page.keyboard.press("r")
        two.page.keyboard.type("they had left")
        two.page.keyboard.press("Enter")
        problem = two.page.locator("#rv-problem")
        expect(problem).to_contain_text("accepted by Ann")
        expect(problem).to_contain_text("they had left")
        two.shot("review-conflict")
        assert problems(two.page) == []
        two.page.get_by_role("button", name="Judge it so all the same").click()
        expect(two.page.locator("#rv-done")).to_contain_text("Rejected")
        one.check()
    review = doc(desk, claim)["focus"]["review"]
    assert (review["status"], review["who"], review["disputed"]) == ("rejected", "Bea", True)


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_the_page_is_clean(desk: Desk, browser: Any, look: str) -> None:  # noqa: F811
    options: dict[str, Any] = PHONE if look == "phone" else {"color_scheme": look}
    with visit(desk, browser, **options) as tab:
        page = tab.page
        for name in ("", "?status=lost", "/import"):
            tab.go(f"/review{name}")
            assert page.evaluate(LAYOUT_SHIFT) == 0, name
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            assert problems(page) == [], name
            tab.shot(f"review{name.strip('?/').replace('=', '-') and '-' + name.strip('?/').replace('=', '-')}-{look}")
        tab.go("/review")
        page.locator("[data-open=fix]").click()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert problems(page) == []
        tab.shot(f"review-fix-{look}")
        page.locator("#set-kind").press("Escape")
        page.keyboard.press("?")
        expect(page.locator("#rv-help")).to_be_visible()
        assert problems(page) == []
        tab.check()


def test_keys_can_be_switched_off(desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(desk, browser) as tab:
        page = tab.page
        tab.go("/review")
        claim = title(page)
        page.keyboard.press("?")
        page.locator("#rv-keys-on").uncheck()
        page.locator("#rv-help button").click()
        page.keyboard.press("a")
        page.keyboard.press("j")
        in_focus(page, claim)
        tab.check()
    assert doc(desk)["judgements"] == 0


def test_it_works_without_a_script(desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(desk, browser, java_script_enabled=False, **PHONE) as tab:
        page = tab.page
        tab.go("/review")
        claim = title(page)
        page.locator("#reject summary").click()
        page.locator("#reject-note").fill("by hand")
        page.locator("#reject button[type=submit]").click()
        expect(page.locator("#rv-done")).to_contain_text("Rejected")
        assert title(page) != claim
        page.locator("#rv-done button").click()
        expect(page.locator("#rv-done")).to_contain_text("Undone")
        assert title(page) == claim
        tab.check()


def test_judgements_in_and_out(desk: Desk, browser: Any, tmp_path: Path) -> None:  # noqa: F811
    with visit(desk, browser) as tab:
        page = tab.page
        tab.go("/review")
        page.keyboard.press("a")
        expect(page.locator("#rv-done")).to_be_visible()
        tab.go("/review/import")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download").click()
        download.value.save_as(tmp_path / "judgements.jsonl")
        page.locator("#rv-file").set_input_files(tmp_path / "judgements.jsonl")
        expect(page.locator("#rv-lines")).to_have_value((tmp_path / "judgements.jsonl").read_text().replace("\r", ""))
        page.get_by_role("button", name="Say what it would do").click()
        expect(page.locator("#rv-result")).to_contain_text("1 known already")
        tab.check()
