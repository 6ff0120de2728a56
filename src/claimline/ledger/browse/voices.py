"""Speakers and outlets: pages of them by name, and one. They have no other order: none is a track record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from claimline.errors import NotFound
from claimline.ledger.browse.claims import need_sort
from claimline.ledger.browse.cursor import cursor, digest, place_of
from claimline.ledger.browse.pages import Page, Sort
from claimline.ledger.filters import OutletFilter, SpeakerFilter
from claimline.ledger.numbers import among
from claimline.ledger.rows import fold, storable
from claimline.ledger.tables import claim_counts, claims, reports, short_claims
from claimline.model.record import Record

LISTED, SHOWN = 50, 1000  # claims that are looked at for a speaker in a list, and for one that is shown
_counts, _short = claim_counts.c, short_claims.c


def speakers_page(connection: Connection, filters: SpeakerFilter, sort: Sort, after: str | None, limit: int) -> Page:
    need_sort(sort, ("name",))
    listed = digest("speakers", filters, sort)
    at = place_of(after, listed, (str,))
    query = speakers_query(filters).order_by(_counts.value)
    if at is not None:
        query = query.where(_counts.value > at[0])
    rows = connection.execute(query.limit(limit + 1)).all()
    shown = rows[:limit]
    records = _speakers(connection, {row.value: row.n for row in shown}, LISTED)
    return Page(
        tuple(records[row.value] for row in shown), cursor(listed, (shown[-1].value,)) if len(rows) > limit else None
    )


def speakers_query(filters: SpeakerFilter) -> Select[Any]:
    query = select(_counts.value, _counts.count.label("n")).where(
        _counts.facet == "speaker", _counts.value > "", _counts.count > 0
    )
    if filters.name is not None:
        query = query.where(_counts.value.contains(fold(filters.name), autoescape=True))
    if filters.side is not None:
        of_side = select(_short.speaker).where(
            _short.speaker == _counts.value, _short.speaker_side == storable(filters.side)
        )
        query = query.where(of_side.correlate(claim_counts).exists())
    return query


def speaker_record(connection: Connection, key: str) -> Record:
    """The speaker of this name, in any case; "" is the report's own voice. Raises NotFound."""
    folded = fold(key)
    query = select(_counts.count).where(_counts.facet == "speaker", _counts.value == folded)
    count = connection.execute(query).scalar()
    if not count:
        raise NotFound(f"no claim of this ledger has a speaker {key!r}", then="See them in the list of speakers.")
    return _speakers(connection, {folded: int(count)}, SHOWN)[folded]


def _speakers(connection: Connection, counts: dict[str, int], most: int) -> dict[str, Record]:
    """Speakers by their keys: `{key, name, role, kind, sides, claims, reports, outlets, families, complete, …}`.

    name, role and kind as they are written most often; first_known, last_known: days on which the first and the last
    claim was known. Not `complete`: name, role, kind, sides, reports, outlets and families are of the newest claims
    only; `claims` is always the number of all. counts: number of claims of each. most: claims that are looked at.
    """
    few = sorted(key for key, count in counts.items() if count <= most)
    told: dict[str, list[Any]] = {key: [] for key in counts}
    for row in connection.execute(_told(select(*_TOLD).where(among(_short.speaker, few)).subquery())):
        told[row.speaker].append(row)
    for key in sorted(counts.keys() - set(few)):
        newest = select(*_TOLD).where(_short.speaker == key).order_by(_short.known.desc(), _short.turn.desc())
        told[key] = list(connection.execute(_told(newest.limit(most).subquery())))
    spans = select(_short.speaker, func.min(_short.known), func.max(_short.known)).group_by(_short.speaker)
    days = connection.execute(spans.where(among(_short.speaker, sorted(counts))))
    return {key: _speaker(key, counts[key], told[key], (first, last)) for key, first, last in days}


_TOLD = (_short.claim_key, _short.speaker, _short.family, _short.outlet)


