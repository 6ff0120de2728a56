"""What reports are known by, without their texts: many at once, and how many came out in a period."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from claimline.ledger.numbers import among, chunks
from claimline.ledger.tables import reports, weighed_reports
from claimline.model.sitrep import Sheet, Watched


def sheets(connection: Connection, refs: Iterable[str]) -> dict[str, Sheet]:
    """The reports with these refs, by ref; a ref that the ledger does not know is left out."""
    column, found = reports.c, {}
    names = (column.ref, column.outlet, column.title, column.url, column.published)
    for batch in chunks(sorted(set(refs))):
        query = select(*names, column.reader_name, column.reader_version).where(among(column.ref, batch))
        for row in connection.execute(query):
            reader = f"{row.reader_name} {row.reader_version}" if row.reader_name else None
            found[row.ref] = Sheet(row.ref, row.outlet, row.title, row.url, row.published, reader)
    return found


def watched(connection: Connection, since: str | None, until: str) -> Watched:
    """The weighed reports that became known on the ISO days from `since` to `until`, whatever they are about."""
    column = reports.c
    query = (
        select(column.outlet, func.count().label("n"))
        .join(weighed_reports, weighed_reports.c.report_key == column.key)
        .where(weighed_reports.c.known <= until)
        .group_by(column.outlet)
    )
    if since is not None:
        query = query.where(weighed_reports.c.known >= since)
    rows = connection.execute(query).all()
    return Watched(sum(row.n for row in rows), tuple(sorted(row.outlet for row in rows if row.outlet)))
