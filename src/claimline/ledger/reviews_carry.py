"""Keeping `claim_reviews` as the verdicts and the readings have it, in the transaction that changes either."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from claimline.ledger.bulk import put
from claimline.ledger.numbers import among, chunks
from claimline.ledger.queue import enqueue
from claimline.ledger.reviews_rows import Verdicts, any_verdicts, sheets, verdicts_of
from claimline.ledger.rows import CLAIMS_PER_REPORT, Row
from claimline.ledger.tables import claim_reviews, claims, reports, verdicts
from claimline.model.judgement import Standing
from claimline.model.record import Record
from claimline.reviewing import standing


def carry(connection: Connection, report_keys: Iterable[int]) -> None:
    """Reports are new, were read again, or judged: bring what their judgements come to up to date.

    Copies and other versions of them are looked at too, and all that have a judgement wait to be weighed.
    """
    wanted = sorted(set(report_keys))
    if not wanted or not any_verdicts(connection):
        return
    refresh(connection, relatives(connection, wanted))


def relatives(connection: Connection, report_keys: Iterable[int]) -> set[int]:
    """These reports, and all that share text or address with one of them, where a verdict has either."""
    hashes, urls, found = set(), set(), set()
    for batch in chunks(sorted(set(report_keys))):
        query = select(reports.c.key, reports.c.text_hash, reports.c.url).where(among(reports.c.key, batch))
        for row in connection.execute(query):
            found.add(row.key)
            hashes.add(row.text_hash)
            urls.add(row.url)
    near: set[int] = set()
    for column, of_verdict, values in (
        (reports.c.text_hash, verdicts.c.text_hash, sorted(hashes)),
        (reports.c.url, verdicts.c.url, sorted(url for url in urls if url is not None)),
    ):
        for batch in chunks(values):
            judged = set(
                connection.execute(select(of_verdict).where(among(of_verdict, batch)).distinct()).scalars().all()
            )
            near.update(connection.execute(select(reports.c.key).where(among(column, sorted(judged)))).scalars())
    return near


def refresh(connection: Connection, report_keys: Iterable[int]) -> None:
    """Work out anew what the judgements on the claims of these reports come to; the reports wait to be weighed."""
    keys = sorted(set(report_keys))
    rows = rows_of(connection, keys)
    for key in keys:
        of_report = claim_reviews.c.claim_key
        first = key * CLAIMS_PER_REPORT
        span = (of_report >= first) & (of_report < first + CLAIMS_PER_REPORT)
        connection.execute(delete(claim_reviews).where(span))
    put(connection, claim_reviews, rows)
    enqueue(connection, keys)


def rows_of(connection: Connection, report_keys: Iterable[int]) -> list[Row]:
    """What the judgements on the claims of these reports come to, a row for each claim that has any that stands."""
    found = verdicts_of(connection, report_keys)
    there = sheets(connection, found)
    numbers = _claim_keys(connection, found)
    return [
        _row(numbers[key, claim], one)
        for key, verdicts_here in found.items()
        for claim, one in standings_of(there[key].claims, verdicts_here).items()
    ]


def standings_of(records: dict[str, Record], found: Verdicts) -> dict[str, Standing]:
    """What the verdicts come to, for each claim of which one stands."""
    every = {claim: standing(records[claim], verdicts_here) for claim, verdicts_here in found.items()}
    return {claim: one for claim, one in every.items() if one.judgement is not None}


def _claim_keys(connection: Connection, report_keys: Iterable[int]) -> dict[tuple[int, str], int]:
    found = {}
    for batch in chunks(sorted(report_keys)):
        query = select(claims.c.report_key, claims.c.id, claims.c.key).where(among(claims.c.report_key, batch))
        found.update({(report, claim): key for report, claim, key in connection.execute(query)})
    return found


def _row(claim_key: int, one: Standing) -> Row:
    return {
        "claim_key": claim_key,
        "status": one.status,
        "judgement_id": one.judgement,
        "at": one.at,
        "who": one.who,
        "disputed": one.disputed,
        "reopened": one.reopened or None,
    }
