"""Facets: the values that claims have, with how many have each.

Unfiltered, the ledger has the numbers (`claim_counts`). With filters the claims are counted from the newest on, some
thousand at a time, until all are or the time is up; what was counted then is said to be incomplete. A facet is never
estimated.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from claimline.errors import UsageError
from claimline.ledger.browse.claims import beyond, in_order
from claimline.ledger.browse.deadline import TimeUp, deadline
from claimline.ledger.browse.labels import labels
from claimline.ledger.browse.narrowing import Narrowed, narrow
from claimline.ledger.browse.pages import Facet, FacetValue
from claimline.ledger.filters import ClaimFilter
from claimline.ledger.numbers import among
from claimline.ledger.short import COUNTED, COUNTED_PLACES
from claimline.ledger.tables import claim_counts, claim_reviews, places, short_claims, short_places

_OWN = tuple(name for name in COUNTED if name)
_PLACES = (*COUNTED_PLACES, "region", "country")
NAMES = (*_OWN, *_PLACES, "status")
_STEPS = (500, 2000, 4000)  # claims a step: the first ones small, so that there is something to show
_NO_VALUE = frozenset({"speaker_side", "outlet", "framing", "actor_side", "target_side", "month"})  # '' is none there


def facets_of(
    connection: Connection, filters: ClaimFilter, names: Sequence[str], seconds: float, most: int
) -> tuple[Facet, ...]:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise UsageError(f"there is no facet {unknown[0]!r}", then=f"Facets: {', '.join(NAMES)}")
    end = time.monotonic() + seconds
    narrowed = narrow(connection, filters)
    unfiltered = not narrowed.conditions
    kept = [name for name in names if unfiltered and (name in _OWN or name in COUNTED_PLACES)]
    found = {name: (Counter(_kept(connection, name, most + 1)), True) for name in kept}
    if unfiltered and "status" in names:
        found["status"] = (_statuses(connection, narrowed.total or 0), True)
    rest = [name for name in names if name not in found]
    if rest:
        counting = _Counting(connection, narrowed, rest)
        complete = counting.run(end)
        found.update((name, (counting.found[name], complete)) for name in rest)
    return tuple(_facet(connection, name, *found[name], most) for name in names)


def _facet(connection: Connection, name: str, counted: Counter[str], complete: bool, most: int) -> Facet:
    told = ((value, n) for value, n in counted.items() if n and (value or name not in _NO_VALUE))
    top = sorted(told, key=lambda pair: (-pair[1], pair[0]))[:most]
    called = labels(connection, name, [value for value, _ in top])
    return Facet(name, tuple(FacetValue(value, called[value], n) for value, n in top), complete)


def _kept(connection: Connection, name: str, most: int) -> dict[str, int]:
    column = claim_counts.c
    query = select(column.value, column.count.label("n")).where(column.facet == name)
    # Where several have the same number the smaller value goes first, so all of the last number are needed.
    order = query.order_by(column.count.desc()).limit(most)
    rows = connection.execute(order).all()
    if len(rows) == most:
        rows = [*rows, *connection.execute(query.where(column.count == rows[-1].n))]
    return {row.value: row.n for row in rows}


def _statuses(connection: Connection, total: int) -> Counter[str]:
    column = claim_reviews.c
    query = select(column.status, func.count()).where(column.status != "open").group_by(column.status)
    judged = Counter(dict(tuple(row) for row in connection.execute(query)))
    return judged + Counter(open=total - judged.total())


class _Counting:
    """Claims counted from the newest on, in steps."""

    def __init__(self, connection: Connection, narrowed: Narrowed, names: Sequence[str]) -> None:
        self._connection, self._narrowed = connection, narrowed
        self.found: dict[str, Counter[str]] = {name: Counter() for name in names}
        self._own = [name for name in names if name in _OWN]
        self._of_places = [name for name in names if name in _PLACES]
        self._holders: dict[str, tuple[str | None, str | None]] = {}

    def run(self, end: float) -> bool:
        """Whether all were counted by `end` (of `time.monotonic`)."""
        at: tuple[Any, ...] | None = None
        step = 0
        try:
            while True:
                size = _STEPS[min(step, len(_STEPS) - 1)]
                with deadline(self._connection, end):
                    rows = self._step(at, size)
                    counts = self._counts(rows)
                for name, counted in counts.items():
                    self.found[name].update(counted)
                if len(rows) < size:
                    return True
                at, step = (rows[-1].known, rows[-1].turn), step + 1
                if time.monotonic() > end:
                    return False
        except TimeUp:
            return False

    def _step(self, at: tuple[Any, ...] | None, size: int) -> Sequence[Any]:
        short = short_claims.c
        columns = [COUNTED[name].label(f"of_{name}") for name in self._own]
        query = self._narrowed.query(short.claim_key, short.known, short.turn, *columns)
        if at is not None:
            query = query.where(beyond(short.known, short.turn, at, rising=False))
        return self._connection.execute(in_order(query, "newest").limit(size)).all()

    def _counts(self, rows: Sequence[Any]) -> dict[str, Iterable[str]]:
        counts: dict[str, Iterable[str]] = {
            name: Counter(row[place] for row in rows) for place, name in enumerate(self._own, 3)
        }
        keys = [row.claim_key for row in rows]
        if "status" in self.found:
            counts["status"] = self._status(keys)
        if self._of_places:
            counts.update(self._by_place(keys))
        return counts

    def _status(self, keys: list[int]) -> Counter[str]:
        column = claim_reviews.c
        query = select(column.status).where(among(column.claim_key, keys), column.status != "open")
        judged = Counter(self._connection.execute(query).scalars())
        return judged + Counter(open=len(keys) - judged.total())

    def _by_place(self, keys: list[int]) -> dict[str, Counter[str]]:
        column = short_places.c
        query = select(column.claim_key, column.place, column.precision).where(among(column.claim_key, keys))
        rows = self._connection.execute(query).all()
        self._know_holders({row.place for row in rows})
        pairs: dict[str, set[tuple[int, str | None]]] = {
            "place": {(row.claim_key, row.place) for row in rows},
            "precision": {(row.claim_key, row.precision) for row in rows},
            "region": {(row.claim_key, self._holders[row.place][0]) for row in rows},
            "country": {(row.claim_key, self._holders[row.place][1]) for row in rows},
        }
        return {name: Counter(value for _, value in pairs[name] if value) for name in self._of_places}

    def _know_holders(self, ids: set[str]) -> None:
        """The region and the country of each place; a region is in itself."""
        unknown = ids - self._holders.keys()
        if not unknown:
            return
        column = places.c
        self._holders.update((place, (None, None)) for place in unknown)
        for row in self._connection.execute(select(places).where(among(column.place_id, unknown))).mappings():
            own = row["place_id"]
            region = own if row["precision"] == "region" else row["region_id"]
            country = own if row["precision"] == "country" else row["country_id"]
            self._holders[own] = (region, country)
