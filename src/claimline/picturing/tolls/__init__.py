"""Tolls: numbers of events as ranges over who tells them, and sums in which no event is counted twice.

The families that count something (casualties, displacement, aid, damage) say with a `Family` what a telling counts;
everything else (where, when, replaced figures, whose word it is, sums) is the same for all, and lives here.
"""

from claimline.picturing.tolls.counting import Case, Count, Family
from claimline.picturing.tolls.tally import tally

__all__ = ["Case", "Count", "Family", "tally"]
