-- Schema 5: views with plain names, for people who open a ledger with Datasette, psql or any other program. Nothing in
-- Claimline reads them. They name every column, so that a later step may add some to the tables. A step that takes a
-- column away has to drop the views that name it, and make them again.

CREATE VIEW claims_with_reports AS
    SELECT claims.id AS claim, claims.kind, claims.family, claims.evidence AS quote,
        claims.speaker_name AS speaker, claims.speaker_role, claims.speaker_kind, claims.speaker_side,
        reports.outlet, reports.published, reports.title, reports.url, claims.modality, claims.polarity, claims.framing,
        claims.background, claims.stage, claims.actor_name AS actor, claims.actor_side,
        claims.target_name AS target, claims.target_side, claims.places, claims.first_day, claims.last_day,
        claims.time_precision, claims.confidence, coalesce(claim_reviews.status, 'open') AS status,
        claims.reader_name, claims.reader_version, claims.first_seen, reports.ref AS report, claims.key AS claim_key,
        reports.key AS report_key
    FROM claims
    JOIN reports ON reports.key = claims.report_key
    LEFT JOIN claim_reviews ON claim_reviews.claim_key = claims.key

CREATE VIEW claims_with_places AS
    SELECT claims.id AS claim, claims.kind, claims.family, claims.evidence AS quote, claims.speaker_name AS speaker,
        claims.speaker_side, reports.outlet, reports.published, claims.modality, claims.polarity, claims.first_day,
        claims.last_day, claim_places.role, claim_places.name AS place, claim_places.place_id, claim_places.latitude,
        claim_places.longitude, claim_places.precision, claim_places.radius_km, claim_places.country,
        places.district_name AS district, places.region_name AS region, claims.confidence, reports.ref AS report,
        claims.key AS claim_key
    FROM claim_places
    JOIN claims ON claims.key = claim_places.claim_key
    JOIN reports ON reports.key = claims.report_key
    LEFT JOIN places ON places.place_id = claim_places.place_id

CREATE VIEW claims_with_numbers AS
    SELECT claims.id AS claim, claims.kind, claim_quantities.text AS words, claim_quantities.minimum,
        claim_quantities.maximum, claim_quantities.unit, claim_quantities.counts, claims.evidence AS quote,
        claims.speaker_name AS speaker, reports.outlet, reports.published, claims.first_day, claims.last_day,
        claims.places, reports.ref AS report, claims.key AS claim_key
    FROM claim_quantities
    JOIN claims ON claims.key = claim_quantities.claim_key
    JOIN reports ON reports.key = claims.report_key

CREATE VIEW control_claims AS
    SELECT claims.id AS claim, claims.kind, claims.evidence AS quote, claims.speaker_name AS speaker,
        claims.speaker_side, reports.outlet, reports.published, claims.modality, claims.polarity,
        claims.actor_name AS actor, claims.actor_side, claims.target_side, claim_places.name AS place,
        claim_places.place_id, claim_places.latitude, claim_places.longitude, claim_places.precision,
        places.region_name AS region, claims.first_day, claims.last_day, reports.ref AS report, claims.key AS claim_key
    FROM claims
    JOIN reports ON reports.key = claims.report_key
    JOIN claim_places ON claim_places.claim_key = claims.key
    LEFT JOIN places ON places.place_id = claim_places.place_id
    WHERE claims.family IN ('control', 'withdrawal')

CREATE VIEW events_with_places AS
    SELECT events.id AS event, events.kind, events.family, events.place_name AS place, events.place_id,
        (SELECT min(claim_places.latitude) FROM claim_places WHERE claim_places.place_id = events.place_id) AS latitude,
        (SELECT min(claim_places.longitude) FROM claim_places WHERE claim_places.place_id = events.place_id) AS longitude,
        places.precision, places.district_name AS district, places.region_name AS region, places.country_name AS country,
        events.first_day, events.last_day, events.first_known, events.last_known, events.size AS claims,
        events.key AS event_key
    FROM events
    LEFT JOIN places ON places.place_id = events.place_id

CREATE VIEW claims_of_events AS
    SELECT events.id AS event, events.kind AS event_kind, claims.id AS claim, claims.kind, claims.evidence AS quote,
        claims.speaker_name AS speaker, claims.speaker_side, reports.outlet, tellings.known, claims.modality,
        claims.polarity, reports.ref AS report, events.key AS event_key, claims.key AS claim_key
    FROM event_members
    JOIN events ON events.key = event_members.event_key
    JOIN tellings ON tellings.key = event_members.telling_key
    JOIN reports ON reports.key = tellings.report_key
    JOIN claims ON claims.report_key = tellings.report_key AND claims.id = tellings.claim_id

CREATE VIEW speakers AS
    SELECT min(claims.speaker_name) AS speaker, min(claims.speaker_kind) AS kind, min(claims.speaker_side) AS side,
        count(*) AS claims, min(reports.published) AS first_published, max(reports.published) AS last_published
    FROM claims
    JOIN reports ON reports.key = claims.report_key
    WHERE claims.speaker_folded IS NOT NULL
    GROUP BY claims.speaker_folded

CREATE VIEW outlets AS
    SELECT min(outlet) AS outlet, count(*) AS reports, sum(claim_count) AS claims, min(published) AS first_published,
        max(published) AS last_published
    FROM reports
    WHERE outlet_folded IS NOT NULL
    GROUP BY outlet_folded

CREATE VIEW judgements_standing AS
    SELECT judgements.id AS judgement, judgements.verb, judgements.at, judgements.who, judgements.note,
        judgement_subjects.claim_id AS claim, judgement_subjects.report_ref AS report
    FROM judgements
    JOIN judgement_subjects ON judgement_subjects.judgement_key = judgements.key
    WHERE judgements.undoes IS NULL
        AND NOT EXISTS (SELECT 1 FROM judgements AS undone WHERE undone.undoes = judgements.id)
