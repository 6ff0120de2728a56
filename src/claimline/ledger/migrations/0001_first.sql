-- Schema 1. One statement a paragraph; {key}, {long}, {real}, {blob} and {flag} become the backend's own types.
-- A step that has been released is never changed: what comes later is a new file.

CREATE TABLE originals (
    text_hash TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    exact {blob},
    length INTEGER NOT NULL
)

CREATE TABLE reports (
    key {key},
    ref TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    text_hash TEXT NOT NULL REFERENCES originals (text_hash),
    title TEXT,
    outlet TEXT,
    outlet_folded TEXT,
    url TEXT,
    published TEXT,
    language TEXT,
    added_at TEXT NOT NULL,
    read_at TEXT NOT NULL,
    reader_name TEXT,
    reader_version TEXT,
    reading_digest TEXT NOT NULL,
    claim_count INTEGER NOT NULL
)

CREATE INDEX reports_by_id ON reports (id)

CREATE INDEX reports_by_text ON reports (text_hash)

CREATE INDEX reports_by_outlet ON reports (outlet_folded)

CREATE INDEX reports_by_day ON reports (published)

CREATE TABLE claims (
    key {long} NOT NULL PRIMARY KEY,
    report_key {long} NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    family TEXT NOT NULL,
    evidence TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    speaker_name TEXT,
    speaker_role TEXT,
    speaker_kind TEXT,
    speaker_side TEXT,
    speaker_folded TEXT,
    modality TEXT NOT NULL,
    polarity TEXT NOT NULL,
    framing TEXT,
    background {flag} NOT NULL,
    stage TEXT,
    actor_name TEXT,
    actor_side TEXT,
    target_name TEXT,
    target_side TEXT,
    places TEXT,
    time_start TEXT,
    time_end TEXT,
    time_precision TEXT,
    time_of TEXT,
    first_day TEXT,
    last_day TEXT,
    confidence {real} NOT NULL,
    reader_name TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    UNIQUE (report_key, position)
)

CREATE INDEX claims_by_id ON claims (id)

CREATE INDEX claims_by_kind ON claims (kind, report_key)

CREATE INDEX claims_by_family ON claims (family, report_key)

CREATE INDEX claims_by_speaker ON claims (speaker_folded, report_key)

CREATE INDEX claims_by_day ON claims (first_day, last_day)

CREATE TABLE claim_records (
    claim_key {long} NOT NULL PRIMARY KEY REFERENCES claims (key) ON DELETE CASCADE,
    record TEXT NOT NULL
)

CREATE TABLE claim_places (
    claim_key {long} NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    place_id TEXT,
    latitude {real},
    longitude {real},
    precision TEXT NOT NULL,
    radius_km {real},
    country TEXT,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (claim_key, position)
)

CREATE INDEX claim_places_by_place ON claim_places (place_id, claim_key)

CREATE INDEX claim_places_by_name ON claim_places (name_folded, claim_key)

CREATE TABLE claim_quantities (
    claim_key {long} NOT NULL REFERENCES claims (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    minimum {real},
    maximum {real},
    unit TEXT NOT NULL,
    counts TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (claim_key, position)
)

CREATE TABLE redirects (
    key {key},
    report_key {long} NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    old_id TEXT NOT NULL,
    new_id TEXT,
    record TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    retired_at TEXT NOT NULL
)

CREATE INDEX redirects_by_old_id ON redirects (old_id)

CREATE INDEX redirects_by_report ON redirects (report_key)
