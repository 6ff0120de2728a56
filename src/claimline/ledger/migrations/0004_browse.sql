-- Schema 4: what lists, counts and maps are made from. All of it follows from claims, their places and their reports,
-- and can be made again; `short.py` keeps it up to date. '' stands for what a claim does not have, so that it sorts.

CREATE TABLE short_claims (
    claim_key {long} NOT NULL PRIMARY KEY REFERENCES claims (key) ON DELETE CASCADE,
    turn {long} NOT NULL,
    known TEXT NOT NULL,
    kind TEXT NOT NULL,
    family TEXT NOT NULL,
    speaker TEXT NOT NULL,
    speaker_side TEXT NOT NULL,
    outlet TEXT NOT NULL,
    modality TEXT NOT NULL,
    polarity TEXT NOT NULL,
    framing TEXT NOT NULL,
    actor_side TEXT NOT NULL,
    target_side TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    reach INTEGER NOT NULL
)

INSERT INTO short_claims
    SELECT claims.key, claims.report_key * 1048576 + 1048575 - claims.position,
        coalesce(reports.published, substr(reports.added_at, 1, 10)), kind, family, coalesce(speaker_folded, ''),
        coalesce(speaker_side, ''), coalesce(outlet_folded, ''), modality, polarity, coalesce(framing, ''),
        coalesce(actor_side, ''), coalesce(target_side, ''), coalesce(first_day, ''), coalesce(last_day, ''),
        CASE WHEN first_day IS NULL OR first_day = last_day THEN 0
            WHEN substr(first_day, 1, 7) = substr(last_day, 1, 7) THEN 1
            WHEN substr(first_day, 1, 4) = substr(last_day, 1, 4) THEN 2 ELSE 3 END
    FROM claims JOIN reports ON reports.key = claims.report_key
    ORDER BY claims.key

CREATE INDEX short_claims_by_known ON short_claims (known, turn)

CREATE INDEX short_claims_by_kind ON short_claims (kind, known, turn)

CREATE INDEX short_claims_by_family ON short_claims (family, known, turn)

CREATE INDEX short_claims_by_speaker ON short_claims (speaker, known, turn)

CREATE INDEX short_claims_by_outlet ON short_claims (outlet, known, turn)

CREATE INDEX short_claims_by_day ON short_claims (last_day, turn)

CREATE INDEX short_claims_by_days ON short_claims (reach, first_day, last_day)

CREATE TABLE short_places (
    place TEXT NOT NULL,
    known TEXT NOT NULL,
    turn {long} NOT NULL,
    role TEXT NOT NULL,
    precision TEXT NOT NULL,
    claim_key {long} NOT NULL REFERENCES short_claims (claim_key) ON DELETE CASCADE,
    PRIMARY KEY (place, known, turn, role, precision)
) {bare}

INSERT INTO short_places
    SELECT DISTINCT coalesce(claim_places.place_id, claim_places.name_folded), known, turn, role, precision,
        short_claims.claim_key
    FROM claim_places JOIN short_claims ON short_claims.claim_key = claim_places.claim_key

CREATE INDEX short_places_by_claim ON short_places (claim_key)

CREATE TABLE claim_counts (
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    count {long} NOT NULL,
    PRIMARY KEY (facet, value)
) {bare}

CREATE INDEX claim_counts_by_count ON claim_counts (facet, count)

INSERT INTO claim_counts SELECT '', '', count(*) FROM short_claims GROUP BY reach >= 0

INSERT INTO claim_counts SELECT 'kind', kind, count(*) FROM short_claims GROUP BY kind

INSERT INTO claim_counts SELECT 'family', family, count(*) FROM short_claims GROUP BY family

INSERT INTO claim_counts SELECT 'speaker', speaker, count(*) FROM short_claims GROUP BY speaker

INSERT INTO claim_counts SELECT 'speaker_side', speaker_side, count(*) FROM short_claims GROUP BY speaker_side

INSERT INTO claim_counts SELECT 'outlet', outlet, count(*) FROM short_claims GROUP BY outlet

INSERT INTO claim_counts SELECT 'modality', modality, count(*) FROM short_claims GROUP BY modality

INSERT INTO claim_counts SELECT 'polarity', polarity, count(*) FROM short_claims GROUP BY polarity

INSERT INTO claim_counts SELECT 'framing', framing, count(*) FROM short_claims GROUP BY framing

INSERT INTO claim_counts SELECT 'actor_side', actor_side, count(*) FROM short_claims GROUP BY actor_side

INSERT INTO claim_counts SELECT 'target_side', target_side, count(*) FROM short_claims GROUP BY target_side

INSERT INTO claim_counts
    SELECT 'month', substr(first_day, 1, 7), count(*) FROM short_claims GROUP BY substr(first_day, 1, 7)

INSERT INTO claim_counts SELECT 'place', place, count(DISTINCT claim_key) FROM short_places GROUP BY place

INSERT INTO claim_counts SELECT 'precision', precision, count(DISTINCT claim_key) FROM short_places GROUP BY precision

CREATE INDEX reports_by_known ON reports (coalesce(published, substr(added_at, 1, 10)), key)

CREATE INDEX events_by_size ON events (size)
