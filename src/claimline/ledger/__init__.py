"""The ledger: reports with their originals, and their claims, kept for good in one database.

with open_ledger("claimline.db") as ledger:
    with ledger.writer() as writer:
        writer.add(report, claims)
    for record in ledger.view().claims(ClaimFilter(family="control")):
        ...
"""

from claimline.ledger.access import Access, Account, Grant, Role
from claimline.ledger.audit import Entry
from claimline.ledger.browse import (
    Beside,
    Browse,
    ClaimMap,
    Count,
    EventClaims,
    Facet,
    FacetValue,
    Listing,
    Page,
    Part,
    PlaceClaims,
)
from claimline.ledger.filters import (
    ClaimFilter,
    EventFilter,
    OutletFilter,
    PlaceFilter,
    ReportFilter,
    SpeakerFilter,
)
from claimline.ledger.judge import Judge
from claimline.ledger.judgements import Judgement
from claimline.ledger.ledger import Ledger, open_ledger
from claimline.ledger.lookup import UnknownName
from claimline.ledger.places import Holder, KnownPlace
from claimline.ledger.raws import KeptRaw
from claimline.ledger.reviews import Judged, Review, Reviews
from claimline.ledger.reviews_due import DueClaim
from claimline.ledger.reviews_exchange import Imported, Misfit
from claimline.ledger.reviews_lost import Lost
from claimline.ledger.revival import claim_of
from claimline.ledger.scopes import Look, Scopes, Wanted
from claimline.ledger.verify import Problem, verify
from claimline.ledger.versions_view import ClaimChange, Superseded, Version
from claimline.ledger.view import Counts, Found, Kept, Printing, View
from claimline.ledger.writer import Added, Item, Writer

__all__ = [
    "Access",
    "Account",
    "Added",
    "Beside",
    "Browse",
    "ClaimChange",
    "ClaimFilter",
    "ClaimMap",
    "Count",
    "Counts",
    "DueClaim",
    "Entry",
    "EventClaims",
    "EventFilter",
    "Facet",
    "FacetValue",
    "Found",
    "Grant",
    "Holder",
    "Imported",
    "Item",
    "Judge",
    "Judged",
    "Judgement",
    "Kept",
    "KeptRaw",
    "KnownPlace",
    "Ledger",
    "Listing",
    "Look",
    "Lost",
    "Misfit",
    "OutletFilter",
    "Page",
    "Part",
    "PlaceClaims",
    "PlaceFilter",
    "Printing",
    "Problem",
    "ReportFilter",
    "Review",
    "Reviews",
    "Role",
    "Scopes",
    "SpeakerFilter",
    "Superseded",
    "UnknownName",
    "Version",
    "View",
    "Wanted",
    "Writer",
    "claim_of",
    "open_ledger",
    "verify",
]
