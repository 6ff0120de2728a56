"""Judgements out of a ledger and into another one that holds the same reports.

One object a judgement, which can be understood without the ledger that it is from:

    {"id", "verb": accept | fix | reject | merge | split, "at", "who", "note",
     "changes": {slot: as it was given}, "values": {slot: what goes into the claim record},
     "claims": [{"claim": id, "kind", "report": {"ref", "id", "title", "outlet", "url", "published", "text_hash"},
                 "start", "end", "quote", "sentence", "seen": {…}}],
     "undone": null or {"id", "at", "who", "note"}}

`start` and `end` are code points of the text with the SHA-256 `text_hash`. In the other ledger a claim is found by
these, and never by its number or name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from claimline.errors import RecordError
from claimline.ledger import judgements as kept
from claimline.ledger.judgements import Judgement
from claimline.ledger.numbers import among, chunks
from claimline.ledger.queue import enqueue
from claimline.ledger.reviews_carry import carry, carry_undone
from claimline.ledger.reviews_rows import Row, Sheet, all_rows, claim_now, put_verdicts, row_of, sheets
from claimline.ledger.tables import judgements, reports
from claimline.model.judgement import Change, Verdict, VerdictVerb
from claimline.model.record import Record
from claimline.reviewing import SLOTS, core

_VERBS = ("accept", "fix", "reject", "merge", "split")
_FACTS = ("ref", "id", "title", "outlet", "url", "published")
_THEN = "Each line holds one judgement, as claimline review export writes it."


@dataclass(frozen=True, slots=True)
class Misfit:
    """A judgement that was not taken in, whole, and why."""

    judgement: str
    verb: str
    why: str
    record: Record


@dataclass(slots=True)
class Imported:
    """What came of taking judgements in.

    added: new ones. undone: those that were here, and no longer hold. known: those that were here just so. claims: how
    many claims of this ledger the first two are about. misfits: what does not fit its reports.
    """

    added: int = 0
    undone: int = 0
    known: int = 0
    claims: int = 0
    misfits: list[Misfit] = field(default_factory=list)


# Out


def exported(connection: Connection) -> Iterator[Record]:
    """Every judgement, in the order in which they were made."""
    of_claims = {key: list(rows) for key, rows in groupby(all_rows(connection), key=lambda row: row.verdict.id)}
    undoing = {
        row.undoes: {name: getattr(row, name) for name in ("id", "at", "who", "note")}
        for row in connection.execute(select(judgements).where(judgements.c.undoes.is_not(None)))
    }
    for one in kept.history(connection):
        claims = [_claim(row) for row in of_claims.get(one.id, ())] or _of_event(connection, one)
        yield {
            **{name: getattr(one, name) for name in ("id", "verb", "at", "who", "note")},
            "changes": {change.slot: change.given for change in one.changes},
            "values": {change.slot: change.value for change in one.changes},
            "claims": claims,
            "undone": undoing.get(one.id),
        }


def _claim(row: Row) -> Record:
    report = {name: row.report[name] for name in _FACTS}
    return {
        "claim": row.claim,
        "kind": row.kind,
        "report": {**report, "text_hash": row.text_hash},
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "sentence": row.sentence,
        "seen": dict(row.verdict.seen),
    }


def _of_event(connection: Connection, one: Judgement) -> list[Record]:
    """The claims of a merge or split as they are today; those that are no more are left out."""
    living = [kept.living(connection, subject).partition(":")[::2] for subject in one.subjects]
    by_ref = {sheet.ref: sheet for sheet in _sheets(connection, reports.c.ref, {ref for ref, _ in living})}
    nobody = Verdict(one.id, "accept", one.at, one.who)
    found = []
    for ref, claim in living:
        sheet = by_ref.get(ref)
        if sheet and claim in sheet.claims:
            told = _claim(row_of(sheet, claim, nobody))
            found.append({**told, "seen": core(sheet.claims[claim])})
    return found


def _sheets(connection: Connection, column: Any, values: Iterable[str]) -> list[Sheet]:
    keys: list[int] = []
    for batch in chunks(sorted(set(values))):
        keys += connection.execute(select(reports.c.key).where(among(column, batch))).scalars()
    return list(sheets(connection, keys).values())


# In


def take_in(connection: Connection, records: Iterable[Record], *, now: str, dry_run: bool) -> Imported:
    """Write the judgements that fit, in their order, inside the caller's transaction."""
    taking = _Taking(connection)
    trial = connection.begin_nested() if dry_run else None
    for number, record in enumerate(records, start=1):
        taking.take(_checked(record, number))
    taking.finish()
    if trial is not None:
        trial.rollback()
    return taking.found


