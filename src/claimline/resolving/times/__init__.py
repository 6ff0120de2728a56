"""Times to days: TimeML values and periods against the day of publication."""

from claimline.resolving.times.ranges import compose_season, join_range
from claimline.resolving.times.resolver import resolve_times

__all__ = ["compose_season", "join_range", "resolve_times"]
