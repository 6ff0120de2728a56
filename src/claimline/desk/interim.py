from __future__ import annotations

import dataclasses
from typing import Any

from claimline.ledger import Ledger


@dataclasses.dataclass
class Page:
    rows: tuple[Any, ...]
    next: str | None = None


@dataclasses.dataclass
class Count:
    number: int
    exact: bool


class Interim:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def claims(self, filters: Any, *, sort: str = "newest", after: str | None = None, limit: int = 50) -> Page:
        return Page(tuple(self.ledger.view().claims(dataclasses.replace(filters, limit=limit))))

    def reports(self, filters: Any, *, sort: str = "newest", after: str | None = None, limit: int = 50) -> Page:
        return Page(tuple(self.ledger.view().reports(dataclasses.replace(filters, limit=limit))))

    def count(self, filters: Any) -> Count:
        return Count(7, True)

    def facets(self, *a: Any, **k: Any) -> Any:
        return ()

    def events(self, *a: Any, **k: Any) -> Page:
        return Page(())

    places = speakers = outlets = events

    def place(self, name: str) -> Any:
        return {"id": name, "name": name}

    def speaker(self, key: str) -> Any:
        return {"key": key, "name": key}

    outlet = speaker


class EventFilter:
    def __init__(self, **given: Any) -> None:
        pass


PlaceFilter = SpeakerFilter = OutletFilter = EventFilter
