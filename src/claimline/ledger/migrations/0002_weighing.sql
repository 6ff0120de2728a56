-- Schema 2: what weighing finds, and what people decide about it. Everything but judgements can be made again from
-- the reports and claims. {bare} marks tables that are nothing but their key, kept in its order.

CREATE TABLE weighing_queue (
    report_key {long} NOT NULL PRIMARY KEY
)

INSERT INTO weighing_queue (report_key) SELECT key FROM reports

CREATE INDEX reports_by_outlet_and_day ON reports (outlet_folded, published)

CREATE TABLE weighing_state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
)

CREATE TABLE places (
    place_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    precision TEXT NOT NULL,
    district_id TEXT,
    district_name TEXT,
    region_id TEXT,
    region_name TEXT,
    country_id TEXT,
    country_name TEXT
)

CREATE INDEX places_by_name ON places (name_folded)

CREATE INDEX places_by_district ON places (district_id)

CREATE INDEX places_by_region ON places (region_id)

CREATE INDEX places_by_country ON places (country_id)

CREATE TABLE tellings (
    key {long} NOT NULL PRIMARY KEY,
    report_key {long} NOT NULL,
    claim_id TEXT NOT NULL,
    known TEXT NOT NULL,
    body TEXT NOT NULL
)

CREATE INDEX tellings_by_claim ON tellings (claim_id)

CREATE INDEX tellings_by_known ON tellings (known)

CREATE TABLE telling_places (
    place_id TEXT NOT NULL,
    last_day TEXT NOT NULL,
    first_day TEXT NOT NULL,
    kind TEXT NOT NULL,
    telling_key {long} NOT NULL,
    PRIMARY KEY (place_id, last_day, first_day, kind, telling_key)
) {bare}

CREATE TABLE telling_blocks (
    block {long} NOT NULL,
    telling_key {long} NOT NULL,
    PRIMARY KEY (block, telling_key)
) {bare}

CREATE TABLE report_bands (
    band {long} NOT NULL,
    report_key {long} NOT NULL,
    PRIMARY KEY (band, report_key)
) {bare}

CREATE INDEX report_bands_by_report ON report_bands (report_key)

CREATE TABLE story_links (
    later_key {long} NOT NULL,
    earlier_key {long} NOT NULL,
    relation TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (later_key, earlier_key, relation)
) {bare}

CREATE INDEX story_links_by_earlier ON story_links (earlier_key)

CREATE TABLE weighed_reports (
    report_key {long} NOT NULL PRIMARY KEY,
    known TEXT NOT NULL,
    credits TEXT NOT NULL,
    origin_id TEXT NOT NULL,
    origin TEXT NOT NULL
)

CREATE INDEX weighed_reports_by_known ON weighed_reports (known)

CREATE TABLE events (
    key {long} NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    component {long} NOT NULL,
    family TEXT NOT NULL,
    kind TEXT NOT NULL,
    place_id TEXT,
    place_name TEXT,
    first_day TEXT,
    last_day TEXT,
    first_known TEXT NOT NULL,
    last_known TEXT NOT NULL,
    size INTEGER NOT NULL,
    body TEXT NOT NULL
)

CREATE INDEX events_by_component ON events (component)

CREATE INDEX events_by_known ON events (first_known)

CREATE INDEX events_by_last_known ON events (last_known)

CREATE INDEX events_by_kind ON events (kind)

CREATE TABLE event_members (
    telling_key {long} NOT NULL PRIMARY KEY,
    event_key {long} NOT NULL REFERENCES events (key) ON DELETE CASCADE
)

CREATE INDEX event_members_by_event ON event_members (event_key)

CREATE TABLE event_redirects (
    old_id TEXT NOT NULL PRIMARY KEY,
    new_id TEXT,
    retired_at TEXT NOT NULL
)

CREATE TABLE judgements (
    key {key},
    id TEXT NOT NULL UNIQUE,
    verb TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    note TEXT NOT NULL,
    undoes TEXT
)

CREATE INDEX judgements_by_undone ON judgements (undoes)

CREATE TABLE judgement_subjects (
    judgement_key {long} NOT NULL REFERENCES judgements (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    report_ref TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    PRIMARY KEY (judgement_key, position)
)

CREATE INDEX judgement_subjects_by_report ON judgement_subjects (report_ref, claim_id)
