"""Attributions: who is said to say what, by which words."""

from claimline.reading.attribution.find import find_attributions
from claimline.reading.attribution.holders import holder

__all__ = ["find_attributions", "holder"]
