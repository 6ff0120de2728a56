-- Schema 8: authors; the bytes that reports came in as; versions of one report. `raw_originals` are originals, as texts
-- are. `report_versions` and `superseded_claims` follow from reports and claims; `versions.py` keeps them.

ALTER TABLE reports ADD COLUMN author TEXT

CREATE TABLE raw_originals (
    raw_hash TEXT NOT NULL PRIMARY KEY,
    length {long} NOT NULL,
    packed {blob} NOT NULL
)

CREATE TABLE report_raws (
    report_key {long} NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    raw_hash TEXT NOT NULL REFERENCES raw_originals (raw_hash),
    PRIMARY KEY (report_key, kind)
)

CREATE INDEX report_raws_by_hash ON report_raws (raw_hash)

CREATE TABLE report_versions (
    report_key {long} NOT NULL PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE,
    later_key {long} NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    at TEXT NOT NULL
)

CREATE INDEX report_versions_by_later ON report_versions (later_key)

CREATE TABLE superseded_claims (
    claim_key {long} NOT NULL PRIMARY KEY REFERENCES claims (key) ON DELETE CASCADE,
    status TEXT NOT NULL,
    successor_id TEXT
)
