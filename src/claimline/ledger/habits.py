"""The last reports of outlets, and the first of each: what an outlet's habits are seen from.

A ledger may have thousands of outlets. All of them are asked about together, since a query each would take longer to
prepare than to answer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from claimline.ledger.numbers import among
from claimline.ledger.rows import storable
from claimline.ledger.tables import reports, weighed_reports

_ENDS = """SELECT asked.a AS outlet,
    (SELECT min(published) FROM reports WHERE outlet_folded = asked.a AND published <= :until) AS first,
    (SELECT max(published) FROM reports WHERE outlet_folded = asked.a AND published <= :until) AS last
    FROM {asked}"""
_ON = """SELECT reports.key, reports.ref, reports.outlet, reports.published AS known, asked.a AS folded
    FROM {asked} JOIN reports ON reports.outlet_folded = asked.a AND reports.published = asked.b
    ORDER BY reports.key DESC"""
_FROM = """SELECT reports.ref, reports.outlet, reports.published AS known
    FROM {asked} JOIN reports ON reports.outlet_folded = asked.a AND reports.published >= asked.b
    WHERE reports.published <= :until"""
_GIVEN = {  # a table of pairs, given as one parameter
    "sqlite": "(SELECT json_extract(value, '$[0]') a, json_extract(value, '$[1]') b FROM json_each(:asked)) asked",
    "postgresql": "(SELECT value ->> 0 a, value ->> 1 b FROM jsonb_array_elements(CAST(:asked AS jsonb))) asked",
}


def latest_reports(connection: Connection, outlets: Collection[str], until: str, days: int) -> list[Any]:
    """Of each outlet (folded names) the last report that was known by the ISO day `until`, those of the `days` before
    it, and its first: rows of ref, outlet and known."""
    names = sorted(map(storable, outlets))
    ends = {row.outlet: (row.first, row.last) for row in _asked(connection, _ENDS, ([n, ""] for n in names), until)}
    undated = _undated(connection, names, until)
    last = {outlet: day for outlet, (_, day) in ends.items() if day}
    for row in undated:
        last[row.folded] = max(row.known, last.get(row.folded, ""))
    starts = [[outlet, _before(day, days)] for outlet, day in sorted(last.items())]
    firsts = [[outlet, first] for outlet, (first, _) in sorted(ends.items()) if first]
    begun = {
        row.folded: row for row in _asked(connection, _ON, firsts)
    }  # the last one to be put there has the least key
    return [*begun.values(), *undated, *_asked(connection, _FROM, starts, until)]


def _asked(connection: Connection, query: str, asked: Iterable[list[str]], until: str | None = None) -> list[Any]:
    """The rows of a query of pairs: an outlet and a day."""
    given = {"asked": json.dumps(list(asked)), **({"until": until} if until is not None else {})}
    return list(connection.execute(text(query.format(asked=_GIVEN[connection.dialect.name])), given))


def _undated(connection: Connection, outlets: Collection[str], until: str) -> list[Any]:
    column, known = reports.c, weighed_reports.c.known
    query = (
        select(column.ref, column.outlet, known, column.outlet_folded.label("folded"))
        .join(weighed_reports, weighed_reports.c.report_key == column.key)
        .where(among(column.outlet_folded, outlets), column.published.is_(None), known <= until)
    )
    return list(connection.execute(query))


def _before(day: str, days: int) -> str:
    last = date.fromisoformat(day)
    return (last - min(timedelta(days=days), last - date.min)).isoformat()
