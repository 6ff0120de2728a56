"""The desk: the ledger as web pages and as an API, on this machine, with no other one asked.

from claimline import open_ledger
from claimline.desk import DeskConfig, create_app

app = create_app(open_ledger("claimline.db", create=False), DeskConfig(title="Kharkiv"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimline.desk.config import DeskConfig

if TYPE_CHECKING:
    from fastapi import FastAPI

    from claimline.ledger import Ledger

__all__ = ["DeskConfig", "create_app"]


def create_app(ledger: Ledger, config: DeskConfig | None = None) -> FastAPI:
    """The desk on this ledger, as an ASGI application. The ledger stays the caller's to close."""
    from claimline.desk.app import build

    return build(ledger, config or DeskConfig())
