"""One part of a list of claims as a page shows it: rows, their number, facets."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Connection

from claimline.ledger.browse.claims import Part, claims_count, claims_page
from claimline.ledger.browse.facets import counted
from claimline.ledger.browse.narrowing import Narrowed, narrow
from claimline.ledger.browse.pages import Count, Listing, Page


@dataclass(frozen=True, slots=True)
class Beside:
    """What is wanted beside the rows. facets: their names, `most` values of each.

    facet_seconds, count_seconds: as long may facets be counted, and claims where the facets do not tell their number.
    """

    facets: tuple[str, ...] = ()
    most: int = 20
    facet_seconds: float = 0.1
    count_seconds: float = 0.1


def claims_listing(connection: Connection, part: Part, beside: Beside) -> Listing:
    narrowed = narrow(connection, part.filters)
    page = claims_page(connection, part, narrowed)
    end = time.monotonic() + beside.facet_seconds
    facets, seen = counted(connection, narrowed, beside.facets, end, beside.most) if beside.facets else ((), None)
    return Listing(page, _count(connection, (part, page), narrowed, beside.count_seconds, seen), facets)


def _count(
    connection: Connection, shown: tuple[Part, Page], narrowed: Narrowed, seconds: float, seen: Count | None
) -> Count:
    part, page = shown
    if part.after is None and page.next is None:  # these are all
        return Count(len(page.rows))
    if seen is not None and seen.exact:
        return seen
    found = claims_count(connection, narrowed, seconds)
    return found if found.exact or seen is None or seen.number <= found.number else seen
