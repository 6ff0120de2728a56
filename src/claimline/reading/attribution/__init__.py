"""Attributions: who is said to say what, by which words."""

from claimline.reading.attribution.find import find_attributions
from claimline.reading.attribution.holders import holder
from claimline.reading.attribution.origin import find_origin, is_outlet

__all__ = ["find_attributions", "find_origin", "holder", "is_outlet"]
