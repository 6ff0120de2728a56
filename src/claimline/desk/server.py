"""The desk on a socket."""

from __future__ import annotations

from collections.abc import Callable

import uvicorn

from claimline.desk.app import build
from claimline.desk.config import DeskConfig
from claimline.ledger import Ledger


def run(ledger: Ledger, config: DeskConfig, say: Callable[[str], None]) -> None:
    """Serve until somebody stops it. `say` is told the address."""
    say(f"the desk is at http://{config.host}:{config.port}/")
    uvicorn.run(build(ledger, config), host=config.host, port=config.port, log_level="warning")
