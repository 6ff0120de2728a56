"""The ledger: reports with their originals, and their claims, kept for good in one database.

with open_ledger("claimline.db") as ledger:
    with ledger.writer() as writer:
        writer.add(report, claims)
    for record in ledger.view().claims(ClaimFilter(family="control")):
        ...
"""

from claimline.ledger.filters import ClaimFilter, ReportFilter
from claimline.ledger.ledger import Ledger, open_ledger
from claimline.ledger.verify import Problem, verify
from claimline.ledger.view import Counts, Found, Printing, View
from claimline.ledger.writer import Added, Item, Writer

__all__ = [
    "Added",
    "ClaimFilter",
    "Counts",
    "Found",
    "Item",
    "Ledger",
    "Printing",
    "Problem",
    "ReportFilter",
    "View",
    "Writer",
    "open_ledger",
    "verify",
]
