"""How text comes in: one frozen object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from claimline.model.original import Original

MEGABYTE = 1_000_000


def silent(message: str) -> None:
    """The default `note`: nobody listens."""


def always() -> bool:
    """The default `take`: every item is read here."""
    return True


@dataclass(frozen=True, slots=True)
class IntakeConfig:
    """How sources are taken in.

    published, outlet: for reports that do not bring their own.
    max_bytes: the most that one plain text may have; max_line_bytes: the same for one line of JSONL (whose number of
    lines is not limited: they are streamed); max_page_bytes: the same for one web page, feed, message or PDF.
    on_error: "stop" raises at the first bad source or line; "skip" says it through `note` and goes on.
    today: when given, publication dates after it (and a day's grace for time zones) are errors.
    allow_private: whether web addresses may lead to this machine and its own network.
    note: called with one line for whatever should be said; intake itself prints nothing.
    take: asked before each item (a line of JSONL, a row of a table, a record of an archive, else a file); where it says
    no, the item is passed over unread. So several processes can share a source, and all number its items alike.
    keep: given the bytes that a report came in as (a page, a message, a line) right before the report, and again for
    each further report that is made of them; max_original_bytes: the most that it is given.
    """

    published: date | None = None
    outlet: str | None = None
    max_bytes: int = 20 * MEGABYTE
    max_line_bytes: int = 20 * MEGABYTE
    max_page_bytes: int = 10 * MEGABYTE
    on_error: Literal["stop", "skip"] = "stop"
    today: date | None = None
    allow_private: bool = False
    note: Callable[[str], None] = silent
    take: Callable[[], bool] = always
    keep: Callable[[Original], None] | None = None
    max_original_bytes: int = 10 * MEGABYTE
