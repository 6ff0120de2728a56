"""The tables of who may look at a desk, and of what was done there; see `tables.py`."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from claimline.ledger.tables import _column as column
from claimline.ledger.tables import _key as key
from claimline.ledger.tables import metadata

#: Who may look at a desk that others can reach. `name` is folded; `secret` is a hash (Argon2id).
accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    column("role"),
    column("secret"),
    column("created_at"),
    column("disabled_at", null=True),
)

#: What lets somebody in without a password: sessions, tokens of programs, links that were shared. Tokens as hashes.
grants = Table(
    "grants",
    metadata,
    Column("token_hash", Text, primary_key=True),
    column("sort"),
    column("account"),
    column("role"),
    column("path"),
    column("label"),
    column("created_at"),
    column("seen_at"),
    column("expires_at"),
    column("revoked_at", null=True),
)

#: What was done at a desk, and by whom. A row is never changed; `digest` is over it and the digest of the one before.
audit = Table(
    "audit",
    metadata,
    key("number"),
    column("at"),
    column("who"),
    column("what"),
    column("about"),
    column("digest"),
)
