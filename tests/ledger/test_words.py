"""The words that an index on PostgreSQL has are those of SQLite's FTS5."""

from __future__ import annotations

import random
import sqlite3
from unicodedata import category

import pytest

from claimline.ledger.words import phrase, vectors, words_of

TEXTS = (
    "Northern forces took Millford, the army’s spokesman claimed.",
    "Tel.: +380-44 (12.5 km) at 06:30; e-mail press@example.org, https://example.org/a?b=c_d",
    "Łódź, São Tomé, Ế, naïve café, Ångström, İzmir, Straße, ŒUVRE, ﬁ, Dvořák",
    "Сєвєродонецьк, Йосип, ёлка, И\u0306од, Ґалаґан’s, ЗСУ",
    "الخرطوم في السودان, 東京 是 城市, हिन्दी, Ελλάδα, ΣΊΣΥΦΟΣ",
    "e\u0301te\u0301 x\u200by a\u00adb ½ ² ⅷ ٣٤ 1️⃣ 🇺🇦 A😀B",
    "under_score, O'Brien, \u201cquoted\u201d — dash… §5 №7 50% C++ a/b",
)


def of_fts5(text: str) -> list[tuple[int, str]]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    connection.execute("INSERT INTO t VALUES (?)", (text,))
    return sorted((offset, term) for term, _, _, offset in connection.execute("SELECT * FROM v"))


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_fts5(text: str) -> None:
    assert list(enumerate(word.form for word in words_of(text))) == of_fts5(text)


def test_words_of_made_up_texts_are_those_of_fts5() -> None:
    chance = random.Random(4)
    scripts = ((0x20, 0x17F), (0x391, 0x3CA), (0x400, 0x482), (0x5D0, 0x5EB))
    letters = [chr(code) for first, beyond in scripts for code in range(first, beyond) if category(chr(code)) != "Cn"]
    for _ in range(300):
        text = "".join(chance.choice(letters) for _ in range(40))
        assert list(enumerate(word.form for word in words_of(text))) == of_fts5(text), text


def test_a_word_begins_where_it_stands() -> None:
    assert [text.start for text in words_of("«Été», Kyiv")] == [1, 7]


def test_fields_are_apart_and_long_texts_in_parts_that_overlap() -> None:
    assert vectors("The army", None, "army’s") == ["'the':1 'army':2,5 's':6"]
    assert vectors("", None, "…") == []
    parts = vectors(" ".join(f"w{number}" for number in range(3000)))
    assert len(parts) == 2
    assert "'w1980':1 " in parts[1]
    assert all(len(part) < 300_000 for part in vectors("x" * 100_000 + " y" * 5000 + (" " + "ж" * 400) * 900))


def test_phrases() -> None:
    assert phrase("Army’s") == "'army' <-> 's'"
    assert phrase("e-mai*") == "'e' <-> 'mai':*"
    assert phrase("it''s\\") == "'it' <-> 's'"
