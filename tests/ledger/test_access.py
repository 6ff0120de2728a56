"""Accounts, sessions, tokens and shared links; and the log of what was done, which shows when it was touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claimline.errors import Conflict, NotFound, UsageError
from claimline.ledger import Access, Ledger, open_ledger, verify
from claimline.ledger.access import IDLE, WHOLE, Sort, may

SORTS: tuple[Sort, ...] = ("session", "token", "share")
PASSWORD = "four quiet herons wading"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "access.db") as opened:
        yield opened


@pytest.fixture
def access(ledger: Ledger, watch: Watch) -> Access:
    return ledger.access(clock=watch)


def bytes_of(ledger: Ledger) -> bytes:
    with ledger.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM accounts, grants").all()
    return repr(rows).encode()


def test_a_password_opens_its_account_alone(access: Access, ledger: Ledger) -> None:
    access.add("Olha.K", PASSWORD, "reviewer", by="root")
    found = access.verified("olha.k", PASSWORD)
    assert found is not None
    assert (found.name, found.role) == ("olha.k", "reviewer")
    assert access.verified("olha.k", PASSWORD + " ") is None
    assert access.verified("nobody", PASSWORD) is None
    with pytest.raises(Conflict):
        access.add("OLHA.K", PASSWORD, "admin", by="root")
    access.grant("session", found)
    assert PASSWORD.encode() not in bytes_of(ledger)
    assert b"argon2id" in bytes_of(ledger)


@pytest.mark.parametrize("name", ["", " ", "a/b", "a;b", "x" * 81, "<b>", "bell\x07"])
def test_names_that_will_not_do(access: Access, name: str) -> None:
    with pytest.raises(UsageError):
        access.add(name, PASSWORD, "reader", by="root")


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_passwords_that_will_not_do(access: Access, password: str) -> None:
    with pytest.raises(UsageError):
        access.add("somebody", password, "reader", by="root")


def test_a_session_ends_when_idle_and_after_a_week(access: Access, watch: Watch) -> None:
    account = access.add("reader", PASSWORD, "reader", by="root")
    token, _ = access.grant("session", account)
    watch.now += IDLE - timedelta(minutes=1)
    assert access.find(token, "session") is not None
    watch.now += IDLE - timedelta(minutes=2)  # it was used meanwhile
    assert access.find(token, "session") is not None
    watch.now += IDLE + timedelta(minutes=2)
    assert access.find(token, "session") is None
    again, _ = access.grant("session", account)
    for _ in range(int(WHOLE / timedelta(hours=6)) - 1):
        watch.now += timedelta(hours=6)
        assert access.find(again, "session") is not None
    watch.now += timedelta(hours=6)
    assert access.find(again, "session") is None


Change = Callable[[Access], None]


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (lambda access: access.set_password("olha", PASSWORD + "!", by="root"), {"token", "share"}),
        (lambda access: access.set_role("olha", "reader", by="root"), set()),
        (lambda access: access.disable("olha", by="root"), set()),
    ],
)
def test_what_is_changed_in_an_account_ends_what_it_gave(access: Access, change: Change, kept: set[str]) -> None:
    account = access.add("olha", PASSWORD, "admin", by="root")
    tokens = {sort: access.grant(sort, account)[0] for sort in SORTS}
    change(access)
    assert {sort for sort, token in tokens.items() if access.find(token, sort)} == kept


def test_a_disabled_account_opens_nothing_until_it_is_enabled(access: Access) -> None:
    access.add("olha", PASSWORD, "reader", by="root")
    access.disable("olha", by="root")
    assert access.verified("olha", PASSWORD) is None
    access.enable("olha", by="root")
    assert access.verified("olha", PASSWORD) is not None
    with pytest.raises(NotFound):
        access.disable("nobody", by="root")


def test_a_token_is_of_its_sort_and_of_no_higher_role(access: Access, watch: Watch) -> None:
    account = access.add("olha", PASSWORD, "reviewer", by="root")
    token, grant = access.grant("share", account, days=2, path="/map?on=2026-02-01", label="for the editor")
    assert grant.role == "reader"
    assert access.find(token, "session") is None
    assert access.find(token, "token") is None
    assert access.find("x", "share") is None
    found = access.find(token, "share")
    assert found is not None
    assert found.path == "/map?on=2026-02-01"
    watch.now += timedelta(days=2)
    assert access.find(token, "share") is None
    for days in (0, 1000):
        with pytest.raises(UsageError):
            access.grant("token", account, days=days)
    with pytest.raises(UsageError):
        access.grant("token", account, role="admin")
    assert may("admin", "reader")
    assert not may("reader", "reviewer")


def test_a_grant_is_revoked_by_its_id_by_its_own_account(access: Access) -> None:
    olha, petro = (access.add(name, PASSWORD, "reviewer", by="root") for name in ("olha", "petro"))
    token, grant = access.grant("token", olha, label="script")
    with pytest.raises(NotFound):
        access.revoke(grant.id, by="petro", account=petro.name)
    with pytest.raises(NotFound):
        access.revoke(grant.id[:4], by="olha", account="olha")
    assert [one.id for one in access.grants("token", "olha")] == [grant.id]
    access.revoke(grant.id, by="olha", account="olha")
    assert access.find(token, "token") is None
    assert access.grants("token") == []


def test_the_log_says_what_was_done_and_shows_when_it_is_touched(access: Access, ledger: Ledger) -> None:
    account = access.add("olha", PASSWORD, "reviewer", by="root")
    access.grant("session", account)
    access.note("olha", "judged", "accept")
    access.set_role("olha", "reader", by="root")
    assert [(one.who, one.what) for one in ledger.audit()] == [
        ("root", "role set to reader"),
        ("olha", "judged"),
        ("olha", "signed in"),
        ("root", "account added"),
    ]
    assert list(verify(ledger)) == []
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET who = 'petro' WHERE number = 3")
    assert [one.where for one in verify(ledger)] == ["audit 3"]
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE number = 3")
    assert "audit 3" in [one.where for one in verify(ledger)]
