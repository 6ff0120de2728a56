"""People's judgements on claims: what may be set, what they come to, when they still hold, and what to look at next.

Pure functions on claim records and verdicts; the ledger keeps the rows.
"""

from claimline.reviewing.applying import apply, said
from claimline.reviewing.core import core, differences
from claimline.reviewing.judging import judged, standing, with_changes
from claimline.reviewing.queueing import Candidate, due, queue
from claimline.reviewing.slots import SLOTS, PlaceLookup, changes_of

__all__ = [
    "SLOTS",
    "Candidate",
    "PlaceLookup",
    "apply",
    "changes_of",
    "core",
    "differences",
    "due",
    "judged",
    "queue",
    "said",
    "standing",
    "with_changes",
]
