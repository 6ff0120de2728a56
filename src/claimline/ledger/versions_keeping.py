"""Keeping `report_versions` and `superseded_claims` as the reports and readings have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Column, Connection, delete, select, text

from claimline.ledger.bulk import put
from claimline.ledger.numbers import among, chunks
from claimline.ledger.reviews_rows import Sheet, sheets
from claimline.ledger.rows import CLAIMS_PER_REPORT
from claimline.ledger.succession import renewed
from claimline.ledger.tables import report_versions, reports, superseded_claims
from claimline.ledger.versions import VERSIONS, replaces

_AT_ONCE = 200  # reports whose texts and claims are in memory


def near(connection: Connection, report_keys: Iterable[int]) -> set[int]:
    """These reports and all that share an address or id with one of them; of those with too many only where it is these
    that make them too many. Reports that share neither with any other are left out."""
    keys = set(report_keys)
    groups = _groups(connection, keys, VERSIONS + len(keys) + 1)
    return {key for some in groups.values() for one in some if len(one - keys) <= VERSIONS for key in one}


def _groups(connection: Connection, report_keys: Iterable[int], most: int) -> dict[int, list[set[int]]]:
    """For each report those that share its address, and those that share its id, if there are others; `most` each."""
    found: dict[int, list[set[int]]] = defaultdict(list)
    for batch in chunks(sorted(report_keys)):
        query = select(reports.c.key, reports.c.url, reports.c.id).where(among(reports.c.key, batch))
        rows = connection.execute(query).all()
        for column, name in ((reports.c.url, "url"), (reports.c.id, "id")):
            named = _named(connection, column, {getattr(row, name) for row in rows} - {None}, most)
            for row in rows:
                others = named.get(getattr(row, name), set())
                if len(others) > 1:
                    found[row.key].append(others)
    return found


def _named(connection: Connection, column: Column[Any], values: set[str], most: int) -> dict[str, set[int]]:
    """The keys of the reports that have each value, at most so many each."""
    listed = sorted(values)
    limit = len(listed) + 10 * VERSIONS
    query = select(column, reports.c.key).where(among(column, listed)).limit(limit)
    rows = [(value, key) for value, key in connection.execute(query)]
    if len(rows) == limit:  # a front page, perhaps: asked for one by one, none gives more than it needs
        few = select(reports.c.key).order_by(reports.c.key).limit(most)
        rows = [(one, key) for one in listed for key in connection.execute(few.where(column == one)).scalars()]
    found: dict[str, set[int]] = defaultdict(set)
    for value, key in rows:
        found[value].add(key)
    return found


def refresh_versions(connection: Connection, report_keys: Iterable[int]) -> None:
    """Reports are new or were read again: work out anew what they and their versions are."""
    keys = list(report_keys)
    if len(keys) == 1 and not connection.execute(_SHARES, {"key": keys[0]}).scalar():
        return  # the most common case by far: nothing to look at
    relink(connection, near(connection, keys))


_SHARES = text(
    "SELECT EXISTS (SELECT 1 FROM reports r JOIN reports o ON o.url = r.url WHERE r.key = :key AND o.key <> r.key) "
    "OR EXISTS (SELECT 1 FROM reports r JOIN reports o ON o.id = r.id WHERE r.key = :key AND o.key <> r.key)"
)


def relink(connection: Connection, affected: Collection[int]) -> None:
    """Work out anew of which of these reports there are later versions."""
    if not affected:
        return
    groups = _groups(connection, affected, VERSIONS + 1)
    around = {key: {other for one in groups[key] if len(one) <= VERSIONS for other in one} for key in affected}
    for batch in chunks(sorted(affected), _AT_ONCE):
        _refresh(connection, {key: around[key] for key in batch})


def _refresh(connection: Connection, around: dict[int, set[int]]) -> None:
    there = sheets(connection, {*around, *(key for keys in around.values() for key in keys)})
    versions, claims = [], []
    for key, others in around.items():
        connection.execute(delete(report_versions).where(report_versions.c.report_key == key))
        first, column = key * CLAIMS_PER_REPORT, superseded_claims.c.claim_key
        span = (column >= first) & (column < first + CLAIMS_PER_REPORT)
        connection.execute(delete(superseded_claims).where(span))
        later = next((there[other] for other in sorted(others) if replaces(there[other], there[key])), None)
        if later is not None:
            versions.append({"report_key": key, "later_key": later.key, "at": later.added_at})
            if later.claims or _was_read(connection, later.key):
                claims += _claims(there[key], later)
    put(connection, report_versions, versions)
    put(connection, superseded_claims, claims)


def _claims(sheet: Sheet, later: Sheet) -> list[dict[str, Any]]:
    """What became of each claim; no report has two of one id."""
    became = renewed(list(sheet.claims.values()), list(later.claims.values()))
    first = sheet.key * CLAIMS_PER_REPORT
    return [
        {"claim_key": first + position, "status": became[claim][0], "successor_id": became[claim][1]}
        for position, claim in enumerate(sheet.claims)
    ]


def _was_read(connection: Connection, key: int) -> bool:
    """Not where it is in a language that nobody reads: then nothing was withdrawn."""
    reader = connection.execute(select(reports.c.reader_name).where(reports.c.key == key)).scalar()
    return reader is not None


def link_all(connection: Connection) -> None:
    """Find the versions among all reports, for a ledger that has not kept any yet."""
    last = -1
    while True:
        query = select(reports.c.key).where(reports.c.key > last).order_by(reports.c.key).limit(10_000)
        keys = connection.execute(query).scalars().all()
        if not keys:
            return
        refresh_versions(connection, keys)
        last = keys[-1]
