"""Claims in short: the rows that lists, counts and maps are made from, kept beside the claims that they follow from.

`Writer` calls it in its own transaction: what is listed and counted is always what is there. Migration 0004 makes the
same rows for ledgers from before; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    union_all,
)

from claimline.ledger.numbers import among, chunks
from claimline.ledger.rows import CLAIMS_PER_REPORT
from claimline.ledger.tables import claim_places, claims, reports, short_claims, short_places

CHANGES = "changes"  # the value of facet '' that says how often the ledger was changed
WEIGHED = "weighed"  # … and how often what weighing found was
#: Properties whose values are counted, with the columns that have them.
COUNTED: dict[str, ColumnElement[Any]] = {
    "": literal(""),
    **{
        name: short_claims.c[name]
        for name in (
            "kind",
            "family",
            "speaker",
            "speaker_side",
            "outlet",
            "modality",
            "polarity",
            "framing",
            "actor_side",
            "target_side",
        )
    },
    "month": func.substr(short_claims.c.first_day, 1, 7),
}
COUNTED_PLACES: dict[str, ColumnElement[Any]] = {"place": short_places.c.place, "precision": short_places.c.precision}

_ADD = text(
    "INSERT INTO claim_counts (facet, value, count) VALUES (:facet, :value, :count) "
    "ON CONFLICT (facet, value) DO UPDATE SET count = claim_counts.count + excluded.count"
)


def keep_short(connection: Connection, report_keys: Collection[int]) -> None:
    """Note the claims of these reports, which must be there and not be noted yet, and count them."""
    for batch in chunks(sorted(report_keys), 500):
        rows = _rows().where(among(claims.c.report_key, batch))
        connection.execute(insert(short_claims).from_select([c.name for c in short_claims.columns], rows))
        places = _places().where(among(claims.c.report_key, batch))
        connection.execute(insert(short_places).from_select([c.name for c in short_places.columns], places))
        _count(connection, _of_reports(batch), 1)


def take_out_short(connection: Connection, report_key: int) -> None:
    """Count the claims of a report no longer; their rows go with the claims."""
    _count(connection, _of_reports([report_key]), -1)


def note_change(connection: Connection, *, weighed: bool = False) -> None:
    """That anything that is shown may be another than before (see `Browse.version`).

    weighed: pictures too, which follow from what was weighed.
    """
    changed = (CHANGES, WEIGHED) if weighed else (CHANGES,)
    connection.execute(_ADD, [{"facet": "", "value": value, "count": 1} for value in changed])


def _of_reports(keys: Collection[int]) -> ColumnElement[bool]:
    """Keys of claims begin with that of their report: ranges of the primary key."""
    column, runs = short_claims.c.claim_key, list[list[int]]()
    for key in sorted(keys):
        if runs and runs[-1][1] == key:
            runs[-1][1] = key + 1
        else:
            runs.append([key, key + 1])
    return or_(*(and_(column >= a * CLAIMS_PER_REPORT, column < b * CLAIMS_PER_REPORT) for a, b in runs))


def _count(connection: Connection, wanted: ColumnElement[bool], sign: int) -> None:
    rows = [
        {"facet": facet, "value": value, "count": sign * count}
        for facet, value, count in connection.execute(union_all(*_counts(wanted)))
    ]
    if rows:
        rows.sort(key=lambda row: (row["facet"], row["value"]))
        connection.execute(_ADD, rows)


def _counts(wanted: ColumnElement[bool]) -> Iterator[Select[Any]]:
    for facet, column in COUNTED.items():
        yield select(literal(facet), column, func.count()).select_from(short_claims).where(wanted).group_by(column)
    joined = short_places.join(short_claims, short_claims.c.claim_key == short_places.c.claim_key)
    for facet, column in COUNTED_PLACES.items():
        number = func.count(short_places.c.claim_key.distinct())
        yield select(literal(facet), column, number).select_from(joined).where(wanted).group_by(column)


def _rows() -> Select[Any]:
    of, told = claims.c, reports.c
    first, last = of.first_day, of.last_day
    return (
        select(
            of.key,
            of.report_key * CLAIMS_PER_REPORT + (CLAIMS_PER_REPORT - 1) - of.position,
            func.coalesce(told.published, func.substr(told.added_at, 1, 10)),
            of.kind,
            of.family,
            *(func.coalesce(column, "") for column in (of.speaker_folded, of.speaker_side, told.outlet_folded)),
            of.modality,
            of.polarity,
            *(func.coalesce(column, "") for column in (of.framing, of.actor_side, of.target_side, first, last)),
            case(
                (or_(first.is_(None), first == last), 0),
                (func.substr(first, 1, 7) == func.substr(last, 1, 7), 1),
                (func.substr(first, 1, 4) == func.substr(last, 1, 4), 2),
                else_=3,
            ),
        )
        .select_from(claims.join(reports, reports.c.key == of.report_key))
        .order_by(of.key)
    )


def _places() -> Select[Any]:
    named, short = claim_places.c, short_claims.c
    return (
        select(
            func.coalesce(named.place_id, named.name_folded),
            short.known,
            short.turn,
            named.role,
            named.precision,
            short.claim_key,
        )
        .distinct()
        .select_from(claims)
        .join(short_claims, short.claim_key == claims.c.key)
        .join(claim_places, named.claim_key == short.claim_key)
    )
