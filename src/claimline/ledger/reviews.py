"""Looking at what people decided about claims: status, history, what to look at next, what is no longer read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from claimline.errors import NotFound
from claimline.ledger.clock import Clock, stamp
from claimline.ledger.engine import writing
from claimline.ledger.faults import ledger_faults
from claimline.ledger.filters import ClaimFilter
from claimline.ledger.judgements import Judgement
from claimline.ledger.judgements import history as history_of
from claimline.ledger.lookup import living_id
from claimline.ledger.numbers import among, chunks
from claimline.ledger.reviews_due import DueClaim, due_claims
from claimline.ledger.reviews_exchange import Imported, exported, take_in
from claimline.ledger.reviews_lost import Lost, lost
from claimline.ledger.reviews_rows import sheets, verdicts_of
from claimline.ledger.rows import storable
from claimline.ledger.tables import claim_reviews, claims, judgement_subjects, judgements, reports
from claimline.model.judgement import Status
from claimline.model.record import Record
from claimline.reviewing import judged, standing


@dataclass(frozen=True, slots=True)
class Review:
    """What the judgements on a claim come to. judgement: the last that stands (its id), `at` and `who` of it.

    report: the ref of the report whose copy of the claim this is. disputed: people differ. reopened: why it is open
    again although it was judged, else "".
    """

    claim: str
    report: str
    status: Status
    judgement: str | None = None
    at: str | None = None
    who: str | None = None
    disputed: bool = False
    reopened: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that was judged. program: the record as it was read; record: as people left it, None where rejected.

    text: of its report. published: ISO day.
    """

    review: Review
    program: Record
    record: Record | None
    text: str
    published: str | None


class Reviews:
    """Looks at judgements on claims, and takes in those of another ledger."""

    def __init__(self, engine: Engine, where: str, clock: Clock) -> None:
        self._engine, self._where, self._clock = engine, where, clock

    def status(self, names: Iterable[str]) -> dict[str, Review]:
        """What is decided about these claims: ids, or keys `report:claim`, whole; unknown ones are left out.

        Of several copies with one id it is the one that came first, as in `View.claim`.
        """
        wanted = {name: storable(name).rpartition(":") for name in names}
        with ledger_faults(self._where), self._engine.connect() as connection:
            found = _reviews(connection, {claim for _, _, claim in wanted.values()})
        by_name: dict[str, Review] = {}
        for one in found:
            by_name.setdefault(one.claim, one)
            by_name[f"{one.report}:{one.claim}"] = one
        return {name: by_name[name] for name in wanted if name in by_name}

    def history(self, name: str) -> tuple[Judgement, ...]:
        """Every judgement on a claim, oldest first: on all its copies and what it was in earlier readings, undone too.

        name: its id, the beginning of one, or the id that it had in an earlier reading. Raises NotFound.
        """
        with ledger_faults(self._where), self._engine.connect() as connection:
            ids = {storable(name)}
            try:
                ids.add(living_id(connection, name))
            except NotFound:
                if not _subject(connection, storable(name)):
                    raise
            return history_of(connection, _judgement_keys(connection, ids))

    def due(self, *, limit: int = 20, filters: ClaimFilter | None = None) -> tuple[DueClaim, ...]:
        """What to look at next, at most `limit`: claims that nobody has judged, and those that are open again.

        Those opened again come first, then by score; every score is the sum of its parts, which say why. Without
        filters the candidates are the claims that weighing found most worth a look and the newest ones; with filters
        they are the newest that pass.
        """
        with ledger_faults(self._where), self._engine.connect() as connection:
            return due_claims(connection, limit=limit, filters=filters)

    def judged(self) -> Iterator[Judged]:
        """Every claim of the ledger with a judgement that stands, in the order of the reports and their texts."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            keys = select(claims.c.report_key).join(claim_reviews, claim_reviews.c.claim_key == claims.c.key).distinct()
            for batch in chunks(sorted(connection.execute(keys).scalars()), 200):
                yield from _judged(connection, batch)

    def of(self, claim: str) -> Judged | None:
        """A claim as people left it (its whole id; of several copies the first); None where no judgement stands."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            first = select(claims.c.report_key).where(claims.c.id == storable(claim)).order_by(claims.c.key).limit(1)
            keys = connection.execute(first).scalars().all()
            return next((one for one in _judged(connection, keys) if one.review.claim == claim), None)

    def lost(self) -> tuple[Lost, ...]:
        """Judgements that stand on claims which no reading has any more: accepted, but no longer read."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            return tuple(lost(connection))

    def export(self) -> Iterator[Record]:
        """Every judgement on claims as plain data that can be understood without this ledger, in their order."""
        with ledger_faults(self._where), self._engine.connect() as connection:
            yield from exported(connection)

    def take(self, records: Iterable[Record], *, dry_run: bool = False) -> Imported:
        """Take in judgements that `export` gave, all in one transaction; what is there already is left as it is.

        With `dry_run` nothing is written. Raises RecordError for what is no judgement.
        """
        with ledger_faults(self._where), writing(self._engine) as connection:
            return take_in(connection, records, now=stamp(self._clock()), dry_run=dry_run)


def _reviews(connection: Connection, claim_ids: Collection[str]) -> list[Review]:
    column, found = claim_reviews.c, []
    query = (
        select(claims.c.id, reports.c.ref, column.status, column.judgement_id, column.at, column.who)
        .add_columns(column.disputed, column.reopened)
        .join(reports, reports.c.key == claims.c.report_key)
        .outerjoin(claim_reviews, column.claim_key == claims.c.key)
        .order_by(claims.c.key)
    )
    for batch in chunks(sorted(claim_ids)):
        for row in connection.execute(query.where(among(claims.c.id, batch))):
            if row.status is None:
                found.append(Review(row.id, row.ref, "open"))
            else:
                told = (row.status, row.judgement_id, row.at, row.who, bool(row.disputed), row.reopened or "")
                found.append(Review(row.id, row.ref, *told))
    return found


def _judged(connection: Connection, report_keys: Iterable[int]) -> Iterator[Judged]:
    keys = list(report_keys)
    there, found = sheets(connection, keys), verdicts_of(connection, keys)
    for key in keys:
        sheet = there[key]
        for claim, record in sheet.claims.items():
            on_it = found.get(key, {}).get(claim, ())
            one = standing(record, on_it)
            if one.judgement is not None:
                told = (one.judgement, one.at, one.who, one.disputed, one.reopened)
                review = Review(claim, sheet.ref, one.status, *told)
                yield Judged(review, record, judged(record, on_it), sheet.text, sheet.published)


def _subject(connection: Connection, claim_id: str) -> bool:
    query = select(judgement_subjects.c.position).where(judgement_subjects.c.claim_id == claim_id)
    return connection.execute(query.limit(1)).first() is not None


def _judgement_keys(connection: Connection, claim_ids: Collection[str]) -> set[int]:
    """Of all judgements that name one of the claims, or follow to it."""
    subject = judgement_subjects.c
    named = select(subject.judgement_key).where(among(subject.claim_id, sorted(claim_ids)))
    keys = set(connection.execute(named).scalars())
    of_claims = select(claims.c.report_key, claims.c.id).where(among(claims.c.id, sorted(claim_ids)))
    there = connection.execute(of_claims).all()
    verdicts = verdicts_of(connection, {row.report_key for row in there})
    ids = {one.id for row in there for one in verdicts.get(row.report_key, {}).get(row.id, ())}
    keys.update(connection.execute(select(judgements.c.key).where(among(judgements.c.id, sorted(ids)))).scalars())
    return keys
