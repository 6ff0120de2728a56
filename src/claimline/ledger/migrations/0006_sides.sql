-- Schema 6: claims by the side of their speaker, in the order of lists.

CREATE INDEX short_claims_by_speaker_side ON short_claims (speaker_side, known, turn)
