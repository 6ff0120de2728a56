"""The bytes that reports came in as: kept once, however many reports came out of them, or how often they came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from claimline.errors import LedgerError, NotFound, UsageError
from claimline.ledger.batch import Batch
from claimline.ledger.numbers import among, chunks
from claimline.ledger.rows import exact_text
from claimline.ledger.tables import originals, raw_originals, report_raws, reports
from claimline.model.original import Original, unpacked


@dataclass(frozen=True, slots=True)
class KeptRaw:
    """Bytes that a report came in as. kind: page, mail, pdf, records, feed or text. hash: SHA-256. length: in bytes."""

    kind: str
    hash: str
    length: int


class Raws:
    """Puts originals into a batch. A report has the first of each kind: an archive may bring a page again every day."""

    def __init__(self, connection: Connection, batch: Batch, coming: Sequence[Original]) -> None:
        self._connection, self._batch = connection, batch
        self._known: set[str] = set()
        self._kinds: dict[int, set[str]] = {}  # of reports of this batch
        hashes = sorted({one.raw.hash for one in coming})
        for some in chunks(hashes):
            query = select(raw_originals.c.raw_hash).where(among(raw_originals.c.raw_hash, some))
            self._known.update(connection.execute(query).scalars())

    def keep(self, original: Original, report_key: int, *, new: bool) -> None:
        raw = original.raw
        if report_key not in self._kinds:
            query = select(report_raws.c.kind).where(report_raws.c.report_key == report_key)
            self._kinds[report_key] = set() if new else set(self._connection.execute(query).scalars())
        if raw.kind in self._kinds[report_key]:
            return
        self._kinds[report_key].add(raw.kind)
        if raw.hash not in self._known:
            self._known.add(raw.hash)
            row = {"raw_hash": raw.hash, "length": original.length, "packed": original.packed}
            self._batch.raws.append(row)
        self._batch.raws_of.append({"report_key": report_key, "kind": raw.kind, "raw_hash": raw.hash})


def raws_of(connection: Connection, report_key: int) -> tuple[KeptRaw, ...]:
    """What a report came in as, by kind."""
    query = (
        select(report_raws.c.kind, report_raws.c.raw_hash, raw_originals.c.length)
        .join(raw_originals, raw_originals.c.raw_hash == report_raws.c.raw_hash)
        .where(report_raws.c.report_key == report_key)
        .order_by(report_raws.c.kind)
    )
    return tuple(KeptRaw(*row) for row in connection.execute(query))


def raw_of(connection: Connection, report_key: int, kind: str | None) -> bytes:
    """The bytes of this kind; see `View.raw`."""
    there = {one.kind: one for one in raws_of(connection, report_key)}
    if not there and kind in (None, "text"):
        return _plain(connection, report_key)
    if kind is None and len(there) > 1:
        raise UsageError(f"it came in as {' and '.join(there)}", then=f"Name one: {', '.join(there)}")
    one = there.get(kind or next(iter(there)))
    if one is None:
        raise NotFound(f"it did not come in as {kind}", then=f"There is: {', '.join(there) or 'its text only'}")
    row = connection.execute(select(raw_originals).where(raw_originals.c.raw_hash == one.hash)).one()
    try:
        return unpacked(row.packed, row.length, row.raw_hash)
    except ValueError as error:
        raise LedgerError(f"the original {one.hash[:16]} is damaged: {error}", then="Put back a copy.") from None


def _plain(connection: Connection, report_key: int) -> bytes:
    """The text in UTF-8, which is what a plain text came in as, and all that there is where nothing else was kept."""
    query = select(originals.c.text, originals.c.exact).join(reports, reports.c.text_hash == originals.c.text_hash)
    row = connection.execute(query.where(reports.c.key == report_key)).one()
    return exact_text(row.text, row.exact).encode("utf-8", "surrogatepass")


def drop_unused(connection: Connection, raws: Iterable[KeptRaw]) -> None:
    """Take out those of the bytes that no report is left of."""
    for one in raws:
        used = select(report_raws.c.report_key).where(report_raws.c.raw_hash == one.hash).exists()
        connection.execute(delete(raw_originals).where(raw_originals.c.raw_hash == one.hash, ~used))
