"""Checking judgements on claims: that they can be read, and that what they come to is what was noted."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from claimline.ledger.numbers import chunks
from claimline.ledger.reviews_carry import rows_of
from claimline.ledger.rows import CLAIMS_PER_REPORT
from claimline.ledger.tables import claim_reviews, judgements, reports, verdicts

_OF_CLAIMS = ("accept", "fix", "reject")


def review_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Where (a table and an id) something is wrong, and what."""
    bare = ~select(verdicts.c.position).where(verdicts.c.judgement_key == judgements.c.key).exists()
    query = select(judgements.c.id).where(judgements.c.undoes.is_(None), judgements.c.verb.in_(_OF_CLAIMS), bare)
    for (judgement_id,) in connection.execute(query):
        yield f"judgements {judgement_id}", "what it was about is not noted"
    broken = False
    for row in connection.execute(select(verdicts)):
        try:
            for body in (row.seen, row.changes, row.report):
                json.loads(body)
        except (TypeError, ValueError):
            broken = True
            yield f"verdicts {row.judgement_key}", "it cannot be read"
    if not broken:
        yield from _standings(connection)


def _standings(connection: Connection) -> Iterator[tuple[str, str]]:
    noted = {row["claim_key"]: dict(row) for row in connection.execute(select(claim_reviews)).mappings()}
    keys = connection.execute(select(reports.c.key).order_by(reports.c.key)).scalars().all()
    for page in chunks(keys, 500):
        for row in rows_of(connection, page):
            if noted.pop(row["claim_key"], None) != row:
                yield f"claim_reviews {row['claim_key']}", "it is not what the judgements come to"
    for key in sorted(noted):
        yield f"claim_reviews {key}", f"no judgement is about this claim of report {key // CLAIMS_PER_REPORT}"
