"""A small real server of chat completions on loopback, which answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NOTHING: dict[str, Any] = {"events": []}


@dataclass(frozen=True)
class Reply:
    """One answer: `body` as it stands, after `delay_s` seconds."""

    body: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float = 0.0


@dataclass
class Served:
    """The replies still to be given (the last one again and again), and what was asked."""

    replies: list[Reply]
    endpoint: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def take(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def sent(self, call: int) -> dict[str, Any]:
        """What the model was given to read."""
        message: dict[str, Any] = json.loads(self.asked[call]["messages"][1]["content"])
        return message


def says(content: Any, finish: str = "stop", **message: Any) -> Reply:
    """A chat completion with this content, as JSON unless it is a string."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}
    return Reply(json.dumps({"choices": [choice]}))


@contextmanager
def serving(*replies: Reply) -> Iterator[Served]:
    served = Served(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            served.paths.append(self.path)
            served.keys.append(self.headers.get("Authorization"))
            served.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            reply = served.take()
            time.sleep(reply.delay_s)
            data = reply.body.encode()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except ConnectionError:
                pass  # the reader lost its patience

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    served.endpoint = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
