"""Which reports are the same report.

Two reports are one when their texts are equal to the character and nothing known about them differs: an outlet or a
day of publication that one of them lacks is no difference. The same wire text in two outlets is two reports that
share one original, and so is one outlet's unchanged communiqué of two days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from claimline.ledger.rows import Row, folded
from claimline.model import Report


@dataclass(frozen=True, slots=True)
class Match:
    """A report of the ledger that the new one is.

    `facts` are the columns that the new one fills in; `poorer` is set when the new one lacks the outlet or the day
    that the ledger has, so that its reading cannot replace the one that had them.
    """

    row: Row
    facts: Row
    poorer: bool


def report_facts(report: Report) -> Row:
    """What is known about a report apart from its text, as columns."""
    return {
        "title": report.title,
        "outlet": report.outlet,
        "outlet_folded": folded(report.outlet),
        "url": report.url,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "author": report.author,
    }


def report_ref(report: Report) -> str:
    """A name for a report that is its own in every ledger: 16 hexadecimal digits of a hash of text, outlet and day."""
    facts = report_facts(report)
    key = "\n".join((report.text_hash, facts["outlet_folded"] or "", facts["published"] or ""))
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def match(known: Sequence[Row], report: Report) -> Match | None:
    """The one of the `known` rows (all with this text, in the order of their adding) that the report is, if any."""
    facts = report_facts(report)
    telling = ("outlet_folded", "published")

    def agrees(row: Row) -> bool:
        return all(row[name] is None or facts[name] is None or row[name] == facts[name] for name in telling)

    def shared(row: Row) -> int:
        return sum(row[name] == facts[name] for name in telling)

    same = [row for row in known if agrees(row)]
    if not same:
        return None
    row = max(same, key=shared)  # the first of equals
    return Match(
        row=row,
        facts={name: value for name, value in facts.items() if row[name] is None and value is not None},
        poorer=any(row[name] is not None and facts[name] is None for name in telling),
    )
