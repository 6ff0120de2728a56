"""Finding words: by the full-text index of the database, or by looking through the columns where it has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, cast, column, delete, inspect, or_, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from claimline.errors import UsageError
from claimline.ledger.bulk import put
from claimline.ledger.rows import CLAIMS_PER_REPORT, Row, storable
from claimline.ledger.tables import claims, originals, reports
from claimline.ledger.words import phrase, vectors, words_of

_AROUND = 60  # characters shown before and after the first word found

_search = table("claim_search", column("rowid"), column("claim_search"))
# On PostgreSQL the indexes are tables of ours, written beside the rows that they are of.
_report_words = table("report_search", column("report_key"), column("part"), column("words", TSVECTOR))
_claim_words = table("claim_search", column("claim_key"), column("words", TSVECTOR))


def claim_condition(connection: Connection, words: str) -> ColumnElement[bool]:
    """That a claim has all the words, in its evidence, speaker or places. Raises UsageError without a word."""
    wanted = _words(words)
    if connection.dialect.name == "postgresql":
        return and_(*(claims.c.key.in_(_having(_claim_words.c.claim_key, word)) for word in wanted))
    if _has_index(connection):
        matching = _search.c.claim_search.op("MATCH")(_match(wanted))
        return claims.c.key.in_(select(_search.c.rowid).where(matching))
    return _all_in(wanted, claims.c.evidence, claims.c.speaker_name, claims.c.places)


def claim_keys(connection: Connection, words: str) -> Select[Any]:
    """The keys of claims that have all the words, from the index alone. Raises UsageError without a word."""
    wanted = _words(words)
    if connection.dialect.name == "postgresql":
        return select(_claim_words.c.claim_key).where(*(_has(word) for word in wanted))
    if _has_index(connection):
        return select(_search.c.rowid).where(_search.c.claim_search.op("MATCH")(_match(wanted)))
    return select(claims.c.key).where(claim_condition(connection, words))


def newest_with(connection: Connection, words: str, limit: int) -> Select[Any]:
    """The keys of claims with all the words, so many of them at least, of the reports that came in last."""
    keys = claim_keys(connection, words)
    key = next(iter(keys.selected_columns))
    last = connection.execute(keys.order_by(key.desc()).limit(limit)).scalars().all()
    first_report = last[-1] // CLAIMS_PER_REPORT if last else 0
    return keys.where(key >= first_report * CLAIMS_PER_REPORT)


def claim_has(connection: Connection, key: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """What `claim_condition` says of the claim with this key, asked for each claim by itself.

    For words that very many claims have: the first of a list are found without gathering all.
    """
    wanted = _words(words)
    if connection.dialect.name == "postgresql":
        return and_(
            *(
                _having(_claim_words.c.claim_key, word).where(_claim_words.c.claim_key == key).exists()
                for word in wanted
            )
        )
    if _has_index(connection):
        matching = _search.c.claim_search.op("MATCH")(_match(wanted))
        return select(_search.c.rowid).where(matching, _search.c.rowid == key).exists()
    return select(claims.c.key).where(claims.c.key == key, claim_condition(connection, words)).exists()


def matching_reports(connection: Connection, words: str, limit: int) -> dict[int, str]:
    """Keys of the reports that have all the words, the newest `limit` of them, each with the text around one."""
    wanted = _words(words)
    postgres = connection.dialect.name == "postgresql"
    if not postgres and _has_index(connection):
        query = (
            "SELECT rowid, snippet(report_search, -1, '', '', ' … ', 24) FROM report_search "
            "WHERE report_search MATCH :words ORDER BY rowid DESC LIMIT :limit"
        )
        rows = connection.execute(text(query), {"words": _match(wanted), "limit": limit})
        return {key: _one_line(snippet) for key, snippet in rows}
    having = (
        and_(*(reports.c.key.in_(_having(_report_words.c.report_key, word)) for word in wanted))
        if postgres
        else _all_in(wanted, reports.c.title, originals.c.text)
    )
    found = (
        select(reports.c.key, originals.c.text)
        .join(originals, originals.c.text_hash == reports.c.text_hash)
        .where(having)
        .order_by(reports.c.key.desc())
        .limit(limit)
    )
    return {key: _around(body, wanted[0].rstrip("*")) for key, body in connection.execute(found)}


def index_reports(connection: Connection, rows: Iterable[tuple[int, str | None, str]]) -> None:
    """Note the words of new reports (key, title, text); SQLite does it by itself."""
    if connection.dialect.name == "postgresql":
        told = (
            {"report_key": key, "part": part, "words": vector}
            for key, title, body in rows
            for part, vector in enumerate(vectors(storable(title or ""), storable(body)))
        )
        put(connection, _report_words, list(told))


def reindex_report(connection: Connection, key: int, title: str | None, body: str) -> None:
    """Note the words of a report in place of those that were noted of it; SQLite does it by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(delete(_report_words).where(_report_words.c.report_key == key))
        index_reports(connection, [(key, title, body)])


def index_claims(connection: Connection, rows: Iterable[Row]) -> None:
    """Note the words of new claims (rows of `claims`), the first 2,000 of each; SQLite does it by itself."""
    if connection.dialect.name == "postgresql":
        told = ((row["key"], vectors(row["evidence"], row["speaker_name"], row["places"])) for row in rows)
        put(connection, _claim_words, [{"claim_key": key, "words": found[0]} for key, found in told if found])


def _having(key: ColumnElement[Any], word: str) -> Any:
    """The keys of what has a word, in any part of its text."""
    return select(key).where(_has(word)).select_from(key.table)


def _has(word: str) -> ColumnElement[bool]:
    return column("words").op("@@")(cast(phrase(word), TSQUERY))


def _all_in(wanted: list[str], *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """That each word is in one of the columns, without regard to case (in SQLite: of ASCII letters)."""
    return and_(*(or_(*(c.icontains(word.rstrip("*"), autoescape=True) for c in columns)) for word in wanted))


def _around(body: str, word: str) -> str:
    """The text around the first appearance of a word, or its beginning where the word is in the title only."""
    first = next(iter(words_of(word)), None)
    beginnings = (found.start for found in words_of(body) if first and found.form.startswith(first.form))
    at = next(beginnings, 0)
    start, end = max(at - _AROUND, 0), at + len(word) + _AROUND
    return _one_line(f"{'… ' if start else ''}{body[start:end]}{' …' if end < len(body) else ''}")


def _words(words: str) -> list[str]:
    wanted = [word for word in storable(words).split() if any(char.isalnum() for char in word)]
    if not wanted:
        raise UsageError("there is no word to look for", then="For example: claimline find Vovchansk withdrew")
    return wanted


def _match(words: list[str]) -> str:
    """An FTS5 query for all of the words; each is quoted, so that nothing in it is taken for syntax."""
    quoted = ((word.rstrip("*").replace('"', '""'), "*" if word.endswith("*") else "") for word in words)
    return " ".join(f'"{word}"{star}' for word, star in quoted)


def _has_index(connection: Connection) -> bool:
    return inspect(connection).has_table("claim_search")


def _one_line(snippet: str | None) -> str:
    return " ".join((snippet or "").split())
