"""Checking what lists and counts are made from: that it follows from the claims, as `short.py` keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, Table, func, select, text

from claimline.ledger.short import COUNTED, COUNTED_PLACES, OF_CLAIMS, OF_PLACES
from claimline.ledger.tables import claim_counts, claims, short_claims, short_places

_SAME = tuple(column.name for column in short_claims.columns if column.name != "claim_key")
_OTHERWISE = f"""SELECT told.claim_key FROM ({OF_CLAIMS}) told
    LEFT JOIN short_claims kept ON kept.claim_key = told.claim_key
    WHERE kept.claim_key IS NULL OR {" OR ".join(f"kept.{name} <> told.{name}" for name in _SAME)}"""
_NOT_FOUND = f"""SELECT told.claim_key FROM ({OF_PLACES}) told
    LEFT JOIN short_places kept ON kept.place = told.place AND kept.known = told.known AND kept.turn = told.turn
        AND kept.role = told.role AND kept.precision = told.precision AND kept.claim_key = told.claim_key
    WHERE kept.claim_key IS NULL"""
_TOO_MANY = """SELECT kept.claim_key FROM short_places kept
    JOIN short_claims s ON s.claim_key = kept.claim_key AND s.known = kept.known AND s.turn = kept.turn
    WHERE NOT EXISTS (SELECT 1 FROM claim_places p WHERE p.claim_key = kept.claim_key AND p.role = kept.role
        AND coalesce(p.place_id, p.name_folded) = kept.place AND p.precision = kept.precision)"""


def count_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Where (a table and a key) something is wrong, and what."""
    for query, what in (
        (_OTHERWISE, "short_claims does not say what the claim says"),
        (_NOT_FOUND, "short_places lacks one of its places"),
        (_TOO_MANY, "short_places has a place that it does not name"),
    ):
        for key in connection.execute(text(query)).scalars():
            yield f"claims {key}", what
    if _number(connection, short_claims) != _number(connection, claims):
        yield "short_claims", "it has claims that are not there"
    for facet, counted in _counted(connection):
        kept = select(claim_counts.c.value, claim_counts.c.count).where(claim_counts.c.facet == facet)
        found = Counter({value: n for value, n in connection.execute(kept) if facet or not value})
        for value in sorted(value for value in {*found, *counted} if found[value] != counted[value]):
            yield f"claim_counts {facet} {value}".strip(), f"it says {found[value]}, and there are {counted[value]}"


def _counted(connection: Connection) -> Iterator[tuple[str, Counter[str]]]:
    for facet, column in COUNTED.items():
        if not facet:
            yield facet, Counter({"": _number(connection, short_claims)})
            continue
        grouped = select(column, func.count()).select_from(short_claims).group_by(column)
        yield facet, Counter(dict(tuple(row) for row in connection.execute(grouped)))
    for facet, column in COUNTED_PLACES.items():
        grouped = select(column, func.count(short_places.c.claim_key.distinct())).group_by(column)
        yield facet, Counter(dict(tuple(row) for row in connection.execute(grouped)))


def _number(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
