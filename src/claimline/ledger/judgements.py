"""What people decided: rows that are added and never changed. To undo one is a row of its own."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select

from claimline.errors import NotFound
from claimline.ledger.numbers import among, chunks
from claimline.ledger.queue import enqueue
from claimline.ledger.rows import storable
from claimline.ledger.tables import claims, judgement_subjects, judgements, redirects, reports, verdicts
from claimline.model.judgement import Change, Decision, Verb

_OF_EVENTS: tuple[Verb, ...] = ("merge", "split")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision as the ledger keeps it; `subjects`: keys of tellings. `undone_…`: None while it holds.

    changes: what a fix sets.
    """

    id: str
    verb: Verb
    subjects: tuple[str, ...]
    at: str
    who: str
    note: str
    undone_at: str | None = None
    undone_by: str | None = None
    changes: tuple[Change, ...] = ()


def keep(connection: Connection, decision: Decision) -> Judgement:
    """Write a decision; the reports that it is about wait to be weighed."""
    subjects = tuple(sorted(set(decision.subjects)))
    told = (decision.at, decision.who, decision.note)
    judgement = Judgement(new_id(connection, decision.verb, subjects, *told), decision.verb, subjects, *told)
    add(connection, judgement)
    _touch(connection, subjects)
    return judgement


def add(connection: Connection, judgement: Judgement) -> int:
    """Write a judgement with its subjects, in their order; returns its key."""
    key = _add(connection, judgement, undoes=None)
    rows = [
        {"judgement_key": key, "position": position, "report_ref": ref, "claim_id": claim}
        for position, (ref, _, claim) in enumerate(subject.partition(":") for subject in judgement.subjects)
    ]
    connection.execute(insert(judgement_subjects), rows)
    return key


def undo(connection: Connection, name: str | None, *, at: str, who: str, note: str) -> Judgement:
    """Write that a judgement no longer holds: the one of this id or unique beginning, else the last that stands.

    Raises NotFound.
    """
    judgement = _meant(connection, name)
    own_id = new_id(connection, judgement.verb, judgement.subjects, at, who, note)
    add_undoing(connection, judgement, Judgement(own_id, judgement.verb, (), at, who, note))
    _touch(connection, judgement.subjects)
    return replace(judgement, undone_at=at, undone_by=who)


def add_undoing(connection: Connection, judgement: Judgement, undoing: Judgement) -> None:
    """Write that a judgement no longer holds: `undoing` has no subjects."""
    _add(connection, undoing, undoes=judgement.id)


def history(connection: Connection, keys: Iterable[int] | None = None) -> tuple[Judgement, ...]:
    """Judgements, oldest first, those that were undone too: all, or those with these keys."""
    wanted = sorted(set(keys)) if keys is not None else None
    rows = _rows(connection, wanted)
    subjects: dict[int, list[str]] = defaultdict(list)
    for batch in chunks([row.key for row in rows]):
        column = judgement_subjects.c
        query = select(judgement_subjects).where(among(column.judgement_key, batch))
        for row in connection.execute(query.order_by(column.judgement_key, column.position)):
            subjects[row.judgement_key].append(f"{row.report_ref}:{row.claim_id}")
    undone: dict[str, Any] = {}
    for ids in chunks([row.id for row in rows]):
        query = select(judgements).where(among(judgements.c.undoes, ids))
        undone.update((row.undoes, row) for row in connection.execute(query))
    set_by = _changes(connection, [row.key for row in rows if row.verb == "fix"])
    return tuple(_judgement(row, tuple(subjects[row.key]), undone.get(row.id), set_by.get(row.key, ())) for row in rows)


def last(connection: Connection, number: int, *, who: str | None, standing: bool) -> tuple[Judgement, ...]:
    """The last so many judgements, the last first: of anybody or one person, those that stand or all."""
    column, undoing = judgements.c, judgements.alias()
    query = select(column.key).where(column.undoes.is_(None)).order_by(column.key.desc()).limit(number)
    if who is not None:
        query = query.where(column.who == storable(who))
    if standing:
        query = query.where(~select(undoing.c.key).where(undoing.c.undoes == column.id).exists())
    return history(connection, connection.execute(query).scalars())[::-1]


def about(connection: Connection, subjects: Collection[str], verbs: Collection[Verb] | None) -> tuple[Judgement, ...]:
    """The judgements that name one of these keys of tellings, oldest first; only with one of these verbs."""
    column, keys = judgement_subjects.c, set[int]()
    for batch in chunks(sorted({storable(one) for one in subjects})):
        wanted = set(batch)
        query = select(column.judgement_key, column.report_ref, column.claim_id)
        for row in connection.execute(query.where(among(column.report_ref, {one.partition(":")[0] for one in wanted}))):
            if f"{row.report_ref}:{row.claim_id}" in wanted:
                keys.add(row.judgement_key)
    found = history(connection, keys)
    return found if verbs is None else tuple(one for one in found if one.verb in verbs)


def named(connection: Connection, name: str) -> Judgement | None:
    """The judgement of this id; None where there is none."""
    keys = connection.execute(select(judgements.c.key).where(judgements.c.id == storable(name))).scalars()
    return next(iter(history(connection, keys)), None)


def count(connection: Connection) -> int:
    """How many judgements there are, undone ones too."""
    query = select(func.count()).select_from(judgements).where(judgements.c.undoes.is_(None))
    return int(connection.execute(query).scalar_one())


def changes_json(changes: Iterable[Change]) -> str:
    return json.dumps([[change.slot, change.given, change.value] for change in changes])


def changes_from(body: str) -> tuple[Change, ...]:
    return tuple(Change(*told) for told in json.loads(body))


