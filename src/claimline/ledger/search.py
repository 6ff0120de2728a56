"""Finding words: by SQLite's full-text index where the ledger has one, else by looking through the columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, column, inspect, or_, select, table, text

from claimline.errors import UsageError
from claimline.ledger.rows import storable
from claimline.ledger.tables import claims, originals, reports

_AROUND = 60  # characters shown before and after the first word found


_search = table("claim_search", column("rowid"), column("claim_search"))


def claim_condition(connection: Connection, words: str) -> ColumnElement[bool]:
    """That a claim has all the words, in its evidence, speaker or places. Raises UsageError without a word."""
    wanted = _words(words)
    if _has_index(connection):
        matching = _search.c.claim_search.op("MATCH")(_match(wanted))
        return claims.c.key.in_(select(_search.c.rowid).where(matching))
    return _all_in(wanted, claims.c.evidence, claims.c.speaker_name, claims.c.places)


def matching_reports(connection: Connection, words: str, limit: int) -> dict[int, str]:
    """Keys of the reports that have all the words, the newest `limit` of them, each with the text around one."""
    wanted = _words(words)
    if _has_index(connection):
        query = (
            "SELECT rowid, snippet(report_search, -1, '', '', ' … ', 24) FROM report_search "
            "WHERE report_search MATCH :words ORDER BY rowid DESC LIMIT :limit"
        )
        rows = connection.execute(text(query), {"words": _match(wanted), "limit": limit})
        return {key: _one_line(snippet) for key, snippet in rows}
    found = (
        select(reports.c.key, originals.c.text)
        .join(originals, originals.c.text_hash == reports.c.text_hash)
        .where(_all_in(wanted, reports.c.title, originals.c.text))
        .order_by(reports.c.key.desc())
        .limit(limit)
    )
    return {key: _around(body, wanted[0].rstrip("*")) for key, body in connection.execute(found)}


def _all_in(wanted: list[str], *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """That each word is in one of the columns, without regard to case (in SQLite: of ASCII letters)."""
    return and_(*(or_(*(c.icontains(word.rstrip("*"), autoescape=True) for c in columns)) for word in wanted))


def _around(body: str, word: str) -> str:
    """The text around the first appearance of a word, or its beginning where the word is in the title only."""
    at = max(body.lower().find(word.lower()), 0)
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
