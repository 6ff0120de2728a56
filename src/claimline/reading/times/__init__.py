"""Time expressions as the words give them (TimeML TIMEX3), without outside knowledge."""

from claimline.reading.times.tagger import find_times

__all__ = ["find_times"]
