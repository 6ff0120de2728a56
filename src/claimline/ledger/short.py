"""Claims in short: the rows that lists, counts and maps are made from, kept beside the claims that they follow from.

`Writer` calls it in its own transaction: what is listed and counted is always what is there. Migration 0004 makes the
same rows for ledgers from before; a test holds the two together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal, text

from claimline.ledger.rows import CLAIMS_PER_REPORT
from claimline.ledger.tables import short_claims, short_places

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

_CLAIMS = tuple(column.name for column in short_claims.columns)
_PLACES = tuple(column.name for column in short_places.columns)
# Plain SQL: of statements as short as these, SQLAlchemy's own work would be most of the time that a report takes.
_ADD = text(
    "INSERT INTO claim_counts (facet, value, count) VALUES (:facet, :value, :count) "
    "ON CONFLICT (facet, value) DO UPDATE SET count = claim_counts.count + excluded.count"
)
#: What the rows say, of all claims and of all their places; `verify` compares with it.
OF_CLAIMS = f"""SELECT c.key AS claim_key,
    c.report_key * {CLAIMS_PER_REPORT} + {CLAIMS_PER_REPORT - 1} - c.position AS turn,
    coalesce(r.published, substr(r.added_at, 1, 10)) AS known, c.kind, c.family,
    coalesce(c.speaker_folded, '') AS speaker, coalesce(c.speaker_side, '') AS speaker_side,
    coalesce(r.outlet_folded, '') AS outlet, c.modality, c.polarity, coalesce(c.framing, '') AS framing,
    coalesce(c.actor_side, '') AS actor_side, coalesce(c.target_side, '') AS target_side,
    coalesce(c.first_day, '') AS first_day, coalesce(c.last_day, '') AS last_day,
    CASE WHEN c.first_day IS NULL OR c.first_day = c.last_day THEN 0
        WHEN substr(c.first_day, 1, 7) = substr(c.last_day, 1, 7) THEN 1
        WHEN substr(c.first_day, 1, 4) = substr(c.last_day, 1, 4) THEN 2 ELSE 3 END AS reach
    FROM claims c JOIN reports r ON r.key = c.report_key"""
OF_PLACES = """SELECT DISTINCT coalesce(p.place_id, p.name_folded) AS place, s.known, s.turn, p.role, p.precision,
    s.claim_key FROM short_claims s JOIN claim_places p ON p.claim_key = s.claim_key"""
_NOTE_CLAIMS = text(
    f"INSERT INTO short_claims ({', '.join(_CLAIMS)}) {OF_CLAIMS} WHERE c.key >= :low AND c.key < :high ORDER BY c.key"
)
_NOTE_PLACES = text(
    f"INSERT INTO short_places ({', '.join(_PLACES)}) {OF_PLACES} WHERE s.claim_key >= :low AND s.claim_key < :high"
)
_NOTED_CLAIMS = text(
    "SELECT kind, family, speaker, speaker_side, outlet, modality, polarity, framing, actor_side, target_side, "
    "substr(first_day, 1, 7) AS month FROM short_claims WHERE claim_key >= :low AND claim_key < :high"
)
_NOTED_PLACES = text(
    "SELECT place, precision, claim_key FROM short_places WHERE claim_key >= :low AND claim_key < :high"
)


def keep_short(connection: Connection, report_keys: Collection[int]) -> None:
    """Note the claims of these reports, which must be there and not be noted yet, and count them."""
    ranges = _ranges(report_keys)
    if ranges:
        connection.execute(_NOTE_CLAIMS, ranges)
        connection.execute(_NOTE_PLACES, ranges)
        _count(connection, ranges, 1)


def take_out_short(connection: Connection, report_key: int) -> None:
    """Count the claims of a report no longer; their rows go with the claims."""
    _count(connection, _ranges([report_key]), -1)


def note_change(connection: Connection, *, weighed: bool = False) -> None:
    """That anything that is shown may be another than before (see `Browse.version`).

    weighed: pictures too, which follow from what was weighed.
    """
    changed = (CHANGES, WEIGHED) if weighed else (CHANGES,)
    connection.execute(_ADD, [{"facet": "", "value": value, "count": 1} for value in changed])


def _ranges(report_keys: Collection[int]) -> list[dict[str, int]]:
    """Keys of claims begin with that of their report: ranges of the primary key."""
    runs: list[list[int]] = []
    for key in sorted(report_keys):
        if runs and runs[-1][1] == key:
            runs[-1][1] = key + 1
        else:
            runs.append([key, key + 1])
    return [{"low": first * CLAIMS_PER_REPORT, "high": end * CLAIMS_PER_REPORT} for first, end in runs]


def _count(connection: Connection, ranges: Iterable[dict[str, int]], sign: int) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for part in ranges:
        noted = connection.execute(_NOTED_CLAIMS, part)
        names, rows = tuple(noted.keys()), noted.all()
        if rows:
            counted["", ""] += len(rows)
            for name, values in zip(names, zip(*rows, strict=True), strict=True):
                counted.update((name, value) for value in values)
        of_claims = {
            (name, value, row.claim_key)
            for row in connection.execute(_NOTED_PLACES, part)
            for name, value in (("place", row.place), ("precision", row.precision))
        }
        counted.update((name, value) for name, value, _ in of_claims)
    if counted:
        told = [{"facet": name, "value": value, "count": sign * n} for (name, value), n in sorted(counted.items())]
        connection.execute(_ADD, told)
