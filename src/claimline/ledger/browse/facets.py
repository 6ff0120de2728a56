"""Facets: the values that claims have, with how many have each.

Unfiltered, the ledger has the numbers (`claim_counts`). With filters the claims are counted from the newest on, some
thousand at a time, until all are or the time is up; what was counted then is said to be incomplete. A facet is never
estimated.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any

from sqlalchemy import Connection, Select, case, func, literal, select, union_all

from claimline.errors import UsageError
from claimline.ledger.browse.claims import beyond, in_order
from claimline.ledger.browse.deadline import TimeUp, deadline
from claimline.ledger.browse.labels import labels
from claimline.ledger.browse.narrowing import Narrowed, narrow
from claimline.ledger.browse.pages import Count, Facet, FacetValue
from claimline.ledger.filters import ClaimFilter
from claimline.ledger.short import COUNTED, COUNTED_PLACES
from claimline.ledger.tables import claim_counts, claim_reviews, places, short_claims, short_places

_OWN = tuple(name for name in COUNTED if name)
_PLACES = (*COUNTED_PLACES, "region", "country")
NAMES = (*_OWN, *_PLACES, "status")
_STEPS = (1000, 4000, 8000)  # claims a step: the first ones small, so that there is something to show
_NUMBER, _LAST = "#", "<"  # what is no facet in the answer of a step
_LEAST = 0.03  # seconds that the first step has in any case
_SHARE = 0.8  # of the time: the rest is for the names of what was counted
_NO_VALUE = frozenset({"speaker_side", "outlet", "framing", "actor_side", "target_side", "month"})  # '' is none there


def facets_of(
    connection: Connection, filters: ClaimFilter, names: Sequence[str], seconds: float, most: int
) -> tuple[Facet, ...]:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise UsageError(f"there is no facet {unknown[0]!r}", then=f"Facets: {', '.join(NAMES)}")
    end = time.monotonic() + seconds
    return counted(connection, narrow(connection, filters), names, end, most)[0]


def counted(
    connection: Connection, narrowed: Narrowed, names: Sequence[str], end: float, most: int
) -> tuple[tuple[Facet, ...], Count | None]:
    """The facets as far as they are counted by `end` (of `time.monotonic`); and how many claims that were, None where
    none had to be looked at."""
    left = max(0.0, end - time.monotonic())
    unfiltered = not narrowed.conditions
    kept = [name for name in names if unfiltered and (name in _OWN or name in COUNTED_PLACES)]
    found = {name: (Counter(_kept(connection, name, most + 1)), True) for name in kept}
    if unfiltered and "status" in names:
        found["status"] = (_statuses(connection, narrowed.total or 0), True)
    rest = [name for name in names if name not in found]
    claims: Count | None = None
    if rest:
        counting = _Counting(connection, narrowed, rest)
        complete = counting.run(end - left * (1 - _SHARE))
        found.update((name, (counting.found[name], complete)) for name in rest)
        claims = Count(counting.claims, complete)
    return tuple(_facet(connection, name, *found[name], most) for name in names), claims


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
    """Claims counted from the newest on, some thousand at a time, by the database."""

    def __init__(self, connection: Connection, narrowed: Narrowed, names: Sequence[str]) -> None:
        self._connection, self._narrowed, self._names = connection, narrowed, names
        self.found: dict[str, Counter[str]] = {name: Counter() for name in names}
        self.claims = 0  # that were counted

    def run(self, end: float) -> bool:
        """Whether all were counted by `end` (of `time.monotonic`)."""
        at: tuple[str, int] | None = None
        sizes = chain(_STEPS, repeat(_STEPS[-1]))
        try:
            for size in sizes:
                with deadline(self._connection, end, 0.0 if at else _LEAST):
                    rows = self._connection.execute(self._step(at, size)).all()
                for name, value, n in rows:
                    if name in self.found and value:
                        self.found[name][value] += n
                    elif name in self.found and name not in _NO_VALUE:
                        self.found[name][""] += n
                number = next((n for name, _, n in rows if name == _NUMBER), 0)
                self.claims += number
                if number < size:
                    return True
                at = next((value, n) for name, value, n in rows if name == _LAST)
                if time.monotonic() > end:
                    break
        except TimeUp:
            pass
        return False

    def _step(self, at: tuple[str, int] | None, size: int) -> Any:
        """Rows of facet, value and number; among them the number of the step's claims, and the last of them."""
        short = short_claims.c
        columns = [COUNTED[name].label(f"of_{name}") for name in self._names if name in _OWN]
        query = self._narrowed.query(short.claim_key, short.known, short.turn, *columns)
        if at is not None:
            query = query.where(beyond(short.known, short.turn, at, rising=False))
        step = in_order(query, "newest").limit(size).cte("step")
        last = select(literal(_LAST), step.c.known, step.c.turn).order_by(step.c.known, step.c.turn).limit(1).subquery()
        parts = [select(literal(_NUMBER), literal(""), func.count()).select_from(step), select(last)]
        parts += [part for name in self._names for part in self._of(name, step)]
        return union_all(*parts)

    def _of(self, name: str, step: Any) -> list[Select[Any]]:
        if name in _OWN:
            value = step.c[f"of_{name}"]
            return [select(literal(name), value, func.count()).group_by(value)]
        if name == "status":
            column = claim_reviews.c
            joined = step.outerjoin(claim_reviews, column.claim_key == step.c.claim_key)
            value = func.coalesce(column.status, "open")
            return [select(literal(name), value, func.count()).select_from(joined).group_by(value)]
        number = func.count(step.c.claim_key.distinct())
        joined = step.join(short_places, short_places.c.claim_key == step.c.claim_key)
        if name in COUNTED_PLACES:
            value = COUNTED_PLACES[name]
        else:  # a region is in itself
            joined = joined.join(places, places.c.place_id == short_places.c.place)
            value = case((places.c.precision == name, places.c.place_id), else_=places.c[f"{name}_id"])
        grouped = select(literal(name), value, number).select_from(joined).where(value.is_not(None)).group_by(value)
        # Without it SQLite may begin with the places of all claims: it does not know how few a step has.
        return [grouped.with_hint(short_places, "INDEXED BY short_places_by_claim", "sqlite")]
