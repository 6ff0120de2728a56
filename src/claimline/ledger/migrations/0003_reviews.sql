-- Schema 3: people's judgements on claims. `verdicts` are originals, as judgements are; `claim_reviews` and
-- `review_scores` follow from what is there and can be made again.

CREATE TABLE verdicts (
    judgement_key {long} NOT NULL REFERENCES judgements (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote TEXT NOT NULL,
    sentence TEXT NOT NULL,
    seen TEXT NOT NULL,
    changes TEXT NOT NULL,
    report TEXT NOT NULL,
    url TEXT,
    PRIMARY KEY (judgement_key, position)
)

CREATE INDEX verdicts_by_text ON verdicts (text_hash)

CREATE INDEX verdicts_by_url ON verdicts (url)

CREATE INDEX judgements_by_verb ON judgements (verb, at)

CREATE INDEX judgement_subjects_by_claim ON judgement_subjects (claim_id)

CREATE INDEX reports_by_url ON reports (url)

CREATE TABLE claim_reviews (
    claim_key {long} NOT NULL PRIMARY KEY REFERENCES claims (key) ON DELETE CASCADE,
    status TEXT NOT NULL,
    judgement_id TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    disputed {flag} NOT NULL,
    reopened TEXT
)

CREATE INDEX claim_reviews_by_status ON claim_reviews (status, claim_key)

CREATE TABLE review_scores (
    telling_key {long} NOT NULL PRIMARY KEY REFERENCES tellings (key) ON DELETE CASCADE,
    score {real} NOT NULL
)

CREATE INDEX review_scores_by_score ON review_scores (score, telling_key)
