"""Looking at versions of reports: which there are, what changed between them, and what became of their claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, select

from claimline.ledger.numbers import among, chunks
from claimline.ledger.reviews_rows import later_keys
from claimline.ledger.rows import exact_text
from claimline.ledger.succession import Became
from claimline.ledger.tables import claims, originals, report_versions, reports, superseded_claims

_SENTENCE = re.compile(r"""(?:(?<=[.!?…])|(?<=[.!?…]["”’»)]))\s+(?=["“‘«(]?[A-Z0-9])|\s*\n\s*""")
_MOST = 50  # sentences told of a change; more are counted


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim of a version that the next one has in other words or no more, or one that it has anew.

    became: "changed", "withdrawn" or "new"; `claim` is None for a new one, `successor` for a withdrawn one.
    """

    became: str
    claim: str | None
    successor: str | None
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a report. Days and instants in ISO 8601, instants in UTC.

    superseded_at, by: when the next one came in, and its ref; None for the last one. The rest is against the version
    before it: sentences that are no more (`gone`) and new ones (`added`), 50 at most and how many there are, how many
    claims were kept, and those that were not.
    """

    ref: str
    title: str | None
    published: str | None
    added_at: str
    superseded_at: str | None
    by: str | None
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gone_count: int = 0
    added_count: int = 0
    kept: int = 0
    claims: tuple[ClaimChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Superseded:
    """What became of a claim in the next version of its report.

    successor: the claim there, None for a withdrawn one; by: the version's ref; at: when it came in (ISO 8601, UTC).
    """

    became: Became
    successor: str | None
    by: str
    at: str


def versions_of(connection: Connection, report_key: int) -> tuple[Version, ...]:
    """See `View.versions`."""
    keys = _chain(connection, report_key)
    if len(keys) == 1:
        return ()
    query = (
        select(reports, originals.c.text, originals.c.exact, report_versions.c.later_key, report_versions.c.at)
        .join(originals, originals.c.text_hash == reports.c.text_hash)
        .outerjoin(report_versions, report_versions.c.report_key == reports.c.key)
        .where(among(reports.c.key, keys))
        .order_by(reports.c.key)
    )
    rows = connection.execute(query).all()
    by_key = {row.key: row for row in rows}
    before = {row.later_key: row for row in rows}  # of two that one version replaced, the later one
    return tuple(
        _version(connection, row, by_key[row.later_key].ref if row.later_key else None, before.get(row.key))
        for row in rows
    )


def _chain(connection: Connection, report_key: int) -> list[int]:
    """The keys of all that lead to the last version of this report."""
    last = [report_key, *later_keys(connection, [report_key])[report_key]][-1]
    found, frontier = {last}, [last]
    while frontier:
        query = select(report_versions.c.report_key).where(among(report_versions.c.later_key, frontier))
        frontier = [key for key in connection.execute(query).scalars() if key not in found]
        found.update(frontier)
    return sorted(found)


def _version(connection: Connection, row: Any, by: str | None, before: Any) -> Version:
    told = (row.ref, row.title, row.published, row.added_at, row.at, by)
    if before is None:
        return Version(*told)
    gone, added = _changes(exact_text(before.text, before.exact), exact_text(row.text, row.exact))
    kept, changes = _claim_changes(connection, before.key, row.key)
    return Version(
        *told, tuple(gone[:_MOST]), tuple(added[:_MOST]), len(gone), len(added), kept, tuple(changes)
    )  # fmt: skip


def _changes(old: str, new: str) -> tuple[list[str], list[str]]:
    """The sentences of the old text that are not in the new one, and those of the new one that are not in the old."""
    before, after = _sentences(old), _sentences(new)
    return _without(before, after), _without(after, before)


def _sentences(text: str) -> list[str]:
    return [" ".join(part.split()) for part in _SENTENCE.split(text) if part and part.strip()]


def _without(those: Sequence[str], others: Sequence[str]) -> list[str]:
    left, found = Counter(others), []
    for one in those:
        if left[one]:
            left[one] -= 1
        else:
            found.append(one)
    return found


def _claim_changes(connection: Connection, old: int, new: int) -> tuple[int, list[ClaimChange]]:
    """How many claims were kept, and what became of the others; nothing where the new version was not read."""
    column = superseded_claims.c
    query = (
        select(claims.c.id, claims.c.kind, claims.c.evidence, column.status, column.successor_id)
        .join(superseded_claims, column.claim_key == claims.c.key)
        .where(claims.c.report_key == old)
        .order_by(claims.c.position)
    )
    rows = connection.execute(query).all()
    taken = {row.successor_id for row in rows}
    changes = [
        ClaimChange(row.status, row.id, row.successor_id, row.kind, row.evidence)
        for row in rows
        if row.status != "kept"
    ]
    fresh = select(claims.c.id, claims.c.kind, claims.c.evidence).where(claims.c.report_key == new)
    for row in connection.execute(fresh.order_by(claims.c.position)):
        if row.id not in taken:
            changes.append(ClaimChange("new", None, row.id, row.kind, row.evidence))
    return sum(row.status == "kept" for row in rows), changes


def superseded_of(connection: Connection, claim_ids: Iterable[str]) -> dict[str, Superseded]:
    """See `View.superseded`. A claim that a copy of the report elsewhere holds on to is not superseded."""
    found: dict[str, Superseded | None] = {}
    later = reports.alias()
    for batch in chunks(sorted(set(claim_ids))):
        query = (
            select(claims.c.id, superseded_claims.c.status, superseded_claims.c.successor_id)
            .add_columns(later.c.ref, report_versions.c.at)
            .outerjoin(superseded_claims, superseded_claims.c.claim_key == claims.c.key)
            .outerjoin(report_versions, report_versions.c.report_key == claims.c.report_key)
            .outerjoin(later, later.c.key == report_versions.c.later_key)
            .where(among(claims.c.id, batch))
            .order_by(claims.c.key)
        )
        for row in connection.execute(query):
            one = Superseded(cast(Became, row.status), row.successor_id, row.ref, row.at) if row.status else None
            found[row.id] = one if row.id not in found else found[row.id] and one
    return {name: one for name, one in found.items() if one is not None}
