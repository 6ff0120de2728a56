"""What is particular to a ledger on a server: connections that fail, rights, its order of text."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from urllib.parse import quote

import psycopg
import pytest
from ledger_building import a_report, numbered_report, two_claims

from claimline.errors import ClaimlineError, LedgerError, UsageError
from claimline.ledger import ClaimFilter, open_ledger, verify
from claimline.ledger.engine import writing
from claimline.ledger.faults import ledger_faults
from postgres_server import PostgresServer


def filled(url: str) -> str:
    with open_ledger(url) as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
    return url


def no_such_database(server: PostgresServer, url: str) -> str:
    return server.url("nowhere")


def no_server(server: PostgresServer, url: str) -> str:
    return "postgresql://me:secret@127.0.0.1:9/claims?connect_timeout=2"


def other_tables(server: PostgresServer, url: str) -> str:
    server.run("CREATE TABLE recipes (name text)", url_name(url))
    return url


def not_utf8(server: PostgresServer, url: str) -> str:
    server.run("DROP DATABASE IF EXISTS latin")
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    return server.url("latin")


def no_rights(server: PostgresServer, url: str) -> str:
    server.run("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    return url.replace("claimline@", "guest@")


def url_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (no_such_database, "no such database"),
        (no_server, "cannot be reached"),
        (other_tables, "holds other tables (recipes)"),
        (not_utf8, "keeps text in LATIN1"),
        (no_rights, "may not do this"),
    ],
)
def test_what_cannot_be_a_ledger(postgres_server: PostgresServer, postgres_url: str, make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(LedgerError) as raised:
        open_ledger(make(postgres_server, postgres_url))
    assert words in raised.value.what
    assert raised.value.then
    assert str(raised.value.where).startswith("postgresql://")
    assert "secret" not in str(raised.value)


def test_looking_makes_no_ledger(postgres_server: PostgresServer, postgres_url: str) -> None:
    with pytest.raises(LedgerError, match="no ledger here yet"):
        open_ledger(postgres_url, create=False)
    assert postgres_server.run(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", url_name(postgres_url)
    ) == [(0,)]


def test_a_schema_may_hold_a_ledger_beside_other_tables(postgres_server: PostgresServer, postgres_url: str) -> None:
    other_tables(postgres_server, postgres_url)
    postgres_server.run("CREATE SCHEMA mine", url_name(postgres_url))
    url = filled(f"{postgres_url}&options={quote('-csearch_path=mine')}")
    with open_ledger(url, create=False) as ledger:
        assert list(verify(ledger)) == []
        assert ledger.view().find("millford").claims


def test_without_the_driver_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match="psycopg") as raised:
        open_ledger("postgresql://localhost/claims")
    assert "pip install" in str(raised.value.then)


def test_the_order_is_that_of_bytes_whatever_the_language_of_the_server(postgres_url: str) -> None:
    names = ["Zebra", "apple", "Ärger", "Apple", "_x", "a b", "ab"]
    with open_ledger(postgres_url) as ledger, ledger.writer() as writer:
        for name in names:
            writer.add(a_report(f"{name}.", given_id=name), [])
        with ledger.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT id FROM reports ORDER BY id").scalars().all()
    assert found == sorted(names)


def test_a_connection_that_was_cut_off_is_said_and_the_next_call_goes_on(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{url_name(postgres_url)}'"
    with open_ledger(postgres_url) as ledger, ledger.writer() as writer:
        writer.add(*numbered_report(1))

        def cut_off_in_the_middle() -> None:
            with ledger_faults("here"), writing(ledger.engine) as connection:
                connection.exec_driver_sql("DELETE FROM claims")
                postgres_server.run(cut)
                connection.exec_driver_sql("DELETE FROM reports")

        with pytest.raises(LedgerError) as raised:
            cut_off_in_the_middle()
        assert "connection" in raised.value.what or "stopping" in raised.value.what
        assert "again" in str(raised.value.then)
        postgres_server.run(cut)  # those that wait in the pool
        assert writer.add(*numbered_report(2)).report_new
        half_read = ledger.view().claims()
        next(half_read)
        assert ledger.view().counts().claims == 4
        half_read.close()  # type: ignore[attr-defined]
        assert list(verify(ledger)) == []


def test_a_server_that_dies_loses_nothing_that_was_acknowledged(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    added: list[int] = []
    told: list[ClaimlineError] = []
    with open_ledger(postgres_url) as ledger, ledger.writer() as writer:

        def write() -> None:
            try:
                for number in range(10_000):
                    writer.add(*numbered_report(number))
                    added.append(number)
            except ClaimlineError as error:
                told.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        while len(added) < 5:
            time.sleep(0.01)
        postgres_server.stop()
        thread.join()
        try:
            with pytest.raises(LedgerError, match="cannot be reached"):
                ledger.view().counts()
        finally:
            postgres_server.start()
        assert [type(error) for error in told] == [LedgerError]
        assert told[0].then
        titles = {record["title"] for record in ledger.view().reports()}
        assert {f"Dispatch {number}" for number in added} <= titles
        assert len(titles) <= len(added) + 1
        assert list(verify(ledger)) == []
        assert writer.add(a_report(), []).report_new


def test_a_writer_gives_up_after_a_time(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimline.ledger.postgres._PATIENCE", "100ms")
    with (
        open_ledger(postgres_url) as ledger,
        open_ledger(postgres_url) as other,
        other.writer() as writer,
        writing(ledger.engine),
        pytest.raises(LedgerError, match="another program has been writing"),
    ):
        writer.add(a_report(), [])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (psycopg.errors.DiskFull, "disk of the database is full"),
        (psycopg.errors.ReadOnlySqlTransaction, "may only be read"),
        (psycopg.errors.TooManyConnections, "too many connections"),
        (psycopg.errors.ProgramLimitExceeded, "too long"),
        (psycopg.errors.DataCorrupted, "damaged"),
        (psycopg.errors.InvalidPassword, "does not let this user in"),
        (psycopg.errors.SyntaxError, "cannot be used"),
    ],
)
def test_faults_are_told_with_what_to_do(kind: type[psycopg.Error], words: str) -> None:
    with pytest.raises(LedgerError, match=words) as raised, ledger_faults("postgresql://here"):
        raise kind("…")
    assert raised.value.where == "postgresql://here"


def test_an_id_that_is_too_long_for_an_index_is_refused_and_the_rest_kept(postgres_url: str) -> None:
    import random

    chance = random.Random(1)
    name = "".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(3000))
    with open_ledger(postgres_url) as ledger, ledger.writer() as writer:
        writer.add(a_report(), two_claims(a_report()))
        with pytest.raises(LedgerError, match="too long"):
            writer.add(a_report("Something else.", given_id=name), [])
        assert ledger.view().counts().reports == 1


def test_words_of_a_report_that_takes_several_rows_of_the_index_are_found(postgres_url: str) -> None:
    body = " ".join(f"word{number}" for number in range(30_000)) + " the last one"
    with open_ledger(postgres_url) as ledger, ledger.writer() as writer:
        writer.add(a_report(body, title="First words"), [])
        for words, found in (("first word29999", 1), ("last-one word17", 1), ("word0-first", 0), ("word30000", 0)):
            assert len(ledger.view().find(words).reports) == found, words
        assert list(ledger.view().claims(ClaimFilter(words="word1"))) == []


def test_other_programs_see_no_password(postgres_url: str) -> None:
    code = "import sys, claimline; print(repr(claimline.open_ledger(sys.argv[1])))"
    url = postgres_url.replace("claimline@", "claimline:secret@")
    told = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert "secret" not in told.stdout
    assert "claimline:***@" in told.stdout
