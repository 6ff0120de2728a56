"""Leafing through a ledger: pages, counts and facets of claims, reports, events, places, speakers and outlets.

browse = ledger.browse()
page = browse.claims(ClaimFilter(family="control"))
page = browse.claims(ClaimFilter(family="control"), after=page.next)
"""

from claimline.ledger.browse.browse import Browse
from claimline.ledger.browse.claims import Part
from claimline.ledger.browse.facets import NAMES as FACETS
from claimline.ledger.browse.listing import Beside
from claimline.ledger.browse.pages import ClaimMap, Count, EventClaims, Facet, FacetValue, Listing, Page, PlaceClaims

__all__ = [
    "FACETS",
    "Beside",
    "Browse",
    "ClaimMap",
    "Count",
    "EventClaims",
    "Facet",
    "FacetValue",
    "Listing",
    "Page",
    "Part",
    "PlaceClaims",
]
