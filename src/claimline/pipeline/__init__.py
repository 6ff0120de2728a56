"""The only place that joins the rooms: text to claims, claims to events, events to a picture."""

from claimline.pipeline.engines import read_sources
from claimline.pipeline.reading import ReadConfig, ReadResult, read_reports

__all__ = ["ReadConfig", "ReadResult", "read_reports", "read_sources"]
