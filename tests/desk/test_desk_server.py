"""The desk on a real socket: many readers beside a writer, a stop that waits for answers, a port in use."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import httpx
import pytest
from click.testing import CliRunner
from desk_building import a_client, desk_ledger, fill, small_ledger

from claimline.cli.main import main
from claimline.desk import DeskConfig, create_app
from claimline.desk.server import server_of
from claimline.ledger import Ledger, open_ledger

__all__ = ["desk_ledger", "small_ledger"]

READERS, ROUNDS = 50, 4
ADDRESSES = (
    "/claims.json",
    "/reports.json",
    "/events.json?limit=3",
    "/control.json",
    "/index.json",
    "/search.json?q=took",
)


@contextmanager
def served(ledger: Ledger) -> Iterator[str]:
    """The address of a desk that runs in a thread."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = server_of(create_app(ledger, DeskConfig(port=port)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


def test_fifty_readers_and_a_writer(small_ledger: Ledger) -> None:
    found: Queue[tuple[int, str]] = Queue()
    started = threading.Barrier(READERS + 1)

    def read(base: str, number: int) -> None:
        with httpx.Client(base_url=base, timeout=60) as client:
            started.wait()
            for turn in range(ROUNDS):
                answer = client.get(ADDRESSES[(number + turn) % len(ADDRESSES)])
                found.put((answer.status_code, answer.text if answer.status_code != 200 else ""))

    with served(small_ledger) as base:
        readers = [threading.Thread(target=read, args=(base, number)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        started.wait()
        with open_ledger(str(small_ledger.location)) as writing:
            for number in range(5, 15):
                fill(writing, number)
        for reader in readers:
            reader.join()
    statuses = [found.get() for _ in range(found.qsize())]
    assert len(statuses) == READERS * ROUNDS
    assert {status for status, _ in statuses} == {200}, [text for status, text in statuses if status != 200][:3]


def test_a_request_sees_one_moment(small_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is added while a page is made is on none of it."""
    from claimline.ledger.view import View

    client, plain = a_client(small_ledger), View.claims
    ref = client.get("/reports.json").json()["reports"][0]["ref"]

    def meanwhile(self: View, *given: object) -> object:
        with open_ledger(str(small_ledger.location)) as writing:
            fill(writing, 9)
        return plain(self, *given)  # type: ignore[arg-type]

    before = client.get("/changes.json").json()["items"]
    monkeypatch.setattr(View, "claims", meanwhile)
    assert client.get(f"/reports/{ref}.json").status_code == 200
    monkeypatch.undo()
    assert len(client.get("/changes.json").json()["items"]) == len(before) + 5


def heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_the_command_serves_until_it_is_stopped(desk_ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.db"
    shutil.copy(desk_ledger, copy)
    command = [sys.executable, "-m", "claimline", "desk", "--ledger", str(copy), "--port", "0"]
    quiet = {**os.environ, "NO_COLOR": "1"}
    # Where the tests themselves run in the background, a shell lets their children ignore the interrupt.
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=quiet, preexec_fn=heed_interrupts) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert address, told
        assert httpx.get(f"{address[0]}healthz").json() == {"ok": True}
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert "Traceback" not in rest
    assert process.returncode == 130


def test_a_port_in_use_is_said_so(desk_ledger: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["desk", "--ledger", str(desk_ledger), "--port", port])
    assert result.exit_code == 2
    assert "another desk" in result.output
    assert "--port 0" in result.output


def test_no_ledger_is_said_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["desk", "--ledger", str(tmp_path / "none.db")])
    assert result.exit_code == 5
    assert "there is no ledger here yet" in result.output


def test_others_never_see_what_is_private(desk_ledger: Path) -> None:
    result = CliRunner().invoke(main, ["desk", "--ledger", str(desk_ledger), "--host", "0.0.0.0", "--private"])
    assert result.exit_code == 2
    assert "accounts" in result.output or "who they are" in result.output


def test_slow_requests_are_logged(small_ledger: Ledger, caplog: pytest.LogCaptureFixture) -> None:
    a_client(small_ledger, DeskConfig(slow_seconds=0.0)).get("/claims.json")
    assert "slow: GET /claims.json" in caplog.text
