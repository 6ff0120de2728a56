"""Track records: what became of a speaker's claims on control, with counts and not an opinion."""

from claimline.weighing.records.track import track_records

__all__ = ["track_records"]
