"""How many claims each day has: the timeline beside a map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection

from claimline.ledger.browse.claims import in_order
from claimline.ledger.browse.mapping import MOST
from claimline.ledger.browse.narrowing import narrow
from claimline.ledger.filters import ClaimFilter
from claimline.ledger.tables import short_claims


def claims_by_day(connection: Connection, filters: ClaimFilter) -> Mapping[str, Mapping[str, int]]:
    """Claims by day and family, the days in order: of the newest 30,000 that pass, each on the last day that it is
    about. A claim that is about no day has none here."""
    short = short_claims.c
    query = narrow(connection, filters).query(short.last_day, short.family)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for day, family in connection.execute(in_order(query, "newest").limit(MOST)):
        if day:
            found[day][family] += 1
    return {day: dict(sorted(found[day].items())) for day in sorted(found)}
