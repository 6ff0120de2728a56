"""Hostile words in every field (benchmarks/fuzz_ledger.py), in a real browser: nothing of them runs, loads or leaves.

Every page is opened, map and review too; what scripts of ours put on a page is looked at as well. A tab writes down
each dialog, each error, what the content security policy had to stop, and each request to another machine.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from desk_browser import Desk, browser, serving, visit  # noqa: F401  (fixtures)

import claimline
from claimline.pipeline.weighing import WeighConfig, weigh

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from fuzz_ledger import fill

PAGES = (
    "/", "/claims", "/reports", "/events", "/places", "/speakers", "/outlets", "/control", "/people", "/aid", "/map",
    "/coverage", "/review", "/review?status=lost", "/changes", "/corrections", "/facets", "/api", "/methodology",
    "/search?q=script", "/claims?words=script&sort=oldest", "/nowhere/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/claims?outlet=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "/claims?%3Cb%3E=1",
)  # fmt: skip
SINGLE = {"claims": "id", "reports": "ref", "events": "id", "places": "id", "speakers": "key", "outlets": "key"}
EACH = 3  # pages of single things of each sort
WATCH = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", e => window.stopped.push(`${e.violatedDirective} ${e.sample}`));
"""
#: Elements and attributes that no page of ours has, as the browser made them of what it was sent.
BROUGHT = """() => [...document.querySelectorAll("*")].filter(e =>
    (e.tagName === "SCRIPT" && !(e.getAttribute("src") || "").startsWith("/static/")) ||
    ["IFRAME", "OBJECT", "EMBED", "BASE"].includes(e.tagName) ||
    (e.tagName === "IMG" && !e.closest(".leaflet-container")) ||
    [...e.attributes].some(a => a.name.startsWith("on") || (["href", "src", "action", "xlink:href"].includes(a.name) &&
        /^[\\s\\u0000-\\u001f]*(javascript|vbscript):/i.test(a.value)))
).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def hostile(gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("hostile") / "ledger.db"
    with claimline.open_ledger(path) as ledger:
        fill(ledger, seed=11, reports=20)
        weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
    with serving(path) as desk:
        yield desk


def singles(desk: Desk) -> list[str]:
    found = []
    for name, key in SINGLE.items():
        with urlopen(f"{desk.url}/{name}.json?limit={EACH}") as answer:
            rows: list[dict[str, Any]] = json.load(answer)[name]
        found += [f"/{name}/{quote(row[key] or row['name'], safe='')}" for row in rows]
    return found


def told(errors: list[str]) -> list[str]:
    """Errors, but for pages that are not there."""
    return [error for error in errors if "status of 40" not in error]


def test_nothing_of_a_report_runs(hostile: Desk, browser: Any) -> None:  # noqa: F811
    dialogs: list[str] = []

    def seen(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with visit(hostile, browser) as tab:
        tab.page.on("dialog", seen)
        tab.page.add_init_script(WATCH)
        for path in (*PAGES, *singles(hostile)):
            answer = tab.go(path)
            assert answer is not None
            assert answer.status in (200, 400, 404), path
            tab.page.wait_for_load_state("networkidle" if path.startswith(("/map", "/review")) else "load")
            assert tab.page.evaluate(BROUGHT) == [], path
            assert tab.page.evaluate("window.stopped") == [], path
        tab.errors = told(tab.errors)
        tab.check()
    assert dialogs == []


def test_panels_that_scripts_fill_show_words(hostile: Desk, browser: Any) -> None:  # noqa: F811
    """The map's panel and the marks of a report are made in the browser."""
    with visit(hostile, browser) as tab:
        tab.page.add_init_script(WATCH)
        tab.go("/map?on=2024-06-30&since=2024-03-01")
        tab.page.wait_for_load_state("networkidle")
        for symbol in tab.page.locator(".leaflet-interactive").all()[:6]:
            symbol.click(force=True, timeout=2_000)
            assert tab.page.evaluate(BROUGHT) == []
        with urlopen(f"{hostile.url}/reports.json?limit=3") as answer:
            refs = [row["ref"] for row in json.load(answer)["reports"]]
        for ref in refs:
            tab.go(f"/reports/{ref}")
            for mark in tab.page.locator("mark, .mark, [data-claim]").all()[:3]:
                mark.click(force=True, timeout=2_000)
            assert tab.page.evaluate(BROUGHT) == []
        assert tab.page.evaluate("window.stopped") == []
        tab.errors = told(tab.errors)
        tab.check()
