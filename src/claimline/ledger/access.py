"""Accounts, and what lets somebody in without a password: sessions, tokens of programs, links that were shared.

Of a password an Argon2id hash is kept (RFC 9106, by argon2-cffi), of a token its SHA-256: a token is 256 random bits,
so that nothing can be guessed from its hash. Whoever reads the ledger's file cannot sign in with what it holds.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from sqlalchemy import Connection, Engine, insert, select, update

from claimline.errors import Conflict, NotFound, UsageError
from claimline.ledger.audit import write_audit
from claimline.ledger.clock import Clock, stamp
from claimline.ledger.engine import writing
from claimline.ledger.faults import ledger_faults
from claimline.ledger.rows import fold
from claimline.ledger.tables_access import accounts, grants

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["reader", "reviewer", "admin"]
Sort = Literal["session", "token", "share"]
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST = 12  # characters of a password (NIST SP 800-63B asks for 8 at least, OWASP for 12 without a second factor)
LONGEST = 1000
IDLE = timedelta(hours=12)
WHOLE = timedelta(days=7)  # a session ends then, whatever is done with it
MOST_DAYS = 366  # of a token or a shared link
_SEEN = timedelta(minutes=1)  # how exactly it is kept when a session was used last


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. role: a reader looks, a reviewer judges too, an admin also sees who did what."""

    name: str
    role: Role
    created_at: str
    disabled_at: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token lets do. id: the beginning of its hash, by which people name it. path: of a shared link, the address
    that it opens; "" for everything."""

    id: str
    sort: Sort
    account: str
    role: Role
    path: str
    label: str
    created_at: str
    expires_at: str
    revoked_at: str | None = None


def may(role: Role, needed: Role) -> bool:
    """Whether a role holds another one."""
    return ROLES.index(role) >= ROLES.index(needed)


class Access:
    """Writes and looks up accounts and grants. Everything that is changed is in the audit log, in the same step."""

    def __init__(self, engine: Engine, where: str, clock: Clock) -> None:
        self._engine, self._where, self._clock = engine, where, clock

    # Accounts

    def add(self, name: str, password: str, role: Role, *, by: str) -> Account:
        """Raises Conflict where there is such an account, UsageError for a name or a password that will not do."""
        name, secret = _named(name), hashed(password)
        with self._writing() as (connection, now):
            if connection.execute(select(accounts.c.name).where(accounts.c.name == name)).first():
                raise Conflict(f"there is an account {name!r} already", then="Change it with: claimline account role")
            connection.execute(insert(accounts).values(name=name, role=role, secret=secret, created_at=now))
            write_audit(connection, now, by, "account added", f"{name} as {role}")
        return Account(name, role, now)

    def accounts(self) -> list[Account]:
        """All of them, by name."""
        with self._reading() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.name)).all()
        return [Account(row.name, cast(Role, row.role), row.created_at, row.disabled_at) for row in rows]

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Ends all sessions of the account. Raises NotFound, UsageError."""
        self._change(name, {"secret": hashed(password)}, by, "password changed")

    def set_role(self, name: str, role: Role, *, by: str) -> None:
        """Sessions and tokens of the account end: what they allow follows the role. Raises NotFound."""
        self._change(name, {"role": role}, by, f"role set to {role}")

    def disable(self, name: str, *, by: str) -> None:
        """Nobody signs in with it any more; its sessions, tokens and links end. Raises NotFound."""
        self._change(name, {"disabled_at": stamp(self._clock())}, by, "account disabled")

    def enable(self, name: str, *, by: str) -> None:
        self._change(name, {"disabled_at": None}, by, "account enabled")

    def _change(self, name: str, values: dict[str, Any], by: str, what: str) -> None:
        with self._writing() as (connection, now):
            done = connection.execute(update(accounts).where(accounts.c.name == fold(name)).values(**values))
            if not done.rowcount:
                raise NotFound(f"there is no account {name!r}", then="See them with: claimline account list")
            kept = ("session",) if "secret" in values else ("session", "token", "share")
            ended = (grants.c.account == fold(name)) & grants.c.sort.in_(kept) & grants.c.revoked_at.is_(None)
            connection.execute(update(grants).where(ended).values(revoked_at=now))
            write_audit(connection, now, by, what, fold(name))

    def verified(self, name: str, password: str) -> Account | None:
        """The account that this password opens. It takes as long for a name that is not there, or was disabled."""
        with self._reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == fold(name)[:LONGEST])).first()
        fits = _fits(row.secret if row else _nobody(), password[:LONGEST])
        if row is None or row.disabled_at is not None or not fits:
            return None
        return Account(row.name, cast(Role, row.role), row.created_at)

    # Grants

    def grant(
        self, sort: Sort, account: Account, *, days: int = 7, path: str = "", label: str = "", role: Role | None = None
    ) -> tuple[str, Grant]:
        """A new token, which is told only now, and what it lets do. Raises UsageError for days out of bounds."""
        if not 1 <= days <= MOST_DAYS:
            raise UsageError(f"it may last 1 to {MOST_DAYS} days", where=f"{days} days", then="Give another number.")
        token = secrets.token_urlsafe(32)
        lasting = WHOLE if sort == "session" else timedelta(days=days)
        given = role or ("reader" if sort == "share" else account.role)
        if not may(account.role, given):
            raise UsageError(f"a {account.role} cannot give the rights of a {given}", then="Ask an admin.")
        with self._writing() as (connection, now):
            row = {
                "token_hash": _hash(token), "sort": sort, "account": account.name, "role": given, "path": path,
                "label": label[:200], "created_at": now, "seen_at": now, "expires_at": stamp(self._clock() + lasting),
            }  # fmt: skip
            connection.execute(insert(grants).values(**row))
            done = {"session": "signed in", "token": "token made", "share": "link shared"}[sort]
            write_audit(connection, now, account.name, done, path or label)
        return token, _grant(row)

    def find(self, token: str, sort: Sort) -> Grant | None:
        """What a token lets do now; None where it is not known, was revoked, has expired, or was left idle."""
        now = self._clock()
        with self._reading() as connection:
            row = connection.execute(select(grants).where(grants.c.token_hash == _hash(token))).mappings().first()
        if row is None or row["sort"] != sort or row["revoked_at"] is not None or row["expires_at"] <= stamp(now):
            return None
        if sort == "session":
            if row["seen_at"] <= stamp(now - IDLE):
                return None
            if row["seen_at"] <= stamp(now - _SEEN):
                self._seen(row["token_hash"], stamp(now))
        return _grant(row)

    def _seen(self, token_hash: str, now: str) -> None:
        with ledger_faults(self._where), writing(self._engine) as connection:
            connection.execute(update(grants).where(grants.c.token_hash == token_hash).values(seen_at=now))

    def grants(self, sort: Sort, account: str | None = None) -> list[Grant]:
        """Those that are in force, the newest first; of one account, or of all."""
        now = stamp(self._clock())
        query = select(grants).where(grants.c.sort == sort, grants.c.revoked_at.is_(None), grants.c.expires_at > now)
        if account is not None:
            query = query.where(grants.c.account == fold(account))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(grants.c.created_at.desc(), grants.c.token_hash)).mappings().all()
        return [_grant(row) for row in rows]

    def revoke(self, name: str, *, by: str, account: str | None = None) -> None:
        """End a grant by its id; `account`: only one of this account. Raises NotFound."""
        with self._writing() as (connection, now):
            which = grants.c.token_hash.startswith(name, autoescape=True) & grants.c.revoked_at.is_(None)
            if account is not None:
                which &= grants.c.account == fold(account)
            rows = connection.execute(select(grants).where(which)).mappings().all() if len(name) >= 8 else []
            if len(rows) != 1:
                raise NotFound(f"there is no link, token or session {name!r} in force", then="See those that are.")
            connection.execute(update(grants).where(which).values(revoked_at=now))
            done = {"session": "signed out", "token": "token revoked", "share": "link revoked"}[rows[0]["sort"]]
            write_audit(connection, now, by, done, rows[0]["path"] or rows[0]["label"])

    def note(self, who: str, what: str, about: str = "") -> None:
        """Put something into the audit log that changes nothing here."""
        with self._writing() as (connection, now):
            write_audit(connection, now, who, what, about)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, str]]:
        with ledger_faults(self._where), writing(self._engine) as connection:
            yield connection, stamp(self._clock())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with ledger_faults(self._where), self._engine.connect() as connection:
            yield connection


def _named(name: str) -> str:
    folded = fold(name)
    if not 1 <= len(folded) <= 80 or not folded.isprintable() or set(folded) & set("/:;,<>\"'\\"):
        raise UsageError("this is no name for an account", where=repr(name), then="1 to 80 letters, digits, . - _ @")
    return folded


def _grant(row: Any) -> Grant:
    return Grant(
        row["token_hash"][:12], row["sort"], row["account"], row["role"], row["path"], row["label"],
        row["created_at"], row["expires_at"], row.get("revoked_at"),
    )  # fmt: skip


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ModuleNotFoundError as error:
        then = "Install it with: pip install 'claimline[desk]'"
        raise UsageError(f"accounts need the library {error.name}", then=then) from error
    return PasswordHasher()


def hashed(password: str) -> str:
    """Raises UsageError for a password that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            f"a password has {SHORTEST} to {LONGEST} characters", then="Some words in a row are good ones."
        )
    return _hasher().hash(password)


@cache
def _nobody() -> str:
    """The hash of a password that nobody knows."""
    return hashed(secrets.token_urlsafe(32))


def _fits(secret: str, password: str) -> bool:
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return _hasher().verify(secret, password)
    except (Argon2Error, InvalidHashError):
        return False
