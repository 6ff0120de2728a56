"""Judgements on claims as rows, and which of them are about which claim of a report as it is read today.

A judgement follows the words that it was given for. It is about the claim of its id; where a newer reading has that no
more, about the one that took its place (`succession`). A copy of the text that came in later has the same words. So has
another version of the report (same outlet and address, text alike) as far as the sentence is in it unchanged.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Column, Connection, Select, select

from claimline.ledger.bulk import put
from claimline.ledger.judgements import changes_from, changes_json
from claimline.ledger.numbers import among, chunks
from claimline.ledger.rows import folded, storable
from claimline.ledger.succession import successor
from claimline.ledger.tables import (
    claim_records,
    claims,
    judgement_subjects,
    judgements,
    originals,
    report_versions,
    reports,
    verdicts,
)
from claimline.ledger.versions import VERSIONS
from claimline.model import telling_of
from claimline.model.judgement import Verdict
from claimline.model.record import Record

#: The verdicts on each claim of a report, by the ids of the claims.
Verdicts = dict[str, tuple[Verdict, ...]]


@dataclass(slots=True)
class Sheet:
    """A report with what verdicts need of it; `claims`: its records by id, in their order. text: as it is stored."""

    key: int
    ref: str
    id: str
    text_hash: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    added_at: str
    text: str = ""
    claims: dict[str, Record] = field(default_factory=dict)

    def version_of(self, url: str | None, outlet: str | None) -> bool:
        """Whether a report of this address and outlet is another version of it."""
        return url is not None and url == self.url and folded(outlet) == folded(self.outlet)


@dataclass(frozen=True, slots=True)
class Row:
    """A verdict with the words that it was given for, as they stood in its report. kind: as the program had read it."""

    verdict: Verdict
    ref: str
    claim: str
    text_hash: str
    start: int
    end: int
    quote: str
    sentence: str
    url: str | None
    outlet: str | None
    kind: str
    report: Record


def any_verdicts(connection: Connection) -> bool:
    return connection.execute(select(verdicts.c.position).limit(1)).first() is not None


def sheets(connection: Connection, keys: Iterable[int]) -> dict[int, Sheet]:
    """Reports with their texts and claims, by their keys."""
    found: dict[int, Sheet] = {}
    wanted = sorted(set(keys))
    names = ("key", "ref", "id", "text_hash", "url", "outlet", "title", "published", "added_at")
    for batch in chunks(wanted):
        query = select(*(reports.c[name] for name in names), originals.c.text)
        query = query.join(originals, originals.c.text_hash == reports.c.text_hash)
        for row in connection.execute(query.where(among(reports.c.key, batch))).mappings():
            found[row["key"]] = Sheet(**row)
        of_claims = (
            select(claims.c.report_key, claims.c.id, claim_records.c.record)
            .join(claim_records, claim_records.c.claim_key == claims.c.key)
            .where(among(claims.c.report_key, batch))
            .order_by(claims.c.key)
        )
        for key, claim_id, line in connection.execute(of_claims):
            found[key].claims[claim_id] = json.loads(line)
    return found


def verdicts_of(connection: Connection, report_keys: Iterable[int]) -> dict[int, Verdicts]:
    """The verdicts on the claims of these reports, undone ones too, oldest first; reports without any are left out."""
    keys = set(report_keys)
    if not keys or not any_verdicts(connection):
        return {}
    near = kin(connection, keys)
    here = sheets(connection, near.reports)
    rows = list(_rows_about(connection, near))
    later = _later_versions(connection, here.values())
    found = {key: _of_report(sheet, rows, later.get(key, ())) for key, sheet in sorted(here.items())}
    return {key: one for key, one in found.items() if one}


@dataclass(frozen=True, slots=True)
class Kin:
    """Those of some reports that share text or address with one that was judged.

    hashes: the texts of which verdicts are known; addresses: those of which; versions: those among them that are of one
    report, with the keys of all reports that have them.
    """

    reports: frozenset[int]
    hashes: frozenset[str]
    addresses: frozenset[str]
    versions: Mapping[str, Sequence[int]]


def kin(connection: Connection, report_keys: Iterable[int]) -> Kin:
    """An address of more than `VERSIONS` reports is that of a channel or a front page: none is a version of another."""
    rows: list[Any] = []
    for batch in chunks(sorted(set(report_keys))):
        query = select(reports.c.key, reports.c.text_hash, reports.c.url).where(among(reports.c.key, batch))
        rows += connection.execute(query).all()
    hashes = _judged(connection, verdicts.c.text_hash, {row.text_hash for row in rows})
    urls = _judged(connection, verdicts.c.url, {row.url for row in rows if row.url is not None})
    found = {url: under(connection, url, VERSIONS + 1) for url in sorted(urls)}
    versions = {url: keys for url, keys in found.items() if len(keys) <= VERSIONS}
    near = frozenset(row.key for row in rows if row.text_hash in hashes or row.url in versions)
    return Kin(near, frozenset(hashes), frozenset(urls), versions)


def under(connection: Connection, url: str, most: int) -> list[int]:
    """The keys of the first reports under an address, at most so many."""
    query = select(reports.c.key).where(reports.c.url == url).order_by(reports.c.key).limit(most)
    return list(connection.execute(query).scalars())


def _judged(connection: Connection, column: Column[Any], values: Collection[str]) -> set[str]:
    """Those of the values that a verdict has."""
    found: set[str] = set()
    for batch in chunks(sorted(values)):
        found.update(connection.execute(select(column).where(among(column, batch)).distinct()).scalars())
    return found


def _rows_about(connection: Connection, near: Kin) -> Iterator[Row]:
    """Every verdict that shares text or address with one of the reports, in the order in which they were given."""
    found: dict[tuple[int, int], Any] = {}
    for column, values in ((verdicts.c.text_hash, sorted(near.hashes)), (verdicts.c.url, sorted(near.versions))):
        for batch in chunks(values):
            for row in connection.execute(rows_query().where(among(column, batch))):
                found[row.key, row.position] = row
    yield from _rows(connection, [found[key] for key in sorted(found)])


def rows_query() -> Select[Any]:
    """Verdicts with their judgements and subjects."""
    column = judgements.c
    subject = judgement_subjects.c
    same = (subject.judgement_key == verdicts.c.judgement_key) & (subject.position == verdicts.c.position)
    return (
        select(column.key, column.id, column.verb, column.at, column.who, column.note, verdicts)
        .add_columns(subject.report_ref, subject.claim_id)
        .join(verdicts, verdicts.c.judgement_key == column.key)
        .join(judgement_subjects, same)
    )


def _rows(connection: Connection, found: Sequence[Any]) -> Iterator[Row]:
    undone = undoings(connection, {row.id for row in found})
    for row in found:
        at, who = undone.get(row.id, (None, None))
        told = json.loads(row.report)
        verdict = Verdict(
            row.id, row.verb, row.at, row.who, row.note, changes_from(row.changes), json.loads(row.seen), at, who
        )
        yield Row(
            verdict,
            row.report_ref,
            row.claim_id,
            row.text_hash,
            row.start_char,
            row.end_char,
            row.quote,
            row.sentence,
            row.url,
            told["outlet"],
            told["kind"],
            told,
        )


def all_rows(connection: Connection) -> Iterator[Row]:
    """Every verdict, in the order in which they were given."""
    rows = connection.execute(rows_query().order_by(judgements.c.key, verdicts.c.position)).all()
    for batch in chunks(rows):
        yield from _rows(connection, batch)


def undoings(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """When and by whom judgements were undone, by their ids."""
    found: dict[str, tuple[str, str]] = {}
    for batch in chunks(sorted(ids)):
        query = select(judgements.c.undoes, judgements.c.at, judgements.c.who)
        for row in connection.execute(query.where(among(judgements.c.undoes, batch))):
            found[row.undoes] = (row.at, row.who)
    return found


def _later_versions(connection: Connection, of: Collection[Sheet]) -> dict[int, list[Sheet]]:
    """For each report its later versions."""
    following = later_keys(connection, [sheet.key for sheet in of])
    there = sheets(connection, {key for keys in following.values() for key in keys})
    return {key: [there[later] for later in keys] for key, keys in following.items()}


def later_keys(connection: Connection, report_keys: Iterable[int]) -> dict[int, list[int]]:
    """The keys of the later versions of reports, the next one first."""
    found = {key: [key] for key in report_keys}
    column, frontier = report_versions.c, set(found)
    steps: dict[int, int] = {}
    while frontier:
        query = select(column.report_key, column.later_key).where(among(column.report_key, sorted(frontier)))
        new = {row.report_key: row.later_key for row in connection.execute(query)}
        steps |= new
        frontier = set(new.values()) - steps.keys()
    for keys in found.values():
        while keys[-1] in steps:
            keys.append(steps[keys[-1]])
    return {key: keys[1:] for key, keys in found.items()}


def _of_report(sheet: Sheet, rows: Sequence[Row], later: Sequence[Sheet]) -> Verdicts:
    found: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for row in rows:
        claim_id = claim_now(sheet, row)
        if claim_id is None:
            continue
        own = row.ref == sheet.ref
        if not own and row.text_hash == sheet.text_hash and sheet.added_at <= row.verdict.at:
            continue  # a copy that was there: whoever meant it as well named it
        if own or row.verdict.id not in found[claim_id]:
            found[claim_id][row.verdict.id] = replace(row.verdict, own=own, stale=_stale(row, later))
    return {claim_id: tuple(by_id.values()) for claim_id, by_id in found.items()}


def _stale(row: Row, later: Iterable[Sheet]) -> str:
    """Why the words do not count any more: a later version of the report, that came after the verdict, lacks them."""
    for other in later:
        if other.added_at > row.verdict.at and row.sentence not in other.text:
            return f"the report was changed on {other.added_at[:10]}, and these words are no longer in it"
    return ""


def claim_now(sheet: Sheet, row: Row) -> str | None:
    """The id of the claim of this report that a verdict is about today; None where it has none."""
    start = row.start
    if row.text_hash != sheet.text_hash:
        at = sheet.text.find(row.sentence) if sheet.version_of(row.url, row.outlet) and row.sentence else -1
        if at < 0:
            return None
        start = at + row.sentence.find(row.quote)
    elif row.claim in sheet.claims:
        return row.claim
    words = {"start": start, "end": start + row.end - row.start}
    return successor({"kind": row.kind, "evidence": [words]}, list(sheet.claims.values()))


def put_verdicts(connection: Connection, judgement_key: int, rows: Sequence[Row]) -> None:
    """Write what a judgement says of each of its subjects, in their order."""
    put(
        connection,
        verdicts,
        [
            {
                "judgement_key": judgement_key,
                "position": position,
                "text_hash": row.text_hash,
                "start_char": row.start,
                "end_char": row.end,
                "quote": row.quote,
                "sentence": row.sentence,
                "seen": json.dumps(row.verdict.seen),
                "changes": changes_json(row.verdict.changes),
                "report": json.dumps(row.report),
                "url": row.url,
            }
            for position, row in enumerate(rows)
        ],
    )


def row_of(sheet: Sheet, claim_id: str, verdict: Verdict) -> Row:
    """A verdict on a claim of this report, with the words that it is given for."""
    record = sheet.claims[claim_id]
    words = record["evidence"][0]
    told = telling_of(record, report=sheet.ref, known="", text=sheet.text)
    facts = {name: getattr(sheet, name) for name in ("ref", "id", "title", "outlet", "url", "published")}
    return Row(
        verdict,
        sheet.ref,
        claim_id,
        sheet.text_hash,
        words["start"],
        words["end"],
        storable(words["text"]),
        told.context or storable(words["text"]),
        sheet.url,
        sheet.outlet,
        record["kind"],
        {**facts, "kind": record["kind"]},
    )
