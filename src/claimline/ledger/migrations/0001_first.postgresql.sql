-- Full-text search of schema 1 on PostgreSQL: the words as `words.py` finds them, with their positions.

CREATE TABLE report_search (
    report_key BIGINT NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (report_key, part)
)

CREATE INDEX report_search_by_words ON report_search USING gin (words)

CREATE TABLE claim_search (
    claim_key BIGINT NOT NULL PRIMARY KEY REFERENCES claims (key) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
)

CREATE INDEX claim_search_by_words ON claim_search USING gin (words)
