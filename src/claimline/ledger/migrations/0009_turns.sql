-- Schema 9: which step of weighing last changed what a report tells, or where its words come from: what lets a picture
-- that was made before be brought up to date without being made anew. Report 0 stands for all of them. `turns.py` keeps it.

CREATE TABLE weighed_turns (
    report_key {long} NOT NULL PRIMARY KEY,
    turn {long} NOT NULL
)

CREATE INDEX weighed_turns_by_turn ON weighed_turns (turn)