class _Taking:
    """The judgements of one import, taken one after another."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self.found = connection, Imported()
        self._touched: set[int] = set()
        self._claims: set[str] = set()
        self._undone: list[str] = []

    def take(self, record: Record) -> None:
        here = select(judgements.c.key).where(judgements.c.id == record["id"])
        key = self._connection.execute(here).scalar()
        if key is not None:
            (there,) = kept.history(self._connection, [key])
            if record["undone"] and there.undone_at is None:
                self._undo(record, there)
                self.found.undone += 1
            else:
                self.found.known += 1
            return
        fitting = self._fitting(record)
        if isinstance(fitting, str):
            self.found.misfits.append(Misfit(record["id"], record["verb"], fitting, record))
            return
        judgement = self._add(record, fitting)
        self.found.added += 1
        if record["undone"]:
            self._undo(record, judgement)

    def finish(self) -> None:
        """What the judgements come to, and what has to be weighed."""
        carry(self._connection, self._touched)
        for judgement_id in self._undone:
            carry_undone(self._connection, judgement_id)
        enqueue(self._connection, self._touched)
        self.found.claims = len(self._claims)

    def _fitting(self, record: Record) -> list[tuple[Sheet, str, Record]] | str:
        """The claims of this ledger that a judgement is about, each with what it was there; or why there are none."""
        hashes = {told["report"]["text_hash"] for told in record["claims"]}
        copies: dict[str, list[Sheet]] = {}
        for sheet in _sheets(self._connection, reports.c.text_hash, hashes):
            copies.setdefault(sheet.text_hash, []).append(sheet)
        found: dict[str, tuple[Sheet, str, Record]] = {}
        for told in record["claims"]:
            there = copies.get(told["report"]["text_hash"], [])
            if not there:
                return "no report of this ledger has this text"
            same = [sheet for sheet in there if sheet.ref == told["report"]["ref"]] or there
            named = [(sheet, claim) for sheet in same if (claim := claim_now(sheet, _as_row(record, told)))]
            if not named:
                return f"no claim is read here in the words “{told['quote']}”"
            found.update({f"{sheet.ref}:{claim}": (sheet, claim, told) for sheet, claim in named})
        return [found[key] for key in sorted(found)]

    def _add(self, record: Record, fitting: Sequence[tuple[Sheet, str, Record]]) -> Judgement:
        subjects = tuple(f"{sheet.ref}:{claim}" for sheet, claim, _ in fitting)
        told = (record["at"], record["who"], record["note"])
        judgement = Judgement(record["id"], record["verb"], subjects, *told, changes=_changes(record))
        key = kept.add(self._connection, judgement)
        if record["verb"] not in ("merge", "split"):
            rows = [self._row(record, *one) for one in fitting]
            put_verdicts(self._connection, key, rows)
        self._note(judgement, [sheet.key for sheet, _, _ in fitting])
        return judgement

    def _row(self, record: Record, sheet: Sheet, claim: str, told: Record) -> Row:
        verdict = _as_row(record, told).verdict
        return row_of(sheet, claim, verdict)

    def _undo(self, record: Record, judgement: Judgement) -> None:
        undone = record["undone"]
        told = (undone["at"], undone["who"], undone["note"])
        kept.add_undoing(self._connection, judgement, Judgement(undone["id"], judgement.verb, (), *told))
        self._undone.append(judgement.id)
        self._note(judgement, kept.reports_of(self._connection, judgement.subjects))

    def _note(self, judgement: Judgement, report_keys: Iterable[int]) -> None:
        self._touched.update(report_keys)
        self._claims.update(judgement.subjects)


def _changes(record: Record) -> tuple[Change, ...]:
    return tuple(
        Change(slot, record["changes"][slot], record["values"].get(slot)) for slot in SLOTS if slot in record["changes"]
    )


def _as_row(record: Record, told: Record) -> Row:
    """One claim of a judgement from elsewhere, to find it here."""
    verb: VerdictVerb = "accept" if record["verb"] in ("merge", "split") else record["verb"]
    verdict = Verdict(record["id"], verb, record["at"], record["who"], record["note"], _changes(record), told["seen"])
    report = told["report"]
    return Row(
        verdict,
        report["ref"],
        told["claim"],
        report["text_hash"],
        told["start"],
        told["end"],
        told["quote"],
        told["sentence"],
        None,
        report["outlet"],
        told["kind"],
        {**report, "kind": told["kind"]},
    )


_STRINGS = ("id", "verb", "at", "who", "note")
_OF_CLAIM: dict[str, type] = {
    "claim": str,
    "kind": str,
    "report": dict,
    "start": int,
    "end": int,
    "quote": str,
    "sentence": str,
    "seen": dict,
}


def _checked(record: Record, number: int) -> Record:
    """The record, if it has the form of a judgement. Raises RecordError."""
    wrong = _wrong(record)
    if wrong:
        raise RecordError(f"this is no judgement: {wrong}", where=f"line {number}", then=_THEN)
    return record


def _wrong(record: Any) -> str:
    if not isinstance(record, dict):
        return "it is no object"
    missing = [name for name in _STRINGS if not isinstance(record.get(name), str)]
    missing += [name for name in ("changes", "values") if not isinstance(record.get(name), dict)]
    undone = record.get("undone")
    if undone is not None and not _strings(undone, ("id", "at", "who", "note")):
        missing.append("undone")
    claims = record.get("claims")
    if not isinstance(claims, list) or not claims or not all(_is_claim(one) for one in claims):
        missing.append("claims")
    if missing:
        return f"{', '.join(missing)} missing or not as it should be"
    if record["verb"] not in _VERBS:
        return f"verb {record['verb']!r} is unknown"
    unknown = [slot for slot in record["changes"] if slot not in SLOTS]
    return f"slot {unknown[0]!r} is unknown" if unknown else ""


def _is_claim(told: Any) -> bool:
    fits = isinstance(told, dict) and all(isinstance(told.get(name), kind) for name, kind in _OF_CLAIM.items())
    return fits and _strings(told["report"], ("ref", "text_hash")) and {"outlet", "url"} <= told["report"].keys()


def _strings(told: Any, names: Iterable[str]) -> bool:
    return isinstance(told, dict) and all(isinstance(told.get(name), str) for name in names)
