"""Merging and splitting events by hand, and taking that back: each a row with who and when."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, select

from claimline.errors import NotFound, UsageError
from claimline.ledger import judgements
from claimline.ledger.clock import Clock, stamp
from claimline.ledger.compact import event_from
from claimline.ledger.engine import writing
from claimline.ledger.faults import ledger_faults
from claimline.ledger.judgements import Judgement
from claimline.ledger.lookup import event_id, living_id
from claimline.ledger.tables import events
from claimline.model.event import Event
from claimline.model.judgement import Decision


class Judge:
    """Writes judgements. What they change shows when the ledger is weighed next; the reports that they touch wait."""

    def __init__(self, engine: Engine, where: str, clock: Clock) -> None:
        self._engine, self._where, self._clock = engine, where, clock

    def merge(self, names: Sequence[str], *, who: str, note: str = "") -> Judgement:
        """These events (ids or unique beginnings) are one. Raises NotFound, and UsageError for fewer than two."""
        with ledger_faults(self._where), writing(self._engine) as connection:
            found = {event_id(connection, name) for name in names}
            if len(found) < 2:
                raise UsageError("to merge takes two events or more", then="See them with: claimline list --events")
            subjects = [key for one in sorted(found) for key in _event(connection, one).members]
            return judgements.keep(connection, Decision("merge", tuple(subjects), stamp(self._clock()), who, note))

    def split(self, name: str, claim_names: Sequence[str], *, who: str, note: str = "") -> Judgement:
        """These claims (ids, or keys `report:claim`) are not of this event. Raises NotFound and UsageError."""
        with ledger_faults(self._where), writing(self._engine) as connection:
            event = _event(connection, event_id(connection, name))
            subjects = sorted({key for claim in claim_names for key in _of_event(connection, event, claim)})
            if not subjects:
                raise UsageError("to split takes one claim or more", then=f"See them with: claimline show {event.id}")
            if len(subjects) == len(event.members):
                raise UsageError("these are all the claims of the event", then="Name those that belong to another one.")
            return judgements.keep(connection, Decision("split", tuple(subjects), stamp(self._clock()), who, note))

    def undo(self, name: str | None = None, *, who: str, note: str = "") -> Judgement:
        """A judgement (its id, or the last one that stands) no longer holds. Raises NotFound."""
        with ledger_faults(self._where), writing(self._engine) as connection:
            return judgements.undo(connection, name, at=stamp(self._clock()), who=who, note=note)

    def history(self) -> tuple[Judgement, ...]:
        """Every judgement, oldest first, those that were undone too."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return judgements.history(connection)


def _event(connection: Connection, of_id: str) -> Event:
    return event_from(str(connection.execute(select(events.c.body).where(events.c.id == of_id)).scalar_one()))


def _of_event(connection: Connection, event: Event, name: str) -> list[str]:
    """The keys of the event's tellings that a person means: all copies of a claim, or one report's (`report:claim`)."""
    ref, colon, claim = name.rpartition(":")
    wanted = living_id(connection, claim)
    found = [key for key in event.members if key.partition(":")[2] == wanted and (not colon or key.startswith(ref))]
    if not found:
        raise NotFound(f"claim {name!r} is not of event {event.id}", then=f"See its claims: claimline show {event.id}")
    return found
