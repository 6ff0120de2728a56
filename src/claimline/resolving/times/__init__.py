"""Times to days: TimeML values and periods against the day of publication."""

from claimline.resolving.times.resolver import resolve_times

__all__ = ["resolve_times"]
