"""The desk in a real browser, for every test that needs one.

    from desk_browser import demo_ledger, demo_desk, browser, visit   # fixtures: name them in the test's module

`demo_ledger`: the path of a ledger of the sample reports, weighed, made once a session. `demo_desk`: the desk on a copy
of it, on a free port of loopback. `browser`: Chromium. `visit(desk, browser)`: a page that writes down what should not
happen. With CLAIMLINE_SCREENSHOTS set to a folder, `Visit.shot(name)` keeps pictures there.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Response

    from claimline.desk import DeskConfig

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)


@pytest.fixture(scope="session")
def demo_ledger(sample_gazetteer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A weighed ledger of the sample reports. It is shared: copy it before you write to it."""
    return make_demo_ledger(tmp_path_factory.mktemp("desk"), sample_gazetteer)


def make_demo_ledger(folder: Path, gazetteer: Path) -> Path:
    """Read the samples into `folder/claimline.db` and weigh them, with the small network."""
    from claimline import weigh
    from claimline.ledger import open_ledger
    from claimline.pipeline import ReadConfig, read_sources
    from claimline.pipeline.weighing import WeighConfig
    from claimline.samples import write_jsonl

    source, path = write_jsonl(folder / "samples.jsonl"), folder / "claimline.db"
    with open_ledger(path) as ledger:
        with ledger.writer() as writer:
            for result in read_sources([str(source)], ReadConfig(reader="fast", gazetteer=gazetteer)):
                writer.add(result.report, result.claims)
        weigh(ledger, WeighConfig(gazetteer=gazetteer))
    return path


@dataclass(frozen=True)
class Desk:
    """A running desk: its address without a slash at the end, and the ledger file that it serves."""

    url: str
    ledger: Path


@contextmanager
def serving(ledger: Path, config: DeskConfig | None = None) -> Iterator[Desk]:
    """The desk on this ledger file, on a free port of loopback, until the block ends."""
    import uvicorn

    from claimline.desk import DeskConfig, create_app
    from claimline.ledger import open_ledger

    with socket.socket() as listening, open_ledger(ledger) as opened:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        app = create_app(opened, config or DeskConfig(port=listening.getsockname()[1]))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and thread.is_alive() and time.monotonic() < until:
            time.sleep(0.02)
        try:
            yield Desk(f"http://127.0.0.1:{listening.getsockname()[1]}", ledger)
        finally:
            server.should_exit = True
            thread.join(20)


@pytest.fixture(scope="module")
def demo_desk(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk on a copy of the demo's ledger, which the tests of one module share."""
    copy = tmp_path_factory.mktemp("desk") / "claimline.db"
    shutil.copy(demo_ledger, copy)
    with serving(copy) as desk:
        yield desk


@pytest.fixture(scope="module")  # Playwright's loop must have ended before another module starts one
def browser() -> Iterator[Browser]:
    """The system's Chromium. Where there is none its tests are skipped, and fail where CI is set."""
    if CHROMIUM is None:
        what = "Chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(what)
        pytest.skip(what)
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@dataclass
class Visit:
    """A tab on a desk, and what went wrong in it: errors of the console, requests that failed or left the machine."""

    page: Page
    desk: Desk
    errors: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def go(self, path: str) -> Response | None:
        return self.page.goto(self.desk.url + path)

    def shot(self, name: str) -> None:
        """Keep a picture of the page, where CLAIMLINE_SCREENSHOTS names a folder."""
        folder = os.environ.get("CLAIMLINE_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    def check(self) -> None:
        """Nothing went wrong, and nothing was asked of another machine."""
        assert not self.errors, "\n".join(self.errors)
        assert not self.left, self.left


@contextmanager
def visit(desk: Desk, browser: Browser, **options: Any) -> Iterator[Visit]:
    """A new tab; options are those of a browser context (viewport, color_scheme, java_script_enabled, …)."""
    options.setdefault("viewport", {"width": 1280, "height": 800})
    context = browser.new_context(base_url=desk.url, **options)
    context.set_default_timeout(10_000)
    found = Visit(context.new_page(), desk)
    found.page.on("console", lambda m: found.errors.append(f"{m.type}: {m.text}") if m.type == "error" else None)
    found.page.on("pageerror", lambda error: found.errors.append(f"script: {error}"))
    found.page.on("requestfailed", lambda request: found.errors.extend(_failure(request)))
    found.page.on("request", lambda request: None if _here(request.url, desk) else found.left.append(request.url))
    try:
        yield found
    finally:
        context.close()


def _failure(request: Request) -> Iterator[str]:
    """A request that the next page cut short did not fail."""
    if request.failure != "net::ERR_ABORTED":
        yield f"failed: {request.url} ({request.failure})"


def _here(url: str, desk: Desk) -> bool:
    return urlsplit(url).scheme in ("data", "blob") or url.startswith(f"{desk.url}/")


#: Sum of layout shifts since the page began (https://web.dev/articles/cls); it says 0 where nothing moved.
LAYOUT_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""


def problems(page: Page, *rules: str) -> list[str]:
    """What axe-core finds on the page that is serious or critical, one a line; by all its rules, or these only."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
