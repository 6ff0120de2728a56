-- Schema 7: events of a kind, a family or a place, and reports of an outlet, in the order of lists.

DROP INDEX events_by_kind

CREATE INDEX events_by_kind ON events (kind, last_known, id)

CREATE INDEX events_by_family ON events (family, last_known, id)

CREATE INDEX events_by_place ON events (place_id, last_known, id)

CREATE INDEX events_by_place_name ON events (place_name, last_known, id)

CREATE INDEX reports_by_outlet_known ON reports (outlet_folded, coalesce(published, substr(added_at, 1, 10)), key)
