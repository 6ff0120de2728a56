from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from claimline.ledger import Ledger


@dataclass
class Page:
    rows: tuple[Any, ...]
    next: str | None = None


class Interim:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def claims(self, filters: Any, *, sort: str = "newest", after: str | None = None, limit: int = 50) -> Page:
        return Page(tuple(self.ledger.view().claims(dataclasses.replace(filters, limit=limit))))

    def reports(self, filters: Any, *, sort: str = "newest", after: str | None = None, limit: int = 50) -> Page:
        return Page(tuple(self.ledger.view().reports(dataclasses.replace(filters, limit=limit))))

    def __getattr__(self, name: str) -> Any:
        return lambda *a, **k: Page(())
