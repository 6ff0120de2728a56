"""The map and its timeline in a real browser: sliders, filters, symbols, the address, keyboard, telephones, axe."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from desk_browser import Desk, Visit, browser, demo_desk, demo_ledger, problems, visit  # noqa: F401  (fixtures)

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
SIGN = "path.map-sign"


def opened(tab: Visit, path: str = "/map") -> None:
    tab.go(path)
    tab.page.wait_for_selector(SIGN, state="attached")
    tab.page.wait_for_selector("path.map-country", state="attached")


def asked(tab: Visit) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(tab.page.url).query).items()}


def drawn(tab: Visit, action: Any) -> dict[str, Any]:
    """What the map draws after the action."""
    with tab.page.expect_response(lambda answer: "/map.json" in answer.url) as answer:
        action()
    tab.page.wait_for_selector("#map-frame:not([aria-busy])")
    found: dict[str, Any] = answer.value.json()
    return found


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_the_map_is_clean(demo_desk: Desk, browser: Any, look: str) -> None:  # noqa: F811
    options: dict[str, Any] = PHONE if look == "phone" else {"color_scheme": look}
    with visit(demo_desk, browser, **options) as tab:
        opened(tab)
        tab.page.wait_for_timeout(600)
        wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        tab.shot(f"map-{look}")
        assert problems(tab.page) == []
        tab.check()


def test_both_sliders_move_the_map_and_the_address(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab)
        before = tab.page.locator("#map-on").get_attribute("aria-valuetext") or ""
        tab.page.locator("#map-on").focus()
        doc = drawn(tab, lambda: tab.page.keyboard.press("ArrowLeft"))
        day = str(date.fromisoformat(before) - timedelta(days=1))
        assert asked(tab)["on"] == doc["on"] == day
        assert day in tab.page.locator("#map-when").inner_text()
        doc = drawn(tab, lambda: tab.page.get_by_label("As known on: a day back").click())
        assert asked(tab)["known"] == doc["known"]
        assert asked(tab)["on"] <= doc["known"]
        tab.check()


def test_an_early_day_leaves_the_way_forward(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab)
        most = tab.page.locator("#map-known").get_attribute("max")
        first = tab.page.locator("#map-known").get_attribute("min")
        day = str(date(1970, 1, 1) + timedelta(days=(int(most or 0) + int(first or 0)) // 2))
        tab.go(f"/map?known={day}")
        tab.page.wait_for_selector("#map-known[aria-valuetext]")
        assert tab.page.locator("#map-known").get_attribute("aria-valuetext") == day
        assert tab.page.locator("#map-known").get_attribute("max") == most
        tab.check()


def test_a_family_narrows_map_lists_and_address_and_back_restores(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab)
        status = tab.page.locator("#map-status")
        whole = status.inner_text()
        doc = drawn(tab, lambda: tab.page.select_option("#f-family", "control"))
        assert asked(tab)["family"] == "control"
        assert all(set(place["families"]) == {"control"} for place in doc["places"])
        assert status.inner_text().startswith(f"{doc['placed']} of {doc['claims']} claim")
        tab.page.wait_for_selector("#map-list .chip")
        drawn(tab, tab.page.go_back)
        assert "family" not in asked(tab)
        assert status.inner_text() == whole
        tab.page.wait_for_selector("#map-list .chip", state="detached")
        assert tab.page.input_value("#f-family") == ""
        tab.check()


def test_a_symbol_leads_to_the_words(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab, "/map?since=2000-01-01")
        sign = tab.page.locator(SIGN).first
        assert sign.get_attribute("role") == "button"
        sign.focus()
        tab.page.keyboard.press("Enter")
        panel = tab.page.locator("#map-panel")
        panel.locator(".quote").first.wait_for()
        assert problems(tab.page) == []
        tab.shot("map-panel")
        tab.page.keyboard.press("Escape")
        assert not panel.is_visible()
        assert tab.page.evaluate("document.activeElement.classList.contains('map-sign')")
        sign.dispatch_event("click")
        panel.locator(".quote").first.click()
        tab.page.wait_for_url("**/claims/*")
        tab.check()


def test_a_bar_sets_the_day_and_dragging_sets_the_period(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab)
        bars = tab.page.locator(".map-bars")
        bars.scroll_into_view_if_needed()
        box = bars.bounding_box()
        assert box
        middle = (box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
        drawn(tab, lambda: tab.page.mouse.click(*middle))
        picked = asked(tab)
        assert "on" in picked
        assert "since" not in picked

        def drag() -> None:
            tab.page.mouse.move(*middle)
            tab.page.mouse.down()
            tab.page.mouse.move(middle[0] - box["width"] * 0.3, middle[1])
            tab.page.mouse.up()

        drawn(tab, drag)
        assert asked(tab)["since"] < asked(tab)["on"] == picked["on"]
        tab.check()


def test_it_plays_and_who_wants_no_motion_steps(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab)
        drawn(tab, tab.page.get_by_text("Play the days").click)
        first = asked(tab)["on"]
        tab.page.wait_for_url(lambda url: f"on={first}" not in url)
        tab.page.get_by_text("Stop").click()
        tab.check()
    with visit(demo_desk, browser, reduced_motion="reduce") as tab:
        opened(tab)
        drawn(tab, tab.page.get_by_text("Next day").click)
        first = asked(tab)["on"]
        tab.page.wait_for_timeout(1000)
        assert asked(tab)["on"] == first
        tab.check()


def test_without_scripts_the_lists_and_the_form_do(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser, java_script_enabled=False) as tab:
        tab.go("/map")
        assert not tab.page.locator("#map-frame").is_visible()
        assert "claims are on the map" in tab.page.locator("#map-status").inner_text()
        tab.page.select_option("#f-family", "control")
        tab.page.click("#map-filters button")
        assert asked(tab)["family"] == "control"
        assert tab.page.locator(".map-names a").count() > 0
        tab.check()


def test_events_are_signs_and_the_address_opens_the_same(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab, "/map?since=2024-05-01#map=8/49.9/36.9&without=claims")
        assert tab.page.locator("path.map-claims").count() == 0
        assert not tab.page.get_by_label("claims", exact=True).is_checked()
        sign = tab.page.locator(".map-events").first
        words = sign.get_attribute("aria-label") or ""
        assert " claim" in words
        sign.focus()
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_selector("#map-panel .quote")
        assert words.split(" at ")[0] in tab.page.locator("#map-panel h2").inner_text()
        address = tab.page.url
        assert "open=event" in address
        tab.shot("map-event")
        assert problems(tab.page) == []
        tab.page.goto("about:blank")
        tab.page.goto(address)
        tab.page.wait_for_selector("#map-panel .quote")
        assert tab.page.url == address
        tab.page.keyboard.press("Escape")
        tab.page.wait_for_selector("#map-panel", state="hidden")
        assert "open=" not in tab.page.url
        tab.page.get_by_label("events", exact=True).uncheck()
        assert tab.page.locator(".map-events").count() == 0
        assert "without=claims%2Cevents" in tab.page.url or "without=claims,events" in tab.page.url
        tab.check()


def test_the_grade_narrows_what_is_drawn(demo_desk: Desk, browser: Any) -> None:  # noqa: F811
    with visit(demo_desk, browser) as tab:
        opened(tab, "/map?since=2024-05-01")
        doc = drawn(tab, lambda: tab.page.get_by_label("Graded at least").select_option("2"))
        assert asked(tab)["credibility"] == "2"
        assert all(event["grade"][1] in "12" for event in doc["events"])
        assert f"of {doc['claims']} claim" in tab.page.locator("#map-status").inner_text()
        tab.check()