def _told(some: Any) -> Select[Any]:
    """What claims tell of their speakers."""
    parts = (claims.c[f"speaker_{name}"].label(name) for name in ("name", "role", "kind", "side"))
    columns = (some.c.speaker, some.c.family, some.c.outlet, claims.c.report_key, *parts)
    return select(*columns).join(some, some.c.claim_key == claims.c.key)


def _speaker(key: str, count: int, rows: Sequence[Any], days: tuple[str, str]) -> Record:
    families = Counter(row.family for row in rows)
    return {
        "key": key,
        "name": _most(row.name for row in rows),
        "role": _most(row.role for row in rows),
        "kind": _most(row.kind for row in rows),
        "sides": sorted({row.side for row in rows if row.side}),
        "claims": count,
        "reports": len({row.report_key for row in rows}),
        "outlets": len({row.outlet for row in rows if row.outlet}),
        "families": dict(sorted(families.items(), key=lambda pair: (-pair[1], pair[0]))),
        "complete": count == len(rows),
        "first_known": days[0],
        "last_known": days[1],
    }


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent of them, then the first in order; None where there is none."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def outlets_page(connection: Connection, filters: OutletFilter, sort: Sort, after: str | None, limit: int) -> Page:
    need_sort(sort, ("name",))
    listed = digest("outlets", filters, sort)
    at = place_of(after, listed, (str,))
    query = outlets_query(filters)
    if at is not None:
        query = query.where(reports.c.outlet_folded > at[0])
    rows = connection.execute(query.order_by(reports.c.outlet_folded).limit(limit + 1)).all()
    shown = rows[:limit]
    following = cursor(listed, (shown[-1].key,)) if len(rows) > limit else None
    return Page(_outlets(connection, shown), following)


def outlets_query(filters: OutletFilter) -> Select[Any]:
    """Outlets with their reports counted; the name is that of the newest report."""
    column, one = reports.c, reports.alias("one")
    newest = select(one.c.outlet).where(one.c.outlet_folded == column.outlet_folded)
    query = select(
        column.outlet_folded.label("key"),
        newest.order_by(one.c.published.desc()).limit(1).scalar_subquery().label("name"),
        func.count().label("reports"),
        func.min(column.published).label("first_published"),
        func.max(column.published).label("last_published"),
    )
    return _narrowed(query, filters).group_by(column.outlet_folded)


def outlets_counted(filters: OutletFilter) -> Select[Any]:
    """All that pass, to be counted."""
    return _narrowed(select(reports.c.outlet_folded).distinct(), filters)


def _narrowed(query: Select[Any], filters: OutletFilter) -> Select[Any]:
    key = reports.c.outlet_folded
    query = query.where(key.is_not(None))
    return query if filters.name is None else query.where(key.contains(fold(filters.name), autoescape=True))


def outlet_record(connection: Connection, key: str) -> Record:
    """The outlet of this name, in any case. Raises NotFound."""
    row = connection.execute(outlets_query(OutletFilter()).where(reports.c.outlet_folded == fold(key))).first()
    if row is None:
        raise NotFound(f"no report of this ledger is of an outlet {key!r}", then="See them in the list of outlets.")
    return _outlets(connection, [row])[0]


def _outlets(connection: Connection, rows: Sequence[Any]) -> tuple[Record, ...]:
    """`{key, name, reports, claims, first_published, last_published}` of each."""
    keys = [row.key for row in rows]
    counted = select(_counts.value, _counts.count).where(_counts.facet == "outlet", among(_counts.value, keys))
    claimed: dict[str, int] = dict(tuple(row) for row in connection.execute(counted))
    return tuple(
        {
            "key": row.key,
            "name": row.name,
            "reports": row.reports,
            "claims": claimed.get(row.key, 0),
            "first_published": row.first_published,
            "last_published": row.last_published,
        }
        for row in rows
    )