def _changes(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[Change, ...]]:
    """What fixes set, by their keys; the same for all claims that a fix is about."""
    found: dict[int, tuple[Change, ...]] = {}
    for batch in chunks(keys):
        query = select(verdicts.c.judgement_key, verdicts.c.changes).where(verdicts.c.position == 0)
        for key, body in connection.execute(query.where(among(verdicts.c.judgement_key, batch))):
            found[key] = changes_from(body)
    return found


def decisions_about(
    connection: Connection, report_refs: Collection[str], *, known: str | None = None
) -> tuple[Decision, ...]:
    """What people decided about claims of these reports, oldest first, as it stands or stood at the end of `known`.

    known: ISO day. A subject that a newer reading replaced is named by the claim that took its place.
    """
    keys: set[int] = set()
    for batch in chunks(sorted(report_refs)):
        about = select(judgement_subjects.c.judgement_key).where(among(judgement_subjects.c.report_ref, batch))
        of_events = about.join(judgements, judgements.c.key == judgement_subjects.c.judgement_key)
        keys.update(connection.execute(of_events.where(judgements.c.verb.in_(_OF_EVENTS))).scalars())

    def by_then(moment: str | None) -> bool:
        return moment is not None and (known is None or moment[:10] <= known)

    standing = [one for one in history(connection, keys) if by_then(one.at) and not by_then(one.undone_at)]
    return tuple(_decision(connection, one) for one in standing)


def _decision(connection: Connection, one: Judgement) -> Decision:
    subjects = {living(connection, subject) for subject in one.subjects}
    return Decision("merge" if one.verb == "merge" else "split", tuple(sorted(subjects)), one.at, one.who, one.note)


def _rows(connection: Connection, keys: Sequence[int] | None) -> list[Any]:
    query = select(judgements).where(judgements.c.undoes.is_(None)).order_by(judgements.c.key)
    if keys is None:
        return list(connection.execute(query))
    return [row for batch in chunks(keys) for row in connection.execute(query.where(among(judgements.c.key, batch)))]


def _judgement(row: Any, subjects: tuple[str, ...], undoing: Any, changes: tuple[Change, ...]) -> Judgement:
    undone = (undoing.at, undoing.who) if undoing else (None, None)
    return Judgement(row.id, row.verb, subjects, row.at, row.who, row.note, undone[0], undone[1], changes)


def living(connection: Connection, subject: str) -> str:
    """The key of the telling that a subject is today; one without a successor keeps its own."""
    visited: set[str] = set()
    while subject not in visited:
        visited.add(subject)
        ref, _, claim = subject.partition(":")
        of_report = reports.c.ref == ref
        there = select(claims.c.key).join(reports, reports.c.key == claims.c.report_key)
        if connection.execute(there.where(of_report, claims.c.id == claim).limit(1)).first():
            return subject
        led = select(redirects.c.new_id).join(reports, reports.c.key == redirects.c.report_key)
        led = led.where(of_report, redirects.c.old_id == claim, redirects.c.new_id.is_not(None))
        new_id = connection.execute(led.order_by(redirects.c.key.desc()).limit(1)).scalar()
        if new_id is not None:
            subject = f"{ref}:{new_id}"
    return subject


def reports_of(connection: Connection, subjects: Iterable[str]) -> list[int]:
    """The keys of the reports of these subjects."""
    found: list[int] = []
    for batch in chunks(sorted({subject.partition(":")[0] for subject in subjects})):
        found += connection.execute(select(reports.c.key).where(among(reports.c.ref, batch))).scalars()
    return found


def _touch(connection: Connection, subjects: Iterable[str]) -> None:
    enqueue(connection, reports_of(connection, subjects))


def _add(connection: Connection, judgement: Judgement, *, undoes: str | None) -> int:
    row = {name: storable(getattr(judgement, name)) for name in ("id", "verb", "at", "who", "note")}
    connection.execute(insert(judgements), {**row, "undoes": undoes})
    return int(connection.execute(select(judgements.c.key).where(judgements.c.id == judgement.id)).scalar_one())


def new_id(connection: Connection, verb: str, subjects: Iterable[str], at: str, who: str, note: str) -> str:
    """A hash of what was decided, when and by whom, and of how many decisions there were before."""
    before = connection.execute(select(judgements.c.key).order_by(judgements.c.key.desc()).limit(1)).scalar() or 0
    told = "\n".join((verb, *sorted(subjects), at, who, note, str(before)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _meant(connection: Connection, name: str | None) -> Judgement:
    listing = "See them with: claimline review list"
    column, undoing = judgements.c, judgements.alias()
    query = select(column.key).where(column.undoes.is_(None))
    if name is None:
        undone = select(undoing.c.key).where(undoing.c.undoes == column.id).exists()
        keys = connection.execute(query.where(~undone).order_by(column.key.desc()).limit(1)).scalars().all()
        if not keys:
            raise NotFound("there is no judgement to undo", then=listing)
        return history(connection, keys)[0]
    name = storable(name)
    begins = (column.id >= name) & (column.id < f"{name}\U0010ffff") if name else column.id.is_(None)
    for condition in (column.id == name, begins):
        found = history(connection, connection.execute(query.where(condition).limit(10)).scalars().all())
        if len(found) > 1:
            which = ", ".join(one.id for one in found)
            raise NotFound(f"several judgements begin with {name!r}", then=f"Name one of: {which}")
        if found and found[0].undone_at is not None:
            raise NotFound(f"judgement {found[0].id} was undone already, on {found[0].undone_at}", then=listing)
        if found:
            return found[0]
    raise NotFound(f"there is no judgement {name!r} in this ledger", then=listing)
