"""How heavy and how quick the desk's pages are in a browser that has seen none of them: bytes, seconds, layout shift.

    python benchmarks/desk_view.py --ledger claimline.db
    python benchmarks/desk_view.py --ledger claimline.db --pages / /map /claims

Chromium (Debian's) opens each page with an empty cache, a new one each round. `kB` is what came over the wire with all
that the page loads, `shown` the time to the first content on the screen, `loaded` to the end of loading, `largest` to
the largest piece of content; the figures are the median and the slowest of the rounds. `shift` is the layout shift by
the rules of Core Web Vitals (https://web.dev/articles/cls): 0 is none.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desk import desk

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
TIMES = """() => {
    const page = performance.getEntriesByType("navigation")[0];
    const shown = performance.getEntriesByName("first-contentful-paint")[0];
    const told = {loaded: page.loadEventEnd, largest: window.largest, shift: window.shift};
    return {shown: shown ? shown.startTime : 0, ...told};
}"""
WATCH = """
window.shift = 0;
window.largest = 0;
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.largest = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--pages", nargs="+", default=["/", "/map", "/claims", "/events", "/control"])
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    chromium = next((path for path in CHROMIUM if Path(path).exists()), None)
    if chromium is None:
        raise SystemExit("Chromium is not installed (Debian: apt-get install chromium)")
    print(f"{'page':24} {'kB':>6} {'files':>6} {'shown':>13} {'largest':>13} {'loaded':>13} {'shift':>6}   ms")
    with desk(args.ledger) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for page in args.pages:
            told(page, [seen(browser, running.base + page) for _ in range(args.rounds)])
        browser.close()


def seen(browser: Any, address: str) -> dict[str, float]:
    """Open the page in a new profile; what it cost."""
    context = browser.new_context()
    try:
        tab = context.new_page()
        watch, sizes = context.new_cdp_session(tab), list[float]()
        watch.send("Network.enable")
        watch.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        tab.add_init_script(WATCH)
        answer = tab.goto(address, wait_until="networkidle")
        if answer is None or not answer.ok:
            raise SystemExit(f"{address} was not found")
        times: dict[str, float] = tab.evaluate(TIMES)
        return {**times, "bytes": sum(sizes), "files": len(sizes)}
    finally:
        context.close()


def told(page: str, rounds: Sequence[dict[str, float]]) -> None:
    def of(name: str) -> str:
        values = [one[name] for one in rounds]
        return f"{statistics.median(values):6.0f} {max(values):6.0f}"

    size, files = max(one["bytes"] for one in rounds) / 1000, max(one["files"] for one in rounds)
    shift = max(one["shift"] for one in rounds)
    print(f"{page:24} {size:6.0f} {files:6.0f} {of('shown')} {of('largest')} {of('loaded')} {shift:6.3f}", flush=True)


if __name__ == "__main__":
    main()
