"""Signing in, sharing a link and signing out in a real browser, by keyboard, with axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_browser import Desk, browser, demo_ledger, problems, serving, visit  # noqa: F401  (fixtures)

from claimline.desk import DeskConfig
from claimline.ledger import open_ledger

PASSWORD = "four quiet herons wading"


@pytest.fixture(scope="module")
def guarded(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:  # noqa: F811
    copy = tmp_path_factory.mktemp("access") / "claimline.db"
    shutil.copy(demo_ledger, copy)
    with open_ledger(copy) as ledger:
        ledger.access().add("ada", PASSWORD, "admin", by="test")
    with serving(copy, DeskConfig(accounts=True, private=True)) as desk:
        yield desk


def test_from_the_door_to_a_shared_link_and_out(guarded: Desk, browser: Any) -> None:  # noqa: F811
    with visit(guarded, browser) as tab:
        page = tab.page
        tab.go("/claims?family=control")
        assert "/signin?next=" in page.url
        assert problems(page) == []
        tab.shot("signin")
        page.get_by_label("Name").focus()
        page.keyboard.type("ada")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims?family=control")
        page.get_by_role("link", name="ada", exact=True).click()
        page.wait_for_selector("h1:has-text('Your account')")
        assert problems(page) == []
        page.get_by_label("Address").fill("/map?on=2024-05-20")
        page.get_by_role("button", name="Make a link").click()
        link = page.get_by_role("textbox", name="The link").input_value()
        assert problems(page) == []
        tab.shot("access")
        with visit(guarded, browser) as other:
            other.page.goto(link)
            other.page.wait_for_selector("h1:has-text('Map')")
            assert "share" not in other.page.url
            assert other.page.get_by_role("link", name="ada", exact=True).count() == 0
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/signin")
        tab.go("/claims")
        assert "/signin" in page.url
        tab.check()


def test_a_wrong_password_is_told_on_the_page(guarded: Desk, browser: Any) -> None:  # noqa: F811
    with visit(guarded, browser) as tab:
        tab.go("/signin")
        tab.page.get_by_label("Name").fill("ada")
        tab.page.get_by_label("Password").fill("no")
        tab.page.get_by_role("button", name="Sign in").click()
        assert "do not open the desk" in tab.page.get_by_role("alert").inner_text()
        assert problems(tab.page) == []
