"""The desk on a socket: one process, quiet, stopped with Ctrl-C."""

from __future__ import annotations

import errno
import gc
import logging
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import anyio.to_thread
import uvicorn
from fastapi import FastAPI

from claimline.desk.app import build
from claimline.desk.config import DeskConfig
from claimline.desk.warming import start_warming
from claimline.errors import UsageError
from claimline.ledger import Ledger

READERS = 8  # requests that look at the ledger at once: more only take turns at the processor; each holds a connection
_TURN = 0.001  # seconds for which a picture in the making keeps others from the processor; Python's own are five times
_RARELY = (50_000, 20, 20)  # the garbage collector: a large picture in the making is not looked through again and again
_LAST_SECONDS = 5  # that answers under way may take when the desk is stopped


def run(ledger: Ledger, config: DeskConfig, say: Callable[[str], None], *, opens: bool = False) -> None:
    """Serve until somebody stops it. `say` is told the address; `opens`: show it in the browser.

    Raises UsageError where the port is in use, or the address is not this machine's.
    """
    with _logged_to(say), _listening(config) as listening:
        config = replace(config, port=listening.getsockname()[1])
        address = address_of(config)
        app = build(ledger, config)
        sys.setswitchinterval(_TURN)
        gc.set_threshold(*_RARELY)
        start_warming(app.state.desk)
        say(f"the desk is at {address} (stop it with Ctrl-C)")
        if opens:
            threading.Timer(0.5, webbrowser.open, (address,)).start()
        try:
            server_of(app).run(sockets=[listening])
        finally:
            app.state.desk.close()


def server_of(app: FastAPI) -> uvicorn.Server:
    """The server that runs the desk; nothing of it is written but what goes wrong."""

    async def few_threads(scope: object, receive: object, send: object) -> None:
        anyio.to_thread.current_default_thread_limiter().total_tokens = READERS
        await app(scope, receive, send)  # type: ignore[arg-type]

    return uvicorn.Server(
        uvicorn.Config(
            few_threads,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=_LAST_SECONDS,
            lifespan="off",
            proxy_headers=False,
        )
    )


def address_of(config: DeskConfig) -> str:
    """The address that a person types: a desk that listens everywhere is on this machine too."""
    host = "127.0.0.1" if config.host in ("0.0.0.0", "") else "::1" if config.host == "::" else config.host
    return f"http://[{host}]:{config.port}/" if ":" in host else f"http://{host}:{config.port}/"


def _listening(config: DeskConfig) -> socket.socket:
    where = f"{config.host}:{config.port}"
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # asyncio only turns off Nagle's algorithm, which costs 40 ms an answer, for sockets that name their protocol
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((config.host, config.port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise _cannot_listen(error, where) from error
    return listening


def _cannot_listen(error: OSError, where: str) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        return UsageError(
            "something else listens on this port already, perhaps another desk",
            where=where,
            then="Choose another one with --port, or any free one with --port 0.",
        )
    if error.errno == errno.EACCES:
        return UsageError("this port may not be used", where=where, then="Choose one above 1023 with --port.")
    return UsageError(
        "this is no address of this machine", where=where, then="Leave --host out, or name one of its own."
    )


@contextmanager
def _logged_to(say: Callable[[str], None]) -> Iterator[None]:
    """What the desk has to report goes where the command's messages go."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(self.format(record))

    log, handler = logging.getLogger("claimline.desk"), Handler()
    log.addHandler(handler)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = True
