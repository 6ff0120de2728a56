"""Pictures for pages: made once for each state of the ledger, since some of them look at all of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from claimline.desk.keeping import QUICK
from claimline.ledger import Ledger, Look
from claimline.model.event import Event
from claimline.model.weighed import TrackRecord
from claimline.pipeline.kept import KeptPicture
from claimline.pipeline.picture import Picture, picture
from claimline.pipeline.standing import Standing

if TYPE_CHECKING:
    from claimline.desk.state import Desk

T = TypeVar("T")
Days = tuple[date | None, date | None]  # of a picture, as they were asked for: on, known
PATIENCE = 0.5  # seconds


class DeskPicture(KeptPicture):
    """A picture that takes what stands now from what the desk keeps. ledger: one moment of it."""

    def __init__(self, desk: Desk, ledger: Ledger, days: Days) -> None:
        shown, served = picture(ledger, on=days[0], known=days[1]), desk.served

        def stands(all_of_it: bool) -> Standing | None:
            return desk.keeper.of_moment(served, ledger, None if all_of_it else QUICK)

        super().__init__(ledger, (shown.on, shown.known), stands)
        self._desk, self._asked = desk, days

    def records(self) -> tuple[TrackRecord, ...]:
        """Those of a moment ago while there is much to bring up to date."""
        if self._asked == (None, None):
            return self._desk.keeper.shown(self._desk).records
        found: tuple[TrackRecord, ...] = lately(self._desk, "records", self._asked, Picture.records)
        return found


def lately(
    desk: Desk, name: str, asked: Days, make: Callable[[Picture], T], *more: Hashable, patience: float = PATIENCE
) -> T:
    """What `make` gives of the picture of these days, or gave a moment ago where it takes longer than `patience`."""

    def made() -> T:
        with desk.lasting.snapshot() as ledger:
            return make(DeskPicture(desk, ledger, asked))

    found: T = desk.memory.lately((name, asked, *more), desk.weighed(), made, patience)
    return found


def pictured(desk: Desk, *, on: date | None = None, known: date | None = None) -> DeskPicture:
    """The picture of these days, as `claimline.picture` gives it."""
    return DeskPicture(desk, desk.ledger, (on, known))


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
