"""The nouns that every room shares: frozen, typed, without input or output."""

from claimline.model.claim import Claim, ClaimPlace, ClaimTime
from claimline.model.place import Candidate, Part, Precision, ResolvedPlace, Rung
from claimline.model.quantity import QuantityMention
from claimline.model.reading import Attribution, Link, Mention, ReaderInfo, Reading, Reason, Trigger
from claimline.model.report import Report
from claimline.model.resolution import Party, Resolution
from claimline.model.span import Span, cover
from claimline.model.telling import Figure, Spot, Teller, Telling, telling_of
from claimline.model.time import Period
from claimline.model.timeform import ResolvedTime, TimeForm, TimeMention

__all__ = [
    "Attribution",
    "Candidate",
    "Claim",
    "ClaimPlace",
    "ClaimTime",
    "Figure",
    "Link",
    "Mention",
    "Part",
    "Party",
    "Period",
    "Precision",
    "QuantityMention",
    "ReaderInfo",
    "Reading",
    "Reason",
    "Report",
    "Resolution",
    "ResolvedPlace",
    "ResolvedTime",
    "Rung",
    "Span",
    "Spot",
    "Teller",
    "Telling",
    "TimeForm",
    "TimeMention",
    "Trigger",
    "cover",
    "telling_of",
]
