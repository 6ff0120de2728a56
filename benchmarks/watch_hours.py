"""What `claimline watch` holds in memory hour after hour: many hours' worth of polls and articles in a short time.

    python benchmarks/watch_hours.py --minutes 25

Ordinary operation is taken to be twelve feeds that are asked every five minutes, 144 polls an hour, with a hundred
articles an hour between them. No feed is asked more than once a minute, so the hours are made short by more feeds: 96
of twelve outlets, each at an address of its own on loopback, asked every minute. The articles are made of reports of
../shared/corpora/current-events and have their days. Most answers are 304 or tell of a few new articles; one feed is
always 404, some fail for a while with 500 or 503 (and are then left alone for longer and longer), one takes four
seconds to answer, one changes its articles, which makes new versions of reports. It is the real command in a process of
its own, weighing included, and asked for its metrics all the time. In the end it is stopped, and the ledger must have
every article.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from claimline.ledger import open_ledger, verify
from process_memory import Sample, sample, told
from setting import SHARED, gazetteer, need
from watch_press import Press, feed_of, served

POLLS_AN_HOUR, ARTICLES_AN_HOUR = 144, 100
LINES = 24  # of the table
PARTS = 5  # reports of the corpus that make an article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--outlets", type=int, default=12)
    parser.add_argument("--feeds", type=int, default=96)
    parser.add_argument("--articles", type=float, default=100, help="a minute, of all feeds together")
    parser.add_argument("--reader", choices=["default", "rules"], default="default")
    parser.add_argument("--no-weigh", action="store_true", help="only read")
    args = parser.parse_args()
    corpus = need(SHARED / "corpora" / "current-events" / "reports.jsonl")
    press = Press(articles(corpus), args.outlets, args.feeds)
    with served(press) as feeds, tempfile.TemporaryDirectory() as folder:
        listed, ledger, port = Path(folder) / "feeds.toml", Path(folder) / "ledger.db", free_port()
        outlets = [f"Outlet {n % args.outlets}" for n in range(args.feeds)]
        entry = '[[feed]]\nurl = "{}"\noutlet = "{}"\nevery = "60s"\n'
        listed.write_text("".join(entry.format(*one) for one in zip(feeds, outlets, strict=True)), encoding="utf-8")
        options = ["--reader", args.reader, "--allow-private", "--metrics", str(port), "--ledger", str(ledger)]
        options += ["--no-weigh"] if args.no_weigh else []
        with (Path(folder) / "said").open("w") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "claimline", "watch", str(listed), *options],
                env={**os.environ, "CLAIMLINE_GAZETTEER": str(gazetteer())},
                stdout=said,
                stderr=said,
            )
        stop = threading.Event()
        threading.Thread(target=news, args=(press, args.articles, 60 * args.minutes, stop), daemon=True).start()
        samples = watched(process, press, port, 60 * args.minutes)
        table(samples, press)
        ended(process, stop)
        print(f"notes: {notes(Path(folder) / 'said')}")
        checked(ledger, press)


def articles(corpus: Path) -> list[tuple[str, str]]:
    """Texts of some 200 words, each of reports that follow on each other, with the day of the last of them."""
    reports = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()[-20_000:]]
    past = [report for report in reports if report["published"] <= date.today().isoformat()]
    parts = [past[at : at + PARTS] for at in range(0, len(past), PARTS)]
    return [(part[-1]["published"], "\n".join(report["text"] for report in part)) for part in parts]


def news(press: Press, a_minute: float, seconds: float, stop: threading.Event) -> None:
    """Publish evenly, and correct something now and then; in the last two minutes nothing: all is to be asked for."""
    until = time.monotonic() + seconds - 120
    count = 0
    while not stop.wait(60 / a_minute) and time.monotonic() < until:
        press.publish()
        count += 1
        if count % 20 == 0:
            press.correct()


def watched(process: subprocess.Popen[bytes], press: Press, port: int, seconds: float) -> list[tuple[Sample, int]]:
    """Samples at fixed numbers of polls, each with how many articles there were by then."""
    until, due, step = time.monotonic() + seconds, 0, press.feeds // 2
    found: list[tuple[Sample, int]] = []
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"claimline watch ended with exit code {process.returncode}")
        if press.polls >= due:
            one = sample(process.pid, press.polls)
            if one is not None:
                found.append((one, len(press.pages)))
            due = (press.polls // step + 1) * step
            with suppress(OSError):  # busy with starting
                urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5).read()
        time.sleep(0.2)
    return found


def table(samples: list[tuple[Sample, int]], press: Press) -> None:
    print("  polls  articles  MB resident  of it own  files  threads")
    for one, count in samples[:: max(1, len(samples) // LINES)]:
        print(
            f"{one.at:>7,}  {count:>8,}  {one.resident:>11.1f}  {one.own:>9.1f}  {one.files:>5}  {one.threads:>7}",
            flush=True,
        )
    hours = press.polls / POLLS_AN_HOUR, len(press.pages) / ARTICLES_AN_HOUR
    print(f"{press.polls:,} polls ({hours[0]:.1f} hours' worth), {len(press.pages):,} articles ({hours[1]:.1f} hours')")
    print(f"answers: {dict(sorted(press.answers.items()))}; {press.versions} corrections")
    print("by polls: " + told([one for one, _ in samples], "polls"))
    print("by articles: " + told([replace(one, at=count) for one, count in samples], "articles"))


def ended(process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    stop.set()
    process.send_signal(signal.SIGTERM)  # as systemd does
    process.wait(timeout=120)
    print(f"stopped with exit code {process.returncode}")


def notes(said: Path) -> str:
    """What was told, by kind: the words before the first number or address."""
    kinds: dict[str, int] = {}
    for line in said.read_text(encoding="utf-8").splitlines():
        kind = re.sub(r"https?://\S+|/\S+|\d[\d,.]*", "N", line)[:60]
        kinds[kind] = kinds.get(kind, 0) + 1
    most = sorted(kinds.items(), key=lambda one: (-one[1], one[0]))[:8]
    return "; ".join(f"{count} x {kind!r}" for kind, count in most)


def checked(path: Path, press: Press) -> None:
    """Every article of a feed that answers must be there, once for each of its versions."""
    with open_ledger(path, create=False) as ledger:
        titles: dict[str, int] = {}
        for record in ledger.view().reports():
            titles[record["title"]] = titles.get(record["title"], 0) + 1
        claims, problems = ledger.view().counts().claims, len(list(verify(ledger)))
    missing = [feed_of(number, press) for number in press.pages if f"Bulletin {number}" not in titles]
    waiting = sum(press.fails(feed) for feed in missing)
    print(
        f"ledger: {sum(titles.values()):,} reports with {claims:,} claims; {sum(titles.values()) - len(titles)} newer "
        f"versions; missing: {len(missing) - waiting} articles, and {waiting} of feeds that are left alone for a while "
        f"or gone; verify finds {problems} problems"
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
