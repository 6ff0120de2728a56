"""Pictures for pages: made once for each state of the ledger, since some of them look at all of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from claimline.ledger import Look
from claimline.model.event import Event
from claimline.model.weighed import TrackRecord
from claimline.pipeline.picture import Picture, picture

if TYPE_CHECKING:
    from claimline.desk.state import Desk

T = TypeVar("T")


class DeskPicture(Picture):
    """A picture that counts track records once for each state of the ledger: they look at all claims on control."""

    def __init__(self, desk: Desk, on: str, known: str) -> None:
        super().__init__(desk.ledger, on, known)
        self._desk = desk

    def records(self) -> tuple[TrackRecord, ...]:
        return once(self._desk, ("records", self.on, self.known), super().records)


def pictured(desk: Desk, *, on: date | None = None, known: date | None = None) -> Picture:
    """The picture of these days, as `claimline.picture` gives it."""
    shown = picture(desk.ledger, on=on, known=known)
    return DeskPicture(desk, shown.on, shown.known)


def once(desk: Desk, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, as long as the ledger stays as it is."""
    found: T = desk.memory.recall((desk.version(), key), make)
    return found


def events_by_claim(look: Look, names: set[str]) -> dict[str, Event]:
    """The events of claims (keys of tellings, `report:claim`), by the claims' names."""
    keys = look.keys_of(Event("", "", "", members=tuple(sorted(names))))
    found: dict[str, Event] = {}
    for event in look.events(keys).values():
        found.update((name, event) for name in event.members if name in names)
    return found
