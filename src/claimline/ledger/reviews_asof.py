"""Claims that people judged after a day: what each told on that day, before they were fixed, rejected or restored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claimline.ledger.numbers import among, chunks
from claimline.ledger.reviews_rows import any_verdicts, sheets, verdicts_of
from claimline.ledger.tables import judgements, reports, verdicts
from claimline.model.record import Record
from claimline.reviewing import judged


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A claim that is another one since than it was on the day asked for.

    then, now: the records as people had left them; None where it is rejected. known: ISO day of its report; text: of
    its report, as the ledger stores it.
    """

    ref: str
    claim: str
    known: str
    text: str
    then: Record | None
    now: Record | None


def judged_otherwise(connection: Connection, known: str) -> Iterator[Otherwise]:
    """The claims of reports known by the ISO day that judgements have changed after it.

    What it costs grows with the number of claims that were ever fixed or rejected.
    """
    if not any_verdicts(connection) or not _later(connection, known):
        return
    for batch in chunks(_changed(connection, known), 500):
        there, found = sheets(connection, batch), verdicts_of(connection, batch)
        for key, by_claim in found.items():
            sheet = there[key]
            for claim, on_it in by_claim.items():
                record = sheet.claims[claim]
                then, now = judged(record, on_it, known=known), judged(record, on_it)
                if _told(then) != _told(now):
                    day = sheet.published or sheet.added_at[:10]
                    yield Otherwise(sheet.ref, claim, day, sheet.text, then, now)


def _later(connection: Connection, known: str) -> bool:
    """Whether anything was judged after the day ("~" sorts after the hours of a day)."""
    query = select(judgements.c.key).where(
        judgements.c.at > f"{known}~", judgements.c.verb.in_(("accept", "fix", "reject"))
    )
    return connection.execute(query.limit(1)).first() is not None


def _changed(connection: Connection, known: str) -> list[int]:
    """The reports known by the day that share text or address with one of which a claim was fixed or rejected."""
    about = (
        select(verdicts.c.text_hash, verdicts.c.url)
        .join(judgements, judgements.c.key == verdicts.c.judgement_key)
        .where(judgements.c.verb.in_(("fix", "reject")))
        .distinct()
    )
    rows = connection.execute(about).all()
    same = (
        (reports.c.text_hash, sorted({row.text_hash for row in rows})),
        (reports.c.url, sorted({row.url for row in rows if row.url is not None})),
    )
    found: set[int] = set()
    for column, values in same:
        for batch in chunks(values):
            query = select(reports.c.key, reports.c.published, reports.c.added_at).where(among(column, batch))
            found.update(row.key for row in connection.execute(query) if (row.published or row.added_at[:10]) <= known)
    return sorted(found)


def _told(record: Record | None) -> Record | None:
    """A record without what is said of its judgements."""
    return {name: value for name, value in record.items() if name not in ("review", "fixed")} if record else None
