"""What people decide: each judgement a row with who and when, written in one transaction, and taken back by another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Engine, select

from claimline.errors import Conflict, NotFound, UsageError
from claimline.ledger import judgements
from claimline.ledger.clock import Clock, stamp
from claimline.ledger.compact import event_from
from claimline.ledger.engine import writing
from claimline.ledger.faults import ledger_faults
from claimline.ledger.judgements import Judgement
from claimline.ledger.lookup import event_id, living_id
from claimline.ledger.reviews_carry import carry, carry_undone
from claimline.ledger.reviews_named import Subject, named
from claimline.ledger.reviews_places import place_lookup
from claimline.ledger.reviews_rows import put_verdicts, row_of
from claimline.ledger.tables import events
from claimline.model.event import Event
from claimline.model.judgement import Change, Decision, Verb, Verdict, VerdictVerb
from claimline.reviewing import PlaceLookup, changes_of, core, with_changes


class Judge:
    """Writes judgements. What they change shows when the ledger is weighed next; the reports that they touch wait.

    `places` tells what is known of a place id, beside what the ledger knows itself: see `fix`. Where `expects` is
    given, it is the judgement on the claim that the person saw last ("" for none): Conflict is raised when it is
    another one by now.
    """

    def __init__(self, engine: Engine, where: str, clock: Clock, places: PlaceLookup | None = None) -> None:
        self._engine, self._where, self._clock, self._places = engine, where, clock, places

    # Claims

    def accept(self, name: str, *, who: str, note: str = "", expects: str | None = None) -> Judgement:
        """The claim is right as it stands, with what was fixed in it so far.

        name: a claim's id or its beginning, for all copies of its text; `report:claim` for that of one report. Raises
        NotFound, Conflict.
        """
        return self._judge("accept", name, (who, note), expects)

    def reject(self, name: str, *, who: str, note: str = "", expects: str | None = None) -> Judgement:
        """The claim is wrong, or none at all: it is in no event and no picture. As `accept`."""
        return self._judge("reject", name, (who, note), expects)

    def fix(
        self, name: str, changes: Mapping[str, str | None], *, who: str, note: str = "", expects: str | None = None
    ) -> Judgement:
        """The claim is right with these changes: slots of `claimline.reviewing.SLOTS`; None or "" empties one.

        A place is an id that the ledger's claims name, or that `places` knows. Raises UsageError for a slot that does
        not exist or cannot hold what is given, NotFound and Conflict.
        """
        return self._judge("fix", name, (who, note), expects, changes)

    def _judge(
        self,
        verb: VerdictVerb,
        name: str,
        signed: tuple[str, str],
        expects: str | None,
        given: Mapping[str, str | None] | None = None,
    ) -> Judgement:
        who, note = signed
        if not who.strip():
            raise UsageError("a judgement needs the name of who makes it", then="Give one with --who.")
        with ledger_faults(self._where), writing(self._engine) as connection:
            subjects = named(connection, name)
            _check(subjects[0], expects)
            changes: tuple[Change, ...] = ()
            if verb == "fix":
                lookup = place_lookup(connection, self._places)
                changes = changes_of(given or {}, subjects[0].stands, lookup)
            at = stamp(self._clock())
            keys = tuple(one.key for one in subjects)
            own_id = judgements.new_id(connection, verb, keys, at, who, note)
            verdict = Verdict(own_id, verb, at, who, note, changes)
            judgement = Judgement(own_id, verb, keys, at, who, note, changes=changes)
            key = judgements.add(connection, judgement)
            put_verdicts(connection, key, [row_of(one.sheet, one.claim, _seen(one, verdict)) for one in subjects])
            carry(connection, [one.sheet.key for one in subjects])
            return judgement

    # Events

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

    # All

    def undo(self, name: str | None = None, *, who: str, note: str = "") -> Judgement:
        """A judgement (its id, or the last one that stands) no longer holds. Raises NotFound."""
        with ledger_faults(self._where), writing(self._engine) as connection:
            undone = judgements.undo(connection, name, at=stamp(self._clock()), who=who, note=note)
            if undone.verb not in ("merge", "split"):
                carry_undone(connection, undone.id)
            return undone

    def history(self) -> tuple[Judgement, ...]:
        """Every judgement, oldest first, those that were undone too."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return judgements.history(connection)

    def last(self, number: int = 1, *, who: str | None = None, standing: bool = False) -> tuple[Judgement, ...]:
        """The last so many judgements, the last first: of one person where `who` is given, only those that stand."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return judgements.last(connection, number, who=who, standing=standing)

    def about(self, subjects: Collection[str], verbs: Collection[Verb] | None = None) -> tuple[Judgement, ...]:
        """Every judgement that names one of these tellings (`report:claim`), oldest first; with one of these verbs."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return judgements.about(connection, subjects, verbs)

    def named(self, name: str) -> Judgement | None:
        """The judgement of this id; None where there is none."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return judgements.named(connection, name)

    def count(self) -> int:
        """How many judgements there are, undone ones too."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return judgements.count(connection)


def _seen(subject: Subject, verdict: Verdict) -> Verdict:
    """The verdict with what it finds right (or wrong) in this copy of the claim, its own changes included."""
    changes = with_changes(subject.standing.changes, verdict)
    return replace(verdict, seen=core(subject.with_set(changes)))


def _check(subject: Subject, expects: str | None) -> None:
    standing = subject.standing
    if expects is None or expects == (standing.judgement or ""):
        return
    if standing.judgement is None:
        what = "the judgement that you saw was undone meanwhile"
    else:
        what = f"{standing.who} judged this claim meanwhile, on {standing.at}: it is {standing.status}"
    raise Conflict(what, where=subject.claim, then="Look at it again, then judge it as it stands now.")


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
