"""One step of weighing: the reports that wait, taken and put back weighed in one transaction.

The queue is filled by whatever changes a report, in the transaction of that change, and emptied in the transaction that
writes what weighing found. A process that is killed therefore leaves either the old state with the report waiting, or
the new one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select

from claimline.ledger.clock import Clock, stamp
from claimline.ledger.engine import writing
from claimline.ledger.event_shelf import EventShelf
from claimline.ledger.faults import ledger_faults
from claimline.ledger.judgements import decisions_about
from claimline.ledger.numbers import among, chunks
from claimline.ledger.places import KnownPlace, keep_places
from claimline.ledger.reviews_due import put_scores
from claimline.ledger.reviews_rows import Verdicts, verdicts_of
from claimline.ledger.rows import exact_text
from claimline.ledger.story_shelf import StoryShelf
from claimline.ledger.tables import (
    claim_records,
    claims,
    event_members,
    event_redirects,
    events,
    originals,
    report_bands,
    reports,
    review_scores,
    story_links,
    telling_blocks,
    telling_places,
    tellings,
    weighed_reports,
    weighing_queue,
    weighing_state,
)
from claimline.ledger.turns import note_all, note_turn
from claimline.model.judgement import Decision
from claimline.model.record import Record

_MADE = (
    review_scores,
    telling_places,
    telling_blocks,
    report_bands,
    story_links,
    weighed_reports,
    event_members,
    events,
    event_redirects,
    tellings,
)
_RULES = "rules"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that is to be weighed. `known`: the ISO day of its publication, or on which it came in.

    credits: outlets that it says it took its story from. verdicts: what people decided about its claims, by their ids.
    A report that is gone from the ledger has `gone` set and nothing else.
    """

    key: int
    ref: str = ""
    text: str = ""
    outlet: str | None = None
    known: str = ""
    credits: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    verdicts: Verdicts = field(default_factory=dict)
    gone: bool = False


class Weighing:
    """Where weighing takes its work from and puts what it found."""

    def __init__(self, engine: Engine, where: str, clock: Clock) -> None:
        self._engine, self._where, self._clock = engine, where, clock

    def waiting(self) -> int:
        """How many reports wait."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(weighing_queue)).scalar_one())

    def rules(self) -> str | None:
        """By which rules the ledger was weighed; None where it never was."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return connection.execute(_rules_query()).scalar()

    @contextmanager
    def step(self) -> Iterator[Step]:
        """One transaction: what is taken in it stays in the queue unless all of it is written."""
        with ledger_faults(self._where), writing(self._engine) as connection:
            yield Step(connection, stamp(self._clock()))


class Step:
    """One transaction of weighing."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection = connection
        self.stories = StoryShelf(connection)
        self.events = EventShelf(connection, now)

    def follow(self, rules: str) -> bool:
        """Weigh by these rules from now on: a ledger that was weighed by others loses what they made, and waits.

        Returns whether it did. What people decided stays.
        """
        before = self._connection.execute(_rules_query()).scalar()
        if before == rules:
            return False
        self._connection.execute(delete(weighing_state).where(weighing_state.c.name == _RULES))
        self._connection.execute(insert(weighing_state), {"name": _RULES, "value": rules})
        if before is not None:
            self.start_again()
        return before is not None

    def start_again(self) -> None:
        """Forget all that weighing found; every report waits."""
        for table in (*_MADE, weighing_queue):
            self._connection.execute(delete(table))
        note_all(self._connection)
        self._connection.execute(insert(weighing_queue).from_select(["report_key"], select(reports.c.key)))

    def take(self, limit: int) -> list[Waiting]:
        """The reports that have waited longest, with their texts and claims; at most `limit`."""
        oldest = select(weighing_queue.c.report_key).order_by(weighing_queue.c.report_key).limit(limit)
        keys = [int(key) for key in self._connection.execute(oldest).scalars()]
        records = self._records(keys)
        verdicts = verdicts_of(self._connection, keys)
        found = {}
        for batch in chunks(keys):
            query = _texts_query().where(among(reports.c.key, batch))
            for row in self._connection.execute(query):
                found[row.key] = _waiting(row, records.get(row.key, ()), verdicts.get(row.key, {}))
        return [found.get(key) or Waiting(key, gone=True) for key in keys]

    def _records(self, keys: Sequence[int]) -> dict[int, tuple[Record, ...]]:
        found: dict[int, tuple[Record, ...]] = {}
        for batch in chunks(keys):
            query = (
                select(claims.c.report_key, claim_records.c.record)
                .join(claim_records, claim_records.c.claim_key == claims.c.key)
                .where(among(claims.c.report_key, batch))
                .order_by(claims.c.report_key, claims.c.position)
            )
            rows = self._connection.execute(query)
            for key, group in groupby(rows, key=lambda row: row.report_key):
                found[key] = tuple(json.loads(row.record) for row in group)
        return found

    def done(self, taken: Iterable[Waiting]) -> None:
        """These reports wait no longer."""
        keys = [waiting.key for waiting in taken]
        note_turn(self._connection, {*keys, *self.stories.moved})
        for batch in chunks(keys):
            self._connection.execute(delete(weighing_queue).where(among(weighing_queue.c.report_key, batch)))

    def keep_places(self, known: Iterable[KnownPlace]) -> None:
        keep_places(self._connection, known)

    def put_scores(self, scores: dict[int, float]) -> None:
        """How much these tellings are worth a person's look, by their keys."""
        put_scores(self._connection, scores)

    def decisions(self, report_refs: Collection[str]) -> tuple[Decision, ...]:
        """What people decided about claims of these reports and did not undo, oldest first."""
        return decisions_about(self._connection, report_refs)


def _texts_query() -> Any:
    column = reports.c
    return select(
        column.key, column.ref, column.outlet, column.published, column.added_at, originals.c.text, originals.c.exact
    ).join(originals, originals.c.text_hash == column.text_hash)


def _waiting(row: Any, records: tuple[Record, ...], verdicts: Verdicts) -> Waiting:
    credits = tuple(records[0]["report"]["origin"]) if records else ()
    known = row.published or row.added_at[:10]
    text = exact_text(row.text, row.exact)
    return Waiting(row.key, row.ref, text, row.outlet, known, credits, records, verdicts)


def _rules_query() -> Any:
    named: ColumnElement[bool] = weighing_state.c.name == _RULES
    return select(weighing_state.c.value).where(named)
