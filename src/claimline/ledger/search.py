"""Finding words: by SQLite's full-text index where the ledger has one, else by looking through the columns."""

from __future__ import annotations

from sqlalchemy import Connection, and_, inspect, or_, select, text

from claimline.errors import UsageError
from claimline.ledger.rows import storable
from claimline.ledger.tables import claims, originals, reports

_AROUND = 60  # characters shown before and after the first word found


def matching_claims(connection: Connection, words: str, limit: int) -> list[int]:
    """Keys of the claims that have all the words, the newest `limit` of them. Raises UsageError without a word."""
    wanted = _words(words)
    if _has_index(connection):
        query = "SELECT rowid FROM claim_search WHERE claim_search MATCH :words ORDER BY rowid DESC LIMIT :limit"
        return list(connection.execute(text(query), {"words": _match(wanted), "limit": limit}).scalars())
    searched = (claims.c.evidence, claims.c.speaker_name, claims.c.places)
    each = and_(*(or_(*(c.icontains(word.rstrip("*"), autoescape=True) for c in searched)) for word in wanted))
    return list(
        connection.execute(select(claims.c.key).where(each).order_by(claims.c.key.desc()).limit(limit)).scalars()
    )


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
    searched = (reports.c.title, originals.c.text)
    each = and_(*(or_(*(c.icontains(word.rstrip("*"), autoescape=True) for c in searched)) for word in wanted))
    found = (
        select(reports.c.key, originals.c.text)
        .join(originals, originals.c.text_hash == reports.c.text_hash)
        .where(each)
        .order_by(reports.c.key.desc())
        .limit(limit)
    )
    return {key: _around(body, wanted[0].rstrip("*")) for key, body in connection.execute(found)}


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
