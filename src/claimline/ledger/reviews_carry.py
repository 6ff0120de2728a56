"""Keeping `claim_reviews` as the verdicts and the readings have it, in the transaction that changes either."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from claimline.ledger.bulk import put
from claimline.ledger.numbers import among, chunks
from claimline.ledger.queue import enqueue
from claimline.ledger.reviews_rows import Verdicts, any_verdicts, kin, sheets, under, verdicts_of
from claimline.ledger.rows import CLAIMS_PER_REPORT, Row
from claimline.ledger.tables import claim_reviews, claims, judgements, report_versions, reports, verdicts
from claimline.ledger.versions import VERSIONS
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
    """Those of these reports, and of all that share text or address with them, that have either from a judged one.

    Those under an address, too, that these reports make, or made, one of too many reports to be that of one.
    """
    keys = set(report_keys)
    near = kin(connection, keys)
    found = {*of_texts(connection, near.hashes), *(key for some in near.versions.values() for key in some)}
    for url in near.addresses - near.versions.keys():
        some = under(connection, url, VERSIONS + len(keys) + 1)
        if len(set(some) - keys) <= VERSIONS:
            found.update(some)
    found.update(_earlier(connection, keys))
    return found


def _earlier(connection: Connection, report_keys: Iterable[int]) -> set[int]:
    """The reports of which these are later versions, one step back."""
    found: set[int] = set()
    column = report_versions.c
    for batch in chunks(sorted(report_keys)):
        found.update(connection.execute(select(column.report_key).where(among(column.later_key, batch))).scalars())
    return found


def of_texts(connection: Connection, hashes: Iterable[str]) -> set[int]:
    """The keys of the reports with these texts."""
    found: set[int] = set()
    for batch in chunks(sorted(hashes)):
        found.update(connection.execute(select(reports.c.key).where(among(reports.c.text_hash, batch))).scalars())
    return found


def carry_undone(connection: Connection, judgement_id: str) -> None:
    """What `carry` does, for all reports that a judgement is about, be its own report there or not."""
    column = judgements.c
    hashes = select(verdicts.c.text_hash).join(judgements, column.key == verdicts.c.judgement_key)
    texts = connection.execute(hashes.where(column.id == judgement_id)).scalars().all()
    urls = select(verdicts.c.url).join(judgements, column.key == verdicts.c.judgement_key)
    addresses = connection.execute(urls.where(column.id == judgement_id, verdicts.c.url.is_not(None))).scalars().all()
    keys = of_texts(connection, texts)
    for url in sorted(set(addresses)):
        keys.update(connection.execute(select(reports.c.key).where(reports.c.url == url).limit(1)).scalars())
    carry(connection, keys)


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
