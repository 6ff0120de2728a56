"""Kill commands at random moments (kill -9), again and again, and see whether anything is lost, doubled or damaged.

    python benchmarks/faults.py --kills 200
    python benchmarks/faults.py add weigh watch review --kills 200 --postgres
    python benchmarks/faults.py add watch --kills 50 --url postgresql://claimline@localhost/faults

Each command works on a ledger of its own: it is started, killed at a moment drawn between its start and the time that
it takes undisturbed, and started again, until all kills are spent; then it runs once to its end. What the ledger holds
must then be what an undisturbed run gives, to the byte, and `claimline verify` must find nothing.

    add      reports, most of which are there already from the run before
    weigh    a ledger whose reports all wait
    watch    pages behind a feed, served on loopback
    migrate  a ledger of the first schema, which opening brings up to date
    review   judgements, one a command: one that was acknowledged is there once, one that was not at most once

With --url the ledgers are in that PostgreSQL database, in a schema each; with --postgres in one of a server that is
started for them (migrate needs a file: left out). A session that outlives its killed program counts as a fault, too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, closing, contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock

from claimline.ledger import open_ledger, verify
from claimline.ledger.migrations import steps
from fault_places import Place, own_server
from setting import gazetteer

REPORTS = 60
SENTENCES = (
    "Shells hit a school in Robotyne on {day} May, the governor said. Two people were wounded.",
    "The army said that it had taken Vovchansk on {day} May. {number} people have fled to Kharkiv.",
    "The ministry denied that Robotyne had been lost. At least {number} soldiers were killed near Vovchansk.",
)


def command(*words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "CLAIMLINE_GAZETTEER": str(gazetteer())}
    return subprocess.Popen(
        [sys.executable, "-m", "claimline", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def whole(*words: str) -> str:
    """Run a command to its end. What it prints."""
    process = command(*words)
    said, _ = process.communicate(timeout=600)
    if process.returncode:
        raise SystemExit(f"claimline {' '.join(words)} failed:\n{said}")
    return said


def killed(chance: random.Random, longest: float, *words: str) -> str:
    """Run a command and kill it. What it printed before that."""
    process = command(*words)
    time.sleep(chance.uniform(0.05, longest))
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    return said


def undisturbed(*words: str) -> float:
    """Seconds of a run to its end."""
    began = time.perf_counter()
    whole(*words)
    return time.perf_counter() - began


def holds(ledger: str) -> list[str]:
    """All that matters of a ledger: reports, claims, events, judgements; nothing of when it was written."""
    with open_ledger(ledger, create=False) as opened:
        found = [json.dumps([r["ref"], r["title"], r["published"], r["claim_count"]]) for r in opened.view().reports()]
        found += [json.dumps(record) for record in opened.view().claims()]
        with opened.engine.connect() as connection:
            found += [str(body) for (body,) in connection.exec_driver_sql("SELECT body FROM events ORDER BY body")]
        problems = list(verify(opened))
    if problems:
        raise SystemExit(f"verify finds {len(problems)} problems: {problems[:3]}")
    return sorted(found)


def compared(name: str, kills: int, found: list[str], wanted: list[str]) -> None:
    have, want = Counter(found), Counter(wanted)
    lost, doubled = (want - have).total(), (have - want).total()
    print(f"{name:8} {kills} kills: {len(wanted):,} rows; lost {lost}, doubled or other {doubled}", flush=True)
    if lost or doubled:
        raise SystemExit(1)


def reports_file(folder: Path) -> Path:
    path = folder / "reports.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(REPORTS):
            text = " ".join(s.format(day=1 + number % 28, number=number + 2) for s in SENTENCES)
            facts = {"id": f"r{number}", "text": text, "published": f"2024-05-{1 + number % 28:02}", "outlet": "Post"}
            file.write(json.dumps(facts) + "\n")
    return path


# The trials


def trial_add(place: Place, kills: int, chance: random.Random) -> None:
    source = str(reports_file(place.folder))
    words = ("add", source, "--reader", "rules", "--ledger")
    longest = undisturbed(*words, place.ledger("add_whole"))
    for _ in range(kills):
        killed(chance, longest, *words, place.ledger("add"))
    whole(*words, place.ledger("add"))
    compared("add", kills, holds(place.ledger("add")), holds(place.ledger("add_whole")))


def trial_weigh(place: Place, kills: int, chance: random.Random) -> None:
    source = str(reports_file(place.folder))
    for name in ("weigh", "weigh_whole"):
        whole("add", source, "--reader", "rules", "--no-weigh", "--ledger", place.ledger(name))
    longest = undisturbed("weigh", "--ledger", place.ledger("weigh_whole"))
    for _ in range(kills):
        killed(chance, longest, "weigh", "--again", "--ledger", place.ledger("weigh"))
    whole("weigh", "--ledger", place.ledger("weigh"))
    compared("weigh", kills, holds(place.ledger("weigh")), holds(place.ledger("weigh_whole")))


def trial_watch(place: Place, kills: int, chance: random.Random) -> None:
    with site() as url:
        feeds = place.folder / "feeds.toml"
        feeds.write_text(f'[[feed]]\nurl = "{url}/feed"\noutlet = "Post"\nevery = "1s"\n', encoding="utf-8")
        words = ("watch", str(feeds), "--once", "--reader", "rules", "--allow-private", "--ledger")
        longest = undisturbed(*words, place.ledger("watch_whole"))
        for _ in range(kills):
            killed(chance, longest, *words, place.ledger("watch"))
        for _ in range(3):  # what was being fetched when it was killed comes in the next rounds
            whole(*words, place.ledger("watch"))
            time.sleep(1)
    compared("watch", kills, holds(place.ledger("watch")), holds(place.ledger("watch_whole")))


def trial_migrate(place: Place, kills: int, chance: random.Random) -> None:
    if place.url is not None:
        print("migrate  needs a file: left out")
        return
    first, source = place.folder / "first.db", str(reports_file(place.folder))
    old_ledger(first, source)
    wanted_path = place.folder / "migrate_whole.db"
    shutil.copy(first, wanted_path)
    longest = undisturbed("list", "--ledger", str(wanted_path), "--limit", "1", "--format", "jsonl")
    path = place.folder / "migrate.db"
    for number in range(kills):
        if number % 10 == 0:  # until a migration came through, which ends the matter
            for stale in place.folder.glob("migrate.db*"):
                stale.unlink()
            shutil.copy(first, path)
        killed(chance, longest, "list", "--ledger", str(path), "--limit", "1", "--format", "jsonl")
    for each in (path, wanted_path):
        whole("weigh", "--ledger", str(each))
    compared("migrate", kills, holds(str(path)), holds(str(wanted_path)))


def old_ledger(path: Path, source: str) -> None:
    """A ledger of the first schema with the claims of a source: today's rows, in the tables that there were then."""
    today = path.with_name("today.db")
    whole("add", source, "--reader", "rules", "--no-weigh", "--ledger", str(today))
    with mock.patch("claimline.ledger.ledger.steps", return_value=steps()[:1]):
        open_ledger(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("ATTACH DATABASE ? AS today", (str(today),))
        listed = "SELECT name, sql FROM main.sqlite_master WHERE type = 'table' AND name != 'migrations'"
        for table, made in database.execute(listed).fetchall():
            index = made.startswith("CREATE VIRTUAL TABLE")
            if "_search" in table and not index:
                continue  # what an index keeps for itself
            names = [column[1] for column in database.execute(f"PRAGMA main.table_info({table})")]
            columns = ", ".join(["rowid", *names] if index else names)
            database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")


def trial_review(place: Place, kills: int, chance: random.Random) -> None:
    source, ledger = str(reports_file(place.folder)), place.ledger("review")
    whole("add", source, "--reader", "rules", "--no-weigh", "--ledger", ledger)
    with open_ledger(ledger) as opened:
        claims = [record["id"] for record in opened.view().claims()]
    longest = undisturbed("review", "accept", claims[0], "--who", "first", "--ledger", ledger)
    acknowledged: set[str] = set()
    for number in range(kills):
        said = killed(chance, 1.2 * longest, "review", "accept", claims[1 + number % (len(claims) - 1)], "--who",
                      f"w{number}", "--ledger", ledger)  # fmt: skip
        if "kept: accept" in said:
            acknowledged.add(f"w{number}")
    with open_ledger(ledger) as opened:
        there = Counter(one.who for one in opened.judge().history())
    lost, doubled = acknowledged - there.keys(), [who for who, count in there.items() if count > 1]
    print(f"review   {kills} kills: {len(acknowledged)} acknowledged, {there.total() - 1} in the ledger; "
          f"lost {len(lost)}, doubled {len(doubled)}", flush=True)  # fmt: skip
    if lost or doubled:
        raise SystemExit(1)


@contextmanager
def site() -> Iterator[str]:
    """A feed with pages, on loopback."""
    pages = [" ".join(s.format(day=1 + n % 28, number=n + 2) for s in SENTENCES) for n in range(REPORTS // 3)]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            if name == "feed":
                listed = (f"<entry><link href='/{n}'/><updated>2024-05-16</updated></entry>" for n in range(len(pages)))
                self._answer(f"<feed>{''.join(listed)}</feed>", "application/atom+xml")
            elif name.isdigit():
                head = f"<html lang=en><head><title>Page {name}</title></head>"
                self._answer(f"{head}<body><p>{pages[int(name)]}</p></body></html>")
            else:
                self.send_error(404)

        def _answer(self, body: str, kind: str = "text/html; charset=utf-8") -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


TRIALS: dict[str, Callable[[Place, int, random.Random], None]] = {
    "add": trial_add,
    "weigh": trial_weigh,
    "watch": trial_watch,
    "migrate": trial_migrate,
    "review": trial_review,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trials", nargs="*", choices=[*TRIALS, []], default=[], metavar="TRIAL")
    parser.add_argument("--kills", type=int, default=200, help="of all trials together")
    parser.add_argument("--seed", type=int, default=1)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", help="a PostgreSQL database for the ledgers")
    where.add_argument("--postgres", action="store_true", help="a PostgreSQL server of its own for the ledgers")
    args = parser.parse_args()
    chosen = args.trials or list(TRIALS)
    with own_server() if args.postgres else nullcontext(args.url) as url:
        for name in chosen:
            run_trial(name, url, -(-args.kills // len(chosen)), random.Random(args.seed))


def run_trial(name: str, url: str | None, kills: int, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):  # a watch remembers in its working folder
        place = Place(Path(folder), url)
        try:
            TRIALS[name](place, kills, chance)
            left = place.left_behind()
            if left:
                raise SystemExit(f"{name}: {left} sessions of killed programs are still on the server")
        finally:
            place.clear()


if __name__ == "__main__":
    main()
