"""Pages of claims, and how many there are."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, and_, func, literal, or_, select

from claimline.errors import UsageError
from claimline.ledger.browse.cursor import cursor, digest, place_of
from claimline.ledger.browse.deadline import TimeUp, deadline
from claimline.ledger.browse.narrowing import FEW, Narrowed, narrow
from claimline.ledger.browse.pages import Count, Page, Sort
from claimline.ledger.filters import ClaimFilter, Condition
from claimline.ledger.numbers import among
from claimline.ledger.tables import claim_records, claims, short_claims

_WALK = 0.015  # seconds
_SORTS: tuple[Sort, ...] = ("newest", "oldest", "day")


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list of claims: after a cursor, or the first one; at most `limit` rows."""

    filters: ClaimFilter
    sort: Sort = "newest"
    after: str | None = None
    limit: int = 50


def claims_page(connection: Connection, part: Part, narrowed: Narrowed | None = None) -> Page:
    """narrowed: what `narrow` makes of its filters, where it is known already."""
    sort, limit = part.sort, part.limit
    need_sort(sort, _SORTS)
    listed = digest("claims", part.filters, sort)
    at = place_of(part.after, listed, (str, int))
    narrowed, first = narrowed or narrow(connection, part.filters), by(sort)
    if sort == "day" and narrowed.index and narrowed.size > FEW:
        narrowed = replace(narrowed, index="short_claims_by_day")
    columns = (short_claims.c.claim_key, first, short_claims.c.turn)
    rows = _walked(connection, narrowed, part, columns) if at is None else None
    if rows is None:
        query = narrowed.query(*columns)
        if at is not None:
            query = query.where(beyond(first, short_claims.c.turn, at, rising=sort == "oldest"))
        rows = connection.execute(in_order(query, sort).limit(limit + 1)).all()
    shown = rows[:limit]
    following = cursor(listed, (shown[-1][1], shown[-1][2])) if len(rows) > limit else None
    return Page(tuple(records_of(connection, [row[0] for row in shown])), following)


def newest_ids(connection: Connection, filters: ClaimFilter, limit: int) -> set[str]:
    """The ids of the newest claims that pass."""
    newest = in_order(narrow(connection, filters).query(short_claims.c.claim_key), "newest").limit(limit)
    keys = connection.execute(newest).scalars().all()
    return set(connection.execute(select(claims.c.id).where(among(claims.c.key, keys))).scalars())


def _walked(connection: Connection, narrowed: Narrowed, part: Part, columns: tuple[Any, ...]) -> Sequence[Any] | None:
    """The newest rows by walking, where they are found in a while; None where they are to be looked up."""
    if narrowed.walking is None or part.sort != "newest":
        return None
    query = in_order(narrowed.walking.query(*columns), part.sort).limit(part.limit + 1)
    try:
        with deadline(connection, time.monotonic() + _WALK):
            return connection.execute(query).all()
    except TimeUp:
        return None


def need_sort(sort: str, known: tuple[str, ...]) -> None:
    if sort not in known:
        raise UsageError(f"this list has no order {sort!r}", then=f"Its orders: {', '.join(known)}")


def by(sort: Sort) -> Any:
    return short_claims.c.last_day if sort == "day" else short_claims.c.known


def in_order(query: Select[Any], sort: Sort) -> Select[Any]:
    columns = (by(sort), short_claims.c.turn)
    return query.order_by(*(c.asc() if sort == "oldest" else c.desc() for c in columns))


def beyond(first: Any, second: Any, at: tuple[Any, ...], *, rising: bool) -> Condition:
    """What comes after a row in an order by two columns, so that an index on the first is used."""
    if rising:
        return and_(first >= at[0], or_(first > at[0], second > at[1]))
    return and_(first <= at[0], or_(first < at[0], second < at[1]))


def records_of(connection: Connection, keys: list[int]) -> list[dict[str, Any]]:
    """The records of claims, in the order of their keys here."""
    query = select(claim_records).where(among(claim_records.c.claim_key, keys))
    found = {row.claim_key: row.record for row in connection.execute(query)}
    return [json.loads(found[key]) for key in keys]


def claims_count(connection: Connection, narrowed: Narrowed, seconds: float) -> Count:
    """Exact from the counts that the ledger keeps; else counted as far as the time goes."""
    if narrowed.total is not None:
        return Count(narrowed.total)
    end, seen = time.monotonic() + seconds, 0
    for most in (FEW // 10, FEW, FEW * 10, None):
        some = narrowed.query(literal(1)).limit(most).subquery()
        try:
            with deadline(connection, end):
                seen = int(connection.execute(select(func.count()).select_from(some)).scalar_one())
        except TimeUp:
            return Count(seen, exact=False)
        if most is None or seen < most:
            break
    return Count(seen)
