"""What people decided about events: rows that are added and never changed. To undo one is a row of its own."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from claimline.errors import NotFound
from claimline.ledger.numbers import among, chunks
from claimline.ledger.queue import enqueue
from claimline.ledger.rows import storable
from claimline.ledger.tables import claims, judgement_subjects, judgements, redirects, reports
from claimline.model.judgement import Decision, DecisionVerb


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision as the ledger keeps it; `subjects`: keys of tellings. `undone_…`: None while it holds."""

    id: str
    verb: DecisionVerb
    subjects: tuple[str, ...]
    at: str
    who: str
    note: str
    undone_at: str | None = None
    undone_by: str | None = None


def keep(connection: Connection, decision: Decision) -> Judgement:
    """Write a decision; the reports that it is about wait to be weighed."""
    subjects = tuple(sorted(set(decision.subjects)))
    told = (decision.at, decision.who, decision.note)
    judgement = Judgement(_new_id(connection, decision), decision.verb, subjects, *told)
    key = _add(connection, judgement, undoes=None)
    rows = [
        {"judgement_key": key, "position": position, "report_ref": ref, "claim_id": claim}
        for position, (ref, _, claim) in enumerate(subject.partition(":") for subject in subjects)
    ]
    connection.execute(insert(judgement_subjects), rows)
    _touch(connection, subjects)
    return judgement


def undo(connection: Connection, name: str | None, *, at: str, who: str, note: str) -> Judgement:
    """Write that a judgement no longer holds: the one of this id or unique beginning, else the last that stands.

    Raises NotFound.
    """
    every = history(connection)
    judgement = _meant(every, name)
    undoing = Decision(judgement.verb, judgement.subjects, at, who, note)
    _add(connection, Judgement(_new_id(connection, undoing), judgement.verb, (), at, who, note), undoes=judgement.id)
    _touch(connection, judgement.subjects)
    return replace(judgement, undone_at=at, undone_by=who)


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
    return tuple(_judgement(row, tuple(subjects[row.key]), undone.get(row.id)) for row in rows)


def decisions_about(
    connection: Connection, report_refs: Collection[str], *, known: str | None = None
) -> tuple[Decision, ...]:
    """What people decided about claims of these reports, oldest first, as it stands or stood at the end of `known`.

    known: ISO day. A subject that a newer reading replaced is named by the claim that took its place.
    """
    keys: set[int] = set()
    for batch in chunks(sorted(report_refs)):
        about = among(judgement_subjects.c.report_ref, batch)
        keys.update(connection.execute(select(judgement_subjects.c.judgement_key).where(about)).scalars())

    def by_then(moment: str | None) -> bool:
        return moment is not None and (known is None or moment[:10] <= known)

    standing = [one for one in history(connection, keys) if by_then(one.at) and not by_then(one.undone_at)]
    return tuple(_decision(connection, one) for one in standing)


def _decision(connection: Connection, one: Judgement) -> Decision:
    subjects = {_living(connection, subject) for subject in one.subjects}
    return Decision(one.verb, tuple(sorted(subjects)), one.at, one.who, one.note)


def _rows(connection: Connection, keys: Sequence[int] | None) -> list[Any]:
    query = select(judgements).where(judgements.c.undoes.is_(None)).order_by(judgements.c.key)
    if keys is None:
        return list(connection.execute(query))
    return [row for batch in chunks(keys) for row in connection.execute(query.where(among(judgements.c.key, batch)))]


def _judgement(row: Any, subjects: tuple[str, ...], undoing: Any) -> Judgement:
    undone = (undoing.at, undoing.who) if undoing else (None, None)
    return Judgement(row.id, row.verb, subjects, row.at, row.who, row.note, undone[0], undone[1])


def _living(connection: Connection, subject: str) -> str:
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


def _touch(connection: Connection, subjects: Iterable[str]) -> None:
    refs = sorted({subject.partition(":")[0] for subject in subjects})
    for batch in chunks(refs):
        enqueue(connection, connection.execute(select(reports.c.key).where(among(reports.c.ref, batch))).scalars())


def _add(connection: Connection, judgement: Judgement, *, undoes: str | None) -> int:
    row = {name: storable(getattr(judgement, name)) for name in ("id", "verb", "at", "who", "note")}
    connection.execute(insert(judgements), {**row, "undoes": undoes})
    return int(connection.execute(select(judgements.c.key).where(judgements.c.id == judgement.id)).scalar_one())


def _new_id(connection: Connection, decision: Decision) -> str:
    """A hash of what was decided, when and by whom, and of how many decisions there were before."""
    before = connection.execute(select(judgements.c.key).order_by(judgements.c.key.desc()).limit(1)).scalar() or 0
    told = "\n".join((decision.verb, *sorted(decision.subjects), decision.at, decision.who, decision.note, str(before)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _meant(every: Sequence[Judgement], name: str | None) -> Judgement:
    standing = [one for one in every if one.undone_at is None]
    listing = "See them with: claimline review list"
    if name is None:
        if not standing:
            raise NotFound("there is no judgement to undo", then=listing)
        return standing[-1]
    found = [one for one in every if one.id == name] or [one for one in every if name and one.id.startswith(name)]
    if len(found) > 1:
        raise NotFound(f"several judgements begin with {name!r}", then=f"Name one of: {', '.join(o.id for o in found)}")
    if not found:
        raise NotFound(f"there is no judgement {name!r} in this ledger", then=listing)
    if found[0].undone_at is not None:
        raise NotFound(f"judgement {found[0].id} was undone already, on {found[0].undone_at}", then=listing)
    return found[0]
