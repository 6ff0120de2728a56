"""Pictures for pages: made once for each state of the ledger, since some of them look at all of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from claimline.ledger import Ledger, Look
from claimline.model.event import Event
from claimline.model.weighed import TrackRecord
from claimline.pipeline.picture import Picture, picture

if TYPE_CHECKING:
    from claimline.desk.state import Desk

T = TypeVar("T")
Days = tuple[date | None, date | None]  # of a picture, as they were asked for: on, known
PATIENCE = 0.5  # seconds


class DeskPicture(Picture):
    """A picture whose track records, which look at all claims on control, are counted once for many requests.

    Where that takes longer than `PATIENCE`, those of a moment ago are shown while they are counted anew.
    """

    def __init__(self, desk: Desk, on: date | None, known: date | None) -> None:
        shown = picture(desk.ledger, on=on, known=known)
        super().__init__(desk.ledger, shown.on, shown.known)
        self._desk, self._asked = desk, (on, known)

    def records(self) -> tuple[TrackRecord, ...]:
        found: tuple[TrackRecord, ...] = lately(self._desk, "records", self._asked, Picture.records)
        return found


class _LoadingOnce(Picture):
    """A picture that loads the claims on control once for its states, their history and the wider claims."""

    def __init__(self, ledger: Ledger, on: str, known: str) -> None:
        super().__init__(ledger, on, known)
        self._loaded: dict[Hashable, Any] = {}

    def _of_control(self, place: str | None, area: str | None, rules: Any) -> Any:
        if (place, area) not in self._loaded:
            self._loaded[place, area] = super()._of_control(place, area, rules)
        return self._loaded[place, area]


def lately(desk: Desk, name: str, asked: Days, make: Callable[[Picture], T], *more: Hashable) -> T:
    """What `make` gives of the picture of these days, or gave a moment ago where it takes longer than `PATIENCE`."""
    on, known = asked

    def made() -> T:
        with desk.lasting.snapshot() as ledger:
            shown = picture(ledger, on=on, known=known)
            return make(_LoadingOnce(ledger, shown.on, shown.known))

    found: T = desk.memory.lately((name, asked, *more), desk.weighed(), made, PATIENCE)
    return found


def pictured(desk: Desk, *, on: date | None = None, known: date | None = None) -> DeskPicture:
    """The picture of these days, as `claimline.picture` gives it."""
    return DeskPicture(desk, on, known)


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
