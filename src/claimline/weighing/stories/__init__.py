"""Same text, same story: copies, edited copies, credits and shared quotations, and the origin that reports go back to.

    keys(report)                 what a report is found by (`bands(text)`: by its text alone)
    link(report, candidates)     what it has from which other one, with reasons
    origins(reports, links)      which reports are one voice
    changes(earlier, later)      what became of each sentence
    Shelf, links_among           the same for reports that are not in a ledger

After A. Broder, "On the resemblance and containment of documents" (Compression and Complexity of Sequences, 1997), for
finding them, and M. Wise's greedy string tiling (1993) for what was kept.
"""

from claimline.weighing.stories.alignment import Alignment, align, changes
from claimline.weighing.stories.config import StoriesConfig
from claimline.weighing.stories.credits import credited, credits_of, outlet_id
from claimline.weighing.stories.keys import VERSION, bands, keys
from claimline.weighing.stories.linking import link, order
from claimline.weighing.stories.origins import origin_at, origins
from claimline.weighing.stories.page import page_of
from claimline.weighing.stories.shelf import NEAREST, Shelf, links_among

__all__ = [
    "NEAREST",
    "VERSION",
    "Alignment",
    "Shelf",
    "StoriesConfig",
    "align",
    "bands",
    "changes",
    "credited",
    "credits_of",
    "keys",
    "link",
    "links_among",
    "order",
    "origin_at",
    "origins",
    "outlet_id",
    "page_of",
]
