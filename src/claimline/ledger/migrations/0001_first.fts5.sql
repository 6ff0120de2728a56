-- Full-text search of schema 1, where SQLite was built with FTS5. The indexes hold no text of their own.

CREATE VIEW report_texts AS
    SELECT reports.key AS key, coalesce(reports.title, '') AS title, originals.text AS text
    FROM reports JOIN originals ON originals.text_hash = reports.text_hash

CREATE VIRTUAL TABLE report_search USING fts5(
    title, text, content = 'report_texts', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
)

CREATE TRIGGER report_search_added AFTER INSERT ON reports BEGIN
    INSERT INTO report_search (rowid, title, text)
    SELECT key, title, text FROM report_texts WHERE key = new.key;
END

CREATE TRIGGER report_search_retitled AFTER UPDATE OF title ON reports BEGIN
    INSERT INTO report_search (report_search, rowid, title, text)
    SELECT 'delete', old.key, coalesce(old.title, ''), text FROM originals WHERE text_hash = old.text_hash;
    INSERT INTO report_search (rowid, title, text)
    SELECT key, title, text FROM report_texts WHERE key = new.key;
END

CREATE TRIGGER report_search_removed BEFORE DELETE ON reports BEGIN
    INSERT INTO report_search (report_search, rowid, title, text)
    SELECT 'delete', old.key, coalesce(old.title, ''), text FROM originals WHERE text_hash = old.text_hash;
END

CREATE VIRTUAL TABLE claim_search USING fts5(
    evidence, speaker_name, places, content = 'claims', content_rowid = 'key',
    tokenize = 'unicode61 remove_diacritics 2'
)

CREATE TRIGGER claim_search_added AFTER INSERT ON claims BEGIN
    INSERT INTO claim_search (rowid, evidence, speaker_name, places)
    VALUES (new.key, new.evidence, new.speaker_name, new.places);
END

CREATE TRIGGER claim_search_removed AFTER DELETE ON claims BEGIN
    INSERT INTO claim_search (claim_search, rowid, evidence, speaker_name, places)
    VALUES ('delete', old.key, old.evidence, old.speaker_name, old.places);
END
