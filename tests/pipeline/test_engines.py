"""Reading in several processes, and on Ray: the same results in the same order, whatever becomes of the processes."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import active_children
from pathlib import Path
from typing import Any, Literal

import pytest

from claimline.errors import ClaimlineError, DateError, RecordError, UsageError
from claimline.pipeline import ReadConfig, ReadResult, read_sources
from claimline.pipeline.shares import Share, Step, WorkerLost, surviving, together

LINE = "Shells hit {number} houses in Robotyne on Monday, the governor said. Two people were wounded near Vovchansk."
Engine = Literal["here", "processes", "ray"]


@dataclass
class Run:
    """What came of reading: results, lines that were said, and the error that ended it."""

    results: list[ReadResult] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    error: str | None = None


def record(number: int, **more: Any) -> str:
    facts = {"id": f"r{number}", "text": LINE.format(number=number + 2), "published": "2024-05-16", "outlet": "Post"}
    return json.dumps({**facts, **more})


def archived(number: int) -> bytes:
    """A record of an archive, packed as in Common Crawl."""
    page = f"<html lang=en><body><p>{LINE.format(number=number + 90)}</p></body></html>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-17T10:00:00Z\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """A bit of everything: lines of JSONL (one broken, one empty, one without a day, some of one story), CSV, texts."""
    lines = [record(number) for number in range(9)]
    lines[3:3] = ["{no JSON", "", record(50, published=None)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with (tmp_path / "b.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text", "published"])
        rows.writerows([[f"c{n}", LINE.format(number=n), "2024-05-17"] for n in range(5)])
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(LINE.format(number=number + 70), encoding="utf-8")
    (folder / "nothing.txt").write_text("", encoding="utf-8")
    (tmp_path / "c.warc.gz").write_bytes(b"".join(map(archived, range(7))))
    told = [record(60 + n, story="s") if n % 2 else record(60 + n) for n in range(5)]
    (tmp_path / "d.jsonl").write_text("\n".join(told), encoding="utf-8")
    return [str(tmp_path / name) for name in ("a.jsonl", "missing.txt", "b.csv", "c.warc.gz", "texts", "d.jsonl")]


@pytest.fixture
def many(tmp_path: Path) -> list[str]:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(record(number) for number in range(200)), encoding="utf-8")
    return [str(path)]


def a_config(gazetteer: Path, **more: Any) -> ReadConfig:
    return ReadConfig(reader="rules", gazetteer=gazetteer, **more)


def run(sources: Sequence[str], gazetteer: Path, **more: Any) -> Run:
    found = Run()
    try:
        for result in read_sources(sources, a_config(gazetteer, note=found.said.append, **more)):
            found.results.append(result)
    except ClaimlineError as error:
        found.error = f"{type(error).__name__}: {error}"
    return found


@pytest.mark.parametrize("on_error", ["skip", "stop"])
@pytest.mark.parametrize("workers", [2, 3])
def test_several_processes_give_what_one_does(
    sources: list[str], gazetteer_file: Path, on_error: str, workers: int
) -> None:
    alone = run(sources, gazetteer_file, on_error=on_error)
    assert run(sources, gazetteer_file, on_error=on_error, workers=workers) == alone
    assert len(alone.results) == (3 if on_error == "stop" else 31)
    assert (alone.error is not None) == (on_error == "stop")


def test_nobody_is_left_behind(many: list[str], gazetteer_file: Path) -> None:
    results = read_sources(many, a_config(gazetteer_file, workers=2))
    next(results)
    assert len(active_children()) == 2
    results.close()  # type: ignore[attr-defined]
    assert not active_children()


def test_processes_that_are_killed_are_begun_again_where_they_were(many: list[str], gazetteer_file: Path) -> None:
    alone = run(many, gazetteer_file).results
    found: list[ReadResult] = []
    killed = 0
    for result in read_sources(many, a_config(gazetteer_file, workers=2)):
        found.append(result)
        if len(found) in (1, 66):
            for process in active_children()[: killed + 1]:
                assert process.pid is not None
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
    assert killed >= 2
    assert found == alone


def test_a_ray_cluster_gives_what_one_process_does(
    sources: list[str], many: list[str], gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ray = pytest.importorskip("ray", reason="Ray is not installed (pip install 'claimline[cluster]')")
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    try:
        on_ray = run(sources, gazetteer_file, on_error="skip", engine="ray", workers=2)
        assert on_ray == run(sources, gazetteer_file, on_error="skip")
        alone = run(many, gazetteer_file).results
        found: list[ReadResult] = []
        for result in read_sources(many, a_config(gazetteer_file, engine="ray", workers=2)):
            found.append(result)
            if len(found) == 1:
                assert kill_one_of_ray()
        assert found == alone
    finally:
        ray.shutdown()


def kill_one_of_ray() -> bool:
    """Kill a worker that reads a share; its name is that of the function."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"_remote_share" in (folder / "cmdline").read_bytes():
                os.kill(int(folder.name), signal.SIGKILL)
                return True
        except OSError:
            continue
    return False


@pytest.mark.parametrize("source", ["-", "https://example.org/page"])
def test_what_only_one_process_can_read_is_refused(source: str, gazetteer_file: Path) -> None:
    with pytest.raises(UsageError, match="one process only"):
        list(read_sources([source], a_config(gazetteer_file, workers=2)))


def test_a_day_that_has_not_come_is_told_at_once(many: list[str], gazetteer_file: Path) -> None:
    from datetime import date, timedelta

    with pytest.raises(DateError):
        list(read_sources(many, a_config(gazetteer_file, workers=2, published=date.today() + timedelta(days=9))))


# Without processes


class Breaking:
    """A share of ten notes, two an item, that is lost after each `every` steps."""

    def __init__(self, every: int) -> None:
        self.every, self.starts = every, 0

    def __call__(self, share: Share) -> Iterator[Step]:
        self.starts += 1
        items = range(max(0, share.after + 1), 5)
        steps = [Step(item, f"{item}{letter}") for item in items for letter in "ab"]
        for number, step in enumerate(steps):
            if number == self.every:
                raise WorkerLost("exit code -9")
            yield step


@pytest.mark.parametrize("every", [3, 4, 5, 20])
def test_a_share_goes_on_behind_its_last_step(every: int) -> None:
    share = Breaking(every)
    assert [step.what for step in surviving(share, Share(0, 1))] == [f"{n}{x}" for n in range(5) for x in "ab"]
    assert (share.starts > 1) == (every < 10)


def test_a_share_that_is_lost_at_one_place_again_and_again_is_given_up() -> None:
    with pytest.raises(ClaimlineError, match="lost 3 times at one place") as error:
        list(surviving(Breaking(0), Share(0, 1)))
    assert error.value.then is not None
    assert "--workers" in error.value.then


def test_steps_come_in_the_order_of_their_items_and_one_line_is_said_once() -> None:
    said: list[str] = []
    shares = [[Step(-1, "all"), Step(0, "x"), Step(2, "y")], [Step(-1, "all"), Step(1, "z"), Step(3, RecordError("e"))]]
    with pytest.raises(RecordError):
        list(together(map(iter, shares), said.append))
    assert said == ["all", "x", "z", "y"]
