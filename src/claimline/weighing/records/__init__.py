"""Track records: what became of a speaker's claims on control, with counts and not an opinion."""

from claimline.weighing.records.track import KINDS, track_records

__all__ = ["KINDS", "track_records"]
