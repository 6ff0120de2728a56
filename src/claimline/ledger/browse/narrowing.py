"""From filters of claims to conditions on the short rows, and to the index that is best walked.

Databases know little of how many rows a value has; the ledger does: `claim_counts` has the numbers. The rarest value
that is asked for is therefore chosen here, and the order of its index is that of the list: the first rows of a page are
found without looking at the others. Where only days, areas or words narrow it, their claims are looked up first when
they are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select

from claimline.ledger.filters import ClaimFilter, Condition, in_area
from claimline.ledger.lookup import report_key
from claimline.ledger.numbers import among
from claimline.ledger.rows import CLAIMS_PER_REPORT, fold, storable
from claimline.ledger.search import claim_condition
from claimline.ledger.tables import claim_counts, claim_places, claim_reviews, claims, short_claims, short_places

FEW = 20_000  # claims that are quicker looked up and sorted than walked by
_MANY = 1 << 60
_EXACT = ("kind", "family", "speaker_side", "modality", "polarity", "framing", "actor_side", "target_side")
_INDEXED = ("kind", "family", "speaker", "outlet")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Conditions on `short_claims`, and how to come by the rows.

    index: the index of SQLite to walk; None where the conditions themselves look up few rows. total: the exact number,
    where it is known without counting.
    """

    conditions: tuple[Condition, ...]
    index: str | None
    total: int | None

    def query(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """The columns of the claims that pass, in no order."""
        found = select(*columns).select_from(short_claims).where(*self.conditions)
        return found.with_hint(short_claims, f"INDEXED BY {self.index}", "sqlite") if self.index else found


def narrow(connection: Connection, filters: ClaimFilter) -> Narrowed:
    """Raises NotFound where `filters.report` is none, UsageError for `words` without a word."""
    short = short_claims.c
    conditions: list[Condition] = []
    sizes: dict[str, int] = {}
    values: dict[str, str] = {name: v for name in _EXACT if (v := getattr(filters, name)) is not None}
    if filters.speaker_key is not None:
        values["speaker"] = fold(filters.speaker_key)
    if filters.outlet is not None:
        values["outlet"] = fold(filters.outlet)
    for name, value in values.items():
        conditions.append(short[name] == storable(value))
        sizes[name] = _count(connection, name, storable(value))
    if filters.speaker is not None:
        conditions.append(_speakers(connection, filters.speaker))
    conditions += _ranges(filters)
    looked = _looked_up(connection, filters)
    found = [condition for condition, _ in looked]
    few = min((size for _, size in looked), default=_MANY)
    best = min((size, name) for name, size in [*sizes.items(), ("", _MANY)] if name in (*_INDEXED, ""))
    index = None if few <= FEW and few <= best[0] * 50 else f"short_claims_by_{best[1] or 'known'}"
    total = _total(connection, values, bool(found or len(conditions) > len(values)))
    return Narrowed((*conditions, *found), index, total)


def _total(connection: Connection, values: dict[str, str], others: bool) -> int | None:
    if others or len(values) > 1:
        return None
    name, value = next(iter(values.items()), ("", ""))
    return _count(connection, name, value)


def _count(connection: Connection, facet: str, value: str) -> int:
    column = claim_counts.c
    query = select(column.count).where(column.facet == facet, column.value == value)
    return int(connection.execute(query).scalar() or 0)


def _speakers(connection: Connection, part: str) -> Condition:
    """The speakers whose names have the part are looked for among the names, not among the claims."""
    column = claim_counts.c
    query = select(column.value).where(column.facet == "speaker", column.value.contains(fold(part), autoescape=True))
    return among(short_claims.c.speaker, list(connection.execute(query).scalars()))


def _ranges(filters: ClaimFilter) -> list[Condition]:
    short, wanted = short_claims.c, list[Condition]()
    if filters.known is not None:
        wanted.append(short.known <= filters.known.isoformat())
    if filters.published_since is not None:
        wanted.append(short.known >= filters.published_since.isoformat())
    return wanted


def _looked_up(connection: Connection, filters: ClaimFilter) -> list[tuple[Condition, int]]:
    """Conditions that have no index in the order of lists, with how many claims each leaves, as far as is known."""
    found: list[tuple[Condition, int]] = []
    short = short_claims.c
    if filters.report is not None:
        key = report_key(connection, filters.report)
        first = key * CLAIMS_PER_REPORT
        found.append((and_(short.claim_key >= first, short.claim_key < first + CLAIMS_PER_REPORT), 0))
    if filters.words is not None:
        keys = select(claims.c.key).where(claim_condition(connection, filters.words))
        found.append((short.claim_key.in_(keys), FEW))
    if filters.since is not None or filters.until is not None:
        days = touching(filters.since, filters.until)
        found.append((days, _at_most(connection, select(literal(1)).where(days))))
    if any(v is not None for v in (filters.place, filters.area, filters.role, filters.precision)):
        wanted = _of_places(connection, filters)
        query = select(short_places.c.claim_key).where(*wanted)
        found.append((short.claim_key.in_(query), _at_most(connection, query)))
    if filters.status is not None:
        judged = select(claim_reviews.c.claim_key)
        if filters.status == "open":
            shut = judged.where(claim_reviews.c.status != "open")
            found.append((short.claim_key.not_in(shut), _MANY))
        else:
            query = judged.where(claim_reviews.c.status == filters.status)
            found.append((short.claim_key.in_(query), _at_most(connection, query)))
    return found


def _at_most(connection: Connection, query: Select[Any]) -> int:
    """How many rows a query has, looking at no more of them than are few."""
    some = query.limit(FEW + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def touching(since: date | None, until: date | None) -> Condition:
    """That the days of a claim touch these. A claim of one day, month or year can only begin so long before."""
    short = short_claims.c
    first, last = since.isoformat() if since else "", until.isoformat() if until else "9999-12-31"
    begins = (first or "0", first[:8] and f"{first[:8]}01", first[:5] and f"{first[:5]}01-01", "0")
    return or_(
        *(
            and_(
                short.reach == reach,
                short.first_day >= (begin or "0"),
                short.first_day <= last,
                *((short.last_day >= first,) if reach else ()),
            )
            for reach, begin in enumerate(begins)
        )
    )


def _of_places(connection: Connection, filters: ClaimFilter) -> list[Condition]:
    place, wanted = short_places.c, list[Condition]()
    if filters.place is not None:
        wanted.append(among(place.place, place_keys(connection, filters.place)))
    if filters.area is not None:
        ids = connection.execute(in_area(filters.area)).scalars()
        wanted.append(among(place.place, sorted({storable(filters.area), *ids})))
    if filters.role is not None:
        wanted.append(place.role == filters.role)
    if filters.precision is not None:
        wanted.append(place.precision == filters.precision)
    return wanted


def place_keys(connection: Connection, name: str) -> Sequence[str]:
    """The places that an id or a name may mean, as `short_places` calls them."""
    named, folded = claim_places.c, fold(name)
    ids = connection.execute(
        select(named.place_id).where(named.name_folded == folded, named.place_id.is_not(None)).distinct()
    ).scalars()
    return sorted({storable(name), folded, *ids})
