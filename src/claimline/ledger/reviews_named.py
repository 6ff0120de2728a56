"""From the name that a person gives to the claims that are meant, with what was judged of them so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claimline.errors import NotFound
from claimline.ledger.lookup import living_id
from claimline.ledger.reviews_rows import Sheet, sheets, verdicts_of
from claimline.ledger.rows import storable
from claimline.ledger.tables import claims, reports
from claimline.model.judgement import Change, Standing, Verdict
from claimline.model.record import Record
from claimline.reviewing import apply, standing


@dataclass(frozen=True, slots=True)
class Subject:
    """One copy of a claim, in one report. verdicts: all of them, undone ones too."""

    sheet: Sheet
    claim: str
    verdicts: tuple[Verdict, ...]
    standing: Standing

    @property
    def key(self) -> str:
        return f"{self.sheet.ref}:{self.claim}"

    @property
    def stands(self) -> Record:
        """The record with what people set in it."""
        return self.with_set(self.standing.changes)

    def with_set(self, changes: Sequence[tuple[Change, Verdict]]) -> Record:
        """The program's record with these changes in it."""
        return apply(self.sheet.claims[self.claim], changes)


def named(connection: Connection, name: str) -> list[Subject]:
    """Every copy of a claim (its id, or the unique beginning of it), or that of one report (`report:claim`).

    In the order of their keys; at least one. Raises NotFound.
    """
    ref, colon, claim = storable(name).rpartition(":")
    wanted = living_id(connection, claim)
    query = select(reports.c.key, reports.c.ref).join(claims, claims.c.report_key == reports.c.key)
    found = connection.execute(query.where(claims.c.id == wanted).order_by(reports.c.key)).all()
    keys = [row.key for row in found if not colon or (ref and row.ref.startswith(ref))]
    if not keys:
        raise NotFound(f"no report {ref!r} has claim {wanted}", then=f"See those that have it: claimline show {wanted}")
    return sorted(subjects(connection, keys, wanted), key=lambda one: one.key)


def subjects(connection: Connection, report_keys: Sequence[int], claim_id: str) -> list[Subject]:
    """This claim in each of these reports, in the order of the reports."""
    there = sheets(connection, report_keys)
    verdicts = verdicts_of(connection, report_keys)
    found = []
    for key in report_keys:
        on_it = verdicts.get(key, {}).get(claim_id, ())
        found.append(Subject(there[key], claim_id, on_it, standing(there[key].claims[claim_id], on_it)))
    return found
