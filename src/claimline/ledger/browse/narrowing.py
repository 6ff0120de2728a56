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

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select

from claimline.ledger.filters import ClaimFilter, Condition, in_area
from claimline.ledger.lookup import report_key
from claimline.ledger.numbers import among
from claimline.ledger.rows import CLAIMS_PER_REPORT, fold, storable
from claimline.ledger.search import claim_has, claim_keys
from claimline.ledger.tables import claim_counts, claim_places, claim_reviews, short_claims, short_places
from claimline.model.judgement import Status

_FREQUENT = 100_000  # claims with a word
FEW = 20_000  # claims that are quicker looked up and sorted than walked by
_SEVERAL = 4000  # claims with some words, of which the newest are sooner found by walking, unless all of them are old
_MANY = 1 << 60
_EXACT = ("kind", "family", "speaker_side", "modality", "polarity", "framing", "actor_side", "target_side")
_INDEXED = ("kind", "family", "speaker", "speaker_side", "outlet")
_ALL = "known"  # the index of all claims
_DEARER = 50  # times that it costs more to look a claim up and sort it than to walk by it


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Conditions on `short_claims`, and how to come by the rows.

    index: the index of SQLite to walk; None where a condition looks up the keys of few rows. size: how many rows the
    index leads to, at most as far as is known. total: the exact number,
    where it is known without counting. walking: another way, which may come to the newest rows sooner.
    """

    conditions: tuple[Condition, ...]
    index: str | None
    size: int
    total: int | None
    walking: Narrowed | None = None

    def query(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """The columns of the claims that pass, in no order."""
        found = select(*columns).select_from(short_claims).where(*self.conditions)
        hint = f"INDEXED BY {self.index}" if self.index else "NOT INDEXED"  # which leaves the primary key
        return found.with_hint(short_claims, hint, "sqlite")


def narrow(connection: Connection, filters: ClaimFilter) -> Narrowed:
    """Raises NotFound where `filters.report` is none, UsageError for `words` without a word."""
    short = short_claims.c
    conditions: list[Condition] = []
    sizes: dict[str, int] = {}
    values: dict[str, str] = {name: v for name in _EXACT if (v := getattr(filters, name)) is not None}
    if "kind" in values and values.get("family") == values["kind"].partition(".")[0]:
        del values["family"]  # the kind says it
    elif "kind" in values and "family" in values:
        return Narrowed((false(),), None, 0, 0)
    if filters.speaker_key is not None:
        values["speaker"] = fold(filters.speaker_key)
    if filters.outlet is not None:
        values["outlet"] = fold(filters.outlet)
    for name, value in values.items():
        conditions.append(short[name] == storable(value))
        sizes[name] = _count(connection, name, storable(value))
    ranges = _ranges(filters)
    conditions += ranges
    looked = _looked_up(connection, filters)
    few = min(looked, key=lambda one: one.size, default=None)
    size, best = min((size, name) for name, size in [*sizes.items(), (_ALL, _MANY)] if name in (*_INDEXED, _ALL))
    if ranges and size > FEW:  # the index goes on with the day on which a claim was known
        same = [] if best == _ALL else [short[best] == storable(values[best])]
        size = _at_most(connection, select(short.turn).where(*same, *ranges)) or 1
    walked = few is None or few.size > FEW or few.size > size * _DEARER
    total = _total(connection, values, bool(looked or ranges))
    if total is None and len(looked) == 1 and not conditions and few is not None and few.exact:
        total = few.size
    tests = (*conditions, *(one.test for one in looked))
    walking = Narrowed(tests, f"short_claims_by_{best}", size, total)
    if walked:
        return walking
    keys = (*conditions, *(one.keys if one is few else one.test for one in looked))
    several = filters.words is not None and len(looked) == 1 and few is not None and few.size > _SEVERAL
    return Narrowed(keys, None, size, total, walking if several else None)


def _total(connection: Connection, values: dict[str, str], others: bool) -> int | None:
    if others or len(values) > 1:
        return None
    name, value = next(iter(values.items()), ("", ""))
    return _count(connection, name, value)


def _count(connection: Connection, facet: str, value: str) -> int:
    column = claim_counts.c
    query = select(column.count).where(column.facet == facet, column.value == value)
    return int(connection.execute(query).scalar() or 0)


def _speakers(connection: Connection, part: str) -> _LookedUp:
    """The speakers whose names have the part are looked for among the names, not among the claims."""
    column, other = claim_counts.c, short_claims.alias("of_speakers")
    query = select(column.value, column.count.label("n")).where(
        column.facet == "speaker", column.value.contains(fold(part), autoescape=True)
    )
    sizes = {row.value: row.n for row in connection.execute(query)}
    of_these = select(other.c.claim_key).where(among(other.c.speaker, sorted(sizes)))
    test = among(short_claims.c.speaker, sorted(sizes))
    return _LookedUp(short_claims.c.claim_key.in_(of_these), test, sum(sizes.values()))


def _ranges(filters: ClaimFilter) -> list[Condition]:
    short, wanted = short_claims.c, list[Condition]()
    if filters.known is not None:
        wanted.append(short.known <= filters.known.isoformat())
    if filters.published_since is not None:
        wanted.append(short.known >= filters.published_since.isoformat())
    return wanted


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """A condition without an index in the order of lists. keys: as a set of claims; test: as a question of each claim.

    size: how many it leaves, exact up to `FEW`. exact: that they are so many claims, each once.
    """

    keys: Condition
    test: Condition
    size: int
    exact: bool = False


def _looked_up(connection: Connection, filters: ClaimFilter) -> list[_LookedUp]:
    found: list[_LookedUp] = []
    short = short_claims.c
    if filters.report is not None:
        first = report_key(connection, filters.report) * CLAIMS_PER_REPORT
        of_report = and_(short.claim_key >= first, short.claim_key < first + CLAIMS_PER_REPORT)
        found.append(_LookedUp(of_report, of_report, 0))
    if filters.speaker is not None:
        found.append(_speakers(connection, filters.speaker))
    if filters.words is not None:
        found.append(_having(connection, filters.words))
    if filters.since is not None or filters.until is not None:
        other = short_claims.alias("of_days")
        days = select(other.c.claim_key).where(touching(other.c, filters.since, filters.until))
        test = touching(short, filters.since, filters.until)
        size = _at_most(connection, days)
        found.append(_LookedUp(short.claim_key.in_(days), test, size, size <= FEW))
    if any(v is not None for v in (filters.place, filters.area, filters.role, filters.precision)):
        named = select(short_places.c.claim_key).where(*_of_places(connection, filters))
        test = named.where(short_places.c.claim_key == short.claim_key).exists()
        found.append(_LookedUp(short.claim_key.in_(named), test, _at_most(connection, named)))
    if filters.status is not None:
        found.append(_status(connection, filters.status))
    return found


def _having(connection: Connection, words: str) -> _LookedUp:
    """The index of words gives the keys of all claims with them quickly, but for words that every tenth claim has."""
    having, key = claim_keys(connection, words), short_claims.c.claim_key
    size = _at_most(connection, having, _FREQUENT)
    test = key.in_(having) if size <= _FREQUENT else claim_has(connection, key, words)
    return _LookedUp(key.in_(having), test, size, size <= _FREQUENT)


def _status(connection: Connection, status: Status) -> _LookedUp:
    key, column = short_claims.c.claim_key, claim_reviews.c
    if status == "open":  # what nobody judged has no row
        still = key.not_in(select(column.claim_key).where(column.status != "open"))
        return _LookedUp(still, still, _MANY)
    judged = select(column.claim_key).where(column.status == status)
    return _LookedUp(key.in_(judged), judged.where(column.claim_key == key).exists(), _at_most(connection, judged))


def _at_most(connection: Connection, query: Select[Any], most: int = FEW) -> int:
    """How many rows a query has, looking at no more of them than one over the `most`."""
    some = query.limit(most + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def touching(short: Any, since: date | None, until: date | None) -> Condition:
    """That the days of a claim touch these. A claim of one day, month or year can only begin so long before."""
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
