"""What the fuzzers kept, tried again: inputs that once took a way through the program that no other had taken.

tests/cases/fuzz/*.jsonl holds one input a line, the shortest of its sort; benchmarks/fuzz.py and fuzz_api.py make more.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
import fuzz_targets
from fuzz_answers import ask, faults
from fuzz_api import desk
from fuzz_requests import Call

CASES = Path(__file__).parents[1] / "cases" / "fuzz"
SLOWEST = 2.0  # seconds of the processor for one input
MOST = 300_000  # bytes of all inputs


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


class Watch:
    """The time of each input, and which was the slowest."""

    def __init__(self) -> None:
        self.slowest = (0.0, "")

    def __call__(self, began: float, what: str) -> None:
        self.slowest = max(self.slowest, (time.process_time() - began, what))


@pytest.fixture
def watch() -> Iterator[Watch]:
    found = Watch()
    yield found
    assert found.slowest[0] < SLOWEST, found.slowest


def test_the_corpus_is_small_and_of_all_sorts() -> None:
    files = {path.stem: path.stat().st_size for path in CASES.glob("*.jsonl")}
    assert {*files} == {"api", "intake", "reading", "times"}
    assert sum(files.values()) < MOST
    assert min(len(cases(name)) for name in files) > 100


def test_bytes_through_the_doors(watch: Watch) -> None:
    for case in cases("intake"):
        began = time.process_time()
        fuzz_targets.intake(case["door"], case["packed"], base64.b64decode(case["body"]))
        watch(began, f"{case['door']}: {case['body'][:80]}")


def test_texts(watch: Watch, gazetteer_file: Path) -> None:
    texts = fuzz_targets.Texts(gazetteer_file)
    texts.read("Shells fell.", True)  # vocabularies are loaded
    for case in cases("reading"):
        began = time.process_time()
        texts.read(case["text"], case["dated"])
        watch(began, case["text"][:80])


def test_times(watch: Watch) -> None:
    for case in cases("times"):
        began = time.process_time()
        fuzz_targets.times(case["text"])
        watch(began, case["text"])


def test_requests(watch: Watch, gazetteer_file: Path) -> None:
    """To a desk on a ledger whose every field is hostile; some judge, and what they wrote is shown to the rest."""

    async def all_of_them(app: Any) -> list[str]:
        wrong = []
        for case in cases("api"):
            call, began = Call(**case), time.process_time()
            answer = await ask(app, call)
            watch(began, f"{call.method} {call.path[:80]}")
            wrong += [f"{fault}: {call.line()[:300]}" for fault in faults(call, answer)]
        return wrong

    with desk(seed=1, gazetteer=gazetteer_file) as app:
        assert asyncio.run(all_of_them(app)) == []


@pytest.mark.parametrize(
    "query",
    [
        "/coverage.csv?known=9999-12-31&until=9999-12-31", "/coverage?since=0001-01-01", "/map?on=9999-12-31",
        "/control?on=0001-01-01", "/people?since=0001-01-01&until=9999-12-31", "/events.json?size=99999999999999999999",
        "/corrections.json?before=99999999999999999999", f"/static/x/{'a' * 9_000}",
    ],
)  # fmt: skip
def test_edges(query: str, gazetteer_file: Path) -> None:
    """Days without neighbours, numbers that no database holds, names that no file has."""
    path, _, rest = query.partition("?")
    call = Call(path, rest, headers={"host": "127.0.0.1:8765", "accept": "text/html"})
    with desk(seed=2, gazetteer=gazetteer_file) as app:
        answer = asyncio.run(ask(app, call))
    assert faults(call, answer) == []
    assert answer.seconds < 2 * SLOWEST, "with all that is loaded at the first request"
