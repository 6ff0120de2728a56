-- Schema 10: who may look at a desk that others can reach, and what was done there. `access.py` and `audit.py` keep it.
-- Of passwords and tokens only hashes are kept.

CREATE TABLE accounts (
    name TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at TEXT NOT NULL,
    disabled_at TEXT
)

CREATE TABLE grants (
    token_hash TEXT NOT NULL PRIMARY KEY,
    sort TEXT NOT NULL,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    path TEXT NOT NULL,
    label TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
)

CREATE INDEX grants_by_account ON grants (account, sort)

CREATE TABLE audit (
    number {long} NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    digest TEXT NOT NULL
)
