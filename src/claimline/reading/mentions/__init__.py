"""Names in a report: persons, organisations, places, facilities, groups, nationalities, weapons."""

from claimline.reading.mentions.finder import find_mentions
from claimline.reading.mentions.government import is_government

__all__ = ["find_mentions", "is_government"]
